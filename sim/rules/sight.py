"""Perception, and what it makes an actor feel: provocation and menace.

f = level of j>i as i sees it, + wards, + clients of j by attribution; at most i's top level.
G(t+1) = memory * G(t) + (1 - memory) * f(t), beside it the same fed with intended rungs.
M = what deters: the menace of postures toward i as seen, and of declared lines still untested.
"""

from __future__ import annotations

from sim.rules.compiled import inlined
from sim.rules.draws import SIGHT, block, uniform
from sim.rules.luck import luck
from sim.rules.state import (
    CREDIBILITY,
    DAY,
    ERROR,
    EXECUTED,
    FELT_MENACE,
    IDLE,
    INTENDED,
    PROVOCATION,
    RUN,
    SEED,
    SEEN,
    SIGHT_ERROR,
    SIGHT_STAYS,
    STATUS,
    TRUE_PROVOCATION,
    State,
    level_of,
    viewed,
    viewed_posture,
)
from sim.rules.world import (
    AS_TARGET,
    DETERRERS_FROM,
    DETERRERS_TO,
    DOWN,
    F_MISPERCEPTION,
    FALSE_ALARM,
    LADDER,
    MEMORY,
    MENACE,
    OF_SIGHT,
    SEEN_POSTURE,
    SOURCES_FROM,
    SOURCES_TO,
    SPELL,
    TOP,
    TOWARD,
    UP,
    World,
)


@inlined
def look(world: World, state: State, k: int) -> None:
    """A watcher sees a posture's executed rung, perhaps one rung off."""
    p = world.sight[k, SEEN_POSTURE]
    rung = state.stance[p, EXECUTED]
    error = sight_error(world, state, k, p, rung)
    state.sight[k, ERROR] = error
    state.sight[k, SEEN] = max(0, min(rung + error, world.posture[p, TOP]))


@inlined
def sight_error(world: World, state: State, k: int, p: int, rung: int) -> int:
    """Today's error: kept for a spell, or drawn anew by the executed rung."""
    toward, kept = world.sight[k, TOWARD], state.sight[k, ERROR]
    factor = state.factor[toward, F_MISPERCEPTION] if toward >= 0 else 1.0
    if rung == 0:  # seen as it is, but for a false alarm
        up, down = world.clarity[k, FALSE_ALARM] * factor, 0.0
        kept = max(kept, 0)
    else:
        up, down = world.misperception[k, rung, UP] * factor, world.misperception[k, rung, DOWN] * factor
    if up <= 0.0 and (rung == 0 or (down <= 0.0 and kept == 0)):
        return 0
    error, stays = sight_uniforms(world, state, k, p)
    if kept != 0 and stays < 1.0 - 1.0 / world.clarity[k, SPELL]:
        return int(kept)
    if error < up:
        return 1
    return -1 if error >= 1.0 - down else 0


@inlined
def sight_uniforms(world: World, state: State, k: int, p: int) -> tuple[float, float]:
    """The target's luck is in the posture's own block; another watcher has its own."""
    if world.sight[k, AS_TARGET] == 1:
        return luck(world, state, p, SIGHT_ERROR), luck(world, state, p, SIGHT_STAYS)
    who = world.identity[world.origin[OF_SIGHT] + k]
    words = block(state.key[SEED], state.key[RUN], state.clock[DAY], who, SIGHT, 0)
    return uniform(words[0]), uniform(words[1])


@inlined
def felt(world: World, state: State, p: int) -> tuple[float, float]:
    """What a posture's owner feels from its target today: as seen, and truly, as intended."""
    seen = true = 0.0
    for s in range(world.posture[p, SOURCES_FROM], world.posture[p, SOURCES_TO]):
        part = true_part = 0.0
        for v in range(world.source[s, 0], world.source[s, 1]):
            shown, weight = world.exposure[v, 1], world.exposure_weight[v]
            part += weight * level_of(world, shown, viewed(world, state, world.exposure[v, 0]))
            true_part += weight * level_of(world, shown, state.stance[shown, INTENDED])
        seen += world.source_weight[s] * part
        true += world.source_weight[s] * true_part
    top = level_of(world, p, world.posture[p, TOP])
    return min(seen, top), min(true, top)


@inlined
def remember(world: World, state: State, p: int) -> None:
    """Provocation fades by memory and takes in what was felt today."""
    memory, mind = world.dial[p, MEMORY], state.mind
    seen, true = felt(world, state, p)
    mind[p, PROVOCATION] = memory * mind[p, PROVOCATION] + (1.0 - memory) * seen
    mind[p, TRUE_PROVOCATION] = memory * mind[p, TRUE_PROVOCATION] + (1.0 - memory) * true


@inlined
def menace(world: World, state: State, p: int) -> float:
    """What deters a posture: those it fears as they stand, and their lines still untested."""
    total = 0.0
    for d in range(world.posture[p, DETERRERS_FROM], world.posture[p, DETERRERS_TO]):
        part = 0.0
        view = world.deterrer[d, 0]
        if view >= 0:
            ladder = world.posture[viewed_posture(world, view), LADDER]
            part += world.rung[ladder, viewed(world, state, view), MENACE]
        for k in range(world.deterrer[d, 1], world.deterrer[d, 2]):
            b, ladder, rung = world.line[k, 0], world.line[k, 1], world.line[k, 2]
            if rung >= 0 and state.bound[b, STATUS] == IDLE:
                part += state.resolve[b, CREDIBILITY] * world.rung[ladder, rung, MENACE]
        total += world.deterrer_weight[d] * part
    return total


@inlined
def feel(world: World, state: State, p: int) -> None:
    """Bring a posture's provocation and menace to the end of today."""
    remember(world, state, p)
    state.mind[p, FELT_MENACE] = menace(world, state, p)
