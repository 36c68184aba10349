"""Records, first days, and distributions that a file can say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.calibration.checks import Recorded, check
from sim.analysis.calibration.consequences import consequence
from sim.calibration.marginals import marginal
from sim.scenario.uncertainty import quantile, support
from sim.scenario.unknowns import Uncertainty

ENDS = st.one_of(st.none(), st.integers(0, 50))


@given(ENDS, ENDS, st.lists(st.integers(0, 60), min_size=1, max_size=20))
def test_a_miss_is_nothing_within_the_record_and_its_distance_beyond(
    low: int | None, high: int | None, values: list[int]
) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    for value, missed in zip(values, Recorded(low, high).missed(np.array(values)), strict=True):
        within = (low is None or value >= low) and (high is None or value <= high)
        assert (missed == 0) == within
        if not within:
            assert value - missed in (low, high)


def test_a_check_by_hand() -> None:
    values = [np.array([0, 1, 2, 3]), np.array([3, 3, 4, 9])]
    found = check("n", "N", Recorded(3, 4), True, values)
    assert found.as_recorded == (0.25, 0.75)
    assert found.tail == (0.25, 0.75)
    assert (found.before.lo, found.before.median, found.before.hi) == (0, 1, 3)
    assert check("n", "N", Recorded(5, None), True, values).tail == (0.0, 0.25)


def test_a_consequence_by_hand() -> None:
    none, half, all_ = np.zeros(100, bool), np.arange(100) < 50, np.ones(100, bool)
    found = consequence("war", "War", none, half, all_)
    assert (found.prior.value, found.joint.value, found.marginals.value) == (0.0, 0.5, 1.0)
    assert found.changed.value == 0.5
    assert found.changed.lo < 0.5 < found.changed.hi
    assert consequence("war", "War", half, half, half).lost.value == 0.0


PRIORS = [
    Uncertainty(uniform=(0.5, 1.5)),
    Uncertainty(triangular=(0.0, 0.3, 0.7)),
    Uncertainty(triangular=(-0.00006, -0.000035, -0.000015)),
    Uncertainty(beta=(2, 4)),
    Uncertainty(normal=(3, 2)),
    Uncertainty(lognormal=(0, 0.5), truncate=(0.2, 5)),
]


@settings(max_examples=12)
@given(st.sampled_from(PRIORS), st.floats(0.05, 0.7), st.floats(0.1, 0.3))
def test_a_marginal_has_the_mean_and_spread_of_its_draws_and_stays_in_the_prior(
    prior: Uncertainty, low: float, width: float
) -> None:
    shares = np.linspace(low, low + width, 200)
    draws = np.array([quantile(prior, float(share)) for share in shares])
    found = marginal(prior, draws)
    points = np.array([quantile(found.uncertainty, (k + 0.5) / 4000) for k in range(4000)])
    scale = draws.std()
    assert abs(points.mean() - draws.mean()) < 0.03 * scale
    assert abs(points.std() / scale - 1.0) < 0.05
    least, most = support(prior)
    assert least <= points.min()
    assert points.max() <= most
    assert found.distance < 0.15


def test_a_marginal_keeps_the_kind_that_says_it_best() -> None:
    draws = np.array([quantile(Uncertainty(beta=(8, 3)), (k + 0.5) / 500) for k in range(500)])
    assert marginal(Uncertainty(beta=(2, 2)), draws).uncertainty.arguments == pytest.approx((8, 3), rel=0.02)
    assert marginal(Uncertainty(uniform=(0, 1)), draws).uncertainty.kind == "normal"
