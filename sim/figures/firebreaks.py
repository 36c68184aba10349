"""Who stands beyond a firebreak, and when: a panel an actor, a line a firebreak."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.provenance import Source
from sim.analysis.standing import Climber, Crossing, Firebreaks
from sim.figures import style
from sim.figures.wording import listed, percent, provenance, tick_label, ticks

Scale = Literal["logit", "linear"]
PANEL = 1.32  # inches
AXIS = 0.34  # inches, for the names of days under the last row
LEFT, GUTTER = 0.45, 0.22  # inches, left of the panels and between them
RANGE, ERROR = 0.16, 0.38  # how opaque the bands are
TICKS = {"logit": (0, 1, 10, 50, 90, 99, 100), "linear": (0, 25, 50, 75, 100)}
SOFTENED = 0.002  # the share around which the logit scale bends, to end at 0 and 100%
DASHES = (0, (2.2, 1.6))


def draw(results: Firebreaks, scale: Scale = "logit") -> Figure:
    """Small multiples of the chance that an actor stands at or above each firebreak, by day.

    The logit scale gives as much room to rare and near-certain chances as to middling ones.
    """
    colours = colours_of(results.climbers)
    columns = columns_for(len(results.climbers))
    rows = -(-len(results.climbers) // columns)
    keys = keys_of(results, colours)
    notes = notes_of(results, scale)
    foot = sum(style.rows_of_keys(group) for group in keys) * style.KEY + 2 * style.MARGIN if rows else 0.0
    page = style.page(
        rows * PANEL + AXIS if rows else 0.01,
        "How often each actor stands at or above a firebreak",
        provenance(results.source),
        notes,
        foot,
    )
    if rows:
        style.constrain(page)
        draw_panels(page, results, colours, rows, columns, scale)
        style.draw_keys(page.figure, keys, page.floor - style.MARGIN)
    return page.figure


def columns_for(panels: int) -> int:
    """Two or three columns, four where they would fill more than a page."""
    return max(1, panels) if panels < 4 else 2 if panels == 4 else 3 if panels <= 18 else 4


def colours_of(climbers: Sequence[Climber]) -> dict[str, str]:
    """One colour a firebreak, the same for every actor, by the level of the rung."""
    crossings = {c.rung: c for climber in climbers for c in climber.crossings}
    ordered = sorted(crossings.values(), key=lambda c: (c.level, c.rung))
    return {c.rung: style.PALETTE[k % len(style.PALETTE)] for k, c in enumerate(ordered)}


def draw_panels(
    page: style.Page, results: Firebreaks, colours: dict[str, str], rows: int, columns: int, scale: Scale
) -> None:
    """A panel an actor, all on one scale; days are named under the last of each column."""
    figure = page.figure
    middle = (page.floor + page.body / 2) / figure.get_size_inches()[1]
    wide = {"left": LEFT / style.WIDTH, "right": 1.0, "wspace": 0.05}  # where the layout begins
    axes_grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False, gridspec_kw=wide)
    grid = axes_grid.ravel().tolist()
    shown = len(results.climbers)
    for place, (axes, climber) in enumerate(zip(grid, results.climbers, strict=False)):
        draw_panel(axes, climber, colours, (style.WIDTH - LEFT) / columns - GUTTER)
        axes.tick_params(labelbottom=place + columns >= shown, labelleft=place % columns == 0)
        if place < (rows - 1) * columns:  # its days hang into the free place below
            axes.xaxis.set_in_layout(False)
    for axes in grid[shown:]:
        axes.remove()
    for axes in grid[:shown]:
        name_days(axes, results.source, 4 if columns < 4 else 3)
    scale_chances(grid[:shown], scale)
    figure.supylabel("Share of runs (%)", y=middle, fontsize=style.SMALL, color=style.INK)


def draw_panel(axes: Axes, climber: Climber, colours: dict[str, str], width: float) -> None:
    """One actor, its name broken where it is wider than `width` inches."""
    for crossing in climber.crossings:
        draw_crossing(axes, crossing, colours[crossing.rung])
    style.tidy(axes)
    title = "\n".join(style.wrapped([climber.title], style.LABEL, width))
    axes.set_title(style.plain(title), loc="left", fontsize=style.LABEL, color=style.INK, pad=3.0)


def draw_crossing(axes: Axes, crossing: Crossing, colour: str) -> None:
    """The range over what is not known, the Monte Carlo error on it, and the lines on top."""
    curve, twin = crossing.curve, crossing.twin
    if curve.range is not None:
        axes.fill_between(curve.days, *curve.range, color=colour, alpha=RANGE, linewidth=0, zorder=1)
    axes.fill_between(curve.days, curve.low, curve.high, color=colour, alpha=ERROR, linewidth=0, zorder=2)
    axes.plot(curve.days, curve.share, color=colour, linewidth=1.3, label=crossing.title, zorder=4)
    if twin is not None:
        dark = style.darker(colour)
        axes.plot(twin.days, twin.share, color=dark, linewidth=0.8, linestyle=DASHES, zorder=5)


def name_days(axes: Axes, source: Source, most: int) -> None:
    days = ticks(source.days, most)
    axes.set_xlim(0, source.days)
    axes.set_xticks(days, [tick_label(source, day) for day in days])
    marks = axes.xaxis.get_major_ticks()
    marks[0].label1.set_horizontalalignment("left")
    marks[-1].label1.set_horizontalalignment("right" if days[-1] > 0.9 * source.days else "center")


def scale_chances(panels: Sequence[Axes], scale: Scale) -> None:
    """0 to 100%, the same in every panel."""
    marks = TICKS[scale]
    for axes in panels:
        if scale == "logit":
            axes.set_yscale("function", functions=(soft_logit, share_of_logit))
        axes.set_ylim(0.0, 1.0)
        axes.set_yticks([mark / 100.0 for mark in marks], [str(mark) for mark in marks])


def soft_logit(share: Any) -> Any:
    """The log odds of shares, bent near 0 and 1 so that both have a place."""
    share = np.clip(share, 0.0, 1.0)
    return np.log((share + SOFTENED) / (1.0 - share + SOFTENED))


def share_of_logit(logit: Any) -> Any:
    odds = np.exp(logit)
    return np.clip((odds * (1.0 + SOFTENED) - SOFTENED) / (1.0 + odds), 0.0, 1.0)


def keys_of(results: Firebreaks, colours: dict[str, str]) -> list[list[Artist]]:
    """The legend: firebreaks by colour; then what lines and bands are."""
    titles = {c.rung: c.title for climber in results.climbers for c in climber.crossings}
    firebreaks: list[Artist] = [
        Line2D([], [], color=colour, linewidth=2.0, label=style.plain(titles[rung]))
        for rung, colour in colours.items()
    ]
    return [firebreaks, manner_keys(results.source, bool(uncertain(results)))]


def uncertain(results: Firebreaks) -> bool:
    return any(c.curve.range is not None for climber in results.climbers for c in climber.crossings)


def manner_keys(source: Source, ranges: bool) -> list[Artist]:
    """What a solid and a dashed line are, and the two bands."""
    said = "with errors" if source.errors else "errors set to 0"
    keys: list[Artist] = [Line2D([], [], color=style.INK, linewidth=1.3, label=said)]
    if source.twin:
        label = "same luck, no errors"
        keys.append(Line2D([], [], color=style.INK, linewidth=0.8, linestyle=DASHES, label=label))
    if ranges:
        keys.append(band(RANGE, "range over what is not known (5–95%)"))
    keys.append(band(ERROR + 0.1, "Monte Carlo 95% interval"))
    return keys


def band(alpha: float, label: str) -> Patch:
    return Patch(facecolor=style.INK, alpha=alpha, linewidth=0, label=label)


def notes_of(results: Firebreaks, scale: Scale) -> list[str]:
    """What is counted, what the scale is, and who is not shown."""
    least, source = percent(results.least), results.source
    notes = [
        "Lines: the share of runs in which the actor's highest intended rung of the day, toward anybody, "
        f"is the firebreak or above it. Lines that never exceed {least}% are left out."
    ]
    if not results.climbers:
        notes = [f"No actor stands at or above a firebreak in more than {least}% of the runs, on any day."]
    elif scale == "logit":
        notes[0] += " Vertical scale: logit, softened so that 0 and 100 have a place."
    if results.climbers and source.twin:
        notes[0] += " Bands belong to the solid lines; where dashes lie on one, errors hardly matter."
    if results.climbers and results.below:
        notes.append(f"No panel, for no line would exceed {least}%: {listed(results.below)}.")
    if source.idle:
        notes.append(f"Without postures of their own: {listed(source.idle)}.")
    return [style.plain(note) for note in notes]
