"""Swings between the ends of a factor, one at a time and in a sample."""

from __future__ import annotations

import numpy as np
import pytest
from responses import lived
from scipy.stats import ttest_1samp

from sim.analysis.intervals import wilson
from sim.analysis.sensitivity.tornado import both_ends, fifths, one_at_a_time

COMMON = pytest.mark.parametrize("common", [False, True])


# ---------------------------------------------------------------- one at a time


def test_swings_are_students_on_paired_groups_widest_first() -> None:
    chance = np.array([0.5, 0.45, 0.55, 0.8, 0.2, 0.5, 0.5])
    means = lived(np.random.default_rng(0), chance, 12, 50, True)
    large, small, none = one_at_a_time(["s", "l", "n"], means, [1, 3, 5], [2, 4, 6])
    assert [large.name, small.name, none.name] == ["l", "s", "n"]
    expected = ttest_1samp(means[:, 2] - means[:, 1], 0.0).confidence_interval(0.95)
    assert (small.lo, small.hi) == pytest.approx((expected.low, expected.high))
    assert large.swing == pytest.approx(large.high - large.low)
    assert large.high == pytest.approx(means[:, 4].mean())
    assert none.swing == none.lo == none.hi == 0.0


def test_ties_are_in_the_order_of_names() -> None:
    means = np.tile([0.0, 1.0, -1.0], (4, 1))
    found = one_at_a_time(["b", "a"], means, [0, 0], [1, 2])
    assert [(each.name, each.swing) for each in found] == [("a", -1.0), ("b", 1.0)]


@pytest.mark.parametrize(("high", "ends"), [(0.0, (-1, 1)), (1.0, (0, 0))])
def test_a_swing_equal_in_every_group_is_bounded_by_the_runs(high: float, ends: tuple[int, int]) -> None:
    means = np.tile([0.0, high], (20, 1))
    least = wilson(0, 1000)[1]
    bounded, bare = (one_at_a_time(["a"], means, [0], [1], runs)[0] for runs in (1000, None))
    assert (bare.lo, bare.hi) == (high, high)
    assert bounded.lo == pytest.approx(high - least)
    assert bounded.hi == pytest.approx(min(1.0, high + least))


def test_a_swing_that_groups_tell_apart_needs_no_bound() -> None:
    means = lived(np.random.default_rng(1), np.array([0.4, 0.5]), 12, 50, True)
    assert one_at_a_time(["a"], means, [0], [1], 600) == one_at_a_time(["a"], means, [0], [1])


@COMMON
def test_paired_intervals_cover_what_is_so(common: bool) -> None:
    hits = []
    for seed in range(300):
        means = lived(np.random.default_rng(seed), np.array([0.3, 0.4]), 20, 20, common)
        found = one_at_a_time(["a"], means, [0], [1])[0]
        hits.append(found.lo <= 0.1 <= found.hi)
    assert 0.91 <= np.mean(hits) <= 0.985


def test_ends_for_every_factor_are_asked_for() -> None:
    with pytest.raises(ValueError, match="2 factors need as many points"):
        one_at_a_time(["a", "b"], np.ones((3, 4)), [0, 1], [2])
    with pytest.raises(ValueError, match="2 or more groups"):
        one_at_a_time(["a"], np.ones((1, 4)), [0], [1])


# ---------------------------------------------------------------- a sample


def test_fifths_by_hand() -> None:
    values = np.stack([np.arange(20.0), -np.arange(20.0), np.full(20, 3.0)], axis=1)
    found = fifths(["up", "down", "still"], values, np.tile(np.arange(20.0), (3, 1)))
    assert [(each.name, each.low, each.high, each.swing) for each in found] == [
        ("down", 17.5, 1.5, -16.0),
        ("up", 1.5, 17.5, 16.0),
    ]


@COMMON
def test_fifths_cover_what_is_so(common: bool) -> None:
    hits = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        values = rng.random((100, 3))
        chance = 0.1 + 0.5 * values[:, 0] + 0.3 * values[:, 1] * values[:, 0]
        found = {
            each.name: each for each in fifths(["a", "b", "c"], values, lived(rng, chance, 20, 5, common))
        }
        # Of the sample's own fifths: lowest and highest 20 of 100 are 0.8 * 100/101 apart.
        known = {"a": 0.65 * 80 / 101, "b": 0.15 * 80 / 101, "c": 0.0}
        hits.append([found[name].lo <= known[name] <= found[name].hi for name in "abc"])
    assert np.mean(hits, axis=0).min() >= 0.91


def test_luck_that_all_points_share_is_in_the_interval() -> None:
    hits = []
    for seed in range(150):
        rng = np.random.default_rng(seed)
        values = rng.random((200, 1))
        means = 0.2 * values[:, 0] + rng.normal(0.0, 0.4, size=(10, 1)) * values[:, 0]
        found = fifths(["a"], values, means, seed)[0]
        hits.append(found.lo <= 0.2 * 160 / 201 <= found.hi)
    assert 0.9 <= np.mean(hits) <= 0.99


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([0, 0, 1, 1, 2, 2], {0}, {2}),
        ([0, 0, 0, 0, 0, 1], {0}, {1}),
        ([0, 1, 1, 1, 1, 1], {0}, {1}),
        ([0, 1, 1, 1, 1, 1, 1, 1, 1, 2], {0}, {2}),
        ([0, 1], {0}, {1}),
    ],
)
def test_equal_values_stay_together(values: list[int], low: set[int], high: set[int]) -> None:
    place = np.array(values, float)
    below, above = both_ends(place)
    assert set(place[below]) == low
    assert set(place[above]) == high
    assert np.all(below == np.isin(place, list(low)))


def test_samples_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="fifths need 10 or more points of 1 factors"):
        fifths(["a"], np.ones((9, 1)), np.ones((3, 9)))
    with pytest.raises(ValueError, match="a column for each of 10 points"):
        fifths(["a"], np.ones((10, 1)), np.ones((3, 9)))
