"""A game among simulated ones: how often each value came, and where the game lies."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.figures import style
from sim.wargame.review.cloud import Cloud, Measure

PANEL, BINS = 1.5, 24
HEADROOM = 0.05  # above the highest bar


def draw(found: Cloud) -> Figure:
    note = f"Share of {found.runs:,} simulated games by day {found.days}; orange: this game."
    page = style.page(PANEL, "This game among simulated ones", [], [note])
    style.constrain(page)
    grid = page.figure.subplots(1, len(found.measures), squeeze=False)
    for axes, measure in zip(grid.flat, found.measures, strict=True):
        draw_measure(axes, measure, len(found.measures))
    return page.figure


def draw_measure(axes: Axes, measure: Measure, across: int) -> None:
    """Bars of the values that came at all; what never came is said."""
    came = np.asarray(measure.cloud, float)
    came = came[np.isfinite(came)]
    both = np.append(came, measure.game) if np.isfinite(measure.game) else came
    if len(both):
        low, high = float(both.min()), float(both.max())
        edges = np.linspace(low - 0.5, high + 0.5, min(BINS, int(high - low) + 1) + 1)
        weights = np.full(len(came), 1.0 / max(1, len(measure.cloud)))
        axes.hist(came, bins=list(edges), weights=weights, color=style.PALETTE[5], linewidth=0)
    if np.isfinite(measure.game):
        axes.axvline(measure.game, color=style.MARK, linewidth=1.6)
    style.tidy(axes)
    axes.margins(y=HEADROOM)
    top = axes.get_ylim()[1] / (1.0 + HEADROOM)
    axes.set_yticks([0.0, top], ["0", f"{100 * top:.0f}%"])
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    title = style.wrapped([measure.title], style.SMALL, style.WIDTH / across - 0.3)
    axes.set_title("\n".join(title), fontsize=style.SMALL, color=style.INK, loc="left")
