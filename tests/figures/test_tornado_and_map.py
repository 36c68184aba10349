"""Tornados and maps: bars and cells, their ends and intervals, and nothing to show."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from sim.analysis.hinges.plane import Axis, Plane, words
from sim.analysis.hinges.tornado_table import Bar, Tornado
from sim.analysis.hinges.versions import Measured
from sim.analysis.provenance import Source
from sim.analysis.sensitivity.tornado import Swing
from sim.figures import map as map_figure
from sim.figures import style, tornado

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")

SOURCE = Source("A quarrel", dt.date(2031, 3, 1), 20, 400, 1, 3, True, False, False, [])
WAR = Measured("outcome.war", "War for $5", True)


def bar(name: str, low: float, high: float, half: float = 0.01, unit: str | None = None) -> Bar:
    swing = Swing(name, low, high, high - low, high - low - half, high - low + half)
    return Bar(name, name.capitalize(), unit, "0.1", "0.9", swing)


def table(*bars: Bar) -> Tornado:
    return Tornado(SOURCE, WAR, 0.3, list(bars), "each number at both ends", 1 + 2 * len(bars))


def drawn(figure):
    figure.draw_without_rendering()
    return figure


def said(figure):
    return " ".join(text.get_text().replace("\n", " ") for text in figure.texts)


def test_a_bar_goes_from_the_middle_to_both_ends() -> None:
    figure = drawn(tornado.draw(table(bar("resolve", 0.1, 0.6), bar("idle", 0.3, 0.301))))
    (axes,) = figure.axes
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["Resolve: 0.1 to 0.9", "Idle: 0.1 to 0.9"]
    low, high, *_ = axes.patches
    assert (low.get_x() + low.get_width(), high.get_x() + high.get_width()) == pytest.approx((10, 60))
    assert (low.get_facecolor()[3], axes.patches[2].get_facecolor()[3]) == (1.0, tornado.PALE)
    assert axes.texts[0].get_text() == "+50.0 (+49.0 to +51.0)"
    assert axes.lines[-1].get_xdata()[0] == pytest.approx(30)
    assert axes.get_xlabel() == "Share of runs (%)"
    assert "400 runs at each of 5 points · no parameter drawn" in said(figure)
    assert r"War for \$5" in said(figure) or "War for $5" in said(figure)


def test_numbers_have_an_axis_of_their_own() -> None:
    found = dataclasses.replace(
        table(bar("tempo", 10, 30)), measure=Measured("count.n", "Shots", False), middle=20
    )
    (axes,) = drawn(tornado.draw(found)).axes
    assert axes.get_xlabel() == "Mean number in a run"
    assert axes.texts[0].get_text() == "+20.0 (+20.0 to +20.0)"


def test_many_bars_stay_on_a_page_and_the_rest_is_told() -> None:
    found = table(*(bar(f"number_{k}", 0.3, 0.3 + 0.01 * k) for k in range(40)))
    figure = drawn(tornado.draw(found))
    assert len(figure.axes[0].get_yticklabels()) == tornado.MOST
    assert "15 more move it less and are not drawn." in said(figure)
    assert figure.get_size_inches()[1] < 10.5


def test_long_names_and_units_are_kept_short() -> None:
    unit = "a day for each rung of provocation that is not yet answered"
    assert tornado.name_of(bar("resolve", 0, 1, unit=unit)) == ["Resolve: 0.1 to 0.9"]
    long = tornado.name_of(
        bar("resolve_of_the_northern_side_when_its_own_soil_is_struck_twice over", 0, 1, unit=unit)
    )
    assert len(long) == 2
    assert long[0].endswith(" ...")
    assert long[1] == "0.1 to 0.9"
    assert all(style.text_width(line, style.SMALL) < tornado.NAMES + 0.2 for line in long[1:])


def test_a_tornado_of_nothing() -> None:
    figure = drawn(tornado.draw(table()))
    assert figure.axes == []
    assert "No number was moved." in said(figure)


# ---------------------------------------------------------------- maps


def grid(values: object = ((0.0, 0.1, 0.2), (0.3, 0.4, 1.0)), central: float | None = 0.5) -> Plane:
    value = np.array(values, float)
    across = Axis("resolve", "Resolve", None, [0.0, 0.5, 1.0], central)
    down = Axis("raids", "Raids", "a day", [1.0, 2.0], 1.5)
    return Plane(SOURCE, WAR, across, down, value, np.maximum(0, value - 0.1), np.minimum(1, value + 0.1), ())


def test_a_cell_a_combination_with_its_interval() -> None:
    figure = drawn(map_figure.draw(grid()))
    axes = figure.axes[0]
    assert len([patch for patch in axes.patches if isinstance(patch, Rectangle)]) == 6
    texts = [text.get_text() for text in axes.texts]
    assert texts[:4] == ["0", "<10", "10", "0.0–20"] or texts[:3] == ["0", "<10", "10"]
    assert "100" in texts
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["0", "0.5", "1"]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("Resolve", "Raids (a day)")
    (own,) = axes.lines
    assert (own.get_xdata()[0], own.get_ydata()[0]) == pytest.approx((1.5, 1.0))
    assert "Orange: the scenario's own values." in said(figure)
    assert "400 runs in each cell" in said(figure)


def test_the_scenarios_own_values_may_lie_elsewhere() -> None:
    assert drawn(map_figure.draw(grid(central=3.0))).axes[0].lines[:] == []
    assert "Orange" not in said(map_figure.draw(grid(central=None)))


def test_failed_points_are_grey_and_all_failed_is_said() -> None:
    figure = drawn(map_figure.draw(grid(((np.nan, 0.1, 0.2), (0.3, 0.4, 0.5)))))
    assert len(figure.axes[0].texts) == 10
    nothing = grid(((np.nan,) * 3,) * 2)
    assert drawn(map_figure.draw(nothing)).axes == []
    assert "Every run failed." in said(map_figure.draw(nothing))
    assert "every run failed" in words(nothing)[0]


def test_names_and_many_values_fit() -> None:
    value = np.linspace(0, 1, 900).reshape(30, 30)
    axis = Axis("n", "N", None, [float(k) for k in range(30)], 3.0)
    ends = Axis("when", "When", None, [f"rung_{k}" for k in range(30)], "rung_3")
    found = Plane(SOURCE, WAR, axis, ends, value, value, value, (("Third", "2"),))
    figure = drawn(map_figure.draw(found))
    assert figure.get_size_inches()[1] < 10.0
    assert "Held: Third at 2." in said(figure)
    assert [line.get_ydata()[0] for line in figure.axes[0].lines] == [3.5]


def test_numbers_have_a_scale_of_their_own() -> None:
    found = dataclasses.replace(grid(((1, 2, 3), (4, 5, 60))), measure=Measured("count.n", "Shots", False))
    figure = drawn(map_figure.draw(found))
    assert figure.axes[0].texts[0].get_text() == "1.0"
    assert figure.axes[1].texts[0].get_text() == "mean number in a run"
    assert words(found)[0].startswith("Shots: from 1.0 (95%: 0.9 to 1.0) at resolve 0, raids 1 to 60.0 (95%:")
