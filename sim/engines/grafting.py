"""A crisis under way goes on with more triggers than it began with: what was said since then counts.

Rows of the tables are found by name, and chance has its address by name, so everything that was
there before goes on as it would have.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.rules.compiled import entry
from sim.rules.day import prepare_by_ref
from sim.rules.sight import menace
from sim.rules.state import (
    ALLIED_BY,
    BY,
    CAP_BY,
    CEILING_BY,
    COMMITTED_BY,
    ERROR,
    EXECUTED,
    FELT_MENACE,
    ORDERED_BY,
    SEEN,
    State,
    empty_state,
    the_state,
)
from sim.rules.world import NONE, World, the_world
from sim.scenario.build.bindings import Binding
from sim.scenario.plan import Plan

NAMES_A_TRIGGER = (BY, CAP_BY, COMMITTED_BY, ALLIED_BY, ORDERED_BY, CEILING_BY)
BY_TRIGGER, BY_SIGHT = ("bound", "resolve"), ("sight",)


def carried(old: Plan, new: Plan, world: World, state: State) -> State:
    """A state of the old plan as one of the new, which has more triggers and is else the same.

    A new trigger is idle, its actor's resolve drawn by its name, and deters from now on where it is
    declared. What nobody watched before is seen as it was executed today. Raises ValueError where the
    plans differ in anything else.
    """
    if (old.cast.actors, old.cells) != (new.cast.actors, new.cells) or others(old) != others(new):
        raise ValueError("a crisis goes on only as it is: it has other names")
    there = {key(binding): place for place, binding in enumerate(new.bindings)}
    try:
        bound = [there[key(binding)] for binding in old.bindings]
        sight = [new.sights.index(pair) for pair in old.sights]
    except (KeyError, ValueError):
        raise ValueError("a crisis goes on only with all its triggers") from None
    found = empty_state(world)
    for name in State.fields:
        fill(name, getattr(found, name), getattr(state, name), bound, sight)
    renumber(found, bound)
    for b in sorted(set(range(len(new.bindings))) - set(bound)):
        prepare_by_ref(world.ref, found.ref, b)
    for k in sorted(set(range(len(new.sights))) - set(sight)):
        found.sight[k, SEEN] = found.stance[new.cast.place[new.sights[k][1]], EXECUTED]
        found.sight[k, ERROR] = 0
    feel_menace(world, found)
    return found


def others(plan: Plan) -> list[list[str]]:
    """What else has a place in the tables."""
    document = plan.document
    return [
        plan.cast.postures,
        *(sorted(held) for held in (document.events, document.meters, document.outcomes)),
    ]


def feel_menace(world: World, state: State) -> None:
    """Menace is what stands there: after a change by hand it is that of the new state."""
    menace_by_ref(world.ref, state.ref)


@entry
def menace_by_ref(world_ref: Any, state_ref: Any) -> None:
    """The menace that every posture feels at the end of the day."""
    world, state = the_world(world_ref), the_state(state_ref)
    for p in range(len(world.posture)):
        state.mind[p, FELT_MENACE] = menace(world, state, p)


def key(binding: Binding) -> tuple[str, str, str | None]:
    return binding.actor, binding.id, binding.room


def fill(name: str, into: Any, value: Any, bound: list[int], sight: list[int]) -> None:
    """One table, its rows where they now belong."""
    if name in BY_TRIGGER:
        into[bound] = value
    elif name in BY_SIGHT:
        into[sight] = value
    elif into.shape == value.shape:
        into[...] = value
    else:
        raise ValueError(f"a crisis goes on only as it is: it has other {name}")


def renumber(state: State, bound: list[int]) -> None:
    """Where a table names a trigger by its row, it names the same one by its new row."""
    numbers = np.array([*bound, NONE], np.int32)  # the last is that of NONE, which is -1
    for column in NAMES_A_TRIGGER:
        state.stance[:, column] = numbers[state.stance[:, column]]
    state.reached_via[...] = numbers[state.reached_via]
