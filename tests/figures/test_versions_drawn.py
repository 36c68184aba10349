"""Versions beside each other: panels, marks, what is left out, and tables with nothing in them."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from sim.analysis.hinges.ablation import Ablation
from sim.analysis.hinges.respacing import Respacing
from sim.analysis.hinges.versions import Change, Measured, Value, Version
from sim.analysis.provenance import Source
from sim.figures import ablation, comparing, respacing, style
from sim.scenario.rewriting.comparing import Compared

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")

SOURCE = Source("A quarrel", dt.date(2031, 3, 1), 20, 500, 12, 3, True, False, False, [])


def change(difference: float, half: float = 0.05, scale: float = 1.0) -> Change:
    low, high = difference - half, difference + half
    return Change(Value(0.4, 0.3, 0.5, None), difference * scale, low * scale, high * scale, 0.1, 0.0)


def table(outcomes: int = 2, rows: int = 3, **more: object) -> Ablation:
    measures = [Measured(f"outcome.o{k}", f"Outcome {k} costs $5", True) for k in range(outcomes)]
    versions = [
        Version(f"v{n}", f"Version {n}", "without it", {m.name: change(0.1 * n) for m in measures})
        for n in range(rows)
    ]
    written = {each.name: Value(0.3, 0.25, 0.35, None) for each in measures}
    said = {"source": SOURCE, "measures": measures, "as_written": written, "rows": versions, "absent": []}
    return Ablation(**{**said, **more})


def drawn(figure):
    figure.draw_without_rendering()
    return figure


def words(figure):
    return " ".join(text.get_text().replace("\n", " ") for text in figure.texts)


def marks(axes):
    return [line for line in axes.lines if line.get_marker() == "o"]


def test_a_panel_an_outcome_and_a_line_a_version() -> None:
    figure = drawn(ablation.draw(table()))
    first, second = figure.axes
    assert [tick.get_text() for tick in first.get_yticklabels()] == ["Version 0", "Version 1", "Version 2"]
    assert [tick.get_text() for tick in second.get_yticklabels()] == ["", "", ""]
    assert [text.get_text() for text in first.texts] == [
        "as written 30% (25–35)", r"Outcome 0 costs \$5"]  # fmt: skip
    assert [axes.get_xlabel() for axes in figure.axes] == ["Percentage points"] * 2
    assert [mark.get_xdata()[0] for mark in marks(first)] == pytest.approx([0, 10, 20])
    colours = [mark.get_markeredgecolor() for mark in marks(first)]
    assert colours == [comparing.UNCLEAR, comparing.CLEAR, comparing.CLEAR]
    spans = [line.get_xdata().tolist() if hasattr(line.get_xdata(), "tolist") else list(line.get_xdata())
             for line in first.lines if line.get_marker() != "o"][1:]  # fmt: skip
    assert spans[2] == pytest.approx([15, 25])
    assert "500 runs of each version · 12 draws" in words(figure)
    assert "explores, does not predict" in words(figure)


def test_the_page_holds_what_fits_and_says_what_is_left_out() -> None:
    figure = drawn(ablation.draw(table(outcomes=17, rows=16)))
    assert len(figure.axes) == 6
    assert figure.get_size_inches()[1] < 10.5
    assert "and not drawn: Outcome 6 costs" in words(figure)


def test_outcomes_that_nothing_moves_are_only_named() -> None:
    full = table(outcomes=4, rows=2)
    still = {name: change(0.0) for name in full.as_written}
    moved = {**still, "outcome.o2": change(0.2)}
    one = [full.rows[0], dataclasses.replace(full.rows[1], changes=moved)]
    one[0] = dataclasses.replace(one[0], changes=still)
    figure = drawn(ablation.draw(dataclasses.replace(full, rows=one)))
    assert [axes.texts[1].get_text() for axes in figure.axes] == [r"Outcome 2 costs \$5"]
    assert "by more than luck may, and not drawn: Outcome 0 costs" in words(figure)
    none = drawn(ablation.draw(dataclasses.replace(full, rows=one[:1])))
    assert len(none.axes) == comparing.COLUMNS


def test_outcomes_that_most_versions_move_come_first() -> None:
    full = table(outcomes=4, rows=12)
    still = {name: change(0.0) for name in full.as_written}
    moved = {**still, "outcome.o3": change(0.2)}
    rows = [dataclasses.replace(row, changes=moved) for row in full.rows]
    assert [each.name for each in dataclasses.replace(full, rows=rows).most_moved(1)] == ["outcome.o3"]


def test_numbers_are_not_points() -> None:
    full = table(outcomes=1)
    measure = Measured("outcome.o0", "Shots", False)
    figure = drawn(ablation.draw(dataclasses.replace(full, measures=[measure])))
    (axes,) = figure.axes
    assert axes.texts[0].get_text() == "as written 0.3 (0.2–0.3)"
    assert axes.get_xlabel() == "Difference"
    assert marks(axes)[2].get_xdata()[0] == pytest.approx(0.2)


def test_a_scenario_without_mechanisms_has_no_panel() -> None:
    figure = drawn(ablation.draw(table(rows=0, absent=["Caps", "Meters"])))
    assert figure.axes == []
    assert "none of the mechanisms" in words(figure)
    assert "Not in the scenario: Caps, Meters." in words(figure)


def test_the_spacing_says_what_it_touches() -> None:
    full = table()
    compared = [Compared("gap", "a"), Compared("gap", "b"), Compared("order", "c")]
    rows = [dataclasses.replace(full.rows[0], name="split_calm", title="'Calm' in two"), *full.rows[1:]]
    found = Respacing(SOURCE, full.measures, full.as_written, rows, compared, ["Even levels"])
    said = words(drawn(respacing.draw(found)))
    assert "2 postures move by the distance" in said
    assert "1 more only asks which level is higher" in said
    assert "upper half" in said
    assert "As written already: Even levels." in said
    empty = dataclasses.replace(found, rows=[], unchanged=[])
    assert drawn(respacing.draw(empty)).axes == []


def test_nothing_is_drawn_beyond_the_page() -> None:
    figure = drawn(ablation.draw(table(outcomes=3, rows=15)))
    width = figure.get_size_inches()[0] * figure.dpi
    for axes in figure.axes:
        box = axes.get_tightbbox()
        assert box.x0 >= 0
        assert box.x1 <= width + 2
    assert figure.get_size_inches()[0] == pytest.approx(style.WIDTH)
