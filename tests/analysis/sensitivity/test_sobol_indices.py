"""Sobol' indices: known ones are met under heavy luck, shared or not, and SALib's without luck."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from responses import (
    chances_of,
    g_function,
    g_indices,
    ishigami,
    ishigami_indices,
    lived,
    noiseless,
    saltelli,
)
from SALib.analyze import sobol as salib
from SALib.sample import sobol as salib_sample

from sim.analysis.sensitivity.saltelli import base_points
from sim.analysis.sensitivity.sobol import Sobol, sobol

NAMES = ["w", "x", "y", "z"]
PROBLEM = {"num_vars": 4, "names": NAMES, "bounds": [[0.0, 1.0]] * 4}
COMMON = pytest.mark.parametrize("common", [False, True])
faster = settings(max_examples=20)


def table_of(found: Sobol) -> Any:
    """A row a factor: first, its ends, total, its ends."""
    rows = [
        [each.first, each.first_lo, each.first_hi, each.total, each.total_lo, each.total_hi]
        for each in found.indices
    ]
    return np.array(rows)


# ---------------------------------------------------------------- without luck


@pytest.mark.parametrize("second_order", [False, True])
@pytest.mark.parametrize("response", [ishigami, g_function])
def test_without_luck_they_are_salibs(response: Any, second_order: bool) -> None:
    unit = salib_sample.sample(PROBLEM, 64, calc_second_order=second_order, seed=5)
    values = response(unit)
    theirs = salib.analyze(PROBLEM, values, calc_second_order=second_order, num_resamples=400, seed=1)
    ours = sobol(NAMES, noiseless(values), second_order)
    found = table_of(ours)
    np.testing.assert_allclose(found[:, 0], theirs["S1"], atol=1e-9)
    np.testing.assert_allclose(found[:, 3], theirs["ST"], atol=1e-9)
    np.testing.assert_allclose(found[:, 5] - found[:, 4], 2.0 * theirs["ST_conf"], rtol=0.25, atol=1e-9)
    assert ours.variance == pytest.approx(np.var(values[base_points(len(values), 4, second_order)]))
    assert ours.noise_share == pytest.approx(0.0, abs=1e-9)
    for pair in ours.pairs:
        expected = theirs["S2"][NAMES.index(pair.one), NAMES.index(pair.other)]
        assert pair.second == pytest.approx(expected, abs=1e-9)
    assert len(ours.pairs) == (6 if second_order else 0)


def test_points_a_and_b_are_the_sample_within() -> None:
    unit = salib_sample.sample(PROBLEM, 8, calc_second_order=False, seed=5)
    base = unit[base_points(len(unit), 4)].reshape(8, 2, 4)
    np.testing.assert_array_equal(base[:, 0], unit[::6])
    np.testing.assert_array_equal(base[:, 1], unit[5::6])


# ---------------------------------------------------------------- under luck


@COMMON
@pytest.mark.parametrize("name", ["ishigami", "g"])
def test_known_indices_are_met_under_luck(name: str, common: bool) -> None:
    """Many base rows; few runs a point, or more where all points share them."""
    first, total = (ishigami_indices() if name == "ishigami" else g_indices())[1:3]
    rng = np.random.default_rng(3)
    chance = chances_of(name, saltelli(rng, 4096, 4))
    found = table_of(sobol(NAMES, lived(rng, chance, 10, 40 if common else 4, common)))
    assert np.all(np.abs(found[:, 0] - first) < 0.08)
    assert np.all(np.abs(found[:, 3] - total) < 0.08)
    covered = (found[:, 1] <= first) & (first <= found[:, 2]), (found[:, 4] <= total) & (total <= found[:, 5])
    assert np.sum(covered) >= 7  # of 8 intervals of 95%


def test_an_inert_input_has_none_where_salib_sees_luck() -> None:
    rng = np.random.default_rng(4)
    means = lived(rng, chances_of("ishigami", saltelli(rng, 2048, 4)), 5, 2, common=False)
    ours = sobol(NAMES, means)
    theirs = salib.analyze(PROBLEM, means.mean(axis=0), calc_second_order=False, num_resamples=100, seed=1)
    inert = ours.indices[3]
    assert inert.total_lo <= 0.0 <= inert.total_hi
    assert abs(inert.total) < 0.06
    # SALib's interval of the same index is far from 0: it is the luck's share of the variance.
    assert theirs["ST"][3] - 5.0 * theirs["ST_conf"][3] > 0.3
    assert theirs["ST"][3] == pytest.approx(ours.noise_share, abs=0.08)
    # And what is luck there is missing in the first-order indices of the others.
    assert theirs["S1"][1] < 0.75 * ours.indices[1].first


@COMMON
@pytest.mark.parametrize("runs", [2, 20])
def test_intervals_cover_what_is_so(runs: int, common: bool) -> None:
    variance, first, total = ishigami_indices()
    hits, varied = [], []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        means = lived(rng, chances_of("ishigami", saltelli(rng, 128, 4)), 20, runs, common)
        result = sobol(NAMES, means, seed=seed)
        if result.reason:
            continue
        found = table_of(result)
        hits.append([(found[:, 1] <= first) & (first <= found[:, 2])])
        hits[-1].append((found[:, 4] <= total) & (total <= found[:, 5]))
        varied.append(result.variance_lo <= variance * (0.9 / 28.6) ** 2 <= result.variance_hi)
    share = np.mean(hits, axis=0)
    assert len(hits) >= 90
    assert 0.91 <= share[:, :3].mean() <= 0.985  # the inert input, never wrong under common luck, set aside
    assert share.min() >= 0.86
    assert np.mean(varied) >= 0.86


@COMMON
def test_pairs_are_met_under_luck(common: bool) -> None:
    rng = np.random.default_rng(6)
    unit = saltelli(rng, 4096, 4, second_order=True)
    found = sobol(NAMES, lived(rng, chances_of("g", unit), 10, 10, common), second_order=True)
    second = g_indices()[3]
    for pair in found.pairs:
        known = second[NAMES.index(pair.one), NAMES.index(pair.other)]
        assert pair.second == pytest.approx(known, abs=0.08)
        assert pair.second_lo - 0.01 <= known <= pair.second_hi + 0.01


# ---------------------------------------------------------------- nothing to share out


@COMMON
def test_luck_alone_is_not_shared_out(common: bool) -> None:
    told = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        means = lived(rng, np.full(6 * 64, 0.1), 20, 5, common=False)
        # Common luck that acts otherwise at every point, but not through the factors.
        means = means if not common else means + 0.1 * rng.normal(size=(20, 1)) * rng.normal(size=6 * 64)
        found = sobol(NAMES, means, seed=seed)
        told += found.reason is None
        assert bool(found.indices) == (found.reason is None)
    assert told <= 5


def test_a_response_that_never_varies() -> None:
    found = sobol(NAMES, np.full((5, 60), 0.1) + np.arange(5)[:, None] / 7.0)
    assert found.indices == ()
    assert found.reason is not None
    assert found.reason.startswith("the response is the same at every point")
    assert sobol(NAMES, np.zeros((3, 60))).noise_share == 0.0


def test_luck_alone_says_so() -> None:
    found = sobol(NAMES, np.random.default_rng(0).binomial(50, 0.05, size=(20, 6 * 32)) / 50)
    assert found.reason is not None
    assert "no more than its luck can explain" in found.reason
    assert found.noise_share > 0.5


# ---------------------------------------------------------------- what must be so


SMALL = saltelli(np.random.default_rng(7), 24, 3)
MEANS = lived(np.random.default_rng(8), chances_of("g", np.c_[SMALL, np.full(len(SMALL), 0.4)]), 5, 30, True)
TELLING = table_of(sobol(["a", "b", "c"], MEANS))


@faster
@given(st.floats(0.01, 100.0), st.booleans(), st.floats(-100.0, 100.0))
def test_another_unit_changes_nothing(scale: float, turned: bool, shift: float) -> None:
    found = sobol(["a", "b", "c"], (-scale if turned else scale) * MEANS + shift)
    np.testing.assert_allclose(table_of(found), TELLING, rtol=1e-6, atol=1e-6)


@faster
@given(st.permutations(range(5)))
def test_the_order_of_the_groups_changes_nothing(order: list[int]) -> None:
    np.testing.assert_allclose(table_of(sobol(["a", "b", "c"], MEANS[order])), TELLING, atol=1e-9)


@faster
@given(st.permutations(range(3)))
def test_the_order_of_the_factors_is_that_of_the_indices(order: list[int]) -> None:
    columns = [0, *(1 + k for k in order), 4]
    moved = MEANS.reshape(5, -1, 5)[:, :, columns].reshape(5, -1)
    found = sobol([["a", "b", "c"][k] for k in order], moved)
    np.testing.assert_allclose(table_of(found), TELLING[order], atol=1e-9)
    assert [each.name for each in found.indices] == [["a", "b", "c"][k] for k in order]


def test_luck_added_to_a_whole_group_changes_nothing() -> None:
    found = sobol(["a", "b", "c"], MEANS + np.arange(5)[:, None])
    np.testing.assert_allclose(table_of(found), TELLING, atol=1e-9)


def test_designs_that_do_not_fit_are_refused() -> None:
    with pytest.raises(
        ValueError, match=r"4 factors without pairs has two or more rows of 6 points; .*\(3, 61"
    ):
        sobol(NAMES, np.ones((3, 61)))
    with pytest.raises(ValueError, match="with pairs has two or more rows of 10 points"):
        sobol(NAMES, np.ones((3, 6)), second_order=True)
    with pytest.raises(ValueError, match="3 or more groups of independent runs; here the groups are 2"):
        sobol(NAMES, np.ones((2, 60)))
    means = np.ones((3, 60))
    means[0, 11] = np.nan
    with pytest.raises(ValueError, match=r"at point 11$"):
        sobol(NAMES, means)
