"""A game by day: a lane a posture, its rungs as height and shade, and what went otherwise as marks."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.one_run.lanes import Lane
from sim.analysis.one_run.timeline import timeline
from sim.figures import style
from sim.figures.lanes import LANE, by_actor, cause_keys, draw_lane, rung_keys, top_level
from sim.figures.timeline import (
    ACTS,
    AXIS,
    HEAD,
    draw_acts,
    draw_marks,
    notes_of,
    number_marks,
    numbered,
    placed,
    rows_of,
)
from sim.wargame.table import Table

LANES = 18  # at most
DONE, SEEN = "#D55E00", "#CC79A7"


def draw(table: Table) -> Figure:
    """Where each posture stood, what made it climb, and when it was acted out or seen otherwise."""
    told = timeline(table.crisis)
    lanes = by_actor([lane for lane in told.lanes if lane.turns or is_marked(table, lane)][:LANES])
    marks = numbered(told)
    rows = rows_of(marks, told.days)
    keys = [rung_keys(lanes), [*cause_keys(lanes), *own_keys()]] if lanes else []
    head = HEAD * (1 + max(rows, default=-1)) + 0.04
    body = head + len(lanes) * LANE + ACTS + AXIS
    foot = sum(style.rows_of_keys(group) for group in keys) * style.KEY + 2 * style.MARGIN if keys else 0.0
    notes = [note for note in notes_of(told, lanes, marks)[1:] if note]
    lead = "Height and shade: the rung that was intended. Marks: what made it climb. Grey lines: turns."
    page = style.page(body, "The game day by day", [], [lead, *notes], foot)
    top, panels = page.floor + page.body - head, []
    for lane in lanes:
        top -= LANE
        panels.append(placed(page.figure, top, LANE))
        draw_lane(panels[-1], lane, top_level(lanes))
        mark_days(panels[-1], table, lane)
    acts = placed(page.figure, page.floor + AXIS, ACTS - 0.08)
    draw_acts(acts, told)
    for axes in [*panels, acts]:
        draw_marks(axes, told, marks)
        draw_turns(axes, table)
    number_marks((panels or [acts])[0], told, marks)
    if keys:
        style.draw_keys(page.figure, keys, page.floor - style.MARGIN)
    return page.figure


def is_marked(table: Table, lane: Lane) -> bool:
    return bool(otherwise_done(table, lane) or otherwise_seen(table, lane))


def otherwise_done(table: Table, lane: Lane) -> list[int]:
    """Days on which it was acted out otherwise than intended."""
    return [day.day for day in table.days if day.executed[lane.posture] != day.intended[lane.posture]]


def otherwise_seen(table: Table, lane: Lane) -> list[int]:
    """Days on which somebody saw it otherwise than it was acted out."""
    cast = table.crisis.plan.cast
    return [
        day.day
        for day in table.days
        if any(
            rung != day.executed[lane.posture]
            for (watcher, posture), rung in day.seen.items()
            if posture == lane.posture and not cast.share_a_room(watcher, cast.owner(posture))
        )
    ]


def mark_days(axes: Axes, table: Table, lane: Lane) -> None:
    """Ticks below the lane: violet where somebody saw it otherwise, orange where it was done otherwise."""
    for days, colour, height in (
        (otherwise_seen(table, lane), SEEN, -0.03),
        (otherwise_done(table, lane), DONE, -0.03),
    ):
        if days:
            axes.plot(days, [height] * len(days), marker="|", markersize=4.5, color=colour, linestyle="none",
                      markeredgewidth=1.6, clip_on=False, zorder=6)  # fmt: skip


def draw_turns(axes: Axes, table: Table) -> None:
    """A thin line where a turn begins."""
    for played in table.played[1:]:
        axes.axvline(played.first_day - 0.5, color=style.RULE, linewidth=0.5, zorder=1)


def own_keys() -> list[Artist]:
    marks = ((DONE, "acted out otherwise"), (SEEN, "seen otherwise by some"))
    return [
        Line2D([], [], marker="|", color=colour, linestyle="none", markeredgewidth=1.6, label=said)
        for colour, said in marks
    ]
