"""What everyone may see: the projector's screen. No rung of anybody, only what was said and what happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sim.analysis.deeds import actor_title, outcome_title
from sim.analysis.percents import words
from sim.scenario.game import By
from sim.wargame.table import Table
from sim.wargame.views.common import Head, Rung, Said, Struck, head, ladder, said, struck


@dataclass(frozen=True)
class Known:
    """A seat as everyone knows it: who plays it, its public aims, and whether its orders are in."""

    title: str
    by: By
    public: str | None
    ready: bool


@dataclass(frozen=True)
class PublicView:
    """The projector's screen. `ladders` with who stands on them, the most used first; `meters` by title.

    `outcomes`: at the debrief, the day on which each came; None before.
    """

    head: Head
    seats: list[Known]
    ladders: list[tuple[str, list[Rung]]]
    rooms: dict[str, list[str]]
    meters: dict[str, float]
    notices: list[Said]
    struck: list[Struck]
    outcomes: dict[str, dt.date | None] | None


def public_view(table: Table, now: float) -> PublicView:
    plan, document = table.scenario.plan, table.scenario.document
    by_ladder: dict[str, list[str]] = {}
    for seat in table.seats:
        by_ladder.setdefault(plan.cast.ladder_name(seat) or "", []).append(seat)
    values = table.shown.snapshot.state.meter
    return PublicView(
        head=head(table, now),
        seats=[Known(s.title, s.by, s.role.public, bool(table.given.get(n))) for n, s in table.seats.items()],
        ladders=[
            (", ".join(actor_title(plan, actor) for actor in actors), ladder(plan.cast, actors[0]))
            for actors in sorted(by_ladder.values(), key=len, reverse=True)
        ],
        rooms={
            words(name, room.title): [actor_title(plan, actor) for actor in sorted(room.members)]
            for name, room in sorted(document.rooms.items())
        },
        meters={
            words(name, meter.title): float(values[k])
            for k, (name, meter) in enumerate(sorted(document.meters.items()))
        },
        notices=[said(table, each) for each in table.notices if each.is_for(None)],
        struck=struck(table),
        outcomes=outcomes(table) if table.over else None,
    )


def outcomes(table: Table) -> dict[str, dt.date | None]:
    """What came of the game, by title."""
    plan, days, start = table.scenario.plan, table.crisis.state.outcome, table.scenario.document.clock.start
    found = {}
    for k, name in enumerate(sorted(plan.document.outcomes)):
        day = int(days[k])
        found[outcome_title(plan, name)] = None if day < 0 else start + dt.timedelta(day)
    return found
