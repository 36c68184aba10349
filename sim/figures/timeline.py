"""One run on a page: a lane a posture, its rungs as height and shade, what moved it as marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.one_run.lanes import Lane
from sim.analysis.one_run.timeline import Mark, Timeline
from sim.analysis.percents import MONTHS, date
from sim.figures import style
from sim.figures.lanes import LANE, NAMES, by_actor, cause_keys, draw_lane, name_beside, rung_keys, top_level
from sim.figures.wording import plural, ticks

LANES = 16  # at most
HEAD, ACTS, AXIS = 0.115, 0.42, 0.36  # inches: a row of numbers, incidents a day, days
ENDS = 0.22  # inches right of the lanes, for the scale of incidents
WIDE = style.WIDTH - NAMES - ENDS - style.MARGIN
ROWS = 3  # of numbers above the lanes
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def draw(told: Timeline, most: int = LANES) -> Figure:
    """Where each posture stood by day, what made it climb, what happened, and how much was done."""
    lanes = by_actor([lane for lane in told.lanes if lane.turns][:most])
    marks = numbered(told)
    keys = [rung_keys(lanes), cause_keys(lanes)] if lanes else []
    rows = rows_of(marks, told.days)
    head = HEAD * (1 + max(rows, default=-1)) + 0.04
    body = head + len(lanes) * LANE + ACTS + AXIS
    foot = sum(style.rows_of_keys(group) for group in keys) * style.KEY + 2 * style.MARGIN if keys else 0.0
    page = style.page(body, f"Run {told.run} day by day", heading(told), notes_of(told, lanes, marks), foot)
    top = page.floor + page.body - head
    scale = top_level(lanes)
    panels = []
    for lane in lanes:
        top -= LANE
        panels.append(placed(page.figure, top, LANE))
        draw_lane(panels[-1], lane, scale)
    acts = placed(page.figure, page.floor + AXIS, ACTS - 0.08)
    draw_acts(acts, told)
    for axes in [*panels, acts]:
        draw_marks(axes, told, marks)
    number_marks((panels or [acts])[0], told, marks)
    if keys:
        style.draw_keys(page.figure, keys, page.floor - style.MARGIN)
    return page.figure


def placed(figure: Figure, bottom: float, height: float) -> Axes:
    """Axes beside the names, from `bottom` inches up."""
    total = figure.get_size_inches()[1]
    return figure.add_axes((NAMES / style.WIDTH, bottom / total, WIDE / style.WIDTH, height / total))


# ---------------------------------------------------------------- what happened


def draw_acts(axes: Axes, told: Timeline) -> None:
    """All incidents of each day, and the days named below."""
    days = np.arange(told.days + 1)
    axes.bar(days, told.incidents, width=0.8, color=style.SOFT, linewidth=0, zorder=2)
    style.tidy(axes)
    axes.set_ylim(0, max(1, int(told.incidents.max(initial=0))))
    axes.set_yticks(list(axes.get_ylim()), [f"{int(end)}" for end in axes.get_ylim()])
    axes.yaxis.tick_right()
    axes.tick_params(axis="y", length=0, labelsize=style.TINY)
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False)
    name_beside(axes, "Incidents a day, all")
    named = ticks(max(1, told.days), 7)
    axes.set_xticks(named, [day_label(told, day) for day in named])


def day_label(told: Timeline, day: int) -> str:
    when = told.start + dt.timedelta(days=day)
    return f"{when.day} {MONTHS[when.month - 1]}\n{'day 0' if day == 0 else day}"


def numbered(told: Timeline) -> list[tuple[str, Mark]]:
    """Events by number and outcomes by letter, each in order of days."""
    came = sorted((day, name) for name, day in told.outcomes.items() if day is not None)
    outcomes = [Mark(day, "outcome", name, told.titles[name]) for day, name in came]
    events = [(str(k + 1), mark) for k, mark in enumerate(told.events)]
    return [*events, *((LETTERS[k % len(LETTERS)], mark) for k, mark in enumerate(outcomes))]


def draw_marks(axes: Axes, told: Timeline, marks: Sequence[tuple[str, Mark]]) -> None:
    """A line through every lane, dashed for an event and orange for an outcome."""
    axes.set_xlim(-0.5, max(1, told.days) + 0.5)
    for _, mark in marks:
        outcome = mark.kind == "outcome"
        axes.axvline(
            mark.day,
            color=style.MARK if outcome else style.INK,
            linewidth=0.8 if outcome else 0.5,
            linestyle="-" if outcome else (0, (3, 2)),
            zorder=4,
        )


def number_marks(axes: Axes, told: Timeline, marks: Sequence[tuple[str, Mark]]) -> None:
    """Numbers and letters above the first lane."""
    for (day, text), row in zip(labels(marks), rows_of(marks, told.days), strict=True):
        axes.annotate(
            text,
            (day, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(0, 2 + row * HEAD / style.POINT),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=style.TINY,
            color=style.INK,
            annotation_clip=False,
        )


def labels(marks: Sequence[tuple[str, Mark]]) -> list[tuple[int, str]]:
    """What stands above each day on which something happened."""
    by_day: dict[int, list[str]] = {}
    for name, mark in marks:
        by_day.setdefault(mark.day, []).append(name)
    return [(day, ",".join(names)) for day, names in sorted(by_day.items())]


def rows_of(marks: Sequence[tuple[str, Mark]], days: int) -> list[int]:
    """The row of each label: the lowest in which it runs into no other."""
    inch = (days + 1) / WIDE  # days
    taken, rows = [-np.inf] * ROWS, []
    for day, text in labels(marks):
        half = inch * (style.text_width(text, style.TINY) / 2 + 0.02)
        row = next((k for k in range(ROWS) if day - half >= taken[k]), int(np.argmin(taken)))
        taken[row] = day + half
        rows.append(row)
    return rows


# ---------------------------------------------------------------- words


def heading(told: Timeline) -> list[str]:
    end = told.start + dt.timedelta(days=told.days)
    days = f"{date(told.start)} to {date(end)}, {told.days} days."
    return [f"{told.title}. {days}", f"run {told.run} of seed {told.seed} · explores, does not predict"]


def notes_of(told: Timeline, lanes: Sequence[Lane], marks: Sequence[tuple[str, Mark]]) -> list[str]:
    """What lines and heights are, what the numbers stand for, and who is not shown."""
    moved = sum(bool(lane.turns) for lane in told.lanes)
    still, left = len(told.lanes) - moved, moved - len(lanes)
    notes = [
        "One run of many: it shows how the rules carry a crisis from day to day, not how likely that is."
    ]
    if lanes:
        notes[0] += (
            " Height and shade: the rung a posture stands on. Marks: what made it climb; descents carry none."
        )
    for kind, said in (("event", "Events (dashed)"), ("outcome", "Outcomes, first days (orange)")):
        names = [f"{name} {mark.title}" for name, mark in marks if mark.kind == kind]
        if names:
            notes.append(f"{said}: {'; '.join(names)}.")
    if left:
        left_out = f"{left} {'is' if left == 1 else 'are'} left out"
        first = "those that crossed no firebreak first, then the lower ones"
        notes.append(f"Of {moved} postures that moved, {left_out}: {first}.")
    if told.over is not None:
        notes.append(f"What stops the crisis came true on day {told.over}.")
    if not moved:
        notes.append("No posture moved.")
    elif still:
        notes.append(f"{still} posture{plural(still)} never moved.")
    return [style.plain(note) for note in notes]
