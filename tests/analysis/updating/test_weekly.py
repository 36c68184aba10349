"""The record cut day by day, in a world so small that every chance is known."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.updating.cutting import cut, cuts, last_day_on_record
from sim.analysis.updating.weekly import week_by_week
from sim.scenario.loading import Scenario, load, load_text
from sim.simulation import simulate
from tests.cli.calling import ROOT

RATE, DAYS = 0.02, 60
TEXT = f"""
schema: 1
id: waiting
title: Waiting for a move
clock: {{start: 2031-03-01, days: {DAYS}}}
ladders: {{common: [{{id: calm}}, {{id: war}}]}}
actors:
  one: {{postures: {{two: {{climb: {RATE}}}}}}}
  two: {{}}
events:
  news: {{rate: 0.1}}
  talks: {{when: day() >= 5, rate: 0.1}}
outcomes:
  moved: rung(one, two) >= war
  told: happened(news)
  still: rung(one, two) >= calm
"""
QUIET = "observed: {until: 2031-03-21, rungs: {one>two: {2031-03-01: calm}}}"
MOVED = "observed: {until: 2031-03-21, rungs: {one>two: {2031-03-11: war}}, events: {news: 2031-03-18}}"


def scenario(observed: str) -> Scenario:
    return load_text(TEXT + observed)


@given(st.integers(0, 300), st.integers(1, 40))
def test_the_cuts_are_every_so_many_days_and_the_end(last: int, every: int) -> None:
    found = cuts(last, every)
    assert found[0] == 0
    assert found[-1] == last
    assert all(0 < gap <= every for gap in np.diff(found))


def test_the_whole_record_is_the_scenario_itself() -> None:
    whole = scenario(MOVED)
    assert cut(whole, last_day_on_record(whole)) is whole


def test_a_posture_stood_where_it_started_until_its_first_recorded_move() -> None:
    observed = cut(scenario(MOVED), 7).document.observed
    assert observed is not None
    assert observed.rungs == {"one>two": {dt.date(2031, 3, 1): "calm"}}
    assert observed.events == {}
    assert observed.until == dt.date(2031, 3, 8)


@pytest.mark.parametrize("day", [0, 7, 14])
def test_an_event_recorded_later_cannot_come_before_the_cut(day: int) -> None:
    found = simulate(cut(scenario(MOVED), day), 400, 3).events["news"]
    assert found[found >= 0].min() > day
    assert (found >= 0).mean() > 0.9


def test_an_event_whose_day_has_passed_without_it_is_due_on_the_day_after() -> None:
    text = TEXT.replace("news: {rate: 0.1}", "news: {at: 2031-03-06}")
    dated = load_text(text + "observed: {until: 2031-03-21, events: {news: 2031-03-18}}")
    came = {day: set(simulate(cut(dated, day), 20, 3).events["news"]) for day in (0, 4, 5, 10, 17)}
    assert came == {0: {5}, 4: {5}, 5: {6}, 10: {11}, 17: {17}}


def test_an_event_on_record_comes_on_its_day() -> None:
    assert set(simulate(cut(scenario(MOVED), 20), 50, 3).events["news"]) == {17}


@pytest.mark.compiled_only
def test_the_update_is_exact() -> None:
    """Calm through day d: what is left is a geometric wait over the other days, run by run the same luck."""
    whole, free = scenario(QUIET), simulate(load_text(TEXT), 4000, 5).outcomes["moved"]
    found = week_by_week(whole, runs=4000, seed=5)
    path = next(each for each in found.paths if each.name == "moved")
    for week in path.weeks:
        expected = 1.0 - math.exp(-RATE * (DAYS - week.day))
        assert week.chance.share == pytest.approx(expected, abs=4.0 * math.sqrt(expected / 4000))
        days = simulate(cut(whole, week.day), 4000, 5).outcomes["moved"]
        later = free > week.day
        assert (days[later] == free[later]).all()
        assert not ((days >= 0) & (days <= week.day)).any()


def test_a_recorded_move_makes_it_certain_and_the_change_is_paired() -> None:
    found = week_by_week(scenario(MOVED), runs=200, seed=1)
    assert found.days == [0, 7, 14, 20]
    path = next(each for each in found.paths if each.name == "moved")
    before, after = path.weeks[1], path.weeks[2]
    assert after.chance.share == 1.0
    assert after.change is not None
    assert after.change.difference == pytest.approx(1.0 - before.chance.share)
    assert after.change.low <= after.change.difference <= after.change.high
    assert after.change.is_clear
    assert path.weeks[0].change is None


def test_what_no_week_moves_is_not_among_the_most_moved() -> None:
    found = week_by_week(scenario(MOVED), runs=100)
    assert "still" not in [path.name for path in found.most_moved(9)]
    assert len(found.most_moved(1)) == 1


@pytest.mark.parametrize(("observed", "words"), [("", "nothing on record"), (QUIET, "every must be 1")])
def test_what_cannot_be_asked_is_refused(observed: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        week_by_week(scenario(observed), 0, runs=10)


def test_the_shipped_record_can_be_cut() -> None:
    whole = load(ROOT / "scenarios" / "gaza_week_by_week.yaml")
    assert cuts(last_day_on_record(whole)) == [0, 7, 14, 21, 28, 35, 37]
    observed = cut(whole, 14).document.observed
    assert observed is not None
    assert observed.rungs["israel>hamas"] == {dt.date(2023, 10, 7): "sustained_strikes"}
    assert set(observed.events) == {"order_given", "preemptive_warning"}
