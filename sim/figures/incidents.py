"""Incidents as simulated against what was counted elsewhere: a panel a count, its spread over runs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.chances.incidents import Counted, Incidents, Record
from sim.analysis.percents import date
from sim.analysis.provenance import Source
from sim.figures import style
from sim.figures.wording import listed, percent, provenance, span

PANEL = 1.28  # inches
MOST = 12  # panels on a page
BARS, TAILS = style.PALETTE[5], "#cfe3f1"
LONGER = 1.06  # the scale beyond what it has to show


def draw(results: Incidents) -> Figure:
    """The distribution of every count over runs, on one scale, with its record where there is one."""
    counts = results.counts[:MOST]
    columns = 1 if len(counts) <= MOST // 2 else 2
    rows = -(-len(counts) // columns)
    keys = keys_of(results)
    page = style.page(
        rows * PANEL if counts else 0.01,
        "Incidents as simulated and as recorded",
        provenance(results.source),
        notes_of(results),
        style.rows_of_keys(keys) * style.KEY + 2 * style.MARGIN if counts else 0.0,
    )
    if counts:
        style.constrain(page)
        grid = page.figure.subplots(rows, columns, squeeze=False, sharex=True).ravel().tolist()
        for axes, count in zip(grid, counts, strict=False):
            draw_count(axes, count, results.source, style.WIDTH / columns - 0.3)
        for axes in grid[len(counts) :]:
            axes.remove()
        longest = max(reach_of(count) for count in counts)
        grid[0].set_xlim(-0.5 if longest < 100 else -0.01 * longest, max(1.0, LONGER * longest))
        style.draw_keys(page.figure, [keys], page.floor - style.MARGIN)
    return page.figure


def reach_of(count: Counted) -> float:
    ends = (
        []
        if count.record is None
        else [end for end in (count.record.low, count.record.high) if end is not None]
    )
    return float(max([int(count.bars.edges[-1]), *ends]))


def draw_count(axes: Axes, count: Counted, source: Source, width: float) -> None:
    """Bars, those between the 5th and 95th percentile darker; the median and the record."""
    edges, spread = count.bars.edges, count.spread
    inner = (edges[1:] > spread["q05"]) & (edges[:-1] <= spread["q95"])
    sizes: dict[str, Any] = {"width": np.diff(edges), "align": "edge", "linewidth": 0}
    axes.bar(edges[:-1] - 0.5, count.bars.share, color=np.where(inner, BARS, TAILS), **sizes)
    style.tidy(axes)
    axes.tick_params(labelbottom=True)
    axes.grid(visible=False)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_ylim(0.0, 1.12 * max(float(count.bars.share.max(initial=0.0)), 1e-9))
    axes.axvline(spread["q50"], color=style.darker(BARS, 0.6), linewidth=1.0, linestyle=(0, (1.5, 1.5)))
    if count.record is not None:
        draw_record(axes, count.record)
    said = style.wrapped([said_of(count, source)], style.TINY, width)
    title = "\n".join(style.wrapped([count.title], style.LABEL, width))
    pad = 3.0 + len(said) * style.TINY * style.LEADING
    axes.set_title(style.plain(title), loc="left", fontsize=style.LABEL, color=style.INK, pad=pad)
    note = axes.annotate(
        style.plain("\n".join(said)),
        (0.0, 1.0),
        xytext=(0.0, 2.0),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=style.TINY,
        color=style.SOFT,
        va="bottom",
        linespacing=1.15,
    )
    note.set_in_layout(False)


def draw_record(axes: Axes, record: Record) -> None:
    """A line at a number, a span with an edge at each end that is given."""
    low, high = record.low, record.high
    for end in {end for end in (low, high) if end is not None}:
        axes.axvline(end, color=style.MARK, linewidth=1.6)
    if low != high:
        reach = 10.0 * max(1, low or 0, high or 0) + 1e6
        axes.axvspan(
            0 if low is None else low,
            reach if high is None else high,
            color=style.MARK,
            alpha=0.1,
            lw=0,
            zorder=0,
        )


def said_of(count: Counted, source: Source) -> str:
    """The window, the spread, and where the record lies."""
    days = [date(source.start + dt.timedelta(days=day)) for day in (count.since, count.through)]
    spread = count.spread
    inner = f"90% of runs {spread['q05']:,} to {spread['q95']:,}"
    said = f"{days[0]} to {days[1]}. Simulated: {spread['q50']:,}, {inner}."
    return said if count.record is None else f"{said} {record_said(count.record)}"


def record_said(record: Record) -> str:
    if not record.agree.of:
        return f"Recorded: {record.said}."
    between = span(record.agree.low, record.agree.high)
    told = [f"{percent(record.below.share)}% below"] if record.below.came else []
    told.append(f"{percent(record.agree.share)}% as recorded ({between})")
    told += [f"{percent(record.above.share)}% above"] if record.above.came else []
    surprise = "" if record.expected else " Hardly expected."
    return f"Recorded: {record.said}; {', '.join(told)}.{surprise}"


def keys_of(results: Incidents) -> list[Artist]:
    keys: list[Artist] = [
        Patch(facecolor=BARS, label="runs, the middle 90%"),
        Patch(facecolor=TAILS, label="the other runs"),
        Line2D(
            [], [], color=style.darker(BARS, 0.6), linewidth=1.0, linestyle=(0, (1.5, 1.5)), label="median"
        ),
    ]
    if any(count.record for count in results.counts):
        keys.append(Line2D([], [], color=style.MARK, linewidth=1.6, label="recorded"))
    return keys


def notes_of(results: Incidents) -> list[str]:
    """What is compared, and what agreement is worth."""
    if not results.counts:
        return ["The scenario names no counts."]
    notes = [
        "Heights: the share of runs with so many incidents. The runs differ by luck and by what is not known."
    ]
    if results.counts[MOST:]:
        notes.append(f"Not drawn: {listed([count.title for count in results.counts[MOST:]])}.")
    if any(count.record for count in results.counts):
        notes.append(
            "The record is compared with what the scenario expects before it is known (a prior predictive "
            "check, Box 1980); in brackets the Monte Carlo 95% interval of the share that is as recorded. "
            "Agreement with one history is weak support; a record with all but a twentieth of the runs on "
            "one side of it is called hardly expected."
        )
    else:
        notes.append("No count has a record to be compared with.")
    return [style.plain(note) for note in notes]
