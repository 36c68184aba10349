"""A bootstrap of few rows is as sure as Student says, and sees luck that all share only if told."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t as student

from sim.analysis.sensitivity.resampling import RESAMPLES, interval, resampled, weights


def test_rows_are_drawn_again() -> None:
    drawn = weights(np.random.default_rng(0), 50, 7)
    assert drawn.shape == (50, 7)
    assert np.all(drawn.sum(axis=1) == 7)
    assert drawn.mean() == 1.0
    assert drawn.var() == pytest.approx(6 / 7, rel=0.2)


def test_means_of_what_was_drawn() -> None:
    rows = np.stack([np.arange(40.0), np.full(40, 3.0)])
    again = resampled(rows, 1)
    assert again.shape == (RESAMPLES, 2)
    assert np.all(again[:, 1] == 3.0)
    assert again[:, 0].std() == pytest.approx(np.arange(40.0).std() / np.sqrt(40), rel=0.08)
    np.testing.assert_array_equal(again, resampled(rows, 1))


def test_blocks_of_resamples_are_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.analysis.sensitivity.resampling.AT_ONCE", 64)
    assert resampled(np.ones((1, 10)), 0).shape == (RESAMPLES, 1)


def test_few_rows_are_about_as_sure_as_student_says() -> None:
    rng, hits = np.random.default_rng(2), 0
    for seed in range(400):
        rows = rng.normal(size=(1, 8))
        low, high = interval(rows.mean(axis=1), resampled(rows, seed), 8)
        hits += bool(low[0] <= 0.0 <= high[0])
    assert 0.92 <= hits / 400 <= 0.985


def test_shared_luck_is_squared_and_added() -> None:
    again = np.linspace(-1.0, 1.0, 1001)[:, None] + 5.0
    low, high = interval(np.array([5.0]), again, 10_000, np.array([0.04]), 11)
    half = np.hypot(0.95, 0.2 * student.ppf(0.975, 10))
    assert low[0] == pytest.approx(5.0 - half, abs=1e-3)
    assert high[0] == pytest.approx(5.0 + half, abs=1e-3)
