"""Days and dates: everything happens within the clock, and in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.places import Path
from sim.scenario.schema import Clock, Event


def end(clock: Clock) -> dt.date:
    """The date of the last day (the calendar's own end, for a clock that runs past it)."""
    return clock.start + dt.timedelta(days=min(clock.days, (dt.date.max - clock.start).days))


def day_of(clock: Clock, when: dt.date | float | int | str) -> float | None:
    """A date or a day as a day of the clock; None where it is a parameter."""
    if isinstance(when, dt.date):
        return (when - clock.start).days
    return None if isinstance(when, str) else when


def clock_ends(subject: Subject) -> Iterator[Wrong]:
    clock = subject.document.clock
    if clock.days > (dt.date.max - clock.start).days:
        yield Wrong(
            ("clock", "days"), f"{clock.days} days from {clock.start} is past the end of the calendar"
        )


def events_are_sound(subject: Subject) -> Iterator[Wrong]:
    for name, event in subject.document.events.items():
        if subject.whole(("events", name)):
            yield from event_is_sound(subject.document.clock, ("events", name), event)


def event_is_sound(clock: Clock, path: Path, event: Event) -> Iterator[Wrong]:
    """A rate stands alone, day 0 has no condition, and nothing comes before the start."""
    rivals = [key for key in ("at", "probability") if getattr(event, key) is not None]
    if event.rate is not None and rivals:
        yield Wrong(
            (*path, "rate"), f"a rate goes with neither at nor probability: take out rate or {rivals[0]}"
        )
    day = None if event.at is None else day_of(clock, event.at)
    if day == 0 and event.when is not None:
        yield Wrong((*path, "when"), "what is at day 0 has happened already: it takes no condition")
    if day is not None and day < 0:
        yield Wrong((*path, "at"), f"{event.at} is before the clock's start, {clock.start}")


def observed_days_are_sound(subject: Subject) -> Iterator[Wrong]:
    """`until` is a day of the clock, and what is known lies before it."""
    observed, clock = subject.document.observed, subject.document.clock
    if observed is None:
        return
    if not clock.start <= observed.until <= end(clock):
        yield Wrong(
            ("observed", "until"), f"{observed.until} is not within the clock, {clock.start} to {end(clock)}"
        )
        return
    dated: list[tuple[Path, dt.date, bool]] = [
        (("observed", "rungs", posture, day), day, True)
        for posture, days in observed.rungs.items()
        for day in days
    ]
    dated += [(("observed", "events", event), day, False) for event, day in observed.events.items()]
    for path, day, of_key in dated:
        if not clock.start <= day <= observed.until:
            yield Wrong(
                path, f"{day} is not within what is observed, {clock.start} to {observed.until}", of_key
            )


def counts_are_in_the_clock(subject: Subject) -> Iterator[Wrong]:
    clock = subject.document.clock
    for name, count in subject.document.counts.items():
        days = {"from": count.from_, "to": count.to}
        known = {
            key: day
            for key, when in days.items()
            if when is not None and (day := day_of(clock, when)) is not None
        }
        outside = [key for key, day in known.items() if not 0 <= day <= clock.days]
        for key in outside:
            words = (
                f"{days[key]} is not within the clock, {clock.start} to {end(clock)} (day 0 to {clock.days})"
            )
            yield Wrong(("counts", name, key), words)
        if not outside and known.get("from", 0) > known.get("to", clock.days):
            yield Wrong(
                ("counts", name, "from"), f"the window begins, {days['from']}, after it ends, {days['to']}"
            )
