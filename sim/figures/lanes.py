"""A lane of a run: its rungs as height and shade by day, and what made it climb as marks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.one_run.lanes import Lane
from sim.figures import style

LANE = 0.30  # inches
NAMES = 1.75  # inches for the names of lanes
SHADES = matplotlib.colormaps[style.SEQUENTIAL]
CAUSES = {
    "initiated": ("o", 0, "on its own initiative"),
    "retaliated": ("^", 3, "in answer to what it faced"),
    "misled": ("X", 4, "misled by an error"),
    "committed": ("s", 2, "committed by a line or floor"),
    "allied": ("D", 1, "allied: follows another"),
    "ordered": ("*", 6, "ordered"),
    "observed": ("P", 5, "as observed"),
}


def by_actor(lanes: Sequence[Lane]) -> list[Lane]:
    """The lanes of one actor together, actors in the order of their first lane."""
    order = list(dict.fromkeys(lane.owner for lane in lanes))
    return [lane for owner in order for lane in lanes if lane.owner == owner]


def draw_lane(axes: Axes, lane: Lane, scale: float) -> None:
    """One posture: a step a day, as high and as dark as its rung; climbs by what made them."""
    stood, top = lane.by_day(), max(1, len(lane.rungs) - 1)
    begin = 0
    for place, days in groupby(stood):
        end = begin + len(list(days))
        colour = shade(lane, place, scale)
        axes.fill_between([begin - 0.5, end - 0.5], [place / top] * 2, color=colour, linewidth=0, zorder=2)
        begin = end
    axes.step(np.arange(len(stood)), stood / top, where="mid", color=style.SOFT, linewidth=0.6, zorder=3)
    for turn in lane.turns:
        if turn.after > turn.before:
            draw_climb(axes, turn.day, turn.after / top, turn.cause)
    axes.set_ylim(-0.04, 1.28)
    axes.set_yticks([])
    axes.tick_params(bottom=False, labelbottom=False)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set(color=style.RULE, linewidth=0.6)
    name_beside(axes, lane.title)


def name_beside(axes: Axes, name: str) -> None:
    """What a panel is, at its left, on two lines at most."""
    lines = style.wrapped([name], style.TINY, NAMES - 3 * style.MARGIN)
    axes.text(
        -0.012,
        0.45,
        style.plain("\n".join(lines[:2])),
        transform=axes.transAxes,
        ha="right",
        va="center",
        fontsize=style.TINY,
        color=style.INK,
        linespacing=1.0,
    )


def draw_climb(axes: Axes, day: int, height: float, cause: str) -> None:
    shape, colour, _ = CAUSES[cause]
    axes.plot(
        [day],
        [height],
        marker=shape,
        markersize=4.2 if shape == "*" else 3.0,
        color=style.PALETTE[colour],
        markeredgecolor="white",
        markeredgewidth=0.3,
        linestyle="none",
        clip_on=False,
        zorder=5,
    )


def top_level(lanes: Sequence[Lane]) -> float:
    """The highest level on any ladder that is shown, which is the darkest."""
    return max((lane.rungs[-1].level for lane in lanes), default=1.0) or 1.0


def shade(lane: Lane, place: int, scale: float) -> str:
    """Light to dark by level: the same level has the same shade on every ladder."""
    return str(to_hex(SHADES(0.12 + 0.78 * lane.rungs[place].level / scale)))


def rung_keys(lanes: Sequence[Lane]) -> list[Artist]:
    """The rungs that somebody stood on, lowest first, in their shades."""
    stood = {
        (lane.rungs[place].level, lane.rungs[place].title): shade(lane, place, top_level(lanes))
        for lane in lanes
        for place in lane.places
    }
    return [
        Patch(facecolor=colour, edgecolor=style.RULE, linewidth=0.4, label=style.plain(title))
        for (_, title), colour in sorted(stood.items())
    ]


def cause_keys(lanes: Sequence[Lane]) -> list[Artist]:
    """The causes that made somebody climb."""
    met = {turn.cause for lane in lanes for turn in lane.turns if turn.after > turn.before}
    return [
        Line2D(
            [],
            [],
            marker=shape,
            markersize=4.5,
            color=style.PALETTE[colour],
            linestyle="none",
            label=f"climbs {said}" if cause in ("initiated", "retaliated") else said,
        )
        for cause, (shape, colour, said) in CAUSES.items()
        if cause in met
    ]
