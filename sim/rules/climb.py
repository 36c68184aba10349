"""The day's move of a posture, and its proximate cause.

gap = retaliation * G - l
up hazard = (climb + reactivity * react * max(0, gap)) * factor * exp(-deterrability * M) * (1 - resistance)
down hazard = (descend + reactivity * react * max(0, -gap)) * factor
and p = 1 - exp(-hazard). Forced moves come first, one step at a time.
"""

from __future__ import annotations

import math

from sim.rules.compiled import compiled, inlined
from sim.rules.luck import luck
from sim.rules.state import (
    ALLIED,
    ALLIED_BY,
    ALLIED_FLOOR,
    BY,
    CAP_BY,
    CAUSE,
    CEILING_BY,
    COMMITTED,
    COMMITTED_BY,
    COMMITTED_FLOOR,
    DAY,
    DECISION,
    FELT_MENACE,
    INITIATED,
    INTENDED,
    LAST_MOVE,
    LIMITED,
    MISLED,
    NEXT,
    NO_MOVE,
    NOW_CEILING,
    NOW_FLOOR,
    OBSERVED,
    ORDER,
    ORDER_UNTIL,
    ORDERED,
    ORDERED_BY,
    ORDERED_FLOOR,
    ORDERS_BIND,
    PEAK,
    PROVOCATION,
    RELAXED,
    RETALIATED,
    TRUE_PROVOCATION,
    State,
    level_of,
)
from sim.rules.world import (
    CEILING,
    CLIMB,
    DESCEND,
    DETERRABILITY,
    DWELL,
    F_CLIMB,
    F_DESCEND,
    F_REACT,
    LADDER,
    NONE,
    POSTURES_FROM,
    POSTURES_TO,
    REACTIVITY,
    RESISTANCE,
    RETALIATION,
    STEP,
    World,
)


@compiled
def decide(world: World, state: State, actor: int) -> None:
    """An actor decides where each of its postures will stand; nobody sees it move yet."""
    for p in range(world.span[actor, POSTURES_FROM], world.span[actor, POSTURES_TO]):
        state.stance[p, CAUSE], state.stance[p, BY] = NO_MOVE, NONE
        state.stance[p, NEXT] = choose(world, state, p, state.stance[p, INTENDED])


@inlined
def choose(world: World, state: State, p: int, now: int) -> int:
    """The rung for today: on record, ordered from a seat, forced by limits, or by chance."""
    stance = state.stance
    recorded = world.pinned[state.clock[DAY], p]
    if recorded >= 0:
        stance[p, CAUSE] = OBSERVED
        return int(recorded)
    if is_ordered(state, p):
        stance[p, CAUSE] = ORDERED
        if state.clock[ORDERS_BIND] == 0:
            return int(stance[p, ORDER])
        return int(max(stance[p, NOW_FLOOR], min(stance[p, ORDER], stance[p, NOW_CEILING])))
    if now < stance[p, NOW_FLOOR]:
        blame_floor(state, p)
        return int(min(now + world.posture[p, STEP], stance[p, NOW_FLOOR]))
    if now > stance[p, NOW_CEILING]:
        stance[p, CAUSE], stance[p, BY] = LIMITED, stance[p, CAP_BY]
        return int(max(now - world.posture[p, STEP], stance[p, NOW_CEILING]))
    return chance_move(world, state, p, now)


@inlined
def is_ordered(state: State, p: int) -> bool:
    """Whether a seat's order stands today."""
    if state.stance[p, ORDER] < 0:
        return False
    return bool(state.stance[p, ORDER_UNTIL] == 0 or state.clock[DAY] <= state.stance[p, ORDER_UNTIL])


