"""What every screen shows: where the game is, the ladders, and what happened for all to see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sim.analysis.deeds import actor_title
from sim.analysis.percents import words
from sim.scenario.cast import Cast
from sim.wargame.actions import Phase
from sim.wargame.notices import Notice
from sim.wargame.played import Day, Moment
from sim.wargame.table import Table


@dataclass(frozen=True)
class Rung:
    """A rung of a ladder, as it is shown."""

    id: str
    title: str
    firebreak: bool


@dataclass(frozen=True)
class Head:
    """Where the game is: `days` are those this turn's orders are for; `left` the seconds for orders."""

    title: str
    turn: int
    turns: int
    phase: Phase
    date: dt.date
    days: tuple[dt.date, dt.date]
    left: float | None
    paused: bool


@dataclass(frozen=True)
class Said:
    """A notice as it is shown: who said it, to whom (None: to everyone), and when."""

    kind: str
    turn: int
    date: dt.date
    by: str | None
    to: tuple[str, ...] | None
    title: str | None
    text: str


@dataclass(frozen=True)
class Struck:
    """Incidents by one actor against another on a front, in the last turn and so far: known to all."""

    by: str
    against: str
    front: str | None
    last_turn: int
    so_far: int
    severe: int


def head(table: Table, now: float) -> Head:
    start = table.scenario.document.clock.start
    first, last = table.days_of_turn()
    day = table.shown.snapshot.day
    return Head(
        title=table.scenario.title,
        turn=table.turn,
        turns=table.turns,
        phase=table.phase,
        date=start + dt.timedelta(day),
        days=(start + dt.timedelta(first), start + dt.timedelta(last)),
        left=table.clock.remaining(now),
        paused=table.clock.left is not None,
    )


def day_at(table: Table, day: int) -> Day:
    """The rungs at the end of a day that was played."""
    return next(each for each in reversed(table.days) if each.day == day)


def day_before(table: Table) -> Day | None:
    """The rungs as the last turn that was made known found them; None before any was."""
    known = table.played if table.results_are_out else table.played[:-1]
    return day_at(table, known[-1].before.snapshot.day) if known else None


def ladder(cast: Cast, actor: str) -> list[Rung]:
    """An actor's rungs, lowest first."""
    return [Rung(each.id, words(each.id, each.title), each.firebreak) for each in cast.ladder(actor)]


def said(table: Table, notice: Notice) -> Said:
    plan = table.scenario.plan
    date = table.scenario.document.clock.start + dt.timedelta(notice.day)
    to = None if notice.to is None else tuple(actor_title(plan, seat) for seat in sorted(notice.to))
    by = None if notice.by is None else actor_title(plan, notice.by)
    return Said(notice.kind, notice.turn, date, by, to, notice.title, notice.text)


def struck(table: Table) -> list[Struck]:
    """Every posture and front on which anything has happened, as of what is known."""
    return struck_at(table, table.shown)


def struck_at(table: Table, moment: Moment) -> list[Struck]:
    plan, state, day = table.scenario.plan, moment.snapshot.state, moment.snapshot.day
    before = max(0, day - table.game.days_a_turn)
    found = []
    for c, (posture, front) in enumerate(plan.cells):
        total = int(state.incidents[day, c])
        if total:
            owner, target = (actor_title(plan, actor) for actor in posture.split(">"))
            where = None if front is None else words(front, plan.document.fronts[front].title)
            last = total - int(state.incidents[before, c])
            found.append(Struck(owner, target, where, last, total, int(state.severe[day, c])))
    return found
