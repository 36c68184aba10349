"""Responses drawn: panels, lines with their intervals, the band, and nothing to show."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest
from drawing import inches, legend, rendered, strays, words
from matplotlib.collections import PolyCollection

from sim.analysis.hinges.plane import Axis
from sim.analysis.hinges.response import Line, Panel, Response
from sim.analysis.hinges.versions import Measured
from sim.analysis.provenance import Source
from sim.figures import response, style

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")

SOURCE = Source("A quarrel", dt.date(2031, 3, 1), 20, 400, 50, 3, True, False, False, [])
RESOLVE = Axis("resolve", "resolve", None, [0.0, 0.5, 1.0], 0.3)


def line(title: str, *shares: float, spread: float | None = None) -> Line:
    share = np.array(shares)
    span = None if spread is None else (share - spread, share + spread)
    return Line(title.lower(), title, share, share - 0.02, share + 0.03, span)


def panel(title: str, *lines: Line) -> Panel:
    return Panel(Measured(title, title, True), list(lines))


BOTH = panel("War for $5", line("As written", 0.1, 0.2, 0.4, spread=0.1), line("No errors", 0.1, 0.15, 0.2))


def result(*panels: Panel, axis: Axis = RESOLVE) -> Response:
    return Response(SOURCE, "What resolve does", axis, list(panels))


def test_a_line_a_version_with_intervals_and_the_band_of_the_first() -> None:
    figure = rendered(response.draw(result(BOTH)))
    (axes,) = figure.axes
    curves = [each for each in axes.lines if len(each.get_xdata()) == 3 and each.get_linestyle() == "-"]
    assert [curve.get_ydata().tolist() for curve in curves] == [[0.1, 0.2, 0.4], [0.1, 0.15, 0.2]]
    assert len([c for c in axes.collections if isinstance(c, PolyCollection)]) == 1
    assert axes.get_ylim() == pytest.approx((0, response.ROOM * 0.5))
    said = words(figure)
    assert "400 runs at each value and version · 50 draws" in said
    assert "explores, does not predict" in said
    assert "by day 20" in said
    assert "War for $5" in said
    shown = ["As written", "No errors", "bars: Monte Carlo 95%"]
    rest = ["range over what else is not known (5–95%), of the first", "the scenario's own value"]
    assert legend(figure) == [*shown, *rest]


def test_the_axis_ends_above_what_is_drawn() -> None:
    wide = dataclasses.replace(BOTH.lines[1], range=(np.zeros(3), np.ones(3)))
    (axes,) = rendered(response.draw(result(panel("War", BOTH.lines[0], wide)))).axes
    assert axes.get_ylim()[1] == pytest.approx(response.ROOM * 0.5)


def test_one_version_with_nothing_else_open_needs_fewer_words() -> None:
    alone = panel("War", line("As written", 0.1, 0.2, 0.4))
    axis = dataclasses.replace(RESOLVE, title="Chance of war", unit="a day", central=None)
    figure = rendered(response.draw(result(alone, axis=axis)))
    assert legend(figure) == ["As written", "bars: Monte Carlo 95%"]
    assert "Chance of war (a day)" in words(figure)
    assert "share their luck" not in words(figure)
    assert "band" not in words(figure)


@pytest.mark.parametrize(
    ("panels", "shape"), [(1, (1, 1)), (3, (1, 3)), (4, (2, 2)), (5, (2, 3)), (9, (3, 3))]
)
def test_panels_fill_a_page_and_no_more(panels: int, shape: tuple[int, int]) -> None:
    many = [
        dataclasses.replace(BOTH, measure=Measured(str(k), f"Outcome {k} of many", True))
        for k in range(panels)
    ]
    figure = rendered(response.draw(result(*many)))
    assert response.grid(panels) == shape
    assert len(figure.axes) == panels
    assert strays(figure) == []
    assert inches(figure)[0] == pytest.approx(style.WIDTH)
    assert inches(figure)[1] < 9.0


def test_what_never_comes_and_nothing_measured() -> None:
    never = panel("War", line("As written", 0.0, 0.0, 0.0))
    (axes,) = rendered(response.draw(result(never))).axes
    assert axes.get_ylim()[1] == pytest.approx(response.ROOM * 0.03)
    empty = rendered(response.draw(result()))
    assert empty.axes == []
    assert "Nothing was measured." in words(empty)
