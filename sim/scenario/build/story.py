"""Tables of events, meters, outcomes, counts and the record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sim.rules.world import EVENT_COLUMNS, METER_COLUMNS, NONE
from sim.scenario.build.tables import Table
from sim.scenario.cast import Cast
from sim.scenario.code import Cells
from sim.scenario.schema import Document, Event

Spans = list[tuple[int, int]]


def day_number(document: Document, when: Any) -> Any:
    """A date as the day it falls on; a number or a parameter's name as it is."""
    return (when - document.clock.start).days if isinstance(when, dt.date) else when


def event_tables(cast: Cast, spans: Spans) -> dict[str, Table]:
    """world.event (E, 6) and world.event_chance (E,); an event on record happens on its date."""
    document = cast.document
    on_record = document.observed.events if document.observed else {}
    rows, chances = [], []
    for (name, event), span in zip(sorted(document.events.items()), spans, strict=False):
        lasts = NONE if event.lasts is None else event.lasts
        if name in on_record:
            rows.append([day_number(document, on_record[name]), lasts, 0, 0, 0, 0])
            chances.append(0.0)
        else:
            at = NONE if event.at is None else day_number(document, event.at)
            rows.append([at, lasts, *span, int(event.rate is not None), int(event.probability is not None)])
            chances.append(event_chance(event))
    return {
        "event": Table(rows, (len(rows), EVENT_COLUMNS), whole=True),
        "event_chance": Table(chances, (len(rows),)),
    }


def event_chance(event: Event) -> Any:
    if event.rate is not None:
        return event.rate
    return 0.0 if event.probability is None else event.probability


def meter_tables(cast: Cast) -> dict[str, Table]:
    """world.meter (meters, 5), world.feed (F, 2) and world.feed_weight (F,)."""
    rows, feeds, weights = [], [], []
    for place, (_, meter) in enumerate(sorted(cast.document.meters.items())):
        rows.append([meter.start, meter.min, meter.max, meter.drift, meter.decay])
        for posture in sorted(meter.feeds, key=lambda name: cast.place[name]):
            feeds.append([place, cast.place[posture]])
            weights.append(meter.feeds[posture])
    return {
        "meter": Table(rows, (len(rows), METER_COLUMNS)),
        "feed": Table(feeds, (len(feeds), 2), whole=True),
        "feed_weight": Table(weights, (len(feeds),)),
    }


def count_table(cast: Cast, cells: Cells, operands: list[int]) -> Table:
    """world.count (counts, 4); appends each count's cells to `operands`."""
    document, rows = cast.document, []
    for _, count in sorted(document.counts.items()):
        postures = {p for name in count.of for p in cast.between(*name.split(">"))}
        start = len(operands)
        operands.extend(c for c, (p, f) in enumerate(cells) if p in postures and count.front in (None, f))
        first = 1 if count.from_ is None else day_number(document, count.from_)
        last = document.clock.days if count.to is None else day_number(document, count.to)
        rows.append([start, len(operands), first, last])
    return Table(rows, (len(rows), 4), whole=True)


def pinned_table(cast: Cast) -> Table:
    """world.pinned (days + 1, P): the rung on record through `observed.until`, else NONE."""
    document = cast.document
    rows = [[NONE] * len(cast.postures) for _ in range(document.clock.days + 1)]
    if document.observed is not None:
        until = day_number(document, document.observed.until)
        for posture, dated in document.observed.rungs.items():
            for day, rung in enumerate(recorded_rungs(cast, posture, dated, until)):
                rows[day][cast.place[posture]] = rung
    return Table(rows, (len(rows), len(cast.postures)), whole=True)


def recorded_rungs(cast: Cast, posture: str, dated: dict[dt.date, str], until: int) -> list[int]:
    """The rung of each day from 0 through `until`: the latest on record, the start before the first."""
    rungs = cast.rungs(cast.owner(posture))
    known = {day_number(cast.document, date): rungs.index(name) for date, name in dated.items()}
    start = cast.posture(posture).start
    now = 0 if start is None else rungs.index(start)
    found = []
    for day in range(until + 1):
        now = known.get(day, now)
        found.append(now)
    return found
