"""What the white cell does at the table: injects and news, rulings, and who plays a seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.scenario.cast import ALL
from sim.wargame import actions as a
from sim.wargame.notices import Notice
from sim.wargame.played import Day, Moment
from sim.wargame.refusing import known, refuse
from sim.wargame.ruling import bring_about, rule
from sim.wargame.wording import words_of_event

if TYPE_CHECKING:
    from sim.wargame.table import Table


def publish(table: Table, said: a.Publish) -> None:
    known("inject", said.inject, table.injects.by_id)
    if table.injects.fate[said.inject] == "published":
        raise refuse(f"{said.inject} has been told already")
    if table.over:
        raise refuse("the game is over: nothing more is told")
    inject = table.injects.by_id[said.inject]
    to = hearers(table, inject.to) if said.to is None else named(table, said.to)
    text = said.text or inject.text or inject.title or inject.id
    table.injects.fate[said.inject] = "published"
    if inject.event is not None and bring_about(table.crisis, inject.event):
        table.brought.add(inject.event)
        changed_by_hand(table)
    day = table.crisis.day
    table.notices.append(Notice("inject", table.turn, day, text, to, None, inject.title, inject.id))


def shelve(table: Table, said: a.Delay | a.Skip) -> None:
    known("inject", said.inject, table.injects.by_id)
    if table.injects.fate[said.inject] == "published":
        raise refuse(f"{said.inject} has been told already")
    if isinstance(said, a.Skip):
        table.injects.fate[said.inject] = "skipped"
    else:
        table.injects.fate[said.inject] = "waiting"
        table.injects.put_off[said.inject] = said.day


def tell(table: Table, text: str, to: list[str]) -> None:
    table.notices.append(Notice("news", table.turn, table.crisis.day, text, named(table, to)))


def named(table: Table, names: list[str]) -> frozenset[str] | None:
    """The seats that somebody names now."""
    for name in names:
        known("seat or group", name, [*table.seats, *table.crisis.plan.cast.groups])
    return hearers(table, names)


def hearers(table: Table, names: list[str]) -> frozenset[str] | None:
    """The seats that names stand for; None for everyone."""
    if ALL in names:
        return None
    heard = {actor for name in names for actor in table.crisis.plan.cast.members(name)}
    return frozenset(heard & set(table.seats))


def override(table: Table, said: a.Override) -> None:
    """The white cell rules otherwise; what seats see changes once the turn is published."""
    if table.over:
        raise refuse("the game is over: nothing more is ruled")
    rule(table.crisis, said)
    changed_by_hand(table)
    if table.played:
        table.played[-1].rulings.append(said)
    if said.what == "event":
        table.brought.discard(said.name)
        if table.results_are_out:
            text = words_of_event(table.crisis.plan, said.name, bool(said.value))
            day = table.crisis.day
            table.notices.append(Notice("event", table.turn, day, text, None, None, None, said.name))


def changed_by_hand(table: Table) -> None:
    """The last day is told as it now stands."""
    table.days[-1] = Day.of(table.crisis)
    if table.played:
        table.played[-1].end(table.crisis)
    if table.results_are_out:
        table.shown = Moment.of(table.crisis)


def hand_over(table: Table, said: a.HandOver) -> None:
    known("seat", said.seat, table.seats)
    seat = table.seats[said.seat]
    if said.by == "script" and not seat.role.script:
        raise refuse(f"{seat.title} has no script in this scenario")
    if seat.by == said.by:
        raise refuse(f"{seat.title} is played by a {said.by} already")
    table.seats[said.seat] = seat.handed_to(said.by)
