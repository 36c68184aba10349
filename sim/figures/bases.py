"""Scenarios beside what public data sets count: dots with intervals, and a line where the data set stands."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.literature.bases.bases import Base, Bases
from sim.analysis.literature.bases.counted import Told
from sim.analysis.literature.bases.known import Known
from sim.figures import style

DOT = 0.15  # inches for each scenario of a row
GAP = 0.2  # inches between rows
NAMES = 2.3  # inches for what is counted
AXIS = 0.42  # inches under a panel, for its numbers and unit
SPREAD, ERROR = 3.2, 1.1  # line widths: what is not known, and the luck of the runs
TICKS = (1, 2, 5, 10, 20, 50, 100)  # days
LEGEND = (
    "range over what is not known (5–95%)",
    "95% interval",
    "the data set: a line, its 95% interval shaded",
)
TITLE = "How often, and how soon: runs beside public data sets"
NOTE = (
    "The data sets count all crises and disputes between states; a scenario is one crisis, chosen because it "
    "might have become worse. They are no target, and nothing is fitted to them. Answers are looked for on "
    "the days after a trigger, at most 60, and fewer where the clock is short."
)


def draw(results: Bases | Sequence[Bases]) -> Figure:
    """A panel of shares and one of days, a row for each base, a dot for each scenario."""
    every = [results] if isinstance(results, Bases) else list(results)
    known = [row.known for row in every[0].rows] if every else []
    panels = [[each for each in known if each.unit == unit] for unit in ("share", "days")]
    panels = [rows for rows in panels if rows]
    keys = keys_of(every)
    heights = [len(rows) * (GAP + DOT * len(every)) for rows in panels]
    foot = sum(style.rows_of_keys(group) for group in keys) * style.KEY + 2 * style.MARGIN
    said = [style.plain(note) for note in [NOTE, *untold(every)]] if every else ["Nothing was asked for."]
    page = style.page(sum(heights) + AXIS * len(panels) or 0.01, TITLE, origins(every), said, foot)
    top = page.floor + page.body
    for rows, high in zip(panels, heights, strict=True):
        axes = place(page, top - high, high)
        draw_panel(axes, every, rows)
        top -= high + AXIS
    style.draw_keys(page.figure, keys if every else [], page.floor - style.MARGIN)
    return page.figure


def origins(every: Sequence[Bases]) -> list[str]:
    """Each scenario with its runs."""
    return [
        style.plain(f"{each.title}: {each.runs:,} runs of {each.days} days, seed {each.seed}")
        for each in (found.source for found in every)
    ]


def untold(every: Sequence[Bases]) -> list[str]:
    """What a scenario's runs cannot tell, and why."""
    found = []
    for each in every:
        missing = [row for row in each.rows if row.found is None]
        for why in dict.fromkeys(row.why for row in missing):
            names = "; ".join(row.known.title.lower() for row in missing if row.why == why)
            found.append(f"Not told by {each.source.title}, for {why}: {names}.")
    return found


def place(page: style.Page, bottom: float, high: float) -> Axes:
    width, total = page.figure.get_size_inches()
    left = NAMES + 2 * style.MARGIN
    box = (left / width, bottom / total, (width - left - 3 * style.MARGIN) / width, high / total)
    return page.figure.add_axes(box)


def draw_panel(axes: Axes, every: Sequence[Bases], rows: Sequence[Known]) -> None:
    """Rows from the top down, each as high as its scenarios need."""
    step = 1.0 / max(1, len(every) + 1)
    for y, known in enumerate(rows):
        draw_known(axes, y, known)
        for k, each in enumerate(every):
            draw_found(axes, y + (k + 1) * step - 0.5, each.row(known.name), colour_of(k))
    style.tidy(axes)
    axes.grid(visible=False)
    axes.grid(axis="x", color=style.RULE, linewidth=0.4)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, pad=3.0)
    names = ["\n".join(style.wrapped([known.title], style.SMALL, NAMES)) for known in rows]
    axes.set_yticks(range(len(rows)), [style.plain(name) for name in names], linespacing=1.0)
    shares = rows[0].unit == "share"
    if shares:
        axes.set_xlim(-2.0, 102.0)
    else:
        axes.set_xscale("log")
        axes.set_xlim(1.0, 100.0)
        axes.set_xticks(TICKS, [str(day) for day in TICKS])
        axes.minorticks_off()
    unit = "Percent" if shares else "Days, the trigger's day being day 1"
    axes.set_xlabel(unit, fontsize=style.SMALL, color=style.INK, labelpad=1.5)


def draw_known(axes: Axes, y: float, known: Known) -> None:
    """Where the data set stands, with its own interval where its cases are known."""
    scale = 100.0 if known.unit == "share" else 1.0
    if known.interval is not None:
        low, high = (scale * end for end in known.interval)
        axes.fill_between([low, high], y - 0.42, y + 0.42, color=style.INK, alpha=0.12, linewidth=0, zorder=1)
    axes.plot([scale * known.value] * 2, [y - 0.42, y + 0.42], color=style.INK, linewidth=1.2, zorder=2)


def draw_found(axes: Axes, y: float, row: Base, colour: str) -> None:
    """What the runs have: the dot, the luck of the runs, and what is not known."""
    found = row.found
    if found is None:
        return
    scale = 100.0 if isinstance(found, Told) else 1.0
    if isinstance(found, Told) and found.range is not None:
        ends = [scale * end for end in found.range]
        axes.plot(ends, [y, y], color=colour, linewidth=SPREAD, alpha=0.3, solid_capstyle="butt", zorder=2)
    axes.plot([scale * found.low, scale * found.high], [y, y], color=colour, linewidth=ERROR, zorder=3)
    axes.plot([scale * found.value], [y], "o", color=colour, markersize=3.6, zorder=4)


def colour_of(k: int) -> str:
    return style.PALETTE[k % len(style.PALETTE)]


def keys_of(every: Sequence[Bases]) -> list[list[Artist]]:
    """A dot a scenario; then what bands and lines are."""
    dots: list[Artist] = [
        Line2D([], [], color=colour_of(k), marker="o", markersize=3.6, linewidth=ERROR, label=title)
        for k, title in enumerate(style.plain(each.source.title) for each in every)
    ]
    spread, error, data = LEGEND
    lines: list[Artist] = [
        Line2D([], [], color=style.SOFT, linewidth=ERROR, label=error),
        Patch(facecolor=style.INK, alpha=0.25, label=data),
    ]
    told = [row.found for each in every for row in each.rows]
    if any(isinstance(found, Told) and found.range is not None for found in told):
        lines.insert(0, Line2D([], [], color=style.SOFT, linewidth=SPREAD, alpha=0.4, label=spread))
    return [[key] for key in dots] + [lines]
