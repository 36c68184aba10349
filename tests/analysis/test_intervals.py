"""Intervals: known values, and how often they cover what is true."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, norm
from tools import assert_share

from sim.analysis.intervals import lower_median, paired_difference, range_over_draws, wilson


@pytest.mark.parametrize(
    ("successes", "runs", "low", "high"),
    [
        # Newcombe (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_is_the_published_one(successes: int, runs: int, low: float, high: float) -> None:
    assert wilson(successes, runs) == pytest.approx((low, high), abs=5e-5)


@given(runs=st.integers(1, 10_000), share=st.floats(0, 1))
def test_wilson_solves_its_equation(runs: int, share: float) -> None:
    """Its ends are the chances from which the share lies 1.96 standard errors away."""
    successes = round(share * runs)
    for end in wilson(successes, runs):
        assert 0.0 <= end <= 1.0
        distance = abs(successes / runs - end)
        assert distance == pytest.approx(norm.ppf(0.975) * (end * (1 - end) / runs) ** 0.5, abs=1e-9)


def test_no_runs_say_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert paired_difference(np.zeros(0, bool), np.zeros(0, bool)) == (-1.0, 1.0)


def pairs(
    both: float, one: float, other: float, size: tuple[int, int], seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Correlated truths: both, only one, only the other, neither."""
    u = np.random.default_rng(seed).random(size)
    return (u < both + one), (u < both) | ((u >= both + one) & (u < both + one + other))


@pytest.mark.parametrize(
    ("both", "one", "other"),
    [(0.2, 0.1, 0.05), (0.0, 0.02, 0.0), (0.6, 0.01, 0.03), (0.01, 0.004, 0.002), (0.25, 0.25, 0.25)],
)
def test_the_paired_interval_covers(both: float, one: float, other: float) -> None:
    """Nineteen times in twenty, more or less, however rare or alike the two are."""
    first, second = pairs(both, one, other, (1500, 400), seed=1)
    truth = one - other
    inside = 0
    for row in range(len(first)):
        low, high = paired_difference(first[row], second[row])
        assert -1.0 <= low <= high <= 1.0
        inside += low <= truth <= high
    assert 0.93 <= inside / len(first) <= 0.995


def test_the_paired_interval_turns_round() -> None:
    first, second = (rows[0] for rows in pairs(0.2, 0.15, 0.05, (1, 500), seed=2))
    low, high = paired_difference(first, second)
    assert paired_difference(second, first) == pytest.approx((-high, -low))


def test_the_paired_interval_shrinks_with_likeness() -> None:
    """The same margins, the same luck: pairs that agree say more about the difference."""
    alike = np.arange(1000) < 300, np.arange(1000) < 280
    apart = np.arange(1000) < 300, np.arange(1000)[::-1] < 280
    widths = [high - low for low, high in (paired_difference(*alike), paired_difference(*apart))]
    assert widths[0] < widths[1] / 2


def test_equal_pairs_differ_by_nothing() -> None:
    for n in (50, 5000):
        low, high = paired_difference(np.arange(n) < 0.4 * n, np.arange(n) < 0.4 * n)
        assert -1 / n < low <= 0.0 <= high < 1 / n
    low, high = paired_difference(np.zeros(1000, bool), np.zeros(1000, bool))
    assert low < 0.0 < high < 0.01


@pytest.mark.parametrize(("a", "b"), [(2, 5), (20, 20), (1, 1), (1, 30)])
def test_the_range_is_the_spread_of_the_chance(a: float, b: float) -> None:
    """Chances drawn from a beta, few runs of each: the noise of the few is taken off."""
    source, draws, each = np.random.default_rng(3), 3000, 20
    chances = source.beta(a, b, draws)
    happened = source.random((each, draws)) < chances  # run n belongs to draw n mod draws
    found = range_over_draws(happened.ravel(), draws)
    low, high = np.asarray(beta.ppf([0.05, 0.95], a, b))
    naive = np.quantile(happened.mean(axis=0), [0.05, 0.95])
    assert found is not None
    assert found == pytest.approx([low, high], abs=0.2 * (high - low))
    assert found[1] - found[0] == pytest.approx(high - low, rel=0.15)
    if (a, b) == (20, 20):
        assert naive[1] - naive[0] > 1.3 * (high - low)


def test_a_chance_that_is_sure_has_no_range() -> None:
    """All draws alike: what is left after the noise is hardly anything."""
    happened = np.random.default_rng(4).random(200 * 200) < 0.3
    found = range_over_draws(happened, 200)
    assert found is not None
    assert found[1] - found[0] < 0.05
    assert found[0] <= 0.3 + 0.01
    assert found[1] >= 0.3 - 0.01
    assert range_over_draws(np.ones(400, bool), 200) == [1.0, 1.0]
    assert range_over_draws(np.zeros(400, bool), 200) == [0.0, 0.0]


@pytest.mark.parametrize(("runs", "draws"), [(100, 1), (3, 2), (399, 200), (0, 2)])
def test_too_few_runs_have_no_range(runs: int, draws: int) -> None:
    assert range_over_draws(np.zeros(runs, bool), draws) is None


def test_uneven_draws_are_weighed_alike() -> None:
    """A last round that is not full changes little."""
    source = np.random.default_rng(5)
    chances = source.uniform(0.2, 0.8, 50)
    runs = np.arange(50 * 400 + 17)
    happened = source.random(len(runs)) < chances[runs % 50]
    found = range_over_draws(happened, 50)
    assert found == pytest.approx(np.quantile(chances, [0.05, 0.95]).tolist(), abs=0.03)


@pytest.mark.parametrize(
    ("days", "median"),
    [
        ([3], 3),
        ([1, 4], 1),
        ([5, 1, 4], 4),
        ([9, 1, 4, 2], 2),
        ([-1, 7, -1, 3], 3),
        ([-1, -1], None),
        ([], None),
        ([0, 0], 0),
    ],
)
def test_the_lower_median(days: list[int], median: int | None) -> None:
    assert lower_median(np.array(days, int)) == median


def test_wilson_covers() -> None:
    source = np.random.default_rng(6)
    for p in (0.02, 0.3):
        hits = source.binomial(300, p, 2000)
        inside = sum(low <= p <= high for low, high in (wilson(int(k), 300) for k in hits))
        assert 0.93 <= inside / 2000 <= 0.98
    assert_share(10, 20, 0.5)
