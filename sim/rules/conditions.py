"""Conditions as code for a small stack machine: each row is (operation, a, b, c).

Quantities and truths are numbers on one stack (a truth is 1 or 0). A quantity that
has no value yet (`days_since` an event that has not happened) is not-a-number, and
every comparison with it is false.
"""

from __future__ import annotations

import math

from sim.rules.compiled import compiled
from sim.rules.state import EXECUTED, HAPPENED, State, level_of, viewed, viewed_posture
from sim.rules.world import EVENT_LASTS, World

CONSTANT = 0  # a: constant
HIGHEST = 1  # a, b: operands from, to (views): the highest level among them
HIGHEST_EXECUTED = 2  # a, b: operands (postures)
ANY_AT_LEAST = 3  # a, b: operands (views); c: constant: 1 if any level is at least it
HAS_HAPPENED = 4  # a: event
IS_ONGOING = 5  # a: event
DAYS_SINCE = 6  # a: event
METER_VALUE = 7  # a: meter
INCIDENTS = 8  # a, b: operands (cells); c: constant, a window of days, or -1
SEVERE_ONES = 9  # as INCIDENTS
TODAY_IS = 10
SUM = 11  # a: how many
LESS, AT_MOST, MORE, AT_LEAST, EQUAL, UNEQUAL = range(12, 18)
AND, OR, NOT = range(18, 21)


@compiled
def holds(world: World, state: State, start: int, stop: int, today: int, through: int) -> bool:
    """Whether a condition holds on day `today`, incidents being known through day `through`."""
    stack = state.stack
    top = -1
    for line in range(start, stop):
        operation = world.code[line, 0]
        a, b, c = world.code[line, 1], world.code[line, 2], world.code[line, 3]
        if operation <= TODAY_IS:
            top += 1
            stack[top] = quantity(world, state, operation, a, b, c, today, through)
        elif operation == SUM:
            top -= a - 1
            for k in range(1, a):
                stack[top] += stack[top + k]
        elif operation == NOT:
            stack[top] = 1.0 - stack[top]
        else:
            top -= 1
            stack[top] = combined(operation, stack[top], stack[top + 1])
    return bool(stack[0] != 0.0)


@compiled
def combined(operation: int, left: float, right: float) -> float:
    """A comparison or a connective of two numbers, as 1 or 0."""
    if operation == AND:
        return left * right
    if operation == OR:
        return max(left, right)
    if math.isnan(left) or math.isnan(right):
        return 0.0
    if operation == LESS:
        return 1.0 if left < right else 0.0
    if operation == AT_MOST:
        return 1.0 if left <= right else 0.0
    if operation == MORE:
        return 1.0 if left > right else 0.0
    if operation == AT_LEAST:
        return 1.0 if left >= right else 0.0
    if operation == EQUAL:
        return 1.0 if left == right else 0.0
    return 1.0 if left != right else 0.0


@compiled
def quantity(
    world: World, state: State, operation: int, a: int, b: int, c: int, today: int, through: int
) -> float:
    """What a function of the condition language yields."""
    if operation == CONSTANT:
        return float(world.constant[a])
    if operation == HIGHEST:
        return highest(world, state, a, b)
    if operation == HIGHEST_EXECUTED:
        return highest_executed(world, state, a, b)
    if operation == ANY_AT_LEAST:
        return 1.0 if highest(world, state, a, b) >= world.constant[c] else 0.0
    if operation == HAS_HAPPENED:
        return 1.0 if state.event[a, HAPPENED] >= 0 else 0.0
    if operation == IS_ONGOING:
        return 1.0 if ongoing(world, state, a, today) else 0.0
    if operation == DAYS_SINCE:
        return float(today - state.event[a, HAPPENED]) if state.event[a, HAPPENED] >= 0 else math.nan
    if operation == METER_VALUE:
        return float(state.meter[a])
    if operation == TODAY_IS:
        return float(today)
    since = 0 if c < 0 else max(0, through - int(math.floor(world.constant[c] + 0.5)))
    return float(incidents_between(world, state, operation == SEVERE_ONES, a, b, since, through))


@compiled
def highest(world: World, state: State, start: int, stop: int) -> float:
    """The highest level among views."""
    best = 0.0
    for k in range(start, stop):
        view = world.operand[k]
        best = max(best, level_of(world, viewed_posture(world, view), viewed(world, state, view)))
    return best


@compiled
def highest_executed(world: World, state: State, start: int, stop: int) -> float:
    """The highest level that any of these postures was acted out at."""
    best = 0.0
    for k in range(start, stop):
        posture = world.operand[k]
        best = max(best, level_of(world, posture, state.stance[posture, EXECUTED]))
    return best


@compiled
def ongoing(world: World, state: State, event: int, today: int) -> bool:
    """Whether an event has happened and still lasts."""
    day = state.event[event, HAPPENED]
    lasts = world.event[event, EVENT_LASTS]
    return bool(day >= 0 and (lasts < 0 or today < day + lasts))


@compiled
def incidents_between(
    world: World, state: State, severe: bool, start: int, stop: int, since: int, through: int
) -> int:
    """Incidents (or the severe ones) on these cells after day `since`, through day `through`."""
    total = 0
    for k in range(start, stop):
        cell = world.operand[k]
        if severe:
            total += state.severe[through, cell] - state.severe[since, cell]
        else:
            total += state.incidents[through, cell] - state.incidents[since, cell]
    return total
