"""On which rung each actor stands, by day: a panel an actor, its rungs stacked to 100%."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.chances.curves import Fan, Fans
from sim.analysis.reach import Step
from sim.figures import style
from sim.figures.firebreaks import GUTTER, LEFT, columns_for, name_days
from sim.figures.wording import listed, percent, provenance

PANEL, AXIS = 1.1, 0.34  # inches
COLOURS = matplotlib.colormaps[style.SEQUENTIAL]
LIGHT, DARK = 0.04, 1.0  # the ends of the colours used
MARKS = (0, 25, 50, 75, 100)


def draw(results: Fans) -> Figure:
    """Stacked areas of the share of runs in which an actor stands on each rung, by day."""
    columns = columns_for(len(results.fans))
    rows = -(-len(results.fans) // columns)
    keys = keys_of(results)
    foot = sum(style.rows_of_keys(group) for group in keys) * style.KEY + 2 * style.MARGIN if rows else 0.0
    page = style.page(
        rows * PANEL + AXIS if rows else 0.01,
        "On which rung each actor stands",
        provenance(results.source),
        notes_of(results),
        foot,
    )
    if rows:
        style.constrain(page)
        draw_panels(page, results, rows, columns)
        style.draw_keys(page.figure, keys, page.floor - style.MARGIN)
    return page.figure


def draw_panels(page: style.Page, results: Fans, rows: int, columns: int) -> None:
    """A panel an actor; days are named under the last of each column."""
    wide: dict[str, Any] = {"left": LEFT / style.WIDTH, "right": 1.0, "wspace": 0.05}
    axes_grid = page.figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False, gridspec_kw=wide)
    grid, shown = axes_grid.ravel().tolist(), len(results.fans)
    top = highest(results)
    for place, (axes, fan) in enumerate(zip(grid, results.fans, strict=False)):
        draw_fan(axes, fan, top, (style.WIDTH - LEFT) / columns - GUTTER)
        axes.tick_params(labelbottom=place + columns >= shown, labelleft=place % columns == 0)
        if place < (rows - 1) * columns:
            axes.xaxis.set_in_layout(False)
        name_days(axes, results.source, 4 if columns < 4 else 3)
        axes.set_ylim(0.0, 1.0)
        axes.set_yticks([mark / 100.0 for mark in MARKS], [str(mark) for mark in MARKS])
    for axes in grid[shown:]:
        axes.remove()
    middle = (page.floor + page.body / 2) / page.figure.get_size_inches()[1]
    page.figure.supylabel("Share of runs (%)", y=middle, fontsize=style.SMALL, color=style.INK)


def draw_fan(axes: Axes, fan: Fan, top: float, width: float) -> None:
    """The layers from the highest rung down, so that what is high fills the panel from below."""
    style.tidy(axes)
    axes.grid(visible=False)
    below = np.zeros(len(fan.curves[0].days))
    for step, curve in zip(reversed(fan.steps), reversed(fan.curves), strict=True):
        axes.fill_between(curve.days, below, curve.share, color=colour_of(step, top), linewidth=0)
        below = curve.share
    for step, curve in zip(fan.steps[1:], fan.curves[1:], strict=True):
        if curve.peak > 0.0:
            edge, weight = (style.MARK, 0.9) if step.firebreak else ("white", 0.4)
            axes.plot(curve.days, curve.share, color=edge, linewidth=weight, label=step.title)
    title = "\n".join(style.wrapped([fan.title], style.LABEL, width))
    axes.set_title(style.plain(title), loc="left", fontsize=style.LABEL, color=style.INK, pad=3.0)


def highest(results: Fans) -> float:
    return max((step.level for fan in results.fans for step in fan.steps), default=0.0) or 1.0


def colour_of(step: Step, top: float) -> str:
    """Darker the higher, by the level that ladders share."""
    return str(to_hex(COLOURS(LIGHT + (DARK - LIGHT) * step.level / top)))


def keys_of(results: Fans) -> list[list[Artist]]:
    """The rungs of each ladder, lowest first; then the line."""
    top = highest(results)
    ladders: dict[tuple[str, ...], Sequence[Step]] = {}
    for fan in results.fans:
        ladders.setdefault(tuple(step.rung for step in fan.steps), fan.steps)
    keys: list[list[Artist]] = [[key_of(step, top) for step in steps] for steps in ladders.values()]
    if any(step.firebreak for steps in ladders.values() for step in steps):
        keys.append([Line2D([], [], color=style.MARK, linewidth=0.9, label="edge of a firebreak")])
    return keys


def key_of(step: Step, top: float) -> Artist:
    edge: dict[str, Any] = {"edgecolor": style.SOFT, "linewidth": 0.4}
    return Patch(facecolor=colour_of(step, top), label=style.plain(step.title), **edge)


def notes_of(results: Fans) -> list[str]:
    """What the layers are, how sure their edges are, and who is not shown."""
    if not results.fans:
        return ["No actor holds a posture."]
    half = percent(results.widest / 2.0)
    notes = [
        "Layers: the share of runs in which the actor's highest intended rung of the day, toward anybody, is "
        "this one; the darker, the higher. The height of an edge is the share on the rung under it or a "
        "higher one. "
        f"No edge is more than {half} points off by the luck of the runs (half of its 95% interval); how far "
        "it moves over what is not known is told by the figure of firebreaks."
    ]
    if results.source.idle:
        notes.append(f"Without postures of their own: {listed(results.source.idle)}.")
    return [style.plain(note) for note in notes]
