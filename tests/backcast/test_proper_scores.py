"""Scores: their closed forms, and that nobody does better than by saying what it believes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ive
from scipy.stats import poisson

from sim.analysis.scoring.forecasts import Fixed, Sample, Shares, Steps, groups_of_runs, sample, shares
from sim.analysis.scoring.losses import losses
from sim.analysis.scoring.rows import Came, CountOf, Item, Row

ONE = np.ones((1, 1))
CHANCES = st.floats(0.001, 0.999)
YES = Row(2, "x", "x", 1, 5, "yes", Came("day() >= 1", True))
MANY = Row(2, "x", "x", 1, 5, "3", CountOf(("a>b",), None, 3, 3))


def loss(score: str, chance: float, truth: int) -> float:
    return float(losses(Item(YES, "came", truth), Fixed(chance), score, ONE)[0])


def crps(values: list[float], chances: list[float], number: int) -> float:
    heights = np.cumsum(chances) / np.sum(chances)
    return float(Steps(np.array(values, float), heights).crps(number, ONE)[0])


def test_the_scores_of_a_chance_are_those_of_the_books() -> None:
    assert loss("brier", 0.3, 1) == pytest.approx(0.49)
    assert loss("brier", 0.3, 0) == pytest.approx(0.09)
    assert loss("log", 0.3, 1) == pytest.approx(-np.log(0.3))
    assert loss("log", 0.3, 0) == pytest.approx(-np.log(0.7))


def test_a_chance_of_runs_is_kept_off_0_and_1_for_the_logarithm_alone() -> None:
    never = Shares(np.array([0.0, 0.0]), np.array([5.0, 4.0]))
    whole = np.ones((1, 2))
    assert never.share(whole) == [0.0]
    assert never.kept_off(whole) == [0.5 / 10.0]
    assert losses(Item(YES, "came", 1), never, "log", whole)[0] == pytest.approx(-np.log(0.05))
    assert Shares(np.zeros(2), np.zeros(2)).share(whole) == [0.5]
    assert Shares(np.zeros(2), np.zeros(2)).kept_off(whole) == [0.5]


@given(CHANCES, CHANCES, st.sampled_from(["brier", "log"]))
def test_chances_are_scored_properly(belief: float, said: float, score: str) -> None:
    """What is expected of a forecast, by one's own belief, is least where it says the belief."""
    honest, other = (
        belief * loss(score, each, 1) + (1.0 - belief) * loss(score, each, 0) for each in (belief, said)
    )
    assert honest <= other + 1e-12


@given(st.lists(st.tuples(st.floats(0.01, 1.0), st.floats(0.01, 1.0)), min_size=1, max_size=6))
def test_counts_are_scored_properly(pairs: list[tuple[float, float]]) -> None:
    values = [float(k) for k in range(len(pairs))]
    belief, other = ([pair[side] for pair in pairs] for side in (0, 1))
    expected = [
        sum(weight * crps(values, said, k) for k, weight in enumerate(belief)) for said in (belief, other)
    ]
    assert expected[0] <= expected[1] + 1e-12


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), st.integers(0, 80))
def test_the_crps_of_runs_is_the_distance_less_half_the_spread(numbers: list[int], recorded: int) -> None:
    array = np.array(numbers)
    groups, count = groups_of_runs(len(array), 1)
    found = sample(array, groups, count).crps(recorded, np.ones((1, count)))[0]
    spread = np.abs(array[:, None] - array[None]).mean() / 2.0
    assert found == pytest.approx(np.abs(array - recorded).mean() - spread, abs=1e-9)


@pytest.mark.parametrize("recorded", [0, 3, 7, 20])
@pytest.mark.parametrize("mean", [0.4, 6.0])
def test_the_crps_of_a_poisson_count_has_its_closed_form(mean: float, recorded: int) -> None:
    """Wei and Held (2014), Biometrical Journal 56."""
    values = np.arange(200)
    found = Steps(values.astype(float), poisson.cdf(values, mean)).crps(recorded, ONE)[0]
    law = poisson(mean)
    closed = (recorded - mean) * (2.0 * law.cdf(recorded) - 1.0) + 2.0 * mean * law.pmf(recorded)
    closed -= mean * (ive(0, 2.0 * mean) + ive(1, 2.0 * mean))
    assert found == pytest.approx(closed, abs=1e-9)


def test_without_doubt_the_crps_is_the_distance() -> None:
    assert crps([4.0], [1.0], 9) == 5.0
    assert crps([4.0], [1.0], 1) == 3.0
    assert crps([4.0], [1.0], 4) == 0.0


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8), st.integers(0, 9))
def test_weights_count_groups_as_if_they_were_there_so_often(tallies: list[tuple[int, int]], at: int) -> None:
    """Weighing a group twice is the same as having its runs twice."""
    tally = np.array(tallies, float) + 1.0
    values = np.array([2.0, 5.0])
    doubled = Sample(values, np.concatenate([tally, tally[:1]]))
    weights = np.ones((1, len(tally)))
    weights[0, 0] = 2.0
    assert Sample(values, tally).crps(at, weights)[0] == pytest.approx(
        doubled.crps(at, np.ones((1, len(tally) + 1)))[0]
    )


def test_runs_are_shared_out_over_their_draws() -> None:
    groups, count = groups_of_runs(7, 3)
    assert (groups.tolist(), count) == ([0, 1, 2, 0, 1, 2, 0], 3)
    assert groups_of_runs(1000, 1)[1] == 100
    happened = np.array([1, 1, 0, 0, 1, 0, 1], bool)
    among = np.array([1, 1, 1, 1, 0, 1, 1], bool)
    found = shares(happened, among, groups, count)
    assert (found.hits.tolist(), found.of.tolist()) == ([2.0, 1.0, 0.0], [3.0, 1.0, 2.0])
