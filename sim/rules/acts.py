"""Execution: what is acted out may differ from what was intended, and does harm.

An accident moves the executed rung one off the intended one. On each open front the
executed rung brings Poisson incidents, of which a binomial number kill many.
"""

from __future__ import annotations

from sim.rules.compiled import compiled, inlined
from sim.rules.counts import binomial, poisson
from sim.rules.draws import FRONT, block, open_uniform
from sim.rules.luck import luck
from sim.rules.state import (
    ACCIDENT,
    DAY,
    EXECUTED,
    HARM_DONE,
    INTENDED,
    PEAK_EXECUTED,
    RUN,
    SEED,
    State,
)
from sim.rules.world import (
    CELLS_FROM,
    CELLS_TO,
    DOWN,
    F_ACCIDENT,
    F_INCIDENTS,
    FROM_RUNG,
    HARM,
    LADDER,
    OF_CELL,
    SEVERE,
    SEVERE_HARM,
    TOP,
    UP,
    World,
)


@compiled
def open_ledger(state: State) -> None:
    """Today's running totals begin where yesterday's ended."""
    day = state.clock[DAY]
    for c in range(state.incidents.shape[1]):
        state.incidents[day, c] = state.incidents[day - 1, c]
        state.severe[day, c] = state.severe[day - 1, c]


@inlined
def execute(world: World, state: State, p: int) -> None:
    """Act out a posture: its executed rung, its incidents, its harm."""
    rung = executed_rung(world, state, p)
    state.stance[p, EXECUTED] = rung
    state.stance[p, PEAK_EXECUTED] = max(state.stance[p, PEAK_EXECUTED], rung)
    state.mind[p, HARM_DONE] = 0.0
    rate = world.rate[p, rung] * state.factor[p, F_INCIDENTS]
    if rate > 0.0:
        strike(world, state, p, rung, rate)


@compiled
def strike(world: World, state: State, p: int, rung: int, rate: float) -> None:
    """Bring a day's incidents on the fronts that are open, each by its share of them."""
    day, ladder = state.clock[DAY], world.posture[p, LADDER]
    shares = open_shares(world, state, p, rung)
    incidents = severe = 0
    for c in range(world.posture[p, CELLS_FROM], world.posture[p, CELLS_TO]):
        if world.cell_share[c] > 0.0 and is_open(world, state, c, rung):
            n, m = cell_incidents(world, state, p, c, rung, rate * world.cell_share[c] / shares)
            state.incidents[day, c] += n
            state.severe[day, c] += m
            incidents += n
            severe += m
    harm = incidents * world.rung[ladder, rung, HARM] + severe * world.rung[ladder, rung, SEVERE_HARM]
    state.mind[p, HARM_DONE] = harm


@inlined
def executed_rung(world: World, state: State, p: int) -> int:
    """The rung acted out: the intended one, or by accident one above or below."""
    rung = state.stance[p, INTENDED]
    if rung == 0 or world.pinned[state.clock[DAY], p] >= 0:
        return int(rung)
    up = world.accident[p, rung, UP] * state.factor[p, F_ACCIDENT]
    down = world.accident[p, rung, DOWN] * state.factor[p, F_ACCIDENT]
    if up > 0.0 and luck(world, state, p, ACCIDENT) < up:
        return int(min(rung + 1, world.posture[p, TOP]))
    if down > 0.0 and luck(world, state, p, ACCIDENT) >= 1.0 - down:
        return int(rung - 1)
    return int(rung)


@inlined
def is_open(world: World, state: State, c: int, rung: int) -> bool:
    """Whether a posture acts on this front today."""
    return bool(state.open[c] == 1 or rung >= world.cell[c, FROM_RUNG])


@compiled
def open_shares(world: World, state: State, p: int, rung: int) -> float:
    """The sum of the shares of the fronts open today."""
    total = 0.0
    for c in range(world.posture[p, CELLS_FROM], world.posture[p, CELLS_TO]):
        if is_open(world, state, c, rung):
            total += world.cell_share[c]
    return total


@compiled
def cell_incidents(world: World, state: State, p: int, c: int, rung: int, rate: float) -> tuple[int, int]:
    """Today's incidents on one front, and how many of them are severe."""
    who = world.identity[world.origin[OF_CELL] + c]
    words = block(state.key[SEED], state.key[RUN], state.clock[DAY], who, FRONT, 0)
    n = poisson(rate, open_uniform(words[0]))
    return n, binomial(n, world.rung[world.posture[p, LADDER], rung, SEVERE], open_uniform(words[1]))
