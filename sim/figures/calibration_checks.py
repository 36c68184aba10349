"""Does the calibrated scenario show what was recorded? A row a target, before and after."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.calibration.checks import Check, Spread
from sim.figures import style
from sim.figures.calibration import POSTERIOR, PRIOR

ROW, TOP = 0.36, 0.2  # inches
NAMES, NUMBERS = 2.75, 0.75  # inches at most for the names, and for the tails at the right
MARK = style.MARK


def draw(checks: list[Check], said: list[str]) -> Figure:
    """Central 90% and median of each target in runs before and after, each on its own scale."""
    notes = [
        "Bars: where nine runs in ten fall; ticks: the median. This far: of calibrated runs, the share at or "
        "beyond the record on its rarer side; a small one says that the scenario cannot show what was "
        "recorded. A first day that never comes counts as the day after the last. Open diamonds: "
        "compared only, not learnt from."
    ]
    page = style.page(
        len(checks) * ROW + TOP,
        "What was recorded, and what the scenario shows",
        said,
        notes,
        style.KEY + 2 * style.MARGIN,
    )
    total = page.figure.get_size_inches()[1]
    width = style.WIDTH - NAMES - NUMBERS - 0.1
    for place, check in enumerate(checks):
        bottom = page.floor + page.body - TOP - (place + 1) * ROW
        box = (NAMES / style.WIDTH, (bottom + 0.12) / total, width / style.WIDTH, (ROW - 0.12) / total)
        draw_row(page.figure.add_axes(box), check, width)
    head = (page.floor + page.body - 0.06) / total
    page.figure.text(
        1.0 - NUMBERS / style.WIDTH,
        head,
        "this far",
        fontsize=style.TINY,
        color=style.SOFT,
        ha="left",
        va="center",
    )
    style.draw_keys(page.figure, [keys_of()], page.floor - style.MARGIN)
    return page.figure


def draw_row(axes: Axes, check: Check, width: float) -> None:
    """One target: two bars, and a diamond (or a bracket that is open to a side) where the record is."""
    ends = [end for end in (check.recorded.low, check.recorded.high) if end is not None]
    shown = [check.before.lo, check.before.hi, check.after.lo, check.after.hi, *ends]
    low, high = min(shown), max(shown)
    room = 0.06 * (high - low) + 0.3
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(-1.0, 1.0)
    for spread, y, colour in ((check.before, 0.45, PRIOR), (check.after, -0.25, POSTERIOR)):
        draw_bar(axes, spread, y, colour)
    draw_record(axes, check, high + room, low - room)
    axes.set_yticks([])
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set(color=style.RULE, linewidth=0.6)
    axes.tick_params(labelsize=style.TINY - 0.7, colors=style.SOFT, length=1.5, width=0.4, pad=1.0)
    axes.locator_params(axis="x", nbins=6, integer=True)
    lines = style.wrapped([check.title], style.TINY, NAMES - 0.2)[:2]
    axes.text(
        -0.1 / width,
        0.5,
        style.plain("\n".join(lines)),
        transform=axes.transAxes,
        ha="right",
        va="center",
        fontsize=style.TINY,
        color=style.INK,
    )
    axes.text(
        1.0 + 0.1 / width,
        0.5,
        f"{100 * check.tail[1]:.1f}%",
        transform=axes.transAxes,
        ha="left",
        va="center",
        fontsize=style.SMALL,
        color=style.INK,
    )


def draw_bar(axes: Axes, spread: Spread, y: float, colour: str) -> None:
    axes.plot([spread.lo, spread.hi], [y, y], color=colour, linewidth=4.0, alpha=0.55, solid_capstyle="butt")
    axes.plot([spread.median], [y], color=style.darker(colour), marker="|", markersize=7, markeredgewidth=1.4)


def draw_record(axes: Axes, check: Check, right: float, left: float) -> None:
    """Where the record is; an arrow where it is open."""
    low, high = check.recorded.low, check.recorded.high
    at = [end for end in (low, high) if end is not None]
    face = MARK if check.fitted else "white"
    ends = (left if low is None else low, right if high is None else high)
    axes.plot(ends, [0.1, 0.1], color=MARK, linewidth=1.2, zorder=4)
    axes.plot(
        sorted(set(at)),
        [0.1] * len(set(at)),
        linestyle="",
        marker="D",
        markersize=4.2,
        markeredgecolor=MARK,
        markerfacecolor=face,
        zorder=5,
    )


def keys_of() -> list[Artist]:
    diamond = {"linestyle": "", "marker": "D", "markersize": 4.2, "markeredgecolor": MARK}
    return [
        Patch(facecolor=PRIOR, alpha=0.55, label="before (prior)"),
        Patch(facecolor=POSTERIOR, alpha=0.55, label="after (posterior)"),
        Line2D([], [], markerfacecolor=MARK, label="recorded", **diamond),  # type: ignore[arg-type]
        Line2D([], [], markerfacecolor="white", label="compared only", **diamond),  # type: ignore[arg-type]
    ]
