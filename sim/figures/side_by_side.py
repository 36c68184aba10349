"""Scenarios beside each other: a row an outcome, a mark a scenario with its interval, one scale."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.chances.shares import Share
from sim.analysis.comparing.side_by_side import Row, SideBySide
from sim.figures import style
from sim.figures.origins import origins

LINE = 0.095  # inches between the marks of one outcome
GAP = 0.11  # inches between outcomes
AXIS = 0.42  # inches under the rows, for the scale
NAMES = 1.9  # inches at most for the names of outcomes
MARKERS = "os^DvP"
SIZE = 3.6  # points
BASE = style.INK


def draw(results: SideBySide, title: str) -> Figure:
    """The page; the first column is the base, an upright bar, and the others go by marker and colour."""
    keys = keys_of(results)
    high = len(results.rows) * row_height(results)
    foot = style.rows_of_keys(keys) * style.KEY + 2 * style.MARGIN if results.rows else 0.0
    page = style.page(
        high + AXIS if results.rows else 0.01,
        title,
        origins(results.source, "of each scenario, with the same luck"),
        [style.plain(note) for note in notes_of(results)],
        foot,
    )
    if results.rows:
        draw_rows(page, results, high)
        style.draw_keys(page.figure, [keys], page.floor - style.MARGIN)
    return page.figure


def row_height(results: SideBySide) -> float:
    return LINE * len(results.columns) + GAP


def draw_rows(page: style.Page, results: SideBySide, high: float) -> None:
    names = [style.wrapped([row.title], style.SMALL, NAMES) for row in results.rows]
    wide = max(style.text_width(line, style.SMALL) for lines in names for line in lines)
    left, total = wide + 2.5 * style.MARGIN, page.figure.get_size_inches()[1]
    across = style.WIDTH - left - 3 * style.MARGIN
    box = (left / style.WIDTH, (page.floor + AXIS) / total, across / style.WIDTH, high / total)
    axes = page.figure.add_axes(box)
    for place, row in enumerate(results.rows):
        draw_row(axes, place, row, LINE / row_height(results))
    style.tidy(axes)
    axes.grid(visible=False)
    axes.grid(axis="x", color=style.RULE, linewidth=0.4)
    axes.set_ylim(len(results.rows) - 0.5, -0.5)
    axes.set_xlim(-1.2, 101.2)
    axes.set_xlabel("Chance (%)", fontsize=style.SMALL, color=style.INK, labelpad=1.5)
    axes.set_yticks(range(len(names)), [style.plain("\n".join(lines)) for lines in names], linespacing=1.05)
    axes.tick_params(axis="y", length=0, pad=3.0)


def draw_row(axes: Axes, place: int, row: Row, line: float) -> None:
    """The marks of one outcome below each other, the base first; a band behind every other row."""
    if place % 2:
        axes.axhspan(place - 0.5, place + 0.5, color=style.RULE, alpha=0.25, linewidth=0, zorder=0)
    top = place - line * (len(row.shares) - 1) / 2
    for k, share in enumerate(row.shares):
        draw_share(axes, top + k * line, share, k)


def draw_share(axes: Axes, y: float, share: Share, column: int) -> None:
    colour = colour_of(column)
    axes.plot([100 * share.low, 100 * share.high], [y, y], color=colour, linewidth=1.0, zorder=3)
    axes.plot(
        [100 * share.share],
        [y],
        marker_of(column),
        color=colour,
        markersize=SIZE + 1.6 * (column == 0),
        markeredgewidth=1.4 if column == 0 else 0.5,
        zorder=4,
    )


def colour_of(column: int) -> str:
    return style.PALETTE[(column - 1) % (len(style.PALETTE) - 1)] if column else BASE


def marker_of(column: int) -> str:
    return MARKERS[(column - 1) % len(MARKERS)] if column else "|"


def keys_of(results: SideBySide) -> list[Artist]:
    return [
        Line2D(
            [],
            [],
            color=colour_of(k),
            marker=marker_of(k),
            markersize=SIZE + 1.6 * (k == 0),
            markeredgewidth=1.4 if k == 0 else 0.5,
            linewidth=1.0,
            label=style.plain(title),
        )
        for k, title in enumerate(results.columns)
    ]


def notes_of(results: SideBySide) -> list[str]:
    """What a mark and its line are, and what is not shown."""
    notes = [
        "Marks are shares of the runs, lines their 95% intervals (Wilson): the luck of the runs alone, "
        "and not what is not known. The runs are paired, so that a difference may be clear where lines "
        "overlap."
    ]
    same: Sequence[str] = [row.title for row in results.rows if not row.farthest.is_clear]
    if same:
        notes.append(f"No two differ clearly in: {', '.join(same)}.")
    if results.left_out:
        left_out = ", ".join(results.left_out)
        notes.append(f"Not asked for, meant otherwise, or asked of other days, in one of them: {left_out}.")
    return notes if results.rows else ["No outcome is asked for in all of them over the same days."]
