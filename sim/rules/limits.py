"""Limits of a posture: what its owner has committed itself to, and what it permits itself.

ceiling = the highest of the base ceiling and every `ceiling` in force, then the lowest
of that and every `cap`; floor = the highest of the base floor and every `floor`, but not
above the ceiling. A `match` raises both. Factors in force multiply.
"""

from __future__ import annotations

from sim.rules.compiled import compiled, inlined
from sim.rules.state import (
    ALLIED_BY,
    ALLIED_FLOOR,
    CAP,
    CAP_BY,
    CEILING_BY,
    COMMITTED_BY,
    COMMITTED_FLOOR,
    IN_FORCE,
    INTENDED,
    NOW_CEILING,
    NOW_FLOOR,
    ORDERED_BY,
    ORDERED_FLOOR,
    RAW_CEILING,
    State,
    level_of,
)
from sim.rules.world import (
    BOUND_FROM,
    BOUND_TO,
    CEILING,
    CELLS_FROM,
    CELLS_TO,
    EFFECT_POSTURE,
    EFFECTS_FROM,
    EFFECTS_TO,
    F_CLIMB,
    FACTOR_COLUMNS,
    FLOOR,
    LEADER,
    MEMBER,
    NONE,
    OFFSET,
    OPENS_FROM,
    OPENS_TO,
    POSTURES_FROM,
    POSTURES_TO,
    SETS_CAP,
    SETS_CEILING,
    SETS_FLOOR,
    TOP,
    World,
)


@compiled
def set_limits(world: World, state: State, actor: int) -> None:
    """Today's limits and factors of an actor's postures, from what is in force."""
    first, last = world.span[actor, POSTURES_FROM], world.span[actor, POSTURES_TO]
    for p in range(first, last):
        forget_limits(world, state, p)
    for b in range(world.span[actor, BOUND_FROM], world.span[actor, BOUND_TO]):
        if state.bound[b, IN_FORCE] == 1:
            for x in range(world.bound[b, EFFECTS_FROM], world.bound[b, EFFECTS_TO]):
                apply_effect(world, state, b, x)
    for p in range(first, last):
        settle_limits(state, p)


@inlined
def forget_limits(world: World, state: State, p: int) -> None:
    """Back to what holds without any trigger."""
    stance = state.stance
    stance[p, COMMITTED_FLOOR], stance[p, COMMITTED_BY] = world.posture[p, FLOOR], NONE
    stance[p, ALLIED_FLOOR], stance[p, ALLIED_BY] = NONE, NONE
    stance[p, ORDERED_FLOOR], stance[p, ORDERED_BY] = NONE, NONE
    stance[p, RAW_CEILING], stance[p, CEILING_BY] = world.posture[p, CEILING], NONE
    stance[p, CAP], stance[p, CAP_BY] = world.posture[p, TOP], NONE
    for k in range(FACTOR_COLUMNS):
        state.factor[p, k] = 1.0
    for c in range(world.posture[p, CELLS_FROM], world.posture[p, CELLS_TO]):
        state.open[c] = 0


@inlined
def apply_effect(world: World, state: State, b: int, x: int) -> None:
    """What one trigger in force does to one posture."""
    p = world.effect[x, EFFECT_POSTURE]
    stance = state.stance
    directive = world.bound[b, MEMBER] >= 0
    floor_column, by_column = (ORDERED_FLOOR, ORDERED_BY) if directive else (COMMITTED_FLOOR, COMMITTED_BY)
    raise_limit(state, p, world.effect[x, SETS_FLOOR], floor_column, by_column, b)
    raise_limit(state, p, world.effect[x, SETS_CEILING], RAW_CEILING, CEILING_BY, b)
    cap = world.effect[x, SETS_CAP]
    if cap >= 0 and cap < stance[p, CAP]:
        stance[p, CAP], stance[p, CAP_BY] = cap, b
    if world.effect[x, LEADER] >= 0:
        follow = matching_rung(world, state, p, world.effect[x, LEADER], world.factor[x, OFFSET])
        raise_limit(state, p, follow, ALLIED_FLOOR, ALLIED_BY, b)
        raise_limit(state, p, follow, RAW_CEILING, CEILING_BY, b)
    for k in range(F_CLIMB, FACTOR_COLUMNS):
        state.factor[p, k] *= world.factor[x, k]
    for k in range(world.effect[x, OPENS_FROM], world.effect[x, OPENS_TO]):
        state.open[world.opens[k]] = 1


@inlined
def raise_limit(state: State, p: int, rung: int, column: int, by_column: int, b: int) -> None:
    """A floor, or a ceiling, counts where it is the highest of its kind."""
    if rung > state.stance[p, column]:
        state.stance[p, column], state.stance[p, by_column] = rung, b


@compiled
def matching_rung(world: World, state: State, p: int, leader: int, offset: float) -> int:
    """The highest rung of p whose level is at most the leader's yesterday plus an offset."""
    reach = level_of(world, leader, state.stance[leader, INTENDED]) + offset
    rung = NONE
    while rung < world.posture[p, TOP] and level_of(world, p, rung + 1) <= reach:
        rung += 1
    return rung


@inlined
def settle_limits(state: State, p: int) -> None:
    """The limits that bind: the cap wins over all."""
    stance = state.stance
    ceiling = min(stance[p, RAW_CEILING], stance[p, CAP])
    raw = max(stance[p, COMMITTED_FLOOR], max(stance[p, ALLIED_FLOOR], stance[p, ORDERED_FLOOR]))
    stance[p, NOW_CEILING] = ceiling
    stance[p, NOW_FLOOR] = min(raw, ceiling)
