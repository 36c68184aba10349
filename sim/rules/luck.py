"""The four uniforms of a posture's day: its decision, its accident, and its target's sight of it.

They come from one block, drawn when the first of them is asked for.
"""

from __future__ import annotations

from sim.rules.compiled import compiled, inlined
from sim.rules.draws import POSTURE, block, uniform
from sim.rules.state import ACCIDENT, DAY, DECISION, LUCK_OF, RUN, SEED, SIGHT_ERROR, SIGHT_STAYS, State
from sim.rules.world import OF_POSTURE, World


@inlined
def luck(world: World, state: State, p: int, which: int) -> float:
    """One of today's uniforms of a posture."""
    if state.stance[p, LUCK_OF] != state.clock[DAY]:
        draw_luck(world, state, p)
    return float(state.luck[p, which])


@compiled
def draw_luck(world: World, state: State, p: int) -> None:
    """Draw a posture's block of the day."""
    who = world.identity[world.origin[OF_POSTURE] + p]
    words = block(state.key[SEED], state.key[RUN], state.clock[DAY], who, POSTURE, 0)
    state.luck[p, DECISION], state.luck[p, ACCIDENT] = uniform(words[0]), uniform(words[1])
    state.luck[p, SIGHT_ERROR], state.luck[p, SIGHT_STAYS] = uniform(words[2]), uniform(words[3])
    state.stance[p, LUCK_OF] = state.clock[DAY]
