"""Chances by day: a geometric wait, and layers that fill the whole."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from tools import assert_share, runs, small

import sim
from sim.analysis.chances.curves import arrival, by_day, fans
from sim.analysis.intervals import wilson
from sim.analysis.standing import standing
from sim.engines.crisis import Crisis

WAIT = """
actors:
  aster: {title: Aster, postures: {birch: {climb: 0.2, ceiling: threats}}}
  birch: {postures: {aster: {start: threats, floor: threats}}}
  cedar: {}
"""
UNSURE = (
    WAIT.replace("climb: 0.2", "climb: pace") + "parameters: {pace: {uncertainty: {uniform: [0.02, 0.6]}}}\n"
)
DAYS = 8


@pytest.fixture(scope="module")
def waiting() -> sim.analysis.results.Ensemble:
    return sim.simulate(small(WAIT, days=DAYS), runs=runs(), seed=2)


def test_a_geometric_wait(waiting: sim.analysis.results.Ensemble) -> None:
    found = arrival(waiting, "aster>birch", "threats")
    assert found.title == "Threats by Aster against Birch"
    assert np.array_equal(found.by_day.days, np.arange(DAYS + 1))
    for day, share in enumerate(found.by_day.share):
        assert_share(share * waiting.runs + 0.5, waiting.runs, 1.0 - exp(-0.2 * day))
    assert (np.diff(found.by_day.share) >= 0.0).all()
    assert found.by_day.range is None


def test_intervals_are_wilsons_and_the_last_day_is_the_summarys(
    waiting: sim.analysis.results.Ensemble,
) -> None:
    curve = arrival(waiting, "aster", "threats").by_day
    told = waiting.summary()["reach"]["aster"]["threats"]
    assert (curve.share[-1], curve.low[-1], curve.high[-1]) == pytest.approx(
        (told["p"], told["lo"], told["hi"])
    )
    came = round(float(curve.share[3] * waiting.runs))
    assert (curve.low[3], curve.high[3]) == pytest.approx(wilson(came, waiting.runs))


def test_what_is_there_from_the_start_and_what_never_comes(waiting: sim.analysis.results.Ensemble) -> None:
    assert (arrival(waiting, "birch", "threats").by_day.share == 1.0).all()
    assert (arrival(waiting, "birch", "war").by_day.share == 0.0).all()
    for name, rung in (("aster", "peace"), ("cedar", "threats"), ("nobody", "war")):
        with pytest.raises(ValueError, match="is not a rung of"):
            arrival(waiting, name, rung)


def test_the_range_over_what_is_not_known_holds_the_share() -> None:
    ensemble = sim.simulate(small(UNSURE, days=DAYS), runs=runs(4000, 400), draws=20, seed=2)
    curve = arrival(ensemble, "aster", "threats").by_day
    told = ensemble.summary()["reach"]["aster"]["threats"]["range"]
    assert curve.range is not None
    low, high = curve.range
    assert (low[-1], high[-1]) == pytest.approx(tuple(told))
    assert (low <= curve.share).all()
    assert (curve.share <= high).all()


def test_days_before_a_start_are_left_out(waiting: sim.analysis.results.Ensemble) -> None:
    crisis = Crisis(waiting.scenario, seed=1)
    for _ in range(3):
        crisis.step()
    onward = sim.simulate(waiting.scenario, runs=6, start=crisis.snapshot())
    assert list(arrival(onward, "aster", "threats").by_day.days) == list(range(3, DAYS + 1))


def test_an_ensemble_of_no_runs_has_no_chance_of_anything(waiting: sim.analysis.results.Ensemble) -> None:
    import dataclasses

    none = dataclasses.replace(
        waiting, runs=0, record=waiting.record.first(0), standing=np.zeros_like(waiting.standing)
    )
    curve = by_day(none, np.zeros(0, np.int64))
    assert curve.share.tolist() == [0.0] * (DAYS + 1)
    assert curve.high.tolist() == [1.0] * (DAYS + 1)


def test_a_fan_has_every_rung_of_every_actor_that_holds_a_posture(
    waiting: sim.analysis.results.Ensemble,
) -> None:
    results = fans(waiting)
    assert [fan.actor for fan in results.fans] == ["birch", "aster"]  # highest first
    assert results.source.idle == ["Cedar"]
    for fan in results.fans:
        assert [step.rung for step in fan.steps] == ["calm", "threats", "strikes", "war"]
        assert (fan.curves[0].share == 1.0).all()
        for step, curve in zip(fan.steps, fan.curves, strict=True):
            assert np.array_equal(curve.share, standing(waiting, fan.actor, step.rung).share)
    widths = [(curve.high - curve.low).max() for fan in results.fans for curve in fan.curves]
    assert results.widest == max(widths)
