"""What stands on a seat's sheets: its aims, its ladder, what its government would bear, whom it sees."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sim.analysis.actors.roles import Line, Stance, role
from sim.analysis.deeds import actor_title
from sim.analysis.percents import words
from sim.scenario.loading import Scenario
from sim.scenario.plan import Plan
from sim.wargame.seats import Seat, seats
from sim.wargame.views.common import Rung, ladder

NAME = re.compile(r"[a-z][a-z0-9_]*")
TITLED = ("actors", "groups", "fronts", "rooms", "events", "meters", "outcomes")


@dataclass(frozen=True)
class Card:
    """A seat on paper. `rungs` lowest first; `opponents` by title; lines with conditions in words."""

    title: str
    team: str | None
    public: str | None
    secret: str | None
    rungs: list[Rung]
    opponents: list[str]
    stances: list[Stance]
    lines: list[tuple[Line, str]]
    directives: list[tuple[Line, str]]
    as_meant: list[str]
    by_acts: list[str]
    told: list[tuple[str, str]]
    chairs: list[str]


def cards(scenario: Scenario) -> list[Card]:
    """Every seat that people may take, in order of names."""
    return [card(scenario, seat) for seat in seats(scenario.plan).values()]


def card(scenario: Scenario, seat: Seat) -> Card:
    plan, told = scenario.plan, role(scenario, seat.actor)
    rooms = plan.document.rooms
    return Card(
        title=seat.title,
        team=None if seat.team == seat.actor else words(seat.team, team_title(plan, seat.team)),
        public=seat.role.public,
        secret=seat.role.secret,
        rungs=ladder(plan.cast, seat.actor),
        opponents=[actor_title(plan, plan.cast.target(p)) for p in plan.cast.between(seat.actor, None)],
        stances=told.stances,
        lines=[(line, in_words(plan, line.when)) for line in told.lines],
        directives=[(line, in_words(plan, line.when)) for line in told.directives],
        as_meant=told.sees_as_meant,
        by_acts=told.sees_by_acts,
        told=told.told,
        chairs=[words(room, rooms[room].title) for room in seat.role.chairs],
    )


def team_title(plan: Plan, team: str) -> str | None:
    return plan.document.game.teams[team].title


def in_words(plan: Plan, condition: str) -> str:
    """A condition with the titles of what it names."""
    titles: dict[str, str] = {}
    for each in plan.document.ladders.values():
        titles |= {rung.id: f"'{words(rung.id, rung.title)}'" for rung in each}
    for section in TITLED:
        titles |= {name: words(name, node.title) for name, node in getattr(plan.document, section).items()}
    return NAME.sub(lambda found: titles.get(found[0], found[0]), condition)
