"""Words and deeds: public threats kept or not, declared lines met, and advice that was not followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.analysis.deeds import actor_title, midway
from sim.analysis.percents import listed, words
from sim.rules.state import NOW_CEILING, NOW_FLOOR
from sim.rules.world import CEILING, FLOOR
from sim.scenario.build.bindings import Binding
from sim.wargame.played import Played
from sim.wargame.review.names import place, rung
from sim.wargame.saying import threat_id
from sim.wargame.table import Table
from sim.wargame.wording import words_of_threat

Fate = Literal["kept", "not kept", "kept and not kept", "not met"]


@dataclass(frozen=True)
class Line:
    """A line of a seat and what became of it. `turn`: of a public threat; None for one of the scenario.

    `to` are titles of those who had been told; nobody where it is empty. Days on which it was kept or
    not when it was met.
    """

    who: str
    text: str
    turn: int | None
    to: tuple[str, ...]
    kept: tuple[int, ...]
    broken: tuple[int, ...]

    @property
    def fate(self) -> Fate:
        if self.kept and self.broken:
            return "kept and not kept"
        return "kept" if self.kept else "not kept" if self.broken else "not met"


@dataclass(frozen=True)
class Advice:
    """An order beyond what a seat's own government would bear: `bound` is the rung it went past."""

    turn: int
    seat: str
    posture: str
    rung: str
    bound: str
    above: bool


def lines(table: Table) -> list[Line]:
    """Public threats in order of turns, then the scenario's lines: those told of first, then those met."""
    plan = table.crisis.plan
    of_game = {(seat, threat_id(played.turn)) for played, seat in threatening(table)}
    rest = [
        line_of(table, binding)
        for binding in plan.bindings
        if binding.room is None and (binding.actor, binding.id) not in of_game
    ]
    rest.sort(key=lambda each: (not each.to, each.fate == "not met", each.who, each.text))
    return [*(threat(table, played, seat) for played, seat in threatening(table)), *rest]


def threatening(table: Table) -> Iterator[tuple[Played, str]]:
    for played in table.played:
        for seat, order in sorted(played.orders.items()):
            if order is not None and order.threat is not None:
                yield played, seat


def threat(table: Table, played: Played, seat: str) -> Line:
    order = played.orders[seat]
    assert order is not None
    assert order.threat is not None
    plan, name = table.crisis.plan, threat_id(played.turn)
    text = words_of_threat(plan, seat, order.threat)
    met = days_of(table, seat, name, "honoured"), days_of(table, seat, name, "defied")
    return Line(seat, text, played.turn, ("everyone",), *met)


def line_of(table: Table, binding: Binding) -> Line:
    plan, trigger = table.crisis.plan, binding.trigger
    told = [] if trigger is None or trigger.declared is None else trigger.declared.to
    to = tuple(actor_title(plan, name) for name in told)
    met = (
        days_of(table, binding.actor, binding.id, "honoured"),
        days_of(table, binding.actor, binding.id, "defied"),
    )
    return Line(binding.actor, words(binding.id, binding.rule.title), None, to, *met)


def days_of(table: Table, actor: str, name: str, kind: str) -> tuple[int, ...]:
    return tuple(
        what.day
        for played in table.played
        for what in played.happenings
        if (what.kind, what.who, what.what, what.detail) == (kind, actor, name, "")
    )


# ---------------------------------------------------------------- advice


def advice_ignored(table: Table) -> list[Advice]:
    """Orders above the ceiling or below the floor in force when they were given."""
    return [each for played in table.played for each in ignored(table, played)]


def ignored(table: Table, played: Played) -> Iterator[Advice]:
    if table.game.limits == "binding":
        return
    plan, stance, start = table.crisis.plan, played.before.snapshot.state.stance, table.crisis.world.posture
    first = played.before.snapshot.day == 0
    for posture, name in sorted(played.ordered.items()):
        p, here = plan.cast.place[posture], place(plan, posture, name)
        limits = (
            (start[p, FLOOR], start[p, CEILING]) if first else (stance[p, NOW_FLOOR], stance[p, NOW_CEILING])
        )
        (least, most), rungs = limits, plan.cast.rungs(plan.cast.owner(posture))
        if here > most or here < least:
            bound = rungs[most if here > most else least]
            yield Advice(played.turn, plan.cast.owner(posture), posture, name, bound, here > most)


def told_advice(table: Table, each: Advice) -> str:
    """The order and the limit, in words."""
    plan = table.crisis.plan
    toward = midway(actor_title(plan, plan.cast.target(each.posture)))
    limit = "its government permitted no more than" if each.above else "its government was committed to"
    said, bound = rung(plan, each.posture, each.rung), rung(plan, each.posture, each.bound)
    return f"ordered '{said}' toward {toward}, where {limit} '{bound}'"


def to_whom(line: Line) -> str:
    return listed(list(line.to)) or "nobody"
