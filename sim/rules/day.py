"""One day, in the order of the model: the only file that knows it.

A day is synchronous: each phase reads the state at the end of yesterday and what earlier
phases of today made. Both engines call these functions: the ensemble through `step`,
the agents actor by actor.
"""

from __future__ import annotations

from typing import Any

from sim.rules.acts import execute, open_ledger
from sim.rules.climb import decide, move
from sim.rules.compiled import compiled, entry
from sim.rules.conditions import holds
from sim.rules.events import happen, happen_before_the_start
from sim.rules.limits import set_limits
from sim.rules.meters import run_meters
from sim.rules.sight import feel, felt, look, menace
from sim.rules.state import (
    ATTEMPT,
    BY,
    CAUSE,
    CREDIBILITY,
    DAY,
    ERROR,
    EXECUTED,
    FELT_MENACE,
    FROZEN,
    HARM_DONE,
    HAS_HONOURED,
    IDLE,
    IN_FORCE,
    INTENDED,
    LAST_MOVE,
    MET,
    NO_MOVE,
    ORDER,
    PEAK,
    PEAK_EXECUTED,
    PROVOCATION,
    RESOLVE,
    RUN,
    SEED,
    SEEN,
    SINCE,
    STATUS,
    STREAK,
    TRUE_PROVOCATION,
    State,
    the_state,
)
from sim.rules.triggers import draw_resolve, lose_chairs, review_triggers
from sim.rules.world import (
    BELIEVED,
    METER_START,
    NONE,
    POSTURES_FROM,
    POSTURES_TO,
    SEEN_POSTURE,
    SIGHTS_FROM,
    SIGHTS_TO,
    START,
    World,
    last_day,
    the_world,
)


@compiled
def start_run(world: World, state: State, seed: Any, run: Any) -> None:
    """Day 0: the starting state, seen by everyone as it is, and the run's once-drawn luck."""
    state.clock[:] = 0
    state.key[SEED], state.key[RUN] = seed, run
    for p in range(len(world.posture)):
        take_position(world, state, p)
    for k in range(len(world.sight)):
        state.sight[k, SEEN] = state.stance[world.sight[k, SEEN_POSTURE], INTENDED]
        state.sight[k, ERROR] = 0
    for b in range(len(world.bound)):
        prepare_trigger(world, state, b)
    state.member[:] = 0
    state.chair[:] = 0
    state.incidents[0, :] = 0
    state.severe[0, :] = 0
    for m in range(len(world.meter)):
        state.meter[m] = world.meter[m, METER_START]
    happen_before_the_start(world, state)
    for p in range(len(world.posture)):
        state.mind[p, PROVOCATION], state.mind[p, TRUE_PROVOCATION] = felt(world, state, p)
        state.mind[p, FELT_MENACE] = menace(world, state, p)
    state.outcome[:] = NONE
    note_outcomes(world, state, 0)


@compiled
def take_position(world: World, state: State, p: int) -> None:
    """A posture stands where the scenario, or the record, starts it."""
    start = world.pinned[0, p] if world.pinned[0, p] >= 0 else world.posture[p, START]
    state.stance[p, :] = 0
    for column in (INTENDED, EXECUTED, PEAK, PEAK_EXECUTED):
        state.stance[p, column] = start
    state.stance[p, CAUSE], state.stance[p, BY], state.stance[p, ORDER] = NO_MOVE, NONE, NONE
    state.stance[p, LAST_MOVE] = 0
    state.factor[p, :] = 1.0
    state.mind[p, HARM_DONE] = 0.0
    for rung in range(state.reached.shape[1]):
        state.reached[p, rung] = 0 if rung <= start else NONE
        state.reached_by[p, rung] = NONE
        state.reached_via[p, rung] = NONE


@compiled
def prepare_trigger(world: World, state: State, b: int) -> None:
    """A trigger is idle at first, its actor's resolve drawn once for the run."""
    for column in (STATUS, SINCE, STREAK, ATTEMPT, IN_FORCE, MET, HAS_HONOURED):
        state.bound[b, column] = 0
    state.bound[b, STATUS] = IDLE
    state.resolve[b, RESOLVE] = draw_resolve(world, state, b)
    state.resolve[b, CREDIBILITY] = world.resolve[b, BELIEVED]


