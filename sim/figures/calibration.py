"""What a record did to what was not known: each number before and after, and how far all were narrowed."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.calibration.contraction import Noise
from sim.analysis.calibration.learned import Learned, most_learned
from sim.figures import style

PANEL, COLUMNS, BINS = 1.25, 4, 24
ROW, AXIS = 0.17, 0.42  # inches
PRIOR, POSTERIOR = style.SOFT, style.PALETTE[0]
LEFT, RIGHT = 1.75, 0.12  # inches beside the dots


def draw_moved(parameters: list[Learned], noise: Noise, said: list[str]) -> Figure:
    """A panel a parameter of which the record says something: its prior as a line, its posterior filled."""
    shown = most_learned(parameters)
    rows = -(-len(shown) // COLUMNS)
    notes = [
        f"{len(shown)} of {len(parameters)} uncertain numbers moved: {beyond(noise)} The others keep their "
        "priors. Heights are densities; every panel has its own scale."
    ]
    page = style.page(
        rows * PANEL + 0.05 if shown else 0.01,
        "Numbers that the record says something of",
        said,
        notes,
        style.KEY + 2 * style.MARGIN if shown else 0.0,
    )
    if shown:
        style.constrain(page)
        grid = page.figure.subplots(rows, COLUMNS, squeeze=False).ravel().tolist()
        for axes, each in zip(grid, shown, strict=False):
            draw_panel(axes, each)
        for axes in grid[len(shown) :]:
            axes.set_axis_off()
        style.draw_keys(page.figure, [keys_of()], page.floor - style.MARGIN)
    return page.figure


def draw_panel(axes: Axes, each: Learned) -> None:
    """Two densities over the support of the prior."""
    ends = float(each.prior.min()), float(each.prior.max())
    edges = np.linspace(*ends, BINS + 1)
    posterior, _ = np.histogram(np.clip(each.posterior, *ends), edges, density=True)
    prior, _ = np.histogram(each.prior, edges, density=True)
    style.tidy(axes)
    axes.grid(visible=False)
    axes.stairs(posterior, edges, fill=True, color=POSTERIOR, alpha=0.55, linewidth=0)
    axes.stairs(prior, edges, color=PRIOR, linewidth=1.1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.locator_params(axis="x", nbins=3)
    axes.ticklabel_format(axis="x", style="sci", scilimits=(-3, 4))
    axes.xaxis.get_offset_text().set_fontsize(style.TINY)
    axes.set_title(
        "\n".join(title_of(each)), fontsize=style.SMALL, color=style.INK, loc="left", linespacing=1.1
    )


def title_of(each: Learned) -> list[str]:
    """The name, and how far it was narrowed."""
    room = (style.WIDTH - 0.4) / COLUMNS
    return style.wrapped([f"{each.name}: {100 * each.learnt.contraction.value:.0f}%"], style.SMALL, room)


def keys_of() -> list[Artist]:
    return [
        Line2D([], [], color=PRIOR, linewidth=1.1, label="before (prior)"),
        Patch(facecolor=POSTERIOR, alpha=0.55, label="after (posterior)"),
        Line2D([], [], linestyle="", label="%: narrowed, in variance"),
    ]


def draw_contraction(parameters: list[Learned], noise: Noise, said: list[str]) -> Figure:
    """A dot a parameter: how far it was narrowed, with its interval; those that did not move are pale."""
    shown = sorted(parameters, key=lambda each: (-each.learnt.contraction.value, each.name))
    notes = [
        "Contraction: 1 less the variance after over the variance before, on the prior's own scale (normal "
        "scores). 0%: nothing was learnt; 100%: all; below 0: wider than before. Shift: the move of the mean "
        "in standard deviations of the prior. Bars: 95% bootstrap intervals, the noise of the method alone. "
        f"Full colour: moved; {beyond(noise)} Grey: within that."
    ]
    page = style.page(
        len(shown) * ROW + AXIS + 0.1,
        "How much the record says of each number",
        said,
        notes,
    )
    width = (style.WIDTH - LEFT - 2 * RIGHT) / 2
    columns = (("Contraction (%)", 100.0, noise.contraction), ("Shift (prior SD)", 1.0, noise.shift))
    for place, (head, unit, chance) in enumerate(columns):
        axes = panel(page, LEFT + place * (width + RIGHT), width, len(shown))
        axes.axvspan(-unit * chance, unit * chance, color=style.RULE, alpha=0.5, linewidth=0)
        draw_dots(axes, shown, place, unit)
        axes.set_xlabel(head, fontsize=style.SMALL, color=style.INK)
        if place == 0:
            names = [style.plain(each.name) for each in shown]
            axes.set_yticks(range(len(shown)), names, fontsize=style.TINY)
        else:
            axes.set_yticks([])
    return page.figure


def beyond(noise: Noise) -> str:
    """When a number counts as moved."""
    return (
        f"narrowed or widened by more than {noise.contraction:.0%} of its variance, or shifted by more "
        f"than {noise.shift:.2f} of its standard deviation, which as many runs taken at random do not show "
        "for any number in 19 of 20 takings."
    )


def panel(page: style.Page, left: float, width: float, rows: int) -> Axes:
    """Axes at a place in inches, a row a parameter from the top."""
    total = page.figure.get_size_inches()[1]
    box = (left / style.WIDTH, (page.floor + AXIS) / total, width / style.WIDTH, (page.body - AXIS) / total)
    axes = page.figure.add_axes(box)
    style.tidy(axes)
    axes.grid(visible=False)
    axes.grid(axis="x", color=style.RULE, linewidth=0.4)
    axes.axvline(0.0, color=style.SOFT, linewidth=0.8)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    return axes


def draw_dots(axes: Axes, shown: list[Learned], place: int, unit: float) -> None:
    """Values with their intervals."""
    for y, each in enumerate(shown):
        found = (each.learnt.contraction, each.learnt.shift)[place]
        look: dict[str, Any] = {"color": POSTERIOR, "alpha": 1.0 if each.is_moved else 0.35, "zorder": 3}
        axes.plot([unit * found.lo, unit * found.hi], [y, y], linewidth=1.2, **look)
        axes.plot([unit * found.value], [y], marker="o", markersize=3.2, **look)
