"""A record beside what the scenario said of it: a line a question, chances above and counts below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.scoring.backcast import Backcast, Forecasted
from sim.analysis.scoring.rows import Item
from sim.figures import style
from sim.figures.origins import origins
from sim.figures.wording import percent, tick_label

ROW = 0.21  # inches
AXIS = 0.42  # inches below a panel
HEAD = 0.22  # inches above it
NAMES = 2.7  # inches at most for the names
RIGHT = 0.62  # inches for what stands at the right
MOST = 40  # questions in a panel
THICK = 0.56  # of a row
WIDE = 30.0  # between the largest and the smallest count: from here on the axis is logarithmic
BLUE, PALE = style.PALETTE[0], 0.28
BEFORE = {"met": "Met? ", "kept": "Honoured? "}


def draw(results: Backcast) -> Figure:
    """The questions in the order of the record's lines."""
    asked = sorted(results.asked, key=lambda each: (each.item.row.line, each.item.part == "kept"))
    panels = [
        [each for each in asked if each.spread is None][:MOST],
        [each for each in asked if each.spread is not None][:MOST],
    ]
    shown = [panel for panel in panels if panel]
    body = sum(HEAD + len(panel) * ROW + AXIS for panel in shown)
    keys = keys_of(results)
    page = style.page(
        max(body, 0.01),
        "What was forecast, and what is on record",
        origins(results.source, "of the scenario"),
        notes_of(results, sum(map(len, shown))),
        style.rows_of_keys(keys) * style.KEY + 2 * style.MARGIN,
    )
    top = page.floor + page.body
    for panel in shown:
        draw_panel(page, results, panel, top)
        top -= HEAD + len(panel) * ROW + AXIS
    style.draw_keys(page.figure, [keys], page.floor - style.MARGIN)
    return page.figure


def draw_panel(page: style.Page, results: Backcast, panel: Sequence[Forecasted], top: float) -> None:
    total, high = page.figure.get_size_inches()[1], len(panel) * ROW
    names = [name_of(results, each.item) for each in panel]
    left = max(style.text_width(name, style.SMALL) for name in names) + 2.5 * style.MARGIN
    width = style.WIDTH - left - RIGHT
    box = (left / style.WIDTH, (top - HEAD - high) / total, width / style.WIDTH, high / total)
    axes = page.figure.add_axes(box)
    counts = panel[0].spread is not None
    if counts:
        draw_counts(axes, panel)
    else:
        draw_chances(axes, panel)
    style.tidy(axes)
    axes.grid(visible=False)
    axes.grid(axis="x", color=style.RULE, linewidth=0.4)
    axes.set_ylim(len(panel) - 0.5, -0.5)
    axes.set_yticks(range(len(panel)), [style.plain(name) for name in names])
    axes.tick_params(axis="y", length=0, pad=3.0)
    title = "Number of incidents" if counts else "Chance that it came by the day (%)"
    axes.set_xlabel(title, fontsize=style.SMALL, color=style.INK, labelpad=1.5)
    look: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "fontsize": style.SMALL, "va": "center"}
    axes.text(1.0 + 0.1 / width, -0.5 - 0.11 / ROW, "On record", color=style.SOFT, **look)
    for y, each in enumerate(panel):
        axes.text(1.0 + 0.1 / width, y, on_record(each), color=style.INK, **look)


def draw_chances(axes: Axes, panel: Sequence[Forecasted]) -> None:
    """The range, the interval, the chance; and the record at one end."""
    for y, each in enumerate(panel):
        share = each.share
        if share is not None and share.of:
            if share.range is not None:
                ends = [100.0 * end for end in share.range]
                axes.barh(y, ends[1] - ends[0], THICK, ends[0], color=BLUE, alpha=PALE, linewidth=0, zorder=2)
            axes.plot([100.0 * share.low, 100.0 * share.high], [y, y], color=BLUE, linewidth=1.1, zorder=3)
            axes.plot([100.0 * share.share], [y], "o", color=BLUE, markersize=4.0, zorder=4)
        mark(axes, 100.0 * each.item.truth, y)
    axes.set_xlim(-3.0, 103.0)


