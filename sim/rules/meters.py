"""Meters: bounded running quantities fed by harm.

m <- clip(m + drift - decay * m + sum of coefficient * harm)
"""

from __future__ import annotations

from sim.rules.compiled import compiled
from sim.rules.state import HARM_DONE, State
from sim.rules.world import DECAY, DRIFT, HIGH, LOW, World


@compiled
def run_meters(world: World, state: State) -> None:
    """Every meter takes in today's harm; feeds are in order of meter, then posture."""
    f = 0
    for m in range(len(world.meter)):
        fed = 0.0
        while f < len(world.feed) and world.feed[f, 0] == m:
            fed += world.feed_weight[f] * state.mind[world.feed[f, 1], HARM_DONE]
            f += 1
        value = state.meter[m] + world.meter[m, DRIFT] - world.meter[m, DECAY] * state.meter[m] + fed
        state.meter[m] = min(world.meter[m, HIGH], max(world.meter[m, LOW], value))
