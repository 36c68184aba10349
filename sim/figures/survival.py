"""How long until something comes: the share of runs still without it, by day, and those at risk."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.chances.survival import Survival, Survivals
from sim.analysis.percents import percent as percent_signed
from sim.analysis.percents import span
from sim.figures import style
from sim.figures.firebreaks import ERROR, RANGE, band, name_days
from sim.figures.wording import plural, provenance, ticks

BODY = 2.6  # inches
ROW = 0.13  # inches of a line of the runs at risk
LEFT, RIGHT, UNDER = 0.62, 0.1, 0.52  # inches beside the panel, and below it for days
DASHES = ("-", (0, (4, 1.4)), (0, (1.2, 1.2)))
ZOOM = 0.5  # where no curve falls below this, the scale does not begin at 0


def draw(results: Survivals) -> Figure:
    """Curves of the share still without each thing, with their intervals, on one time."""
    curves = results.curves
    keys = keys_of(results)
    foot = sum(style.rows_of_keys(group) for group in keys) * style.KEY + 2 * style.MARGIN
    under = UNDER + ROW * (len(curves) + 1)
    since = f", counted from '{results.since}'" if results.since else ""
    page = style.page(
        BODY + under if curves else 0.01,
        f"How long until it comes{since}",
        provenance(results.source),
        notes_of(results),
        foot if curves else 0.0,
    )
    if curves:
        draw_panel(page, results, under)
        style.draw_keys(page.figure, keys, page.floor - style.MARGIN)
    return page.figure


def draw_panel(page: style.Page, results: Survivals, under: float) -> None:
    total = page.figure.get_size_inches()[1]
    box = (LEFT, page.floor + under, style.WIDTH - LEFT - RIGHT, BODY - 0.08)
    axes = page.figure.add_axes((box[0] / style.WIDTH, box[1] / total, box[2] / style.WIDTH, box[3] / total))
    style.tidy(axes)
    for k, curve in enumerate(results.curves):
        draw_curve(axes, curve, k)
    axes.set_ylim(lowest(results), 1.0)
    axes.yaxis.set_major_formatter(lambda share, _: f"{100.0 * share:g}")
    axes.set_ylabel("Runs still without it (%)", fontsize=style.SMALL, color=style.INK)
    days = name_time(axes, results)
    write_at_risk(axes, results, days, box[3])


def lowest(results: Survivals) -> float:
    """Where the scale begins: at 0, or a twentieth of the whole below the lowest curve."""
    least = min(float(curve.low.min(initial=1.0)) for curve in results.curves)
    return 0.0 if least < ZOOM else math.floor(20.0 * least - 0.5) / 20.0


def draw_curve(axes: Axes, curve: Survival, place: int) -> None:
    """The range over what is not known, the interval, and the steps on top."""
    colour = colour_of(place)
    for ends, alpha in ((curve.range, RANGE), ((curve.low, curve.high), ERROR)):
        if ends is not None:
            axes.fill_between(curve.days, *ends, step="post", color=colour, alpha=alpha, linewidth=0)
    axes.plot(
        curve.days,
        curve.share,
        color=colour,
        linestyle=dashes_of(place),
        linewidth=1.3,
        drawstyle="steps-post",
        label=style.plain(curve.title),
    )


def colour_of(place: int) -> str:
    return style.PALETTE[place % len(style.PALETTE)]


def dashes_of(place: int) -> Any:
    """Beyond as many as there are colours, lines differ by their dashes."""
    return DASHES[place // len(style.PALETTE) % len(DASHES)]


def name_time(axes: Axes, results: Survivals) -> list[int]:
    """Dates where the count begins on day 0, else days since; returns the days that are named."""
    if results.since is None:
        name_days(axes, results.source, 6)
        return ticks(results.source.days, 6)
    last = max(int(curve.days[-1]) for curve in results.curves)
    named = ticks(max(1, last), 6)
    axes.set_xlim(0, max(1, last))
    axes.set_xticks(named, [str(day) for day in named])
    axes.set_xlabel("days since", fontsize=style.SMALL, color=style.INK, labelpad=1.0)
    return named


def write_at_risk(axes: Axes, results: Survivals, days: list[int], high: float) -> None:
    """Under the axis: how many runs are still without each thing, and followed, on the named days."""
    top = UNDER - ROW / 2
    place: dict[str, Any] = {"xycoords": ("axes fraction", "axes fraction"), "annotation_clip": False}
    look: dict[str, Any] = {"fontsize": style.TINY, "va": "center"}
    axes.annotate("Runs at risk", (0.0, -top / high), color=style.SOFT, ha="left", **place, **look)
    for k, curve in enumerate(results.curves):
        down, ink = -(top + (k + 1) * ROW) / high, style.darker(colour_of(k), 0.3)
        for day in days:
            count = at_risk(curve, day)
            side = "left" if day == 0 else "right" if day >= 0.97 * axes.get_xlim()[1] else "center"
            axes.annotate(count, (day, down), xycoords=("data", "axes fraction"), ha=side, color=ink, **look)


def at_risk(curve: Survival, day: int) -> str:
    found = curve.at_risk[curve.days == day]
    return f"{int(found[0]):,}" if len(found) else ""


def keys_of(results: Survivals) -> list[list[Artist]]:
    """A line a thing, with the share that is still without it at the end; then the bands."""
    lines: list[Artist] = [
        Line2D([], [], color=colour_of(k), linestyle=dashes_of(k), linewidth=1.6, label=label_of(curve))
        for k, curve in enumerate(results.curves)
    ]
    bands: list[Artist] = [band(ERROR + 0.1, "95% interval")]
    if any(curve.range is not None for curve in results.curves):
        bands.insert(0, band(RANGE, "range over what is not known (5–95%)"))
    return [lines, bands]


def label_of(curve: Survival) -> str:
    end = f"{percent_signed(float(curve.share[-1]))} ({span(float(curve.low[-1]), float(curve.high[-1]))})"
    return style.plain(f"{curve.title}: {end} without it at the end")


def notes_of(results: Survivals) -> list[str]:
    """What is counted, by which method, and who is left out."""
    if not results.curves:
        return ["Nothing was asked for."]
    if results.since is None:
        return [
            "Shares of runs that have not seen it by the day. Every run is followed to the end of the "
            "clock, so these are plain counts, which is what Kaplan and Meier's estimate gives here; "
            "Wilson's interval."
        ]
    left = [
        f"'{curve.title}' in {curve.before:,} run{plural(curve.before)}"
        for curve in results.curves
        if curve.before
    ]
    notes = [
        "Kaplan and Meier's estimate, with its log-log interval: runs differ in the days that are left of "
        "the clock, and one whose clock ends is censored. Where few runs are at risk the curve says "
        "little."
    ]
    if left:
        notes.append(style.plain(f"Left out, for it had come already: {'; '.join(left)}."))
    return notes
