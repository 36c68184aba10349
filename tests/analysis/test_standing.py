"""Where actors stand, by day: shares, intervals and ranges against slow and independent ways."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from sim.analysis.intervals import range_of_counts, range_over_draws, wilson, wilson_arrays
from sim.analysis.reach import Cell, reach_table
from sim.analysis.standing import firebreak_curves, firebreaks, standing
from sim.engines.crisis import Crisis
from sim.scenario.loading import load_text
from sim.simulation import simulate

TEXT = (Path(__file__).parents[1] / "data" / "border_crisis.yaml").read_text()
LIVELY = (
    TEXT.replace("reactivity: 0.1", "reactivity: 0.5")
    .replace("days: 60", "days: 30")
    .replace("actors:\n", "actors:\n  onlooker: {title: An onlooker}\n", 1)
)
CERTAIN = LIVELY.replace("uncertainty: {beta: [2, 3]}, ", "")
RUNS, DRAWS, SEED = 60, 10, 5


@pytest.fixture(scope="module")
def ensemble():
    return simulate(load_text(LIVELY), runs=RUNS, draws=DRAWS, seed=SEED, twin=True)


@pytest.fixture(scope="module")
def certain():
    return simulate(load_text(CERTAIN), runs=RUNS, seed=SEED)


def by_draw(happened, draws):
    return np.array([happened[d::draws].sum(axis=0) for d in range(draws)])


def test_shares_are_those_of_the_other_engine(certain):
    """Run for run, the Mesa engine stands where the curve says."""
    runs = 6
    few = simulate(certain.scenario, runs=runs, seed=SEED)
    stood = np.zeros((runs, 31), bool)
    for run in range(runs):
        crisis = Crisis(certain.scenario, seed=SEED, run=run)
        rungs = crisis.rungs("southland>northland")
        own = [p for p in crisis.postures if p.startswith("southland>")]
        for day in range(31):
            if day:
                crisis.step()
            top = max(rungs.index(crisis.intended(p)) for p in own)
            stood[run, day] = top >= rungs.index("limited_strikes")
    assert stood.any()
    assert np.array_equal(standing(few, "southland", "limited_strikes").share, stood.mean(axis=0))


def test_the_lowest_rung_is_always_held(ensemble):
    curve = standing(ensemble, "northland", "calm")
    assert np.array_equal(curve.days, np.arange(31))
    assert (curve.share == 1.0).all()
    assert (curve.high == 1.0).all()
    assert curve.peak == 1.0


def test_higher_rungs_are_held_less_often_and_within_their_interval(ensemble):
    for one in (ensemble, ensemble.twin):
        curves = [standing(one, "southland", rung) for rung in one.rungs("southland")]
        for lower, upper in pairwise(curves):
            assert (upper.share <= lower.share).all()
        for curve in curves:
            assert (curve.low <= curve.share).all()
            assert (curve.share <= curve.high).all()


def test_a_rung_it_has_not_or_an_actor_without_postures(ensemble):
    for actor, rung in (("northland", "nonsense"), ("onlooker", "calm")):
        with pytest.raises(KeyError, match=f"{rung} is not a rung of {actor}"):
            standing(ensemble, actor, rung)


def test_wilson_of_many_is_wilson_of_each():
    successes, runs = np.array([0, 1, 7, 39, 40]), np.array([40, 40, 40, 40, 40])
    low, high = wilson_arrays(successes, runs)
    for k in range(5):
        assert (low[k], high[k]) == pytest.approx(wilson(int(successes[k]), 40), abs=1e-12)


@pytest.mark.parametrize(("runs", "draws"), [(400, 20), (407, 20), (40, 20), (300, 2)])
def test_range_of_counts_is_range_over_draws(runs, draws):
    rng = np.random.default_rng(1)
    chances = rng.uniform(0.0, 1.0, (draws, 6)) * [0.0, 0.01, 0.2, 0.6, 1.0, 1.0] + [0, 0, 0.1, 0, 0, 1.0]
    happened = rng.random((runs, 6)) < chances[np.arange(runs) % draws]
    sizes = by_draw(np.ones((runs, 6), int), draws)
    low, high = range_of_counts(by_draw(happened, draws), sizes)
    for k in range(6):
        assert [low[k], high[k]] == pytest.approx(range_over_draws(happened[:, k], draws), abs=1e-12)


def test_no_range_where_it_cannot_be_told():
    assert range_of_counts(np.ones((1, 3)), np.full((1, 3), 50)) is None
    assert range_of_counts(np.ones((4, 3)), np.ones((4, 3))) is None


def test_a_range_only_where_something_is_uncertain(ensemble, certain):
    low, high = standing(ensemble, "northland", "limited_strikes").range
    assert low.shape == high.shape == (31,)
    assert (low <= high).all()
    assert standing(certain, "northland", "limited_strikes").range is None
    few = simulate(ensemble.scenario, runs=15, draws=DRAWS, seed=SEED)
    assert standing(few, "northland", "limited_strikes").range is None


def test_days_before_a_start_are_left_out(certain):
    crisis = Crisis(certain.scenario, seed=SEED)
    for _ in range(12):
        crisis.step()
    onward = simulate(certain.scenario, runs=10, seed=SEED, start=crisis.snapshot())
    curve = standing(onward, "southland", "threats")
    assert list(curve.days) == list(range(12, 31))
    assert curve.share[0] in (0.0, 1.0)


def test_firebreaks_of_a_ladder(ensemble):
    assert firebreaks(ensemble, "northland") == ["ground_operation"]
    assert firebreaks(ensemble, "onlooker") == []


def test_firebreak_curves_leave_out_who_never_crosses(ensemble):
    every = firebreak_curves(ensemble, least=-1.0)
    assert [c.actor for c in every.climbers] == [r.actor for r in reach_table(ensemble).blocks[0].rows]
    assert every.climbers[0].crossings[0].twin is not None
    none = firebreak_curves(ensemble, least=1.0)
    assert none.climbers == []
    assert sorted(none.below) == ["Hill militia", "Northland", "Southland"]
    assert every.source.idle == none.source.idle == ["An onlooker"]


def test_reach_is_that_of_the_summary(ensemble):
    (block,) = reach_table(ensemble).blocks
    told = ensemble.summary()["reach"]
    assert [step.rung for step in block.steps if step.firebreak] == ["ground_operation"]
    assert [row.height for row in block.rows] == sorted((row.height for row in block.rows), reverse=True)
    for row in block.rows:
        assert [cell.rung for cell in row.cells] == list(told[row.actor])
        for cell in row.cells:
            said = told[row.actor][cell.rung]
            assert (cell.share, cell.low, cell.high) == (said["p"], said["lo"], said["hi"])
            assert cell.came == round(cell.share * RUNS)
            assert cell.range is None or list(cell.range) == said["range"]


def test_what_holds_from_the_start_is_told_apart(ensemble):
    rows = {row.actor: row for row in reach_table(ensemble).blocks[0].rows}
    assert [cell.from_start for cell in rows["hill_militia"].cells[:3]] == [True, True, True]
    assert not any(cell.from_start for cell in rows["hill_militia"].cells[3:])


@pytest.mark.parametrize(
    ("range_", "doubt"), [(None, (0.1, 0.3)), ((0.05, 0.4), (0.05, 0.4)), ((0.2, 0.2), (0.1, 0.3))]
)
def test_doubt_is_the_wider_of_the_two(range_, doubt):
    assert Cell("war", 0.2, 0.1, 0.3, range_, 20, False).doubt == doubt
