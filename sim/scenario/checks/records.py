"""Meters, counts and what was observed: the postures, events and fronts they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.cast import ALL
from sim.scenario.checks.ladders import rung_on
from sim.scenario.checks.rules import posture_exists
from sim.scenario.checks.subject import Subject, Wrong


def meters_are_sound(subject: Subject) -> Iterator[Wrong]:
    """Bounds in order, the start within them, feeds from postures that exist."""
    for name, meter in subject.document.meters.items():
        path = ("meters", name)
        for posture in meter.feeds:
            yield from posture_exists(subject, (*path, "feeds", posture), posture, of_key=True)
        low, high = subject.range_of(meter.start)
        if not subject.whole(path):
            continue
        if meter.min >= meter.max:
            yield Wrong(path, f"min, {meter.min:g}, is not below max, {meter.max:g}", True)
        elif low < meter.min or high > meter.max:
            start = f"{low:g}" if low == high else f"from {low:g} to {high:g}"
            yield Wrong((*path, "start"), f"the start, {start}, is not within {meter.min:g} to {meter.max:g}")


def the_answer_is_an_outcome(subject: Subject) -> Iterator[Wrong]:
    """What a scenario is for is answered by one of its outcomes."""
    about = subject.document.about
    if about is not None:
        yield from subject.known(("about", "answer"), "outcome", about.answer, subject.document.outcomes)


def counts_are_sound(subject: Subject) -> Iterator[Wrong]:
    """Of postures (either side may be a group or all), on a front of theirs."""
    for name, count in subject.document.counts.items():
        path = ("counts", name)
        for place, posture in enumerate(count.of):
            yield from counted(subject, (*path, "of", place), posture)
        if count.front is not None:
            yield from subject.known((*path, "front"), "front", count.front, subject.document.fronts)


def counted(subject: Subject, path: tuple[str | int, ...], posture: str) -> Iterator[Wrong]:
    owner, target = posture.split(">")
    unknown = [
        *subject.known(path, "actor or group", owner, subject.somebody),
        *subject.known(path, "actor or group", target, subject.somebody),
    ]
    yield from unknown
    if not unknown and not subject.cast.between(owner, target) and subject.whole(("actors",)):
        words = "nobody" if owner == ALL else f"{owner}"
        yield Wrong(path, f"{words} has {'a' if owner == ALL else 'no'} posture toward {target}")


def observed_is_sound(subject: Subject) -> Iterator[Wrong]:
    """Of postures and events that exist, on rungs of the right ladder."""
    observed = subject.document.observed
    if observed is None:
        return
    for posture, rungs in observed.rungs.items():
        yield from posture_exists(subject, ("observed", "rungs", posture), posture, of_key=True)
        owner = posture.split(">")[0]
        for day, rung in rungs.items():
            if owner in subject.document.actors:
                yield from rung_on(subject, ("observed", "rungs", posture, day), owner, rung)
    for event in observed.events:
        path = ("observed", "events", event)
        yield from subject.known(path, "event", event, subject.document.events, of_key=True)
