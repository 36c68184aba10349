"""What comes first, by day: the incidence of each, stacked, with what is left without any."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.analysis.chances.competing import Competing, Risk
from sim.analysis.percents import percent as percent_signed
from sim.analysis.percents import points, span
from sim.figures import style
from sim.figures.firebreaks import name_days
from sim.figures.wording import provenance

BODY = 2.9  # inches
HATCHES = ("", "////", "....")
MARKS = (0, 25, 50, 75, 100)


def draw(results: Competing) -> Figure:
    """Stacked areas of the share of runs in which each came first, by day."""
    keys = [[key_of(risk, k) for k, risk in enumerate(results.risks)] + [none_key(results)]]
    foot = sum(style.rows_of_keys(group) for group in keys) * style.KEY + 2 * style.MARGIN
    page = style.page(
        BODY if results.risks else 0.01,
        results.title,
        provenance(results.source),
        notes_of(results),
        foot if results.risks else 0.0,
    )
    if results.risks:
        style.constrain(page)
        draw_panel(page.figure.subplots(), results)
        style.draw_keys(page.figure, keys, page.floor - style.MARGIN)
    return page.figure


def draw_panel(axes: Axes, results: Competing) -> None:
    style.tidy(axes)
    below = np.zeros(len(results.any.days))
    for k, risk in enumerate(results.risks):
        above = below + risk.by_day.share
        axes.fill_between(
            results.any.days, below, above, **look(k), linewidth=0, label=style.plain(risk.title)
        )
        below = above
    axes.plot(results.any.days, results.any.share, color=style.INK, linewidth=1.0)
    axes.fill_between(
        results.any.days, results.any.low, results.any.high, color=style.INK, alpha=0.25, linewidth=0
    )
    name_days(axes, results.source, 6)
    top = float(results.any.high.max(initial=0.0))
    axes.set_ylim(0.0, 1.0 if top > 0.5 else 1.15 * top)
    if top > 0.5:
        axes.set_yticks([mark / 100.0 for mark in MARKS])
    axes.yaxis.set_major_formatter(lambda share, _: f"{100.0 * share:g}")
    axes.set_ylabel("Share of runs (%)", fontsize=style.SMALL, color=style.INK)


def look(place: int) -> dict[str, Any]:
    """Colour, and beyond as many as there are colours a hatch."""
    return {
        "facecolor": style.PALETTE[place % len(style.PALETTE)],
        "hatch": HATCHES[place // len(style.PALETTE) % len(HATCHES)],
        "edgecolor": "white",
    }


def key_of(risk: Risk, place: int) -> Artist:
    spread = risk.total.range
    unsure = f"; {span(*spread)} over what is not known" if spread and spread[0] < spread[1] else ""
    return Patch(**look(place), linewidth=0, label=style.plain(f"{risk.title}: {risk.total.said}{unsure}"))


def none_key(results: Competing) -> Artist:
    label = f"none by the end: {results.none.said}"
    return Patch(facecolor="white", edgecolor=style.SOFT, linewidth=0.4, label=label)


def notes_of(results: Competing) -> list[str]:
    """How it is counted, and what errors did."""
    notes = [
        "Layers: the share of runs in which this came, and came first, by the day (cumulative incidence). "
        "Every run is followed to the end of the clock, so these are counts over runs; 95% Wilson intervals "
        "in brackets, and as a band about the upper edge."
    ]
    if not results.risks:
        notes = [f"None of them came in {results.source.runs:,} runs."]
    errors = results.errors
    if errors is None:
        notes.append("No twin without errors was run: what errors made of this is not known.")
    else:
        notes.append(
            f"Errors (accidents, misperception), under the same luck: {percent_signed(errors.without)} "
            f"without them; they made it in {percent_signed(errors.made)} of the runs and averted it in "
            f"{percent_signed(errors.averted)} (difference, 95%: {points(errors.low)} to "
            f"{points(errors.high)} points). A line that an error tripped counts among what it brought "
            "about."
        )
    return notes
