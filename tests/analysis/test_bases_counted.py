"""Shares and quantiles of cases that come several to a run, and that the clock cuts short."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from sim.analysis.intervals import wilson
from sim.analysis.literature.bases.counted import counts, lag, pseudo, share, within

cases = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 12), st.integers(0, 4)), min_size=1, max_size=40
)
ONE_DRAW = np.zeros(5, int)


def columns(drawn: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    days, left, run = (np.array(column) for column in zip(*drawn, strict=True))
    return days, left, run


@given(cases, st.integers(1, 12))
def test_the_share_is_kaplan_and_meiers(drawn: list[tuple[int, int, int]], window: int) -> None:
    days, left, run = columns(drawn)
    found = within(days, left, run, ONE_DRAW, window)
    seen = days <= left
    if np.isnan(found.share):
        assert found.cut
        return
    held = ecdf(CensoredData(days[seen], right=left[~seen])).sf
    before = np.flatnonzero(held.quantiles <= window)
    expected = held.probabilities[before[-1]] if len(before) else 1.0
    assert found.share == pytest.approx(1.0 - expected)
    assert 0.0 <= found.low <= found.share <= found.high <= 1.0
    assert found.of == len(days)


@given(cases, st.integers(1, 12))
def test_the_parts_of_a_share_have_it_as_their_mean(drawn: list[tuple[int, int, int]], window: int) -> None:
    days, left, _ = columns(drawn)
    end = np.minimum(np.minimum(days, left), window)
    came = days <= np.minimum(left, window)
    at_risk, events = counts(end, came, window)
    hazard = np.divide(events, at_risk, out=np.zeros(window), where=at_risk > 0)
    found = 1.0 - float(np.prod(1.0 - hazard))
    if found < 1.0:
        assert pseudo(found, hazard, at_risk, end, came).mean() == pytest.approx(found)


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_one_case_a_run_is_a_plain_share(happened: list[bool]) -> None:
    truths = np.array(happened)
    runs = np.arange(len(truths))
    found = share(truths, runs, np.zeros(len(truths), int))
    low, high = wilson(int(truths.sum()), len(truths))
    assert found.share == pytest.approx(truths.mean())
    if 0 < truths.sum() < len(truths):
        # the variance of a mean is divided by n - 1, so that the interval is a little wider
        assert found.low <= low + 1e-12
        assert found.high >= high - 1e-12
        assert found.low == pytest.approx(low, abs=0.25 / len(truths))
    else:
        assert (found.low, found.high) == pytest.approx((low, high))


def test_cases_that_only_repeat_their_run_make_nothing_surer() -> None:
    happened, runs = np.tile([True, False, False, True, False], 8), np.arange(40)
    once = share(happened, runs, np.zeros(40, int))
    often = share(np.repeat(happened, 9), np.repeat(runs, 9), np.zeros(40, int))
    assert often.share == once.share
    assert (often.low, often.high) == pytest.approx((once.low, once.high))
    assert often.of == 9 * once.of
    assert often.alike == pytest.approx(once.alike)


def test_what_is_cut_short_counts_for_the_days_it_was_followed() -> None:
    days = np.array([1, 9, 9, 3])
    found = within(days, np.array([9, 2, 9, 9]), np.arange(4), np.zeros(4, int), 5)
    assert found.share == pytest.approx(1.0 - (3 / 4) * (1 / 2))
    assert (found.of, found.cut) == (4, 1)
    assert np.isnan(within(days, np.array([9, 2, 2, 9]), np.arange(4), np.zeros(4, int), 5).share)
    assert within(days, days, np.arange(4), np.zeros(4, int), 9).share == 1.0


def test_the_range_over_draws_is_what_the_luck_of_the_runs_leaves() -> None:
    runs = np.arange(4000)
    draw = runs % 20
    chance = np.where(draw < 10, 0.2, 0.6)
    happened = np.random.default_rng(1).random(4000) < chance
    found = share(happened, runs, draw)
    assert found.range == pytest.approx((0.2, 0.6), abs=0.06)
    same = share(np.random.default_rng(2).random(4000) < 0.4, runs, draw)
    assert same.range is not None
    assert same.range[1] - same.range[0] < 0.06
    assert share(happened[:20], runs[:20], draw[:20]).range is None
    assert share(happened, runs, np.zeros(4000, int)).range is None


@given(st.lists(st.tuples(st.integers(2, 60), st.integers(0, 9)), min_size=1, max_size=50))
def test_a_quantile_is_a_day_that_was_seen_within_its_interval(drawn: list[tuple[int, int]]) -> None:
    days, run = (np.array(column) for column in zip(*drawn, strict=True))
    for q in (0.5, 0.9):
        found = lag(days, run, q)
        assert found.days in days
        assert found.low <= found.days <= found.high
        assert (days <= found.days).mean() >= q


def test_of_nothing_nothing_is_told() -> None:
    none = np.zeros(0, int)
    found = share(none, none, np.zeros(3, int))
    assert (found.of, found.low, found.high, found.said) == (0, 0.0, 1.0, "no case to tell it from")
    assert lag(none, none, 0.5).said == "no case to tell it from"


def test_the_words_of_a_share() -> None:
    runs = np.arange(100)
    assert share(runs < 25, runs, np.zeros(100, int)).said == "25.0% (17.5 to 34.4%)"
    assert share(runs < 0, runs, np.zeros(100, int)).said == "< 3.7%"
    assert share(runs < 100, runs, np.zeros(100, int)).said == "> 96.3%"
    assert lag(np.array([2, 3, 3, 9]), runs[:4], 0.5).said == "3 (2 to 9)"


def test_what_comes_once_a_run_at_most_keeps_its_range() -> None:
    """Of ten cases of a run one at most is a hit: the luck behind a draw is less than of free cases."""
    runs = np.arange(2000)
    draw = runs % 20
    hit = np.random.default_rng(3).random(2000) < np.where(draw < 10, 0.1, 0.5)
    happened = (np.arange(10) == 0) & hit[:, None]
    found = share(happened.ravel(), np.repeat(runs, 10), draw)
    assert found.range == pytest.approx((0.01, 0.05), abs=0.008)
    assert found.alike == found.of
