"""Steps that nobody ordered or nobody understood: accidents, mistaken views, and lines crossed unawares.

An accident is a rung executed that was not meant. A mistaken view is one that a seat held of another
when it gave its orders. A line crossed unawares is RAND's inadvertent escalation (Morgan and others
2008): a move that was meant, across a line its maker had not been told of, which its holder then kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.engines.chronicle import Move
from sim.wargame.played import Day, Played
from sim.wargame.review.course import moves
from sim.wargame.review.names import place
from sim.wargame.table import Table

LATER = 7  # days in which a climb counts as having followed
MEANT = ("initiated", "retaliated", "committed", "allied", "ordered")


@dataclass(frozen=True)
class Accident:
    """On one day a posture was acted out otherwise than it was meant; `then`: who climbed against it next."""

    day: int
    posture: str
    meant: str
    done: str
    then: tuple[Move, ...]


@dataclass(frozen=True)
class Mistaken:
    """What a seat believed of another as it gave its orders, and what was so.

    `climbs`: its own postures toward that other which it ordered to a higher rung.
    """

    turn: int
    seat: str
    posture: str
    believed: str
    so: str
    climbs: tuple[str, ...]


@dataclass(frozen=True)
class Unaware:
    """A move across a line that the mover had not been told of, and the day its holder kept the line."""

    day: int
    posture: str
    rung: str
    holder: str
    line: str
    answered: int


def accidents(table: Table) -> list[Accident]:
    cast, climbs = table.crisis.plan.cast, [m for m in moves(table) if is_climb(table, m)]
    found = []
    for day in table.days[1:]:
        for posture, meant in day.intended.items():
            if day.executed[posture] != meant:
                owner = cast.owner(posture)
                later = [m for m in climbs if day.day < m.day <= day.day + LATER]
                then = tuple(m for m in later if cast.target(m.posture) == owner)
                found.append(Accident(day.day, posture, meant, day.executed[posture], then))
    return found


def is_climb(table: Table, move: Move) -> bool:
    return place(table.crisis.plan, move.posture, move.to) > place(
        table.crisis.plan, move.posture, move.from_
    )


def misled(table: Table) -> list[Move]:
    """Climbs that the rulebook made only because of an accident or a misreading."""
    return [move for move in moves(table) if move.cause == "misled"]


def mistaken(table: Table) -> list[Mistaken]:
    """By turn and seat, what it saw otherwise than it was, on the eve of its orders."""
    return [each for played in table.played for each in mistaken_in(table, played)]


def mistaken_in(table: Table, played: Played) -> Iterator[Mistaken]:
    cast, plan = table.crisis.plan.cast, table.crisis.plan
    eve = day_of(table, played.first_day - 1)
    for (watcher, posture), believed in sorted(eve.seen.items()):
        own = [p for p in cast.between(watcher, None) if p in played.ordered]
        owner = cast.owner(posture)
        if own and believed != eve.executed[posture] and not cast.share_a_room(watcher, owner):
            climbs = tuple(
                p
                for p in own
                if cast.target(p) == owner
                and place(plan, p, played.ordered[p]) > place(plan, p, eve.intended[p])
            )
            yield Mistaken(played.turn, watcher, posture, believed, eve.executed[posture], climbs)


def day_of(table: Table, number: int) -> Day:
    return next(day for day in reversed(table.days) if day.day == number)


# ---------------------------------------------------------------- lines crossed unawares


def unaware(table: Table) -> list[Unaware]:
    """Moves to the rung at which an undeclared line is met, whose holder kept it no earlier."""
    from sim.analysis.why.lines_crossed import crossed_at, raising_lines

    plan, found = table.crisis.plan, []
    for line in raising_lines(plan):
        for posture, at in crossed_at(plan.cast, line):
            crossed = first_arrival(table, posture, at)
            if crossed is None:
                continue
            for _, holder in line.bound:
                answer = kept_from(table, holder, line.rule.id, crossed.day)
                if answer is not None:
                    found.append(Unaware(crossed.day, posture, crossed.to, holder, line.rule.id, answer))
    return sorted(found, key=lambda each: (each.day, each.posture, each.holder, each.line))


def first_arrival(table: Table, posture: str, at: int) -> Move | None:
    """The move that first brought a posture to a place on its ladder, if it was meant."""
    plan = table.crisis.plan
    for move in moves(table):
        if move.posture == posture and place(plan, posture, move.to) >= at:
            began = place(plan, posture, move.from_) < at
            return move if began and move.cause in MEANT else None
    return None


def kept_from(table: Table, holder: str, line: str, day: int) -> int | None:
    """The first day from this one on which a holder kept a line."""
    days = [
        what.day
        for played in table.played
        for what in played.happenings
        if (what.kind, what.who, what.what) == ("honoured", holder, line) and what.day >= day
    ]
    return min(days, default=None)
