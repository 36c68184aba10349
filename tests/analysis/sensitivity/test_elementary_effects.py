"""Morris's effects: SALib's without luck, and not blown up with it."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from responses import lived
from SALib.analyze import morris as salib
from SALib.sample import morris as salib_sample

from sim.analysis.sensitivity.morris import Effect, morris

NAMES = ["line", "bent", "lever", "inert"]
PROBLEM = {"num_vars": 4, "names": NAMES, "bounds": [[0.0, 1.0]] * 4}
COMMON = pytest.mark.parametrize("common", [False, True])


def chances(unit: Any) -> Any:
    return 0.3 + 0.2 * unit[:, 0] + 0.3 * unit[:, 1] * (unit[:, 2] - 0.5)


def design(trajectories: int, seed: int, levels: int = 4) -> Any:
    return salib_sample.sample(PROBLEM, trajectories, num_levels=levels, seed=seed)


def measures(found: list[Effect]) -> Any:
    return np.array([[each.mu, each.mu_star, each.sigma] for each in found])


def salibs(unit: Any, values: Any, levels: int = 4) -> Any:
    found = salib.analyze(PROBLEM, unit, values, num_levels=levels, num_resamples=2, seed=1)
    return np.stack([found["mu"], found["mu_star"], found["sigma"]], axis=1).astype(float)


def covers(found: list[Effect], known: Any) -> Any:
    rows = np.array([astuple(each)[1:] for each in found]).reshape(-1, 3, 3)
    return (rows[:, :, 1] - 1e-9 <= known) & (known <= rows[:, :, 2] + 1e-9)


@pytest.mark.parametrize("groups", [3, 4, 7, 20])
@pytest.mark.parametrize("levels", [4, 6])
def test_without_luck_they_are_salibs(levels: int, groups: int) -> None:
    unit = design(12, 3, levels)
    values = chances(unit)
    found = morris(NAMES, unit, np.tile(values, (groups, 1)))
    np.testing.assert_allclose(measures(found), salibs(unit, values, levels), atol=1e-12)
    line, inert = found[0], found[3]
    np.testing.assert_allclose(astuple(line)[1:], [0.2] * 6 + [0.0] * 3, atol=1e-12)
    np.testing.assert_allclose(astuple(inert)[1:], 0.0, atol=1e-12)


def test_luck_does_not_make_effects() -> None:
    """An inert factor has none on average, where SALib's grows with luck."""
    ours, theirs = [], []
    for seed in range(60):
        unit, rng = design(20, seed), np.random.default_rng(seed)
        means = lived(rng, chances(unit), 20, 10, common=False)
        ours.append(measures(morris(NAMES, unit, means, seed)))
        theirs.append(salibs(unit, means.mean(axis=0)))
    mine, raw = np.mean(ours, axis=0), np.mean(theirs, axis=0)
    assert abs(mine[3, 1]) < 0.005
    assert raw[3, 1] > 0.05
    assert mine[3, 2] < 0.5 * raw[3, 2]
    assert mine[0, 1] == pytest.approx(0.2, abs=0.01)
    assert mine[1, 2] == pytest.approx(0.111, abs=0.012)
    assert raw[1, 2] > 0.125
    # An effect as small as its luck is told too small, never too big.
    assert 0.06 < mine[1, 1] < 0.1


@COMMON
def test_intervals_cover_what_is_so(common: bool) -> None:
    known = salibs(design(4000, 9), chances(design(4000, 9)))
    hits = []
    for seed in range(120):
        unit, rng = design(20, seed), np.random.default_rng(seed)
        hits.append(covers(morris(NAMES, unit, lived(rng, chances(unit), 20, 100, common), seed), known))
    share = np.mean(hits, axis=0)
    assert share.min() >= 0.87
    assert share[:3].mean() >= 0.92


def test_luck_that_all_trajectories_share_is_in_the_interval() -> None:
    """Each group exaggerates or plays down one factor everywhere; no bootstrap over points sees that."""
    hits, widths = [], []
    for seed in range(100):
        unit, rng = design(10, seed), np.random.default_rng(seed)
        means = chances(unit) + rng.normal(0.0, 0.5, size=(10, 1)) * unit[:, 0]
        first = morris(NAMES, unit, means, seed)[0]
        hits.append(first.mu_lo <= 0.2 <= first.mu_hi)
        widths.append(first.mu_hi - first.mu_lo)
    assert 0.88 <= np.mean(hits) <= 0.99
    assert np.mean(widths) == pytest.approx(2 * 2.26 * 0.5 / np.sqrt(10), rel=0.1)


UNIT = design(6, 2)
MEANS = lived(np.random.default_rng(5), chances(UNIT), 6, 50, True)


@settings(max_examples=20)
@given(st.permutations(range(4)))
def test_the_order_of_the_factors_is_that_of_the_effects(order: list[int]) -> None:
    found = morris([NAMES[k] for k in order], UNIT[:, order], MEANS)
    assert found == [morris(NAMES, UNIT, MEANS)[k] for k in order]


@settings(max_examples=20)
@given(st.permutations(range(6)))
def test_the_order_of_the_groups_changes_no_mean_and_no_scatter(order: list[int]) -> None:
    one, other = measures(morris(NAMES, UNIT, MEANS)), measures(morris(NAMES, UNIT, MEANS[order]))
    np.testing.assert_allclose(one[:, [0, 2]], other[:, [0, 2]], atol=1e-12)


def test_designs_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match=r"4 factors has two or more trajectories of 5 points; .*\(29, 4\)"):
        morris(NAMES, UNIT[:-1], MEANS[:, :-1])
    wrong = UNIT.copy()
    wrong[12] = wrong[11]
    with pytest.raises(ValueError, match="trajectory 2 of Morris's design does not move one factor a step"):
        morris(NAMES, wrong, MEANS)
    with pytest.raises(ValueError, match="a column for each of 30 points"):
        morris(NAMES, UNIT, MEANS[:, :-1])
    with pytest.raises(ValueError, match="3 or more groups"):
        morris(NAMES, UNIT, MEANS[:2])
