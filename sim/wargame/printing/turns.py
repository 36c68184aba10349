"""The facilitator's sheets: a turn each, with what is due in it and room to write."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sim.analysis.deeds import actor_title, event_title, midway
from sim.analysis.percents import date, listed, words
from sim.scenario.game import Inject
from sim.scenario.loading import Scenario
from sim.scenario.plan import Plan
from sim.wargame.injects import Injects
from sim.wargame.printing.cards import in_words
from sim.wargame.seats import seats
from sim.wargame.table import number_of_turns


@dataclass(frozen=True)
class News:
    """An inject on paper; `when` in words where it has a condition."""

    title: str
    text: str
    to: str
    genuine: bool
    expected: str | None
    event: str | None
    when: str | None


@dataclass(frozen=True)
class Sheet:
    """One turn: its days, what is due by the calendar, and the postures to write down."""

    number: int
    of: int
    first: str
    last: str
    minutes: str | None
    due: list[News]
    postures: list[str]


def sheets(scenario: Scenario) -> list[Sheet]:
    game, start = scenario.document.game, scenario.document.clock.start
    plan, turns, found = scenario.plan, number_of_turns(scenario), []
    injects = Injects(scenario.document)
    postures = [
        f"{seat.title} toward {midway(actor_title(plan, plan.cast.target(posture)))}"
        for seat in seats(plan).values()
        for posture in plan.cast.between(seat.actor, None)
    ]
    for turn in range(1, turns + 1):
        first, last = (turn - 1) * game.days_a_turn + 1, min(turn * game.days_a_turn, scenario.days)
        since = first if turn > 1 else 0
        due = [
            news(plan, each)
            for each in injects.by_id.values()
            if each.when is None and (day := injects.day_of(each)) is not None and since <= day <= last
        ]
        begins, ends = (date(start + dt.timedelta(days=day)) for day in (first, last))
        minutes = None if game.minutes_a_turn is None else f"{game.minutes_a_turn:g}"
        found.append(Sheet(turn, turns, begins, ends, minutes, due, postures))
    return found


def others(scenario: Scenario) -> list[News]:
    """Injects that no calendar brings: under a condition, or whenever the white cell wants."""
    injects = Injects(scenario.document)
    return [
        news(scenario.plan, each)
        for each in injects.by_id.values()
        if each.when is not None or injects.day_of(each) is None
    ]


def news(plan: Plan, each: Inject) -> News:
    document = plan.document
    groups = {name: words(name, group.title) for name, group in document.groups.items()}
    to = ["everyone" if n == "all" else groups.get(n) or actor_title(plan, n) for n in each.to]
    return News(
        title=words(each.id, each.title),
        text=each.text or "",
        to=listed(to),
        genuine=each.genuine,
        expected=each.expected,
        event=None if each.event is None else event_title(plan, each.event),
        when=None if each.when is None else in_words(plan, each.when),
    )
