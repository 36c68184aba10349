"""The record's weeks as drawn: a panel an outcome that moved, dates, and what is not drawn in words."""

from __future__ import annotations

from sim.analysis.updating.weekly import week_by_week
from sim.figures import updating
from sim.scenario.loading import load_text
from tests.analysis.updating.test_weekly import MOVED, TEXT


def words(figure: object) -> str:
    return " ".join(text.get_text() for text in figure.texts)  # type: ignore[attr-defined]


def test_outcomes_that_moved_have_a_panel_with_dates() -> None:
    found = week_by_week(load_text(TEXT + MOVED), runs=200)
    figure = updating.draw(found)
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles == [path.title for path in found.most_moved(9)]
    labels = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert labels[0] == "1 Mar\nday 0"
    assert labels[-1] == "21 Mar\n20"
    assert "explores, does not predict" in words(figure)
    assert "Not clearly moved by any week" in words(figure)


def test_nothing_moved_is_a_page_of_words() -> None:
    quiet = load_text(TEXT + "observed: {until: 2031-03-04}")
    figure = updating.draw(week_by_week(quiet, runs=50))
    assert not figure.axes
    assert "Not clearly moved" in words(figure)
