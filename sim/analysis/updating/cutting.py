"""A record cut at a day: what was on record by then stays, and nothing later is known.

A posture whose first recorded move is later stood where it started until then, and is pinned
there. An event whose recorded date is later cannot happen before the cut. What the record never
speaks of is as free as it was.
"""

from __future__ import annotations

import datetime as dt

from sim.scenario.cast import Cast
from sim.scenario.checks.calendar import day_of
from sim.scenario.loading import Scenario
from sim.scenario.rewriting.checked import rewritten
from sim.scenario.schema import Document, Event, Observed

WEEK = 7


def last_day_on_record(scenario: Scenario) -> int:
    """The day of the clock on which the record ends. Raises ValueError where nothing is on record."""
    observed = scenario.document.observed
    if observed is None:
        raise ValueError(
            f"{scenario.id} has nothing on record: give it observed, with until, rungs and events"
        )
    return (observed.until - scenario.document.clock.start).days


def cuts(last: int, every: int = WEEK) -> list[int]:
    """Day 0, the end of every week of `every` days, and the last day on record. Raises ValueError below 1."""
    if every < 1:
        raise ValueError(f"every must be 1 day or more, not {every}")
    return sorted({*range(0, last + 1, every), last})


def cut(scenario: Scenario, day: int) -> Scenario:
    """The scenario with its record up to a day of the clock, that day included.

    The last day on record, or a later one, gives back the scenario itself. Raises ValueError
    where nothing is on record.
    """
    if day >= last_day_on_record(scenario):
        return scenario
    document = scenario.document
    assert document.observed is not None
    until = document.clock.start + dt.timedelta(days=day)
    observed = document.observed.model_copy(
        update={
            "until": until,
            "rungs": known_rungs(document, document.observed, until),
            "events": {name: on for name, on in document.observed.events.items() if on <= until},
        }
    )
    later = {name for name, on in document.observed.events.items() if on > until}
    events = {
        name: held_back(document, event, day) if name in later else event
        for name, event in document.events.items()
    }
    return rewritten(scenario, document.model_copy(update={"observed": observed, "events": events}))


def known_rungs(document: Document, observed: Observed, until: dt.date) -> dict[str, dict[dt.date, str]]:
    """The moves up to a day, by posture; a posture that has moved by the end of the record had not yet."""
    cast, found = Cast(document), {}
    for posture, dated in observed.rungs.items():
        known = {on: rung for on, rung in dated.items() if on <= until}
        start = cast.posture(posture).start or cast.rungs(cast.owner(posture))[0]
        found[posture] = known or {document.clock.start: start}
    return found


def held_back(document: Document, event: Event, day: int) -> Event:
    """An event that did not happen by a day: it cannot, and after it is as free as it was.

    One that the scenario sets on a day that has passed without it is overdue, and due on the day after.
    """
    due = None if event.at is None else day_of(document.clock, event.at)
    if due == 0:
        return event  # the scenario says that it has happened, whatever the record says
    after = f"day() > {day}"
    said = f"({' '.join(event.when.split())}) and {after}" if event.when else after
    at = day + 1 if due is not None and due <= day else event.at
    return event.model_copy(update={"when": said, "at": at})
