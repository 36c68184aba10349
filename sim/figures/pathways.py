"""In which order firebreaks are crossed: the tree of beginnings, a row each, and how runs part there."""

from __future__ import annotations

from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.analysis.pathways.pathways import Pathways
from sim.figures import style
from sim.figures.pathway_rows import INDENT, STEM, TREE, Row, fitting
from sim.figures.wording import percent, provenance, span

BARS, NUMBERS = 0.95, 1.05  # inches: a bar of 100%, a share and its interval
HEAD = 0.28  # inches of the heads of columns
MIDDLE = 0.062  # inches from the top of a row to the middle of its first line
ENDS, ONWARD, RARE, GROUND = style.PALETTE[0], "#9cc3e0", "#b0b0b0", "#f0f0f0"


def draw(results: Pathways) -> Figure:
    """The tree, from the first step on; as many rows as fit on a page, the commonest ones."""
    rows, least = fitting(results)
    keys = [keys_of(results, rows)]
    foot = sum(style.rows_of_keys(group) for group in keys) * style.KEY + 2 * style.MARGIN if rows else 0.0
    way = "" if results.until is None else f" on the way to '{results.until}'"
    page = style.page(
        sum(row.height for row in rows) + HEAD if rows else 0.01,
        f"In which order firebreaks are crossed{way}",
        provenance(results.source),
        notes_of(results, least),
        foot,
    )
    if rows:
        draw_rows(page, rows, results.until is not None)
        style.draw_keys(page.figure, keys, page.floor - style.MARGIN)
    return page.figure


def draw_rows(page: style.Page, rows: list[Row], until: bool) -> None:
    """Axes in inches from the top left corner of the body."""
    total = page.figure.get_size_inches()[1]
    axes = page.figure.add_axes((0.0, page.floor / total, 1.0, page.body / total))
    axes.set_xlim(0.0, style.WIDTH)
    axes.set_ylim(page.body, 0.0)
    axes.set_axis_off()
    tops, top = [], HEAD
    for row in rows:
        tops.append(top)
        draw_row(axes, row, top, until)
        top += row.height
    join(axes, rows, tops)
    write_heads(axes, rows, until)


def columns() -> tuple[float, float, float]:
    """Where bars, shares and the shares without errors begin."""
    bars = style.MARGIN + TREE + 0.05
    return bars, bars + BARS + 0.1, bars + BARS + 0.1 + NUMBERS


def write_heads(axes: Axes, rows: list[Row], until: bool) -> None:
    heads = ["of those before", "of the runs", "without errors"]
    if until:
        heads = ["of those before", "of these runs", "of all runs, and\nwithout errors"]
    for left, head in zip(columns(), heads, strict=True):
        if head != heads[2] or any(row.errors for row in rows):
            axes.text(left, HEAD - 0.05, head, fontsize=style.TINY, color=style.SOFT, va="bottom")


def draw_row(axes: Axes, row: Row, top: float, until: bool) -> None:
    left = style.MARGIN + row.depth * INDENT + STEM
    tall = style.height(row.title, style.SMALL)
    ink = style.SOFT if row.rare else style.INK
    text: dict[str, Any] = {"ha": "left", "va": "top", "linespacing": style.LEADING * 0.92}
    axes.text(left, top, style.plain("\n".join(row.title)), fontsize=style.SMALL, color=ink, **text)
    why = style.plain("\n".join(row.reasons))
    axes.text(left, top + tall, why, fontsize=style.TINY, color=style.SOFT, **text)
    draw_numbers(axes, row, top + MIDDLE, until)


def draw_numbers(axes: Axes, row: Row, middle: float, until: bool) -> None:
    """The share of those before as a bar, with the part that crosses nothing more; the others in figures."""
    begin, shares, without = columns()
    part, high = row.of_parent.share, 0.1
    axes.barh(middle, BARS, high, left=begin, color=GROUND, linewidth=0)
    axes.barh(middle, part * BARS, high, left=begin, color=RARE if row.rare else ONWARD, linewidth=0)
    axes.barh(middle, part * row.ends * BARS, high, left=begin, color=ENDS, linewidth=0)
    look: dict[str, Any] = {"fontsize": style.TINY, "color": style.INK, "va": "center"}
    said = f"{percent(row.share.share)}% ({span(row.share.low, row.share.high)})"
    axes.text(shares, middle, said, **look)
    if row.errors is not None:
        both = f"{percent(row.errors.with_)}%, " if until else ""
        axes.text(without, middle, f"{both}{percent(row.errors.without)}%", **look)


def join(axes: Axes, rows: list[Row], tops: list[float]) -> None:
    """A stem from each beginning down to those that follow it."""
    for place, row in enumerate(rows):
        if not row.depth:
            continue
        stem = style.MARGIN + (row.depth - 1) * INDENT + 0.05
        name = style.MARGIN + row.depth * INDENT + STEM - 0.04
        parent = next(k for k in range(place - 1, -1, -1) if rows[k].depth == row.depth - 1)
        middle, start = tops[place] + MIDDLE, tops[parent] + MIDDLE
        axes.plot([stem, stem, name], [start, middle, middle], color=style.RULE, linewidth=0.8)


def keys_of(results: Pathways, rows: list[Row]) -> list[Artist]:
    keys: list[Artist] = [
        Patch(
            facecolor=ENDS, label="cross nothing more" if results.until is None else "nothing more until then"
        ),
        Patch(facecolor=ONWARD, label="go on"),
    ]
    if any(row.rare for row in rows):
        keys.append(Patch(facecolor=RARE, label="too rare to be told apart"))
    return keys


def notes_of(results: Pathways, least: float) -> list[str]:
    """What is followed, what a row says, and what is not drawn."""
    of = "" if results.until is None else f" with '{results.until}' ({percent(results.told.share)}% of all)"
    followed = "" if results.lowest is None else f" Followed: firebreaks from '{results.lowest}' up."
    notes = [
        f"A row: the share of runs{of} that begin with what stands above it and then cross this, with its "
        "95% interval; the lower median of its days; and the commonest of its proximate causes. Bars: of "
        f"the runs that begin as the row it hangs from. What is crossed on one day is one step.{followed}"
    ]
    ends = results.root.ends
    if ends is not None and ends.came:
        notes.append(
            f"Nothing of it is crossed in {percent(ends.share)}% of the runs ({span(ends.low, ends.high)})."
        )
    if results.root.children or results.root.pooled:
        notes.append(
            f"Beginnings in less than {percent(least)}% of the runs are taken together or not drawn."
        )
    if results.at_once:
        notes.append(f"Counted to the start, as most runs cross it on day 1: {'; '.join(results.at_once)}.")
    if results.root.errors is None:
        notes.append("No twin without errors was run: what errors made of these is not known.")
    elif results.until is None:
        notes.append("Without errors: the share under the same luck with accidents and misperception at 0.")
    else:
        notes.append(
            "Last column: the share of all runs that go this way to the outcome, and that under the same "
            "luck with accidents and misperception at 0."
        )
    return [style.plain(note) for note in notes]
