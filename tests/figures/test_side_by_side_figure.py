"""Scenarios beside each other: a row an outcome, a mark a scenario, notes, and nothing off the page."""

from __future__ import annotations

import datetime as dt

import pytest
from drawing import legend, rendered, strays, words

from sim.analysis.chances.shares import Share
from sim.analysis.comparing.side_by_side import Farthest, Row, SideBySide
from sim.analysis.hinges.versions import Change, Value
from sim.analysis.intervals import wilson
from sim.analysis.provenance import Source
from sim.figures import side_by_side, style

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")

SOURCE = Source("A quarrel", dt.date(2031, 3, 1), 20, 500, 12, 3, True, False, False, [])


def row(name: str, *counts: int, clear: bool = True) -> Row:
    shares = [Share(came, 500, *wilson(came, 500)) for came in counts]
    low = 0.1 if clear else -0.1
    change = Change(Value(0.4, 0.3, 0.5, None), 0.2, low, 0.3, 0.2, 0.0)
    return Row(name, f"What costs $5 in {name}", shares, Farthest(0, 1, change))


def results(rows: list[Row], columns: int = 3, left_out: list[str] | None = None) -> SideBySide:
    return SideBySide(SOURCE, [f"Reading {k}" for k in range(columns)], rows, left_out or [])


def marks(axes):
    return [line for line in axes.lines if line.get_marker() != "None"]


def test_a_row_an_outcome_and_a_mark_a_scenario() -> None:
    figure = rendered(side_by_side.draw(results([row("a", 50, 100, 0), row("b", 500, 250, 5)]), "Readings"))
    (axes,) = figure.axes
    assert [tick.get_text() for tick in axes.get_yticklabels()] == [
        r"What costs \$5 in a", r"What costs \$5 in b"]  # fmt: skip
    found = marks(axes)
    assert [mark.get_xdata()[0] for mark in found] == pytest.approx([10, 20, 0, 100, 50, 1])
    assert [mark.get_marker() for mark in found[:3]] == ["|", "o", "s"]
    heights = [mark.get_ydata()[0] for mark in found[:3]]
    assert heights == sorted(heights)
    assert heights[0] > -0.5
    assert heights[-1] < 0.5
    spans = [line for line in axes.lines if line.get_marker() == "None"]
    low, high = wilson(50, 500)
    assert list(spans[0].get_xdata()) == pytest.approx([100 * low, 100 * high])


def test_the_base_is_ink_and_the_others_have_a_colour_and_a_marker_each() -> None:
    figure = rendered(side_by_side.draw(results([row("a", 1, 2, 3, 4, 5)], columns=5), "Readings"))
    looks = [(mark.get_color(), mark.get_marker()) for mark in marks(figure.axes[0])]
    assert looks[0] == (style.INK, "|")
    assert len({colour for colour, _ in looks}) == len({marker for _, marker in looks}) == 5
    assert legend(figure) == [f"Reading {k}" for k in range(5)]


def test_it_says_what_was_run_and_what_is_not_shown() -> None:
    found = results([row("a", 50, 100, 0), row("b", 5, 5, 5, clear=False)], left_out=["Late"])
    said = words(side_by_side.draw(found, "Readings"))
    assert "500 runs of each scenario, with the same luck · 12 draws" in said
    assert "explores, does not predict" in said
    assert "No two differ clearly in: What costs $5 in b." in said
    assert "Not asked for, meant otherwise, or asked of other days, in one of them: Late." in said


def test_nothing_in_common_draws_no_panel() -> None:
    figure = rendered(side_by_side.draw(results([]), "Readings"))
    assert figure.axes == []
    assert "No outcome is asked for in all of them over the same days." in words(figure)


def test_nothing_is_drawn_beyond_the_page() -> None:
    rows = [row(f"a title that goes on for longer than one line may {k}", 0, 250, 500) for k in range(16)]
    figure = rendered(side_by_side.draw(results(rows), "Readings"))
    assert strays(figure) == []
    assert figure.get_size_inches()[0] == pytest.approx(style.WIDTH)
