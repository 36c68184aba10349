"""The short story of one run: firebreaks crossed, events, words kept and broken, outcomes."""

from __future__ import annotations

from collections.abc import Iterator

from sim.analysis.one_run.lanes import Crossing
from sim.analysis.one_run.timeline import Mark, Timeline
from sim.analysis.percents import dated, listed, words

SIGNS = {"event": "* Event", "outcome": "** Outcome"}
ANSWERS = {"honoured": "honoured by", "defied": "not honoured by"}


def brief(told: Timeline) -> Iterator[tuple[int, list[str]]]:
    """Each day that belongs in the short story, with its lines, in the order of a day."""
    came = [
        Mark(day, "outcome", name, told.titles[name])
        for name, day in told.outcomes.items()
        if day is not None
    ]
    for day in range(told.days + 1):
        lines = [happened(mark) for mark in told.events if mark.day == day]
        lines += answered([mark for mark in told.answers if mark.day == day and mark.kind in ANSWERS])
        lines += crossed([each for each in told.firebreaks if each.day == day])
        lines += [happened(mark) for mark in came if mark.day == day]
        if told.over == day:
            lines.append("** The crisis is over: what stops it came true")
        if lines:
            yield day, lines


def happened(mark: Mark) -> str:
    return f"{SIGNS[mark.kind]}: {mark.title} ({mark.name})"


def answered(marks: list[Mark]) -> list[str]:
    """Lines that were met, each with those who kept and those who broke their word."""
    actors: dict[tuple[str, str, str], list[str]] = {}
    for mark in marks:
        assert mark.who is not None
        actors.setdefault((mark.name, mark.title, mark.kind), []).append(mark.who)
    return [
        f"Line {line(name, title)}: {ANSWERS[kind]} {listed(who)}"
        for (name, title, kind), who in actors.items()
    ]


def line(name: str, title: str) -> str:
    """A line's name, with its title where it has one of its own."""
    return name if title == words(name) else f"{name} ({title})"


def crossed(crossings: list[Crossing]) -> list[str]:
    """Those who took the same step toward the same, for the same reason, stand in one line."""
    owners: dict[tuple[str, str], list[str]] = {}
    for crossing in crossings:
        lane, turn = crossing.lane, crossing.turn
        step = f"{lane.rungs[turn.before].title} -> {lane.rungs[turn.after].title}"
        how = f"a firebreak{' again' if crossing.again else ''}: {step} ({turn.told})"
        owners.setdefault((lane.target, how), []).append(lane.owner)
    return [
        f"{listed(who)} toward {target} {'crosses' if len(who) == 1 else 'cross'} {how}"
        for (target, how), who in owners.items()
    ]


def ending(told: Timeline) -> str:
    """The last line: how far it went, how much was done, and what came of it."""
    came = sorted((day, name) for name, day in told.outcomes.items() if day is not None)
    days = [f"{told.titles[name]} ({day})" for day, name in came]
    crossed = len({crossing.lane.posture for crossing in told.firebreaks})
    parts = [f"{crossed} of {len(told.lanes)} postures crossed a firebreak", attacks(told)]
    if told.outcomes:
        parts.append(f"outcomes, with their days: {listed(days)}" if days else "no outcome came")
    return f"By {dated(told.start, told.days)}: {'; '.join(parts)}."


def attacks(told: Timeline) -> str:
    number = int(told.incidents.sum())
    return f"{number:,} incident{'' if number == 1 else 's'}, {told.severe:,} of them severe"
