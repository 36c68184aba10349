"""Simulation-based calibration of the shipped case, small: its posteriors find known numbers again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.analysis.calibration.posterior import Posterior, learner
from sim.analysis.calibration.ranks import ranked
from sim.calibration.loading import load_calibration
from sim.calibration.simulating import prior_shares, reference_table, valued
from sim.simulation import simulate
from tests.calibration.known import written

SHIPPED = Path(__file__).parents[2] / "scenarios" / "calibrations" / "gaza_to_13_november.yaml"
LEARNT_FROM, TRUTHS = 3000, 200


def halved(posterior: Posterior) -> Posterior:
    """Half as wide as it should be: what must not pass."""
    centre = posterior.weights @ posterior.scores
    scores = centre + 0.5 * (posterior.scores - centre)
    return replace(posterior, raw=scores, near=np.zeros_like(posterior.near))


@pytest.mark.compiled_only
def test_known_numbers_are_found_again_and_a_posterior_that_is_too_narrow_is_not_passed() -> None:
    calibration = load_calibration(SHIPPED)
    table = reference_table(calibration, 7, LEARNT_FROM + TRUTHS)
    known, truths = learner(table.rows(0, LEARNT_FROM), 0.1), table.rows(LEARNT_FROM, LEARNT_FROM + TRUTHS)
    assert ranked(known, truths, 0, "all over the prior").strayed == []
    assert sorted(ranked(known, truths, 0, "spoilt", halved).strayed) == sorted(table.parameters)


def test_draws_are_those_of_the_ensemble(tmp_path: Path) -> None:
    calibration = load_calibration(written(tmp_path))
    shares = prior_shares(calibration.uncertain, 5, 0, 20)
    mine = valued(calibration.scenario, calibration.uncertain, shares)
    theirs = simulate(calibration.scenario, runs=20, seed=5, draws=20).parameters
    assert [dict(one) for one in theirs] == mine
    np.testing.assert_array_equal(prior_shares(calibration.uncertain, 5, 7, 3), shares[7:10])


def test_runs_are_those_of_the_ensemble_however_they_are_cut(tmp_path: Path) -> None:
    calibration = load_calibration(written(tmp_path))
    table = reference_table(calibration, 5, 60)
    ensemble = simulate(calibration.watched, runs=60, seed=5, draws=60)
    np.testing.assert_array_equal(table.misses[:, 0], ensemble.record.count[:, 0] - 20)
    np.testing.assert_array_equal(table.misses[:, 1] == 0, ensemble.outcomes["flood"] == 3)
