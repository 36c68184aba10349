"""The course of a game, read off what was played: day by day, and the moments that chances are asked of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.engines.chronicle import Move
from sim.wargame.actions import Action, Override, Publish
from sim.wargame.game import Game
from sim.wargame.played import Day, Moment
from sim.wargame.table import Table


@dataclass(frozen=True)
class Row:
    """One posture on one day; rungs by id. `ordered` is None where the rulebook had it.

    `seen` by who watches it: what each believed it saw.
    """

    day: int
    date: dt.date
    turn: int
    posture: str
    ordered: str | None
    intended: str
    executed: str
    seen: Mapping[str, str]

    @property
    def news(self) -> tuple[object, ...]:
        """What is worth a line when it changes: an order where it was not what was intended, and mistakes."""
        ordered = None if self.ordered == self.intended else self.ordered
        return ordered, self.intended, self.executed, sorted(self.mistaken.items())

    @property
    def mistaken(self) -> dict[str, str]:
        """What others believed who did not see it as it was executed."""
        return {watcher: rung for watcher, rung in self.seen.items() if rung != self.executed}


def rows(table: Table) -> list[Row]:
    """Every posture on every day that was played, the start included."""
    return [row for day in days(table) for row in rows_of(table, *day)]


def days(table: Table) -> Iterator[tuple[Day, int, Mapping[str, str]]]:
    """Each day with its turn and what was ordered for it; turn 0 is the start."""
    yield table.days[0], 0, {}
    for played in table.played:
        for day in played.days:
            yield day, played.turn, played.ordered


def rows_of(table: Table, day: Day, turn: int, ordered: Mapping[str, str]) -> Iterator[Row]:
    plan = table.crisis.plan
    seen: dict[str, dict[str, str]] = {}
    for (watcher, posture), rung in day.seen.items():
        if not plan.cast.share_a_room(watcher, plan.cast.owner(posture)):  # who knows it as it is meant
            seen.setdefault(posture, {})[watcher] = rung
    when = plan.document.clock.start + dt.timedelta(days=day.day)
    for posture in plan.cast.postures:
        stood = ordered.get(posture), day.intended[posture], day.executed[posture]
        yield Row(day.day, when, turn, posture, *stood, seen.get(posture, {}))


def changes(table: Table) -> list[Row]:
    """Only those rows that differ from the day before, or in which somebody did not see what was so."""
    before: dict[str, tuple[object, ...]] = {}
    found = []
    for row in rows(table):
        if row.day and before[row.posture] != row.news:
            found.append(row)
        before[row.posture] = row.news
    return found


def moves(table: Table) -> list[Move]:
    """Every move of the game's log, what was ruled included."""
    return list(table.crisis.log)


# ---------------------------------------------------------------- moments


@dataclass(frozen=True)
class Step:
    """An intervention of the white cell, with the moment before it and the one after."""

    turn: int
    action: Action
    before: Moment
    after: Moment


@dataclass(frozen=True)
class Walk:
    """A game walked through once more: the moment after each turn (0: the start), and what was ruled."""

    after: list[Moment]
    steps: list[Step]


def walk(game: Game) -> Walk:
    """The moments of a game, rulings included; what was taken back is left out."""
    table = Table(game.setup)
    after, steps = {0: Moment.of(table.crisis)}, []
    for entry in game.standing:
        touches = isinstance(entry.action, Override) or has_event(table, entry.action)
        before = Moment.of(table.crisis) if touches else None
        table.take(entry.action, entry.by, entry.at)
        if before is not None:
            steps.append(Step(table.turn, entry.action, before, Moment.of(table.crisis)))
        after[len(table.played)] = Moment.of(table.crisis)
    return Walk(list(after.values()), steps)


def has_event(table: Table, action: Action) -> bool:
    return (
        isinstance(action, Publish)
        and action.inject in table.injects.by_id
        and table.injects.by_id[action.inject].event is not None
    )
