"""A tornado: how far a measure goes from one end of each number to the other, the widest on top."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.hinges.tornado_table import Bar, Tornado
from sim.analysis.percents import points
from sim.figures import style
from sim.figures.origins import origins
from sim.figures.wording import percent

ROW = 0.24  # inches
AXIS = 0.42  # inches below the bars
MOST = 25  # bars on a page
NAMES, SWINGS = 2.3, 1.35  # inches at most for the names, and for the swings at the right
THICK = 0.62  # of a row
LOW, HIGH = style.PALETTE[1], style.PALETTE[0]
PALE = 0.35  # how opaque a bar is whose swing may be luck
ENDS = style.TINY


def draw(results: Tornado) -> Figure:
    """A bar a number, from the measure at its low end to the measure at its high end."""
    shown = results.bars[:MOST]
    keys = keys_of() if shown else []
    page = style.page(
        len(shown) * ROW + AXIS if shown else 0.01,
        f"What would move it: {results.measure.title}",
        origins(results.source, f"at each of {results.points} points"),
        [style.plain(note) for note in notes_of(results)],
        style.KEY + 2 * style.MARGIN if keys else 0.0,
    )
    if shown:
        draw_bars(page, results, shown)
        style.draw_keys(page.figure, [keys], page.floor - style.MARGIN)
    return page.figure


def draw_bars(page: style.Page, results: Tornado, bars: list[Bar]) -> None:
    """Names and ends at the left, bars in the middle, swings with their intervals at the right."""
    names = [name_of(bar) for bar in bars]
    left = max(style.text_width(line, style.SMALL) for lines in names for line in lines) + 2.5 * style.MARGIN
    width, total = style.WIDTH - left - SWINGS, page.figure.get_size_inches()[1]
    box = (left, page.floor + AXIS, width, page.body - AXIS)
    axes = page.figure.add_axes((box[0] / style.WIDTH, box[1] / total, box[2] / style.WIDTH, box[3] / total))
    scale = 100.0 if results.measure.is_chance else 1.0
    for y, bar in enumerate(bars):
        draw_bar(axes, y, bar, scale * results.middle, scale)
        axes.text(
            1.0 + 0.08 / width,
            y,
            swing_of(bar, results.measure.is_chance),
            transform=axes.get_yaxis_transform(),
            fontsize=style.TINY,
            color=style.INK if bar.is_clear else style.SOFT,
            va="center",
        )
    axes.axvline(scale * results.middle, color=style.INK, linewidth=0.8, zorder=4)
    style.tidy(axes)
    axes.grid(visible=False)
    axes.grid(axis="x", color=style.RULE, linewidth=0.4)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.margins(x=0.04)
    axes.set_yticks(range(len(bars)), [style.plain("\n".join(lines)) for lines in names], linespacing=1.0)
    axes.tick_params(axis="y", length=0, pad=3.0)
    axes.set_xlabel(
        "Share of runs (%)" if results.measure.is_chance else "Mean number in a run",
        fontsize=style.SMALL,
        color=style.INK,
    )


def draw_bar(axes: Axes, y: int, bar: Bar, middle: float, scale: float) -> None:
    """Both halves from the middle, and a mark at each end, where they may lie on one side."""
    opaque = 1.0 if bar.is_clear else PALE
    for value, colour in ((scale * bar.swing.low, LOW), (scale * bar.swing.high, HIGH)):
        axes.barh(y, value - middle, THICK, middle, color=colour, alpha=opaque, linewidth=0, zorder=2)
        axes.plot([value, value], [y - THICK / 2, y + THICK / 2], color=colour, linewidth=1.6, zorder=3)


def name_of(bar: Bar) -> list[str]:
    """A number by its name, with its two ends, in two lines at most."""
    unit = f" {bar.unit}" if bar.unit else ""
    ends = f"{bar.low_end} to {bar.high_end}"
    for whole in (f"{bar.title}: {ends}{unit}", f"{bar.title}: {ends}"):
        if style.text_width(whole, style.SMALL) <= NAMES:
            return [whole]
    if style.text_width(f"{ends}{unit}", style.SMALL) > NAMES:
        unit = ""  # it stands in the table
    first, *rest = style.wrapped([f"{bar.title}:"], style.SMALL, NAMES)
    return [f"{first} ..." if rest else first, f"{ends}{unit}"]


def swing_of(bar: Bar, is_chance: bool) -> str:
    """The swing with its interval."""
    swing = bar.swing
    told = points if is_chance else plus
    return f"{told(swing.swing)} ({told(swing.lo)} to {told(swing.hi)})"


def plus(value: float) -> str:
    return f"{value:+.1f}"


def keys_of() -> list[Artist]:
    return [
        Patch(facecolor=LOW, linewidth=0, label="at the low end"),
        Patch(facecolor=HIGH, linewidth=0, label="at the high end"),
        Patch(facecolor=HIGH, alpha=PALE, linewidth=0, label="pale: the swing may be luck"),
        Line2D([], [], color=style.INK, linewidth=0.8, label="all at their middle"),
    ]


def notes_of(results: Tornado) -> list[str]:
    """How the ends were taken, what stands at the right, and what is not drawn."""
    if not results.bars:
        return ["No number was moved."]
    unit = "percentage points" if results.measure.is_chance else "number"
    middle = f"{percent(results.middle)}%" if results.measure.is_chance else f"{results.middle:.1f}"
    notes = [
        f"Bars: {results.ways}, all under the same luck. At the middle: {middle}. Right: high end less low "
        f"end in {unit}, with its 95% interval (Student's, over groups of runs); of idle numbers one in "
        "twenty leaves out 0."
    ]
    if len(results.bars) > MOST:
        notes.append(f"{len(results.bars) - MOST} more move it less and are not drawn.")
    return notes
