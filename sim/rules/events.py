"""Events: what no seat decides, happening at most once a run."""

from __future__ import annotations

import math

from sim.rules.compiled import compiled
from sim.rules.conditions import holds
from sim.rules.draws import EVENT, first_uniform
from sim.rules.state import DAY, HAPPENED, RUN, SEED, SPENT, TODAY, State
from sim.rules.world import (
    AT,
    BY_PROBABILITY,
    BY_RATE,
    EVENT_FROM,
    EVENT_TO,
    NONE,
    OF_EVENT,
    World,
)


@compiled
def happen_before_the_start(world: World, state: State) -> None:
    """Draw each event's luck for the run, and let those of day 0 have happened."""
    for e in range(len(world.event)):
        state.event[e, HAPPENED], state.event[e, SPENT] = NONE, 0
        state.event_resolve[e] = event_uniform(world, state, e, 0)
        if world.event[e, AT] == 0 and strikes(world, state, e):
            state.event[e, HAPPENED] = 0


@compiled
def happen(world: World, state: State) -> None:
    """Today's events: all are judged on yesterday before any of them counts."""
    today = state.clock[DAY]
    for e in range(len(world.event)):
        state.event[e, TODAY] = 1 if eligible(world, state, e, today) and strikes(world, state, e) else 0
    for e in range(len(world.event)):
        if state.event[e, TODAY] == 1:
            state.event[e, HAPPENED] = today


@compiled
def eligible(world: World, state: State, e: int, today: int) -> bool:
    """Whether an event may happen today."""
    if state.event[e, HAPPENED] >= 0 or state.event[e, SPENT] == 1:
        return False
    if world.event[e, AT] >= 0 and world.event[e, AT] != today:
        return False
    start, stop = world.event[e, EVENT_FROM], world.event[e, EVENT_TO]
    return bool(start == stop or holds(world, state, start, stop, today, today - 1))


@compiled
def strikes(world: World, state: State, e: int) -> bool:
    """Whether an eligible event happens: surely, by its daily rate, or by a draw of the run."""
    if world.event[e, BY_RATE] == 1:
        return event_uniform(world, state, e, state.clock[DAY]) < 1.0 - math.exp(-world.event_chance[e])
    if world.event[e, BY_PROBABILITY] == 1:
        state.event[e, SPENT] = 1
        return bool(state.event_resolve[e] < world.event_chance[e])
    return True


@compiled
def event_uniform(world: World, state: State, e: int, day: int) -> float:
    """An event's luck on a day; day 0 is for what is drawn once a run."""
    who = world.identity[world.origin[OF_EVENT] + e]
    return first_uniform(state.key[SEED], state.key[RUN], day, who, EVENT, 0)
