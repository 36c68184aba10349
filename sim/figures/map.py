"""A map: one measure over every combination of two numbers, as coloured cells with their intervals."""

from __future__ import annotations

import math
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize, PowerNorm, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.analysis.hinges.plane import Axis, Plane
from sim.analysis.hinges.tornado_table import shown
from sim.figures import style
from sim.figures.origins import origins
from sim.figures.wording import percent, span

LEFT, RIGHT = 0.75, 0.1  # inches
CELL = 0.48  # inches at most that a row is high
TALLEST = 6.0  # inches for all rows
NAMES = 0.42  # inches below the cells, for values and the name of the axis
BAR = 0.42  # inches for the scale of colours
COLOURS = matplotlib.colormaps[style.SEQUENTIAL]
BLANK = "#ededed"
NARROW, SHORT = 0.55, 0.3  # inches: below these a cell holds no interval


def draw(results: Plane) -> Figure:
    """The measure in every cell, with its 95% interval where there is room for it."""
    rows, columns = len(results.down.values), len(results.across.values)
    high = min(CELL, TALLEST / max(1, rows))
    known = results.value[np.isfinite(results.value)]
    body = rows * high + NAMES + BAR if known.size else 0.01
    page = style.page(
        body,
        f"{results.measure.title}, by {results.across.title} and {results.down.title}",
        origins(results.source, "in each cell"),
        [style.plain(n) for n in notes_of(results)],
    )
    if known.size:
        figure, norm = page.figure, scale_of(results, known)
        wide = (style.WIDTH - LEFT - RIGHT) / columns
        axes = placed(figure, (LEFT, page.floor + BAR + NAMES, wide * columns, rows * high))
        draw_cells(axes, results, norm, (wide, high))
        name_axes(axes, results)
        draw_scale(figure, placed(figure, (LEFT, page.floor + 0.22, 2.6, 0.09)), norm, results)
    return page.figure


def placed(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Axes at left, bottom, width and height in inches."""
    width, total = figure.get_size_inches()
    left, bottom, wide, high = box
    return figure.add_axes((left / width, bottom / total, wide / width, high / total))


def scale_of(results: Plane, known: Any) -> Normalize:
    """From 0 to what the cells reach; chances by their square root, which tells small ones apart."""
    if results.measure.is_chance:
        return PowerNorm(0.5, vmin=0.0, vmax=max(0.01, float(known.max())))
    return Normalize(min(0.0, float(known.min())), max(1e-9, float(known.max())))


def draw_cells(axes: Axes, results: Plane, norm: Normalize, size: tuple[float, float]) -> None:
    rows, columns = results.value.shape
    axes.set_xlim(0, columns)
    axes.set_ylim(0, rows)  # the lowest value at the bottom
    for y in range(rows):
        for x in range(columns):
            draw_cell(axes, x, y, results, norm, size)
    axes.spines[:].set_visible(False)
    own = [place_of(axis) for axis in (results.across, results.down)]
    if own[0] is not None and own[1] is not None:
        axes.plot(own[0], own[1], "o", color=style.MARK, markersize=5.0, markeredgecolor="white", zorder=5)


def draw_cell(axes: Axes, x: int, y: int, results: Plane, norm: Normalize, size: tuple[float, float]) -> None:
    """One combination; grey where every run failed."""
    value = float(results.value[y, x])
    ground = BLANK if math.isnan(value) else str(to_hex(COLOURS(norm(value))))
    axes.add_patch(Rectangle((x, y), 1.0, 1.0, facecolor=ground, edgecolor="white", linewidth=0.8))
    if math.isnan(value):
        return
    has_interval = size[0] >= NARROW and size[1] >= SHORT
    texts = [(told(results, value), 0.66 if has_interval else 0.5, style.SMALL)]
    if has_interval:
        texts.append((between(results, y, x), 0.29, style.TINY - 0.4))
    for text, height, points in texts if size[0] >= 0.25 else []:
        axes.text(
            x + 0.5, y + height, text, fontsize=points, color=style.ink_on(ground), ha="center", va="center"
        )


def told(results: Plane, value: float) -> str:
    return percent(value) if results.measure.is_chance else f"{value:.1f}"


def between(results: Plane, y: int, x: int) -> str:
    low, high = float(results.low[y, x]), float(results.high[y, x])
    return span(low, high) if results.measure.is_chance else f"{low:.1f}–{high:.1f}"


def place_of(axis: Axis) -> float | None:
    """Where the scenario's own value lies along an axis of cells; None outside of it."""
    values, central = axis.values, axis.central
    if central in values:
        return values.index(central) + 0.5
    if not all(isinstance(value, float) for value in (*values, central)):
        return None
    if not values[0] <= central <= values[-1]:
        return None
    return float(np.interp(central, values, np.arange(len(values)) + 0.5))


def name_axes(axes: Axes, results: Plane) -> None:
    for axis, which in ((results.across, "x"), (results.down, "y")):
        ticks = np.arange(len(axis.values)) + 0.5
        names = [style.plain(shown(value)) for value in axis.values]
        unit = f" ({axis.unit})" if axis.unit else ""
        label = style.plain(f"{axis.title}{unit}")
        if which == "x":
            axes.set_xticks(ticks, names)
            axes.set_xlabel(label, fontsize=style.SMALL, color=style.INK)
        else:
            axes.set_yticks(ticks, names)
            axes.set_ylabel(label, fontsize=style.SMALL, color=style.INK)
    axes.tick_params(length=0, pad=3.0, labelsize=style.SMALL, labelcolor=style.INK)


def draw_scale(figure: Figure, axes: Axes, norm: Normalize, results: Plane) -> None:
    """The colours' scale."""
    bar = figure.colorbar(ScalarMappable(norm, COLOURS), cax=axes, orientation="horizontal")
    if results.measure.is_chance:
        bar.ax.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.3g}")
    bar.outline.set_visible(False)
    axes.tick_params(labelsize=style.SMALL, length=2.0, width=0.6, color=style.SOFT, labelcolor=style.INK)
    unit = "% of runs" if results.measure.is_chance else "mean number in a run"
    axes.annotate(
        unit, (1.03, 0.5), xycoords="axes fraction", fontsize=style.SMALL, va="center", color=style.INK
    )


def notes_of(results: Plane) -> list[str]:
    if not np.isfinite(results.value).any():
        return ["Every run failed."]
    what = "the share of runs (%)" if results.measure.is_chance else "the mean number in a run"
    notes = [
        f"Cells: {what}, with its 95% interval where there is room. "
        "The steps along an axis are those of the study, and need not be even."
    ]
    if np.isnan(results.value).any():
        notes[0] += " Grey: every run failed."
    if place_of(results.across) is not None and place_of(results.down) is not None:
        notes[0] += " Orange: the scenario's own values."
    if results.held:
        notes.append("Held: " + ", ".join(f"{name} at {value}" for name, value in results.held) + ".")
    return notes
