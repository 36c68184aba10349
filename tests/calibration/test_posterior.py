"""Posteriors that are known: a Poisson rate with an even prior has a gamma for its posterior."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr
from scipy.stats import beta, gamma

from sim.analysis.calibration.contraction import contractions
from sim.analysis.calibration.posterior import kernel, learner, moved
from sim.analysis.calibration.projecting import projection
from sim.analysis.calibration.reference import Reference, shares_of
from tests.calibration.known import DAYS, MOST, counted, weighted_quantiles

QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]


@pytest.mark.parametrize("recorded", [5, 20, 33])
def test_the_rate_behind_a_count_has_its_gamma(recorded: int) -> None:
    table = counted(40_000, seed=1, recorded=recorded)
    posterior = learner(table, 0.05).given(np.zeros(1))
    found = MOST * weighted_quantiles(ndtr(posterior.scores[:, 0]), posterior.weights, QUANTILES)
    low = gamma.cdf(MOST, recorded + 1, scale=1 / DAYS)
    exact = gamma.ppf(np.array(QUANTILES) * low, recorded + 1, scale=1 / DAYS)
    spread = gamma.std(recorded + 1, scale=1 / DAYS)
    assert np.abs(found - exact).max() < 0.15 * spread


def test_a_number_that_shows_nowhere_keeps_its_prior() -> None:
    table = counted(40_000, seed=11, recorded=20)
    posterior = learner(table, 0.05).given(np.zeros(1))
    rate, idle = contractions(posterior, table, seed=0)[0]
    assert rate.is_moved
    assert rate.contraction.lo > 0.7
    assert not idle.is_moved
    assert idle.contraction.lo < 0.0 < idle.contraction.hi
    assert abs(idle.shift.value) < 0.1


def test_a_chance_behind_an_event_has_its_beta() -> None:
    rng = np.random.default_rng(3)
    shares = rng.random((40_000, 1))
    came = rng.random(40_000) < beta.ppf(shares[:, 0], 2, 3)
    table = Reference(("chance",), ("flood",), shares, np.where(came, 0.0, 7.0)[:, None])
    posterior = learner(table, 0.05).given(np.zeros(1))
    found = beta.ppf(weighted_quantiles(ndtr(posterior.scores[:, 0]), posterior.weights, QUANTILES), 2, 3)
    assert np.abs(found - beta.ppf(QUANTILES, 3, 3)).max() < 0.02


def test_where_nothing_shows_the_posterior_is_the_prior() -> None:
    rng = np.random.default_rng(4)
    table = Reference(("a", "b"), ("same", "noise"), rng.random((5000, 2)), np.zeros((5000, 2)))
    table.misses[:, 1] = rng.normal(size=5000)
    posterior = learner(table, 0.2).given(np.zeros(2))
    assert not any(each.is_moved for each in contractions(posterior, table, seed=0)[0])
    assert posterior.effective > 500


def test_targets_that_are_always_the_same_say_nothing() -> None:
    shares = np.random.default_rng(4).random((2000, 3))
    table = Reference(("a", "b", "c"), ("same",), shares, np.full((2000, 1), 3.0))
    known = learner(table, 0.2)
    assert known.projection.weights.shape[1] == 0
    assert known.given(np.zeros(1)).effective == pytest.approx(400)


def test_idle_targets_are_no_directions() -> None:
    table = counted(20_000, seed=5)
    assert projection(table).weights.shape[1] == 1
    noise = Reference(
        table.parameters, table.targets, table.shares, np.random.default_rng(6).normal(size=(20_000, 1))
    )
    assert projection(noise).weights.shape[1] == 0


def test_few_runs_are_regressed_linearly_and_not_moved() -> None:
    table = counted(30, seed=7)
    assert not projection(
        Reference(table.parameters, ("a", "b"), table.shares, np.hstack([table.misses] * 2))
    ).quadratic
    scores, near, weights = table.scores, table.misses, np.full(30, 1 / 30)
    assert moved(scores, near, weights) is scores


def test_draws_never_leave_the_prior() -> None:
    assert 0.0 < shares_of(np.array([-60.0])) < 1e-15
    assert 1.0 - 1e-15 < shares_of(np.array([60.0])) < 1.0
    table = counted(4000, seed=8, recorded=400)  # no run of the prior comes near
    drawn = learner(table, 0.1).given(np.zeros(1)).draws(500, np.random.default_rng(0))
    assert ((drawn > 0.0) & (drawn < 1.0)).all()


def test_weights_are_those_of_the_kernel() -> None:
    np.testing.assert_allclose(kernel(np.array([0.0, 1.0, 2.0])), np.array([1.0, 0.75, 0.0]) / 1.75)
    np.testing.assert_allclose(kernel(np.zeros(4)), 0.25)
    np.testing.assert_allclose(kernel(np.full(4, 3.0)), 0.25)