def draw_counts(axes: Axes, panel: Sequence[Forecasted]) -> None:
    """Nine tenths and one half of the runs, the median, and the record."""
    ends = []
    for y, each in enumerate(panel):
        spread = each.spread
        assert spread is not None
        axes.barh(
            y, spread.q95 - spread.q05, THICK, spread.q05, color=BLUE, alpha=PALE, linewidth=0, zorder=2
        )
        axes.plot(
            [spread.q25, spread.q75], [y, y], color=BLUE, linewidth=2.6, solid_capstyle="butt", zorder=3
        )
        axes.plot([spread.q50], [y], "o", color=BLUE, markersize=4.0, zorder=4)
        mark(axes, each.item.truth, y)
        ends += [max(spread.q95, each.item.truth, 1)]
    if max(ends) / min(ends) > WIDE:
        axes.set_xscale("symlog", linthresh=1.0)
    axes.margins(x=0.04)
    axes.set_xlim(left=0.0)


def mark(axes: Axes, x: float, y: int) -> None:
    """What is on record."""
    axes.plot(
        [x],
        [y],
        "D",
        markersize=5.0,
        markerfacecolor="none",
        markeredgecolor=style.MARK,
        markeredgewidth=1.4,
        zorder=5,
        clip_on=False,
    )


def on_record(each: Forecasted) -> str:
    item = each.item
    if item.part == "number":
        return f"{item.truth:,}"
    return item.row.said if item.part == "kept" else ("yes" if item.truth else "no")


def name_of(results: Backcast, item: Item) -> str:
    """A question in one line, with the day by which it is asked."""
    date = tick_label(results.source, item.row.through).split("\n")[0]
    before = BEFORE.get(item.part, "")
    if item.part == "came" and item.row.kind == "count":
        before = f"{item.row.said}: "
    first, after = f"{before}{item.row.title}", f", {date}"
    if style.text_width(first + after, style.SMALL) <= NAMES:
        return first + after
    while first and style.text_width(f"{first}...{after}", style.SMALL) > NAMES:
        first = first[:-1].rstrip()
    return f"{first}...{after}"


def keys_of(results: Backcast) -> list[Artist]:
    keys: list[Artist] = []
    if results.yes_or_no:
        if results.source.draws > 1:
            keys.append(
                Patch(
                    facecolor=BLUE, alpha=PALE, linewidth=0, label="range over what is not known (5\u201395%)"
                )
            )
        keys.append(line(1.1, "chance, with its 95% Monte Carlo interval"))
    if results.counts:
        keys.append(
            Patch(facecolor=BLUE, alpha=PALE, linewidth=0, label="of counts: nine tenths of the runs")
        )
        keys.append(line(2.6, "of counts: median, with half of the runs"))
    look: dict[str, Any] = {"markerfacecolor": "none", "markeredgecolor": style.MARK, "markeredgewidth": 1.4}
    keys.append(Line2D([], [], linestyle="none", marker="D", markersize=5.0, label="on record", **look))
    return keys


def line(width: float, label: str) -> Line2D:
    return Line2D([], [], color=BLUE, marker="o", markersize=4.0, linewidth=width, label=label)


def notes_of(results: Backcast, shown: int) -> list[str]:
    """How a chance is to be read, and what is not drawn."""
    notes = [
        "A chance is borne out by many questions and never by one: of what is given 20%, one in five should "
        "come. 'Honoured?' is asked of the runs in which the rule's condition came true."
    ]
    left = len(results.asked) - shown
    if left:
        notes.append(f"{left} more questions are not drawn.")
    inside = [each.spread.place for each in results.counts if each.spread is not None]
    if inside:
        places = ", ".join(f"{percent(place)}%" for place in inside[:8])
        notes.append(f"Of the runs, these shares lie below the recorded counts: {places}.")
    return [style.plain(note) for note in notes]
