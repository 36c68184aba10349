"""How chances respond to one number: a panel for each, a line for each version of the scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.hinges.plane import Axis
from sim.analysis.hinges.response import Line, Panel, Response
from sim.analysis.percents import words
from sim.figures import style
from sim.figures.origins import origins

PANEL = 1.75  # inches
AXIS = 0.24  # inches, for the numbers under the last row
NAME = 0.2  # inches, for the name of the factor below them
LEFT, GUTTER = 0.55, 0.35  # inches
RANGE = 0.14  # how opaque the band is
ROOM = 1.12  # of the highest value shown
LEAST = 0.01  # the highest chance that an axis shows at least
MARKERS = "os^Dv"
MANY = 7  # values that are named one by one


def draw(results: Response) -> Figure:
    """Small multiples: chance against the factor, each panel on its own scale, from 0."""
    rows, columns = grid(len(results.panels))
    keys = keys_of(results)
    foot = sum(style.rows_of_keys(group) for group in keys) * style.KEY + 2 * style.MARGIN if rows else 0.0
    body = rows * PANEL + AXIS + NAME if rows else 0.01
    page = style.page(
        body, results.title, origins(results.source, "at each value and version"), notes_of(results), foot
    )
    if rows:
        style.constrain(replace(page, floor=page.floor + NAME, body=page.body - NAME))
        draw_panels(page, results, rows, columns)
        style.draw_keys(page.figure, keys, page.floor - style.MARGIN)
    return page.figure


def grid(panels: int) -> tuple[int, int]:
    """Rows and columns: three columns at most, two for four panels."""
    columns = 2 if panels == 4 else min(3, panels)
    return (-(-panels // columns), columns) if panels else (0, 0)


def draw_panels(page: style.Page, results: Response, rows: int, columns: int) -> None:
    wide = {"left": LEFT / style.WIDTH, "right": 1.0}  # where the layout begins
    axes_grid = page.figure.subplots(rows, columns, sharex=True, squeeze=False, gridspec_kw=wide)
    places = axes_grid.ravel().tolist()
    count = len(results.panels)
    for place, (axes, panel) in enumerate(zip(places, results.panels, strict=False)):
        draw_panel(axes, panel, results, (style.WIDTH - LEFT) / columns - GUTTER)
        axes.tick_params(labelbottom=place + columns >= count)
        if place < (rows - 1) * columns:  # its numbers hang into the free place below
            axes.xaxis.set_in_layout(False)
    for axes in places[count:]:
        axes.remove()
    total = page.figure.get_size_inches()[1]
    like: dict[str, Any] = {"fontsize": style.SMALL, "color": style.INK}
    page.figure.supylabel("Share of runs (%)", y=(page.floor + page.body / 2) / total, **like)
    page.figure.supxlabel(
        style.plain(named(results.axis)), y=(page.floor + 0.04) / total, va="bottom", **like
    )


def draw_panel(axes: Axes, panel: Panel, results: Response, width: float) -> None:
    if results.axis.central is not None:
        axes.axvline(results.axis.central, color=style.SOFT, linewidth=0.7, linestyle=(0, (1, 2)), zorder=1)
    for place, line in enumerate(panel.lines):
        draw_line(axes, results, line, place)
    style.tidy(axes)
    title = "\n".join(style.wrapped([panel.measure.title], style.LABEL, width))
    axes.set_title(style.plain(title), loc="left", fontsize=style.LABEL, color=style.INK, pad=4.0)
    axes.set_ylim(0.0, min(1.02, ROOM * max(LEAST, highest(panel))))
    axes.yaxis.set_major_formatter(lambda share, _: f"{100 * share:.3g}")
    if len(results.axis.values) <= MANY:
        axes.set_xticks(results.axis.values, [f"{value:.3g}" for value in results.axis.values])


def highest(panel: Panel) -> float:
    """Of what is drawn: every interval, and the range of the first version."""
    ends = [line.high for line in panel.lines] + [line.range[1] for line in panel.lines[:1] if line.range]
    return float(max(np.max(end, initial=0.0) for end in ends))


def draw_line(axes: Axes, results: Response, line: Line, place: int) -> None:
    """The range of the baseline alone as a band; each version with the intervals of its points."""
    colour, x = colour_of(place), results.axis.values
    if place == 0 and line.range is not None:
        axes.fill_between(x, *line.range, color=colour, alpha=RANGE, linewidth=0, zorder=2)
    errors = [np.maximum(0.0, line.share - line.low), np.maximum(0.0, line.high - line.share)]
    axes.errorbar(
        x,
        line.share,
        yerr=errors,
        color=colour,
        linewidth=1.2,
        elinewidth=0.8,
        capsize=2.0,
        marker=MARKERS[place % len(MARKERS)],
        markersize=3.5,
        label=line.title,
        zorder=4 + place,
    )


def colour_of(place: int) -> str:
    return style.PALETTE[place % len(style.PALETTE)]


def named(axis: Axis) -> str:
    called = words(axis.name) if axis.title == axis.name else axis.title
    return f"{called} ({axis.unit})" if axis.unit else called


# ---------------------------------------------------------------- keys and notes


def keys_of(results: Response) -> list[list[Artist]]:
    """The legend: the versions; then what bars, bands and the dotted line are."""
    lines = results.panels[0].lines if results.panels else []
    versions: list[Artist] = [
        Line2D([], [], color=colour_of(k), marker=MARKERS[k % len(MARKERS)], markersize=3.5, label=each.title)
        for k, each in enumerate(lines)
    ]
    manner: list[Artist] = [Line2D([], [], color=style.INK, linewidth=0.8, label="bars: Monte Carlo 95%")]
    if any(panel.lines[0].range is not None for panel in results.panels):
        label = "range over what else is not known (5–95%), of the first"
        manner.append(Patch(facecolor=colour_of(0), alpha=2 * RANGE, linewidth=0, label=label))
    if results.axis.central is not None:
        dots = (0, (1, 2))
        manner.append(Line2D([], [], color=style.SOFT, linestyle=dots, label="the scenario's own value"))
    return [versions, manner]


def notes_of(results: Response) -> list[str]:
    """What is counted, that the runs are those of one point, and what the luck has to do with it."""
    if not results.panels:
        return ["Nothing was measured."]
    note = f"The share of runs in which each came by day {results.source.days}; each panel has its own scale."
    if any(panel.lines[0].range is not None for panel in results.panels):
        note += " Where the band closes, so many runs cannot tell it from their luck."
    if len(results.panels[0].lines) > 1:
        note += " Where versions share their luck, differences between them are surer than the bars."
    return [note]
