"""The ensemble: progress, interruption, and numbers it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tools import runs, same_ensembles, small

import sim

DUEL = """
actors:
  aster: {postures: {birch: {climb: tempo, reactivity: 0.2}}}
  birch: {postures: {aster: {climb: 0.1}}}
parameters: {tempo: {uncertainty: {uniform: [0, 0.5]}}}
miscalculation: {misperception: {up: 0.1, down: 0.1}}
outcomes: {war: rung(aster) >= war}
"""


def test_progress_counts_every_run_once() -> None:
    told: list[int] = []
    sim.simulate(small(DUEL), runs=97, block=10, progress=told.append)
    assert sum(told) == 97
    assert len(told) == 10


def test_an_interrupted_ensemble_is_a_smaller_ensemble() -> None:
    """Ctrl-C keeps the blocks that are done, which are the first ones, and their twin."""
    scenario, total = small(DUEL, days=40), runs(400_000, 3000)

    def stop(finished: int) -> None:
        raise KeyboardInterrupt

    cut = sim.simulate(scenario, runs=total, seed=1, draws=7, threads=2, block=50, progress=stop, twin=True)
    assert cut.interrupted
    assert 0 < cut.runs < total
    assert cut.runs % 50 == 0
    assert len(cut.record.peak) == cut.runs
    whole = sim.simulate(scenario, runs=cut.runs, seed=1, draws=7, twin=True)
    same_ensembles(cut, whole)
    assert cut.twin is not None
    assert whole.twin is not None
    same_ensembles(cut.twin, whole.twin)
    assert cut.summary()["runs"] == cut.runs


def test_a_whole_ensemble_is_not_interrupted() -> None:
    ensemble = sim.simulate(small(DUEL), runs=10)
    assert not ensemble.interrupted
    assert ensemble.twin is None
    assert "miscalculation" not in ensemble.summary()


@pytest.mark.parametrize(
    "numbers",
    [
        {"runs": 0},
        {"runs": -3},
        {"draws": 0},
        {"seed": -1},
        {"seed": 2**64},
        {"first": -1},
        {"first": 2**64 - 4},
    ],
)
def test_numbers_out_of_range_are_refused(numbers: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(numbers))):
        sim.simulate(small(DUEL), **{"runs": 5, **numbers})


@pytest.mark.parametrize(("name", "value"), [("speed", 0.1), ("tempo", -0.1), ("tempo", float("nan"))])
def test_values_no_field_can_hold_are_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        sim.simulate(small(DUEL), runs=5, parameters={name: value})


def test_the_largest_seed_and_run_are_addresses_like_any_other() -> None:
    last = 2**64 - 1
    one = sim.simulate(small(DUEL), runs=1, seed=last, first=2**40, draws=3)
    crisis = sim.Crisis(small(DUEL), last, 2**40, draws=3)
    while not crisis.over:
        crisis.step()
    np.testing.assert_array_equal(one.record.reached[0], crisis.state.reached)
    one = sim.simulate(small(DUEL), runs=1, seed=last, first=last, draws=3)
    crisis = sim.Crisis(small(DUEL), last, last, draws=3)
    while not crisis.over:
        crisis.step()
    np.testing.assert_array_equal(one.record.reached[0], crisis.state.reached)


def test_other_seeds_are_other_luck() -> None:
    first, second = (sim.simulate(small(DUEL), runs=50, seed=seed).record.reached for seed in (1, 2))
    assert (first != second).any()
