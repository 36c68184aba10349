"""Known truths found again: posteriors that are right pass, and spoilt ones are found out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.calibration.envelope import counts_at_most, envelope, shares_at_most, smallest_tail, tails
from sim.analysis.calibration.posterior import Learner, Posterior, learner
from sim.analysis.calibration.ranks import DRAWS, Ranks, covered, nearest, ranked
from tests.calibration.known import counted

TRUTHS = 300


@pytest.fixture(scope="module")
def known() -> Learner:
    return learner(counted(20_000, seed=1), 0.05)


def halved(posterior: Posterior) -> Posterior:
    """Half as wide as it should be."""
    centre = posterior.weights @ posterior.scores
    return changed(posterior, centre + 0.5 * (posterior.scores - centre))


def doubled(posterior: Posterior) -> Posterior:
    """Twice as wide as it should be."""
    centre = posterior.weights @ posterior.scores
    return changed(posterior, centre + 2.0 * (posterior.scores - centre))


def shifted(posterior: Posterior) -> Posterior:
    """Off by half a spread."""
    return changed(posterior, posterior.scores + 0.5 * posterior.scores.std(axis=0))


def changed(posterior: Posterior, scores: np.ndarray) -> Posterior:
    return replace(posterior, raw=scores, near=np.zeros_like(posterior.near))


def test_right_posteriors_pass(known: Learner) -> None:
    found = ranked(known, counted(TRUTHS, seed=2), 0, "here")
    assert found.strayed == []
    for name in found.parameters:
        assert found.p_value(name) > 0.01
        assert found.chi_square(name) > 0.001
        assert all(each.lo - 0.02 <= each.level <= each.hi + 0.02 for each in found.coverage(name))


@pytest.mark.parametrize("spoil", [halved, doubled, shifted])
def test_spoilt_posteriors_are_found_out(known: Learner, spoil: object) -> None:
    found = ranked(known, counted(TRUTHS, seed=2), 0, "here", spoil)  # type: ignore[arg-type]
    assert found.strayed == ["idle", "rate"] or found.strayed == ["rate", "idle"]
    assert max(found.p_value(name) for name in found.parameters) < 0.001


def test_half_as_wide_holds_too_few_truths(known: Learner) -> None:
    found = ranked(known, counted(TRUTHS, seed=2), 0, "here", halved)
    assert all(found.coverage(name)[2].hi < 0.8 for name in found.parameters)
    bins = found.binned("rate")
    assert bins[0] + bins[-1] > 2 * bins[9:11].sum()


def test_those_near_a_record_pass_as_well(known: Learner) -> None:
    near = nearest(known, counted(3000, seed=3), np.array([20.0]), TRUTHS)
    assert len(near) == TRUTHS
    assert np.abs(near.misses - 20).max() <= 4
    assert ranked(known, near, 0, "near").strayed == []


def test_the_band_holds_uniform_ranks_in_95_of_100() -> None:
    band, rng = envelope(150, DRAWS), np.random.default_rng(9)
    samples = [rng.integers(DRAWS + 1, size=150) for _ in range(600)]
    inside = [
        bool(np.all((counts_at_most(each, DRAWS) >= band.low) & (counts_at_most(each, DRAWS) <= band.high)))
        for each in samples
    ]
    assert 0.92 < np.mean(inside) < 0.985
    values = np.array([band.p_value(each) for each in samples])
    assert abs(np.mean(values < 0.1) - 0.1) < 0.04


def test_heaped_ranks_stray() -> None:
    band = envelope(150, DRAWS)
    assert band.p_value(np.full(150, 50)) < 0.001
    assert band.p_value(np.zeros(150, int)) < 0.001
    assert envelope(200, DRAWS).p_value(np.arange(200) % (DRAWS + 1)) > 0.99  # each rank twice


@settings(max_examples=25)
@given(st.lists(st.integers(0, DRAWS), min_size=1, max_size=80))
def test_counts_never_fall_and_end_below_the_whole(ranks: list[int]) -> None:
    counts = counts_at_most(np.array(ranks), DRAWS)
    assert len(counts) == DRAWS
    assert (np.diff(counts) >= 0).all()
    assert counts[-1] == sum(rank < DRAWS for rank in ranks)
    assert 0.0 <= smallest_tail(counts, tails(len(ranks), DRAWS)) <= 2.0
    assert shares_at_most(DRAWS)[-1] == DRAWS / (DRAWS + 1)


def test_coverage_by_hand() -> None:
    ranks = np.arange(DRAWS + 1)  # each rank once
    assert [covered(ranks, level).share for level in (0.5, 0.8, 0.9)] == [0.5, 0.8, 0.9]
    found = Ranks(("a",), np.array([[50]] * 10), "here")
    assert [each.share for each in found.coverage("a")] == [1.0, 1.0, 1.0]
    assert found.binned("a")[10] == 10
