"""Tables keep their own memory: copied, pickled or refused, never read through a stale address."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

import sim
from sim.rules.state import State
from sim.scenario.loading import load_text

BORDER = "tests/data/border_crisis.yaml"
OTHER = """
schema: 1
id: other
title: Another
clock: {start: 2031-03-01, days: 4}
ladders: {common: [{id: calm}, {id: war}]}
actors: {aster: {postures: {birch: {climb: 0.5}}}, birch: {}}
"""


@pytest.fixture
def crisis() -> sim.Crisis:
    """A crisis some days old."""
    found = sim.Crisis(sim.load(BORDER), seed=3, run=1)
    for _ in range(9):
        found.step()
    return found


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda s: pickle.loads(pickle.dumps(s)), State.copy])
def test_a_duplicate_has_memory_of_its_own(crisis: sim.Crisis, duplicate: object) -> None:
    twin = duplicate(crisis.state)  # type: ignore[operator]
    assert all(np.array_equal(mine, theirs) for mine, theirs in zip(crisis.state, twin, strict=True))
    assert twin.ref != crisis.state.ref
    twin.stance[:] = -7
    assert not np.array_equal(twin.stance, crisis.state.stance)
    assert twin._descriptors[list(twin.fields).index("stance"), 0] == twin.stance.ctypes.data


def test_a_snapshot_of_another_scenario_is_refused(crisis: sim.Crisis) -> None:
    with pytest.raises(ValueError, match="not one of this scenario"):
        sim.simulate(load_text(OTHER), runs=3, start=crisis.snapshot())


def test_tables_are_checked_when_they_are_made(crisis: sim.Crisis) -> None:
    with pytest.raises(ValueError, match="dimensions"):
        crisis.state.replaced(clock=np.zeros((2, 2)))
    with pytest.raises(TypeError, match="no such tables"):
        crisis.state.replaced(stans=np.zeros(2))
