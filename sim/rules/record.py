"""What is kept of a run when it ends, and the loop over runs that keeps it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.rules.compiled import compiled, entry
from sim.rules.conditions import incidents_between
from sim.rules.day import start_run, step
from sim.rules.state import (
    DAY,
    FROZEN,
    HAPPENED,
    HAS_HONOURED,
    INTENDED,
    MET,
    PEAK,
    PEAK_EXECUTED,
    RUN,
    SEED,
    State,
    the_state,
)
from sim.rules.tables import Days2, Days3, Small2, Small3, Tables, Tally2, Truth2, dereference
from sim.rules.world import OWNER, World, last_day, the_world


class Record(Tables):
    """One row a run; days are -1 where a thing never came."""

    reached: Days3  # (runs, P, R): first day intended at or above each rung
    reached_by: Small3  # (runs, P, R): the cause of that arrival, -1 for the start
    reached_via: Days3  # (runs, P, R): the trigger that forced or permitted it, -1 for none
    peak: Small2  # (runs, P): the highest rung intended
    peak_executed: Small2  # (runs, P): the highest rung acted out
    incidents: Tally2  # (runs, C)
    severe: Tally2  # (runs, C)
    count: Tally2  # (runs, counts)
    event: Days2  # (runs, E): the day
    outcome: Days2  # (runs, outcomes): the first day
    met: Truth2  # (runs, B)
    honoured: Truth2  # (runs, B)

    def first(self, runs: int) -> Record:
        """The rows of the first runs only."""
        return Record(**{name: getattr(self, name)[:runs] for name in self.fields})


def empty_record(world: World, runs: int) -> Record:
    """Room for `runs` rows."""
    postures, rungs = world.rate.shape
    cells = len(world.cell)
    return Record(
        reached=np.full((runs, postures, rungs), -1, np.int16),
        reached_by=np.full((runs, postures, rungs), -1, np.int8),
        reached_via=np.full((runs, postures, rungs), -1, np.int16),
        peak=np.zeros((runs, postures), np.int8),
        peak_executed=np.zeros((runs, postures), np.int8),
        incidents=np.zeros((runs, cells), np.int32),
        severe=np.zeros((runs, cells), np.int32),
        count=np.zeros((runs, len(world.count)), np.int32),
        event=np.full((runs, len(world.event)), -1, np.int16),
        outcome=np.full((runs, len(world.outcome)), -1, np.int16),
        met=np.zeros((runs, len(world.bound)), np.bool_),
        honoured=np.zeros((runs, len(world.bound)), np.bool_),
    )


the_record = dereference(Record)


@entry
def run_fresh(
    world_ref: Any, state_ref: Any, seed: Any, numbers: Any, record_ref: Any, rows: Any, standing: Any
) -> None:
    """Run these numbers of an ensemble from day 0, each into its row of the record.

    `standing` (days + 1, A, R) counts the runs in which an actor stands at or above a rung.
    """
    world, state, record = the_world(world_ref), the_state(state_ref), the_record(record_ref)
    for k in range(len(numbers)):
        start_run(world, state, seed, numbers[k])
        count_standing(world, state, 0, standing)
        run_to_the_end(world, state, standing)
        keep(world, state, record, rows[k])


@entry
def run_onward(
    world_ref: Any,
    state_ref: Any,
    start_ref: Any,
    seed: Any,
    numbers: Any,
    record_ref: Any,
    rows: Any,
    standing: Any,
) -> None:
    """Run on from a given State, its resolves and counters kept, with the luck of these runs."""
    world, state, record = the_world(world_ref), the_state(state_ref), the_record(record_ref)
    start = the_state(start_ref)
    for k in range(len(numbers)):
        restore(state, start)
        state.key[SEED], state.key[RUN] = seed, numbers[k]
        count_standing(world, state, state.clock[DAY], standing)
        run_to_the_end(world, state, standing)
        keep(world, state, record, rows[k])


@compiled
def restore(state: State, start: State) -> None:
    """Copy a State into the room of another."""
    through = start.clock[DAY] + 1
    state.clock[:] = start.clock
    state.stance[:] = start.stance
    state.mind[:] = start.mind
    state.factor[:] = start.factor
    state.luck[:] = start.luck
    state.open[:] = start.open
    state.reached[:] = start.reached
    state.reached_by[:] = start.reached_by
    state.reached_via[:] = start.reached_via
    state.sight[:] = start.sight
    state.bound[:] = start.bound
    state.resolve[:] = start.resolve
    state.member[:] = start.member
    state.chair[:] = start.chair
    state.event[:] = start.event
    state.event_resolve[:] = start.event_resolve
    state.meter[:] = start.meter
    state.outcome[:] = start.outcome
    state.incidents[:through] = start.incidents[:through]
    state.severe[:through] = start.severe[:through]


@compiled
def run_to_the_end(world: World, state: State, standing: Any) -> None:
    """Every day that is left; a frozen crisis is carried to the last day."""
    while state.clock[DAY] < last_day(world) and state.clock[FROZEN] == 0:
        step(world, state)
        count_standing(world, state, state.clock[DAY], standing)
    for day in range(state.clock[DAY] + 1, last_day(world) + 1):
        count_standing(world, state, day, standing)


@compiled
def count_standing(world: World, state: State, day: int, standing: Any) -> None:
    """Count each actor's highest rung of the day, and every rung below it."""
    p = 0
    for actor in range(len(world.span)):
        top = -1
        while p < len(world.posture) and world.posture[p, OWNER] == actor:
            top = max(top, state.stance[p, INTENDED])
            p += 1
        for rung in range(top + 1):
            standing[day, actor, rung] += 1


@compiled
def keep(world: World, state: State, record: Record, row: int) -> None:
    """Write a finished run into its row."""
    last = state.clock[DAY]
    record.reached[row] = state.reached
    record.reached_by[row] = state.reached_by
    record.reached_via[row] = state.reached_via
    for p in range(len(world.posture)):
        record.peak[row, p] = state.stance[p, PEAK]
        record.peak_executed[row, p] = state.stance[p, PEAK_EXECUTED]
    record.incidents[row] = state.incidents[last]
    record.severe[row] = state.severe[last]
    for n in range(len(world.count)):
        since, through = min(last, max(world.count[n, 2] - 1, 0)), min(last, world.count[n, 3])
        start, stop = world.count[n, 0], world.count[n, 1]
        record.count[row, n] = incidents_between(world, state, False, start, stop, since, through)
    for e in range(len(world.event)):
        record.event[row, e] = state.event[e, HAPPENED]
    for b in range(len(world.bound)):
        record.met[row, b] = state.bound[b, MET] == 1
        record.honoured[row, b] = state.bound[b, HAS_HONOURED] == 1
    record.outcome[row] = state.outcome
