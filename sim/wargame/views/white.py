"""What the white cell sees: everything, what was ordered, executed and perceived side by side."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.deeds import actor_title, event_title, outcome_title, rung_title
from sim.analysis.percents import words
from sim.rules.state import HAPPENED
from sim.scenario.game import By, Inject
from sim.wargame.actions import Order, Phase
from sim.wargame.injects import Fate
from sim.wargame.played import Day, Moment
from sim.wargame.table import Table
from sim.wargame.views.common import Head, Rung, Said, Struck, day_at, head, ladder, said, struck_at
from sim.wargame.wording import words_of_directive, words_of_threat


@dataclass(frozen=True)
class Choice:
    """A rung that an order names toward one opponent; `step` is how far it is from where it stands."""

    target: str
    title: str
    step: int


@dataclass(frozen=True)
class Sitting:
    """A seat, who plays it, who sits there, and its order of this turn."""

    seat: str
    title: str
    team: str
    by: By
    has_script: bool
    players: tuple[str, ...]
    order: Order | None
    choices: tuple[Choice, ...]
    given: int
    threat: str | None
    directives: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """A posture at the end of the last day played: rungs by id, `seen` by who watches it."""

    posture: str
    owner: str
    target: str
    rungs: list[Rung]
    ordered: str | None
    intended: str
    executed: str
    seen: dict[str, str]


@dataclass(frozen=True)
class Held:
    """An inject with what became of it; `due` while its time has come and nothing was decided."""

    inject: Inject
    fate: Fate
    due: bool


@dataclass(frozen=True)
class WhiteView:
    """The facilitator's screen. `outcomes`: title and first day, if any; `events`: whether each has been.

    `titles` are those of events and meters, which stand under their ids; `last`: the last turn played;
    `next`: the phase that comes next; `minutes`: for orders.
    """

    head: Head
    seats: list[Sitting]
    standing: list[Standing]
    injects: list[Held]
    notices: list[Said]
    struck: list[Struck]
    outcomes: dict[str, tuple[str, int | None]]
    events: dict[str, bool]
    meters: dict[str, float]
    titles: dict[str, str]
    played: int
    last: int | None
    next: Phase | None
    minutes: float | None


def white_view(table: Table, now: float) -> WhiteView:
    plan, document, state = table.scenario.plan, table.scenario.document, table.crisis.state
    came = {name: int(state.outcome[k]) for k, name in enumerate(sorted(document.outcomes))}
    due = set(table.due())
    return WhiteView(
        head=head(table, now),
        seats=[sitting(table, seat) for seat in table.seats],
        standing=[standing(table, posture, table.days[-1]) for posture in plan.cast.postures],
        injects=[
            Held(inject, table.injects.fate[name], name in due)
            for name, inject in table.injects.by_id.items()
        ],
        notices=[said(table, each) for each in table.notices],
        struck=struck_at(table, Moment.of(table.crisis)),
        outcomes={n: (outcome_title(plan, n), None if day < 0 else day) for n, day in came.items()},
        events={name: bool(state.event[k, HAPPENED] >= 0) for k, name in enumerate(sorted(document.events))},
        meters={name: float(state.meter[k]) for k, name in enumerate(sorted(document.meters))},
        titles={
            **{name: event_title(plan, name) for name in document.events},
            **{name: words(name, meter.title) for name, meter in document.meters.items()},
        },
        played=len(table.played),
        last=table.played[-1].turn if table.played else None,
        next=table.next_phase(),
        minutes=table.game.minutes_a_turn,
    )


def sitting(table: Table, name: str) -> Sitting:
    seat, plan = table.seats[name], table.crisis.plan
    order = table.orders().get(name)
    said_ = () if order is None else tuple(words_of_directive(plan, one) for one in order.directives)
    threat = None if order is None or order.threat is None else words_of_threat(plan, name, order.threat)
    return Sitting(
        name,
        seat.title,
        seat.team,
        seat.by,
        bool(seat.role.script),
        tuple(table.players[name]),
        order,
        () if order is None else tuple(choices(table, order)),
        len(table.given.get(name, [])),
        threat,
        said_,
    )


def choices(table: Table, order: Order) -> list[Choice]:
    """The rungs of an order, in the order of its opponents' names; steps from where its turn began."""
    plan, rungs = table.crisis.plan, table.crisis.plan.cast.rungs(order.seat)
    is_played = bool(table.played) and table.played[-1].turn == order.turn
    before = day_at(table, table.played[-1].before.snapshot.day) if is_played else table.days[-1]
    found = []
    for target, rung in sorted(order.rungs.items()):
        now = before.intended[f"{order.seat}>{target}"]
        title = rung_title(plan, order.seat, rung)
        found.append(Choice(actor_title(plan, target), title, rungs.index(rung) - rungs.index(now)))
    return found


def standing(table: Table, posture: str, day: Day) -> Standing:
    plan = table.scenario.plan
    owner, target = plan.cast.owner(posture), plan.cast.target(posture)
    ordered = table.played[-1].ordered.get(posture) if table.played else None
    seen = {watcher: rung for (watcher, what), rung in day.seen.items() if what == posture}
    return Standing(
        posture,
        actor_title(plan, owner),
        actor_title(plan, target),
        ladder(plan.cast, owner),
        ordered,
        day.intended[posture],
        day.executed[posture],
        {actor_title(plan, watcher): rung for watcher, rung in sorted(seen.items())},
    )
