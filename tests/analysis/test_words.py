"""The sentences: what they say follows from the numbers, and nothing more is said."""

from __future__ import annotations

from typing import Any

import sim
from sim.analysis.words import sentences
from tests.tools import small

TWO = """
actors: {one: {postures: {two: {}}}, two: {}}
outcomes: {war: {title: Open war, when: "rung(one, two) >= war"}, talks: day() >= 3}
"""


def row(p: float, lo: float, hi: float, spread: list[float] | None = None) -> dict[str, Any]:
    return {"p": p, "lo": lo, "hi": hi, "range": spread, "median_day": 3}


def told(war: dict[str, Any], talks: dict[str, Any], errors: dict[str, Any] | None = None) -> list[str]:
    ensemble = sim.simulate(small(TWO), 10)
    summary: dict[str, Any] = {"outcomes": {"war": war, "talks": talks}}
    if errors:
        summary["miscalculation"] = errors
    return sentences(ensemble, summary)


def test_what_is_not_known_is_weighed_against_luck() -> None:
    wide, narrow = told(row(0.3, 0.29, 0.31, [0.1, 0.6]), row(0.3, 0.2, 0.4, [0.25, 0.35]))[:2]
    # the two are equally open: told in order of names
    assert wide.startswith("Talks: 30.0% of the runs, and 25.0 to 35.0%")
    assert "weighs no more than the luck of the runs" in wide
    assert narrow.startswith("Open war: 30.0% of the runs, and 10.0 to 60.0%")
    assert "which outweighs the luck of the runs" in narrow


def test_what_never_came_has_a_bound() -> None:
    lines = told(row(0.0, 0.0, 0.0002), row(1.0, 0.9, 1.0))
    assert lines == ["Never in 10 runs, which bounds each chance (at 95%, < 0.020%): Open war."]


def test_errors_are_told_with_both_sides() -> None:
    up = {"with": 0.031, "without": 0.022, "made": 0.013, "averted": 0.004, "lo": 0.006, "hi": 0.012}
    none = {"with": 0.5, "without": 0.5, "made": 0.0, "averted": 0.0, "lo": -0.01, "hi": 0.01}
    lines = told(row(0.031, 0.028, 0.033), row(1.0, 0.9, 1.0), {"war": up, "talks": none})
    assert lines[-1] == (
        "Errors made 'Open war' in 1.3% of the runs and averted it in 0.40%: on balance they raised its "
        "chance by 0.90 points (95%: +0.60 to +1.2)."
    )
    assert (
        "cannot be told from none"
        in told(row(0.5, 0.4, 0.6), row(0.5, 0.4, 0.6), {"war": none, "talks": none})[-1]
    )
