"""Conditions as code for a small stack machine: each row is (operation, a, b, c, comparison, against).

Quantities and truths are numbers on one stack (a truth is 1 or 0). A row may compare what
it yields with a constant at once; most conditions are nothing else. A quantity that has no
value yet (`days_since` an event that has not happened) is not-a-number, and every
comparison with it is false.
"""

from __future__ import annotations

import math

from sim.rules.compiled import compiled, inlined
from sim.rules.state import EXECUTED, HAPPENED, State, level_of, viewed, viewed_posture
from sim.rules.world import EVENT_LASTS, NONE, World

CONSTANT = 0  # a: constant
LEVEL_OF = 1  # a: view
HIGHEST = 2  # a, b: operands from, to (views): the highest level among them
HIGHEST_EXECUTED = 3  # a, b: operands (postures)
ANY_AT_LEAST = 4  # a, b: operands (views); c: constant: 1 if any level is at least it
HAS_HAPPENED = 5  # a: event
IS_ONGOING = 6  # a: event
DAYS_SINCE = 7  # a: event
METER_VALUE = 8  # a: meter
INCIDENTS = 9  # a, b: operands (cells); c: constant, a window of days, or NONE
SEVERE_ONES = 10  # as INCIDENTS
TODAY_IS = 11
SUM = 12  # a: how many
LESS, AT_MOST, MORE, AT_LEAST, EQUAL, UNEQUAL = range(13, 19)
AND, OR, NOT = range(19, 22)
SKIP_IF_FALSE = 22  # a: the row to go on at: what is joined by `and` cannot come true any more
SKIP_IF_TRUE = 23  # a: likewise for `or`
CODE_COLUMNS = 6


@compiled
def holds(world: World, state: State, start: int, stop: int, today: int, through: int) -> bool:
    """Whether a condition holds on day `today`, incidents being known through day `through`."""
    stack, code = state.stack, world.code
    top, line = -1, start
    while line < stop:
        operation, a = code[line, 0], code[line, 1]
        if operation <= TODAY_IS:
            top += 1
            stack[top] = quantity(world, state, operation, a, code[line, 2], code[line, 3], today, through)
        elif operation in (SKIP_IF_FALSE, SKIP_IF_TRUE):
            if (stack[top] != 0.0) == (operation == SKIP_IF_TRUE):
                line = a
                continue
        elif operation == SUM:
            top -= a - 1
            for k in range(1, a):
                stack[top] += stack[top + k]
        elif operation == NOT:
            stack[top] = 1.0 - stack[top]
        else:
            top -= 1
            stack[top] = combined(operation, stack[top], stack[top + 1])
        if code[line, 4] != NONE:
            stack[top] = combined(code[line, 4], stack[top], world.constant[code[line, 5]])
        line += 1
    return bool(stack[0] != 0.0)


@inlined
def combined(operation: int, left: float, right: float) -> float:
    """A comparison or a connective of two numbers, as 1 or 0."""
    if operation == AND:
        return left * right
    if operation == OR:
        return max(left, right)
    if math.isnan(left) or math.isnan(right):
        return 0.0
    if operation == AT_LEAST:
        return 1.0 if left >= right else 0.0
    if operation == LESS:
        return 1.0 if left < right else 0.0
    if operation == AT_MOST:
        return 1.0 if left <= right else 0.0
    if operation == MORE:
        return 1.0 if left > right else 0.0
    if operation == EQUAL:
        return 1.0 if left == right else 0.0
    return 1.0 if left != right else 0.0


@inlined
def quantity(
    world: World, state: State, operation: int, a: int, b: int, c: int, today: int, through: int
) -> float:
    """What a function of the condition language yields."""
    if operation == CONSTANT:
        return float(world.constant[a])
    if operation == LEVEL_OF:
        return level_of(world, viewed_posture(world, a), viewed(world, state, a))
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
    since = 0 if c == NONE else max(0, through - math.floor(world.constant[c] + 0.5))
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


@inlined
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