@compiled
def dawn(world: World, state: State) -> None:
    """A new day: rooms may have lost a chair, and events happen."""
    state.clock[DAY] += 1
    open_ledger(state)
    lose_chairs(world, state, state.clock[DAY])
    happen(world, state)


@compiled
def deliberate(world: World, state: State, actor: int) -> None:
    """An actor looks at its triggers and directives, its limits, and decides."""
    review_triggers(world, state, actor)
    set_limits(world, state, actor)
    decide(world, state, actor)


@compiled
def act(world: World, state: State, actor: int) -> None:
    """An actor moves as it decided, and what it ordered is acted out."""
    for p in range(world.span[actor, POSTURES_FROM], world.span[actor, POSTURES_TO]):
        move(state, p)
        execute(world, state, p)


@compiled
def observe(world: World, state: State, actor: int) -> None:
    """An actor sees what others did today, and takes it to heart."""
    for k in range(world.span[actor, SIGHTS_FROM], world.span[actor, SIGHTS_TO]):
        look(world, state, k)
    for p in range(world.span[actor, POSTURES_FROM], world.span[actor, POSTURES_TO]):
        feel(world, state, p)


@compiled
def dusk(world: World, state: State) -> None:
    """The day's end: meters run, outcomes are noted, and the crisis may be over."""
    today = state.clock[DAY]
    run_meters(world, state)
    note_outcomes(world, state, today)
    if world.stop[1] > world.stop[0] and holds(world, state, world.stop[0], world.stop[1], today, today):
        state.clock[FROZEN] = 1


@compiled
def note_outcomes(world: World, state: State, today: int) -> None:
    """The first day on which each outcome holds."""
    for o in range(len(world.outcome)):
        start, stop = world.outcome[o, 0], world.outcome[o, 1]
        if state.outcome[o] < 0 and holds(world, state, start, stop, today, today):
            state.outcome[o] = today


@compiled
def step(world: World, state: State) -> None:
    """One day of everybody; nothing once the crisis is over."""
    if state.clock[FROZEN] == 1 or state.clock[DAY] >= last_day(world):
        return
    dawn(world, state)
    actors = len(world.span)
    for actor in range(actors):
        deliberate(world, state, actor)
    for actor in range(actors):
        act(world, state, actor)
    for actor in range(actors):
        observe(world, state, actor)
    dusk(world, state)


@entry
def begin_by_ref(world_ref: Any, state_ref: Any, seed: Any, run: Any) -> None:
    """`start_run`, for an engine that holds references."""
    start_run(the_world(world_ref), the_state(state_ref), seed, run)


@entry
def prepare_by_ref(world_ref: Any, state_ref: Any, b: int) -> None:
    """`prepare_trigger`, for a trigger that comes in while a run is under way."""
    prepare_trigger(the_world(world_ref), the_state(state_ref), b)


@entry
def note_by_ref(world_ref: Any, state_ref: Any) -> None:
    """Outcomes of a state that was changed by hand, on its own day."""
    state = the_state(state_ref)
    note_outcomes(the_world(world_ref), state, state.clock[DAY])


@entry
def dawn_by_ref(world_ref: Any, state_ref: Any) -> None:
    """`dawn`, for an engine that holds references."""
    dawn(the_world(world_ref), the_state(state_ref))


@entry
def deliberate_by_ref(world_ref: Any, state_ref: Any, actor: int) -> None:
    """`deliberate`, for an engine that holds references."""
    deliberate(the_world(world_ref), the_state(state_ref), actor)


@entry
def act_by_ref(world_ref: Any, state_ref: Any, actor: int) -> None:
    """`act`, for an engine that holds references."""
    act(the_world(world_ref), the_state(state_ref), actor)


@entry
def observe_by_ref(world_ref: Any, state_ref: Any, actor: int) -> None:
    """`observe`, for an engine that holds references."""
    observe(the_world(world_ref), the_state(state_ref), actor)


@entry
def dusk_by_ref(world_ref: Any, state_ref: Any) -> None:
    """`dusk`, for an engine that holds references."""
    dusk(the_world(world_ref), the_state(state_ref))
