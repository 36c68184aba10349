"""Versions of a scenario beside each other: a panel an outcome, a line a version, 0 as written."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analysis.hinges.versions import Change, Measured, Value, Version, Versions
from sim.figures import style
from sim.figures.origins import origins
from sim.figures.wording import listed, percent, span

ROW = 0.165  # inches
HEAD = 0.5  # inches above the lines of a panel, for its name
AXIS = 0.2  # inches below them, for its numbers
UNIT = 0.16  # inches below the lowest panels, for what the numbers are
NAMES = 1.62  # inches at most for the names of versions
GUTTER = 0.2  # inches between panels
COLUMNS = 3
TALLEST = 7.6  # inches that all panels may take
CLEAR, UNCLEAR = style.PALETTE[0], "#9a9a9a"


def draw_versions(
    table: Versions, title: str, notes: Sequence[str], rows: Sequence[Version] | None = None
) -> style.Page:
    """The page: the outcomes that are clearly moved, as far as there is room, and which are left out."""
    shown = list(table.rows if rows is None else rows)
    high = HEAD + len(shown) * ROW + AXIS
    columns = min(COLUMNS, max(1, len(table.measures)))
    most = columns * max(1, int(TALLEST / high))
    panels = worth_drawing(table, most, columns) if shown else []
    down = -(-len(panels) // columns) if panels else 0
    keys = keys_of() if panels else []
    foot = style.KEY + UNIT + 2 * style.MARGIN if keys else 0.0
    said = [*notes, *left_out(table, panels)] if panels else notes
    page = style.page(
        down * high if panels else 0.01,
        title,
        origins(table.source, "of each version"),
        [style.plain(n) for n in said],
        foot,
    )
    if panels:
        draw_panels(page, table, panels, shown, columns)
        style.draw_keys(page.figure, [keys], page.floor - UNIT - style.MARGIN)
    return page


def worth_drawing(table: Versions, most: int, few: int) -> list[Measured]:
    """The measures that some version clearly moves; a few of the others where none does."""
    moved = [each for each in table.most_moved(most) if table.clear(each.name)]
    return moved or table.most_moved(few)


def left_out(table: Versions, panels: Sequence[Measured]) -> list[str]:
    """What is not drawn: for want of room, or because nothing moves it."""
    rest = [each for each in table.measures if each not in panels]
    fewer = [each.title for each in rest if table.clear(each.name)]
    still = [each.title for each in rest if not table.clear(each.name)]
    told = [("Moved by fewer of these", fewer), ("Moved by none of these by more than luck may", still)]
    return [f"{why}, and not drawn: {listed(names)}." for why, names in told if names]


def draw_panels(
    page: style.Page,
    table: Versions,
    panels: Sequence[Measured],
    rows: Sequence[Version],
    columns: int,
) -> None:
    """Panels in a grid; the versions are named at the left."""
    names = [style.wrapped([row.title], style.SMALL, NAMES)[0:2] for row in rows]
    wide = max(style.text_width(line, style.SMALL) for lines in names for line in lines)
    left = wide + 2.5 * style.MARGIN
    width = (style.WIDTH - left - style.MARGIN) / columns - GUTTER
    high = HEAD + len(rows) * ROW + AXIS
    total = page.figure.get_size_inches()[1]
    for place, measure in enumerate(panels):
        down, across = divmod(place, columns)
        bottom = page.floor + page.body - (down + 1) * high + AXIS
        x = left + across * (width + GUTTER)
        box = (x / style.WIDTH, bottom / total, width / style.WIDTH, len(rows) * ROW / total)
        axes = page.figure.add_axes(box)
        draw_panel(axes, table, measure, rows, width)
        if place + columns >= len(panels):
            unit = "Percentage points" if all(each.is_chance for each in panels) else "Difference"
            axes.set_xlabel(unit, fontsize=style.SMALL, color=style.INK, labelpad=1.5)
        ticks = ["\n".join(lines) for lines in names] if across == 0 else [""] * len(rows)
        axes.set_yticks(range(len(rows)), [style.plain(tick) for tick in ticks], linespacing=0.9)


def draw_panel(axes: Axes, table: Versions, measure: Measured, rows: Sequence[Version], width: float) -> None:
    """One outcome: how far each version moves it, with the paired interval."""
    scale = 100.0 if measure.is_chance else 1.0
    axes.axvline(0.0, color=style.SOFT, linewidth=0.7, zorder=1)
    for y, row in enumerate(rows):
        draw_change(axes, y, row.changes[measure.name], scale)
    style.tidy(axes)
    axes.grid(visible=False)
    axes.grid(axis="x", color=style.RULE, linewidth=0.4)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, pad=3.0)
    axes.locator_params(axis="x", nbins=4, min_n_ticks=3)
    axes.margins(x=0.06)
    name = style.wrapped([measure.title], style.LABEL, width)[:2]
    under = f"as written {told(table.as_written[measure.name], measure)}"
    high = len(rows) * ROW
    axes.text(0.0, 1.0 + 0.06 / high, under, transform=axes.transAxes, fontsize=style.TINY, color=style.SOFT)
    axes.text(
        0.0,
        1.0 + 0.19 / high,
        style.plain("\n".join(name)),
        transform=axes.transAxes,
        fontsize=style.LABEL,
        color=style.INK,
        linespacing=1.0,
    )


def draw_change(axes: Axes, y: int, change: Change, scale: float) -> None:
    colour = CLEAR if change.is_clear else UNCLEAR
    axes.plot([scale * change.low, scale * change.high], [y, y], color=colour, linewidth=1.1, zorder=3)
    face = colour if change.is_clear else "white"
    axes.plot(
        [scale * change.difference],
        [y],
        "o",
        markersize=3.4,
        markerfacecolor=face,
        markeredgecolor=colour,
        markeredgewidth=0.8,
        zorder=4,
    )


def told(value: Value, measure: Measured) -> str:
    """A value with its 95% interval."""
    if measure.is_chance:
        return f"{percent(value.value)}% ({span(value.low, value.high)})"
    return f"{value.value:.1f} ({value.low:.1f}–{value.high:.1f})"


def keys_of() -> list[Artist]:
    """What a full and an empty mark are."""
    like = {"linewidth": 1.1, "marker": "o", "markersize": 3.4}
    clear = Line2D([], [], color=CLEAR, label="95% interval on one side of 0", **like)  # type: ignore[arg-type]
    unclear = Line2D([], [], color=UNCLEAR, markerfacecolor="white", label="not told from 0", **like)  # type: ignore[arg-type]
    return [clear, unclear]
