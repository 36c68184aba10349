"""From a case to a scenario in which its situation holds, as tables that both engines run.

The days up to the situation's date are run like any others, with what the case names pinned on its
record, so that every rule sees that date as it would in the course of a crisis.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

from sim.cases.file import day_of, expectations, last_known
from sim.cases.given import with_words_given
from sim.cases.naming import staying, stood
from sim.cases.schema import Case, History, Situation
from sim.rules.world import START
from sim.scenario.build.tables import Table
from sim.scenario.game import Game
from sim.scenario.loading import Scenario
from sim.scenario.plan import Plan, make_plan
from sim.scenario.schema import Document, Event, Meter, Observed, Outcome


@dataclass(frozen=True)
class Staged(Scenario):
    """A scenario with the situation of a case: its days end with the case, its outcomes are what is expected.

    `values` are its parameters, none of them drawn; `known` is the last day of the situation.
    """

    case: Case
    values: Mapping[str, float]
    known: int

    @cached_property
    def plan(self) -> Plan:
        plan = make_plan(self.document)
        return replace(plan, tables={**plan.tables, "pinned": pinned(plan, self.case.situation, self.known)})


def staged(scenario: Scenario, case: Case) -> Staged:
    """The scenario as the case has it."""
    known = last_known(scenario.document, case.situation)
    document = in_situation(scenario.document, case, known)
    of_scenario = {each.name: getattr(scenario, each.name) for each in fields(Scenario)}
    values = {**scenario.parameters, **case.situation.set}
    return Staged(**{**of_scenario, "document": document}, case=case, values=values, known=known)


def in_situation(document: Document, case: Case, known: int) -> Document:
    """The document with everything of a case but its rungs."""
    situation, end = case.situation, known + case.within
    changed = with_words_given(document, situation)
    return changed.model_copy(
        update={
            "clock": document.clock.model_copy(update={"days": end}),
            "meters": {name: meter_at(name, each, situation) for name, each in document.meters.items()},
            "events": {name: event_in(name, each, situation) for name, each in document.events.items()},
            "observed": on_record(document, situation, end),
            "outcomes": watched(case, known),
            "counts": {},
            "game": Game(),
        }
    )


def meter_at(name: str, meter: Meter, situation: Situation) -> Meter:
    """A meter that is named stands where it is said to, and does not run."""
    if name not in situation.meters:
        return meter
    still = {"start": situation.meters[name], "drift": 0.0, "decay": 0.0, "feeds": {}}
    return meter.model_copy(update=still)


def event_in(name: str, event: Event, situation: Situation) -> Event:
    if situation.events.get(name) != "never":
        return event
    return event.model_copy(update={"at": None, "when": None, "rate": None, "probability": 0.0})


def on_record(document: Document, situation: Situation, end: int) -> Observed:
    """The days of the events that are named; rungs are pinned by their own tables."""
    start = document.clock.start
    dates = {
        name: start + dt.timedelta(days=day_of(document, when))
        for name, when in situation.events.items()
        if when != "never"
    }
    return Observed(until=start + dt.timedelta(days=end), events=dates)


def watched(case: Case, known: int) -> dict[str, Outcome]:
    """Each condition as an outcome of its own, looked at after the situation's last day."""
    after = f"day() > {known}"
    return {
        f"expected_{k:04d}": Outcome(when=f"{after} and ({text})")
        for k, (_, _, text) in enumerate(expectations(case))
    }


# ---------------------------------------------------------------- who stands where


def pinned(plan: Plan, situation: Situation, known: int) -> Table:
    """world.pinned (days + 1, P): the rung of each posture that is named on each day that is given."""
    cast, document = plan.cast, plan.document
    table = copy.copy(plan.tables["pinned"])
    table.values = table.values.copy()
    named, still = stood(cast, situation), staying(cast, situation)
    for posture in {*named, *still}:
        p, rungs = cast.place[posture], cast.rungs(cast.owner(posture))
        days = dated(named.get(posture, {}), known, document)
        now = int(plan.tables["posture"].values[p, START])
        through = document.clock.days if posture in still else known
        for day in range(through + 1):
            now = rungs.index(days[day]) if day in days else now
            table.values[day, p] = now
    return table


def dated(said: str | History, known: int, document: Document) -> dict[int, str]:
    """Rungs by the day from which they hold: one alone, from the last known day."""
    if isinstance(said, str):
        return {known: said}
    return {day_of(document, date): rung for date, rung in said.items()}
