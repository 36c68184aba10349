"""A share of runs: its interval, its range over draws, and what errors did to it."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.analysis.chances.shares import errors_in, share_of
from sim.analysis.intervals import paired_difference, range_over_draws, wilson


def runs_of(runs: int, draws: int = 1) -> Any:
    """As much of an ensemble as a share needs."""
    return SimpleNamespace(runs=runs, parameters=[{}] * draws, uncertain=draws > 1)


def test_of_all_runs_it_is_the_share_with_wilson() -> None:
    came = np.array([True, False, False, True, False])
    share = share_of(runs_of(5), came)
    assert (share.came, share.of, share.share, share.range) == (2, 5, 0.4, None)
    assert (share.low, share.high) == wilson(2, 5)


def test_among_some_runs_only_these_count() -> None:
    came, among = np.array([True, True, False, True]), np.array([True, False, True, True])
    share = share_of(runs_of(4), came, among)
    assert (share.came, share.of) == (2, 3)


def test_of_no_runs_nothing_is_known() -> None:
    none = np.zeros(3, bool)
    share = share_of(runs_of(3), none, none)
    assert math.isnan(share.share)
    assert (share.low, share.high, share.range, share.said) == (0.0, 1.0, None, "no run to tell it from")


@pytest.mark.parametrize(
    ("came", "of", "said"),
    [(0, 1000, "< 0.39%"), (1000, 1000, "> 99.61%"), (12, 1000, "1.2% (0.69 to 2.1%)")],
)
def test_it_is_said_with_its_interval_or_bound(came: int, of: int, said: str) -> None:
    assert share_of(runs_of(of), np.arange(of) < came).said == said


def test_the_range_is_that_over_the_draws() -> None:
    rng = np.random.default_rng(1)
    runs, draws = 4000, 20
    chances = np.linspace(0.1, 0.5, draws)
    came = rng.random(runs) < chances[np.arange(runs) % draws]
    share = share_of(runs_of(runs, draws), came)
    assert share.range is not None
    assert list(share.range) == pytest.approx(range_over_draws(came, draws))
    half = np.arange(runs) % draws < draws // 2
    among = share_of(runs_of(runs, draws), came, half)
    assert among.range is not None
    assert among.range[1] < 0.4  # only the draws with runs among them count


def test_no_range_where_few_draws_have_runs() -> None:
    among = np.arange(400) % 20 < 8
    assert share_of(runs_of(400, 20), among, among).range is None


def test_errors_are_told_by_the_twin_of_the_same_runs() -> None:
    with_errors, without = np.array([1, 1, 0, 0, 1, 0], bool), np.array([1, 0, 1, 0, 0, 0], bool)
    errors = errors_in(with_errors, without)
    assert (errors.made, errors.averted, errors.without) == (2 / 6, 1 / 6, 2 / 6)
    assert errors.with_ == pytest.approx(0.5)
    assert (errors.low, errors.high) == paired_difference(with_errors, without)
    assert errors_in(with_errors[:0], without[:0]).made == 0.0
