"""One thing given another: ever, and afterwards; by hand and with known chances."""

from __future__ import annotations

import math

import pytest
from parting import parting
from tools import assert_share, runs, small

import sim
from sim.analysis.chances.conditional import conditional, conditionals
from sim.analysis.chances.moments import moment
from sim.analysis.results import Ensemble

TEXT = """
actors: {aster: {}}
events:
  early: {title: The early one, at: 2, probability: 0.5}
  late: {at: 5, probability: 0.3}
  same: {at: 5, probability: 0.4}
  never: {at: 3, probability: 0}
outcomes:
  late: {title: The late one, when: happened(late)}
"""


@pytest.fixture(scope="module")
def days() -> Ensemble:
    return sim.simulate(small(TEXT, days=8), runs=runs(), seed=3)


def test_what_does_not_hang_together(days: Ensemble) -> None:
    found = conditional(days, "late", "event.early")
    assert (found.outcome_title, found.condition_title) == ("The late one", "The early one")
    assert_share(found.given.came, days.runs, 0.5)
    for share in (found.ever, found.after):
        assert_share(share.came, share.of, 0.3)
    assert_share(found.otherwise.came, found.otherwise.of, 0.3)
    assert found.ever.of + found.otherwise.of == days.runs
    assert (found.before, found.same_day, found.wait) == (0, 0, 3)


def test_what_came_before_is_not_after(days: Ensemble) -> None:
    found = conditional(days, "event.early", "late")
    assert_share(found.ever.came, found.ever.of, 0.5)
    assert found.before == found.ever.came
    assert (found.after.came, found.wait) == (0, None)
    assert found.after.of == found.given.came - found.before


def test_the_same_day_is_a_case_of_its_own(days: Ensemble) -> None:
    found = conditional(days, "event.same", "event.late")
    assert found.same_day == found.ever.came > 0
    assert found.before == found.after.came == 0
    assert found.after.of == found.given.came - found.same_day


def test_nothing_is_known_where_the_condition_never_came(days: Ensemble) -> None:
    found = conditional(days, "late", "event.never")
    assert (found.given.came, found.ever.of, found.after.of) == (0, 0, 0)
    assert math.isnan(found.ever.share)
    assert (found.ever.low, found.ever.high) == (0.0, 1.0)
    assert found.otherwise.of == days.runs


def test_reaching_a_rung_is_a_moment_too() -> None:
    found = conditional(parting(), "answered", "reach.aster>birch.war")
    assert found.condition_title == "Aster goes to war"
    assert_share(found.ever.came, found.ever.of, 0.4)
    assert (found.ever.came, found.after.came) == (found.always.came, found.always.came)
    assert found.otherwise.came == 0


def test_a_table_of_all(days: Ensemble) -> None:
    table = conditionals(days, ["late", "event.same"], ["event.early"])
    assert [[(c.outcome, c.condition) for c in row] for row in table.rows] == [
        [("late", "event.early"), ("event.same", "event.early")]
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("latest", "no outcome is called 'latest' \\(did you mean late\\?\\)"),
        ("event.latest", "no event is called 'latest'"),
        ("reach.aster", "a moment is an outcome, event.NAME or reach.WHO.RUNG, not 'reach.aster'"),
        ("count.late", "a moment is"),
        ("reach.aster.peace", "peace is not a rung of aster"),
    ],
)
def test_unknown_moments_are_refused(days: Ensemble, name: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        moment(days, name)