@inlined
def blame_floor(state: State, p: int) -> None:
    """A forced climb takes the cause of the highest raw floor; ties: committed, allied, ordered."""
    stance = state.stance
    stance[p, CAUSE], stance[p, BY] = COMMITTED, stance[p, COMMITTED_BY]
    best = stance[p, COMMITTED_FLOOR]
    if stance[p, ALLIED_FLOOR] > best:
        stance[p, CAUSE], stance[p, BY] = ALLIED, stance[p, ALLIED_BY]
        best = stance[p, ALLIED_FLOOR]
    if stance[p, ORDERED_FLOOR] > best:
        stance[p, CAUSE], stance[p, BY] = ORDERED, stance[p, ORDERED_BY]


@inlined
def chance_move(world: World, state: State, p: int, now: int) -> int:
    """Up one, down one or stay, by the day's uniform."""
    stance = state.stance
    rested = state.clock[DAY] - stance[p, LAST_MOVE] >= world.posture[p, DWELL] or stance[p, LAST_MOVE] == 0
    if now < stance[p, NOW_CEILING] and rested:
        fear = math.exp(-world.dial[p, DETERRABILITY] * state.mind[p, FELT_MENACE])
        chance = climb_chance(world, state, p, now, state.mind[p, PROVOCATION], fear)
        if chance > 0.0 and luck(world, state, p, DECISION) < chance:
            stance[p, CAUSE] = hazard_cause(world, state, p, now, fear)
            if now >= world.posture[p, CEILING]:
                stance[p, BY] = stance[p, CEILING_BY]  # which permitted what the actor does not of itself
            return now + 1
    if now > stance[p, NOW_FLOOR]:
        chance = descend_chance(world, state, p, now)
        if chance > 0.0 and luck(world, state, p, DECISION) >= 1.0 - chance:
            stance[p, CAUSE] = RELAXED
            return now - 1
    return now


@inlined
def climb_chance(world: World, state: State, p: int, now: int, provocation: float, fear: float) -> float:
    """The chance of climbing today at a given provocation; `fear` is exp(-deterrability * M)."""
    gap = world.dial[p, RETALIATION] * provocation - level_of(world, p, now)
    answer = world.dial[p, REACTIVITY] * state.factor[p, F_REACT] * max(0.0, gap)
    openness = 1.0 - world.rung[world.posture[p, LADDER], now + 1, RESISTANCE]
    return chance_of((world.dial[p, CLIMB] + answer) * state.factor[p, F_CLIMB] * fear * openness)


@inlined
def descend_chance(world: World, state: State, p: int, now: int) -> float:
    """The chance of stepping down today."""
    gap = world.dial[p, RETALIATION] * state.mind[p, PROVOCATION] - level_of(world, p, now)
    answer = world.dial[p, REACTIVITY] * state.factor[p, F_REACT] * max(0.0, -gap)
    return chance_of((world.dial[p, DESCEND] + answer) * state.factor[p, F_DESCEND])


@inlined
def chance_of(hazard: float) -> float:
    """The chance that a daily hazard strikes today; most hazards are 0."""
    return 0.0 if hazard == 0.0 else 1.0 - math.exp(-hazard)


@compiled
def hazard_cause(world: World, state: State, p: int, now: int, fear: float) -> int:
    """Would the same luck have climbed unprovoked, or on an error-free view of the other?"""
    u = luck(world, state, p, DECISION)
    if u < climb_chance(world, state, p, now, 0.0, fear):
        return INITIATED
    if u < climb_chance(world, state, p, now, state.mind[p, TRUE_PROVOCATION], fear):
        return RETALIATED
    return MISLED


@inlined
def move(state: State, p: int) -> None:
    """Stand on the rung that was chosen, and note the first day at or above each rung."""
    stance = state.stance
    new, day = stance[p, NEXT], state.clock[DAY]
    if new == stance[p, INTENDED]:
        stance[p, CAUSE], stance[p, BY] = NO_MOVE, NONE
        return
    stance[p, INTENDED], stance[p, LAST_MOVE] = new, day
    for rung in range(stance[p, PEAK] + 1, new + 1):
        state.reached[p, rung], state.reached_by[p, rung] = day, stance[p, CAUSE]
        state.reached_via[p, rung] = stance[p, BY]
    stance[p, PEAK] = max(stance[p, PEAK], new)
