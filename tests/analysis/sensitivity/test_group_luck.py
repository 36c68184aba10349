"""Products of different groups hold no luck, whatever the points share."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from responses import lived

from sim.analysis.sensitivity.luck import checked, cross, crosses, noise, pseudo, shared, table

TABLES = st.integers(2, 6).flatmap(lambda groups: arrays(float, (2, groups, 3), elements=st.floats(-9, 9)))


@given(TABLES)
def test_cross_is_the_mean_over_pairs_of_different_groups(xy: np.ndarray) -> None:
    x, y = xy
    by_hand = np.mean([x[g] * y[h] for g, h in permutations(range(len(x)), 2)], axis=0)
    np.testing.assert_allclose(cross(x, y), by_hand, atol=1e-9)


@given(TABLES, st.randoms())
def test_the_order_of_the_groups_is_nothing(xy: np.ndarray, random: object) -> None:
    order = random.sample(range(xy.shape[1]), xy.shape[1])  # type: ignore[attr-defined]
    np.testing.assert_allclose(cross(*xy), cross(*xy[:, order]), atol=1e-9)


def test_leaving_groups_out() -> None:
    x, y = np.random.default_rng(0).normal(size=(2, 5, 3))
    found = crosses(x, y)
    np.testing.assert_allclose(found[0], cross(x, y))
    for g in range(5):
        np.testing.assert_allclose(found[1 + g], cross(np.delete(x, g, 0), np.delete(y, g, 0)))


@pytest.mark.parametrize("common", [False, True])
def test_the_square_of_a_chance_is_met_on_average(common: bool) -> None:
    chance, rng = np.array([0.05, 0.3, 0.5]), np.random.default_rng(1)
    tables = [lived(rng, chance, 4, 3, common) for _ in range(4000)]
    plain = np.mean([each.mean(axis=0) ** 2 for each in tables], axis=0)
    found = np.mean([cross(each, each) for each in tables], axis=0)
    between = np.mean([cross(each[:, 0], each[:, 2]) for each in tables])
    np.testing.assert_allclose(found, chance**2, atol=0.01)
    assert between == pytest.approx(0.05 * 0.5, abs=0.005)
    assert np.all(plain - chance**2 > 0.7 * chance * (1.0 - chance) / 12)


def test_noise_is_the_variance_of_the_mean() -> None:
    chance, rng = np.array([0.1, 0.5]), np.random.default_rng(2)
    found = np.mean([noise(lived(rng, chance, 5, 8, False)) for _ in range(2000)], axis=0)
    np.testing.assert_allclose(found, chance * (1.0 - chance) / 40, rtol=0.05)


def test_only_luck_that_rows_share_is_found_shared() -> None:
    rng = np.random.default_rng(3)
    alone = rng.normal(size=(2000, 10, 50))
    together = alone + 0.5 * rng.normal(size=(2000, 10, 1))
    assert shared(alone).mean() < 0.5 / 500  # of the variance of the mean, 1 / 500, hardly anything
    assert shared(together).mean() == pytest.approx(0.25 / 10, rel=0.1)


def test_the_jackknife_of_a_mean_is_its_standard_error() -> None:
    means = np.random.default_rng(4).normal(size=(6, 1))
    without = np.stack([np.delete(means, g, 0).mean(axis=0) for g in range(6)])
    crossed = np.concatenate([means.mean(axis=0)[None], without])
    assert shared(pseudo(crossed)) == pytest.approx(means.var(ddof=1) / 6)


def test_refusals_say_what_is_the_matter() -> None:
    means = np.ones((3, 9))
    means[1, [3, 7]] = np.nan, np.inf
    with pytest.raises(ValueError, match=r"missing, or no finite number, at points 3 and 7$"):
        checked(means)
    with pytest.raises(ValueError, match=r"points 0, 1, 2, 3, 4 and 3 more$"):
        cross(np.full((2, 8), np.nan), np.ones((2, 8)))
    with pytest.raises(ValueError, match=r"at point 0$"):
        cross([1.0, np.nan], [1.0, 2.0])
    with pytest.raises(ValueError, match=r"2 or more groups of independent runs; here the groups are 1$"):
        cross(np.ones((1, 4)), np.ones((1, 4)))
    with pytest.raises(ValueError, match=r"same groups and points: \(3, 4\) and \(3, 5\)"):
        cross(np.ones((3, 4)), np.ones((3, 5)))
    with pytest.raises(ValueError, match=r"a column for each of 7 points: \(3, 9\)"):
        table(np.ones((3, 9)), 7)
    with pytest.raises(ValueError, match="must be a table"):
        checked([])
