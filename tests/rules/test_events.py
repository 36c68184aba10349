"""Events: what no seat decides, and happens at most once a run."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from tools import assert_shares, lived, runs, small

import sim
from sim.scenario.loading import Scenario

QUIET = "actors: {aster: {postures: {birch: {}}}, birch: {}}\n"


def with_events(text: str, days: int = 8, more: str = "") -> Scenario:
    return small(f"{QUIET}events:\n{text}\n{more}", days=days)


def days_of_event(text: str, days: int = 8, seed: int = 1) -> np.ndarray:
    return np.asarray(sim.simulate(with_events(text, days), runs=runs(), seed=seed).events["storm"])


def test_a_rate_is_a_daily_chance() -> None:
    p = 1 - exp(-0.3)
    chances = {day: p * (1 - p) ** (day - 1) for day in range(1, 9)} | {-1: (1 - p) ** 8}
    assert_shares(days_of_event("  storm: {rate: 0.3}"), chances)


def test_a_rate_waits_for_its_condition() -> None:
    p = 1 - exp(-0.5)
    days = days_of_event("  storm: {rate: 0.5, when: day() == 3 or day() >= 6}")
    assert_shares(days, {3: p, 6: p * (1 - p), 7: p * (1 - p) ** 2, 8: p * (1 - p) ** 3, -1: (1 - p) ** 4})


def test_a_probability_is_drawn_once_at_the_first_eligible_day() -> None:
    days = days_of_event("  storm: {probability: 0.3, when: day() >= 4}")
    assert_shares(days, {4: 0.3, -1: 0.7})
    later = days_of_event("  storm: {probability: 0.3, when: day() >= 7}")
    np.testing.assert_array_equal(days > 0, later > 0)  # the same luck, whenever it is asked


@pytest.mark.parametrize(
    ("event", "day"),
    [
        ("{at: 3}", 3),
        ("{at: 2031-03-06}", 5),
        ("{at: 0}", 0),
        ("{at: 2031-03-01}", 0),
        ("{when: day() >= 4}", 4),
        ("{at: 4, when: day() >= 4}", 4),
        ("{at: 4, when: day() >= 5}", -1),
        ("{at: 99}", -1),
        ("{at: 4, probability: 1}", 4),
        ("{at: 4, probability: 0}", -1),
        ("{when: happened(alarm)}", 4),  # an event knows of earlier days' events only
        ("{when: days_since(alarm) >= 2}", 5),
        ("{when: days_since(never) != 2}", -1),
        ("{when: not days_since(never) >= 0}", 1),
        ("{when: happened(alarm) and not ongoing(alarm)}", 5),
        ("{when: ongoing(alarm) and days_since(alarm) == 1}", 4),
    ],
)
def test_when_an_event_happens(event: str, day: int) -> None:
    scenario = with_events(f"  storm: {event}\n  alarm: {{at: 3, lasts: 2}}\n  never: {{at: 50}}")
    assert (sim.simulate(scenario, runs=5, seed=1).events["storm"] == day).all()
    crisis = lived(scenario)
    assert {(h.what, h.day) for h in crisis.happenings if h.kind == "event"} >= {("alarm", 3)}


def test_what_outcomes_know_of_events() -> None:
    """Outcomes read the end of today, today's events included, and day 0 too."""
    scenario = with_events(
        "  storm: {at: 2, lasts: 3}\n  before: {at: 0}",
        more="""
outcomes:
  known: happened(storm)
  over: happened(storm) and not ongoing(storm)
  since: days_since(storm) >= 2
  at_once: happened(before)
  ten: day() >= 10
""",
    )
    crisis = lived(scenario)
    told = {h.what: h.day for h in crisis.happenings if h.kind == "outcome"}
    assert told == {"known": 2, "over": 5, "since": 4, "at_once": 0}


def test_a_trigger_knows_of_todays_events() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {}}
    triggers: [{id: line, when: happened(storm), then: {birch: {floor: threats}}}]
  birch: {}
events: {storm: {at: 3}}
""",
        days=6,
    )
    assert [(move.day, move.trigger) for move in lived(scenario).log] == [(3, "line")]


def test_two_events_are_two_draws() -> None:
    text = "  storm: {probability: 0.5}\n  alarm: {probability: 0.5}"
    ensemble = sim.simulate(with_events(text, days=2), runs=runs(), seed=5)
    happened = (ensemble.events["storm"] > 0) * 2 + (ensemble.events["alarm"] > 0)
    assert_shares(happened, dict.fromkeys(range(4), 0.25))
