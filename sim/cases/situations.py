"""Does a situation fit its scenario: postures, rungs, days, events, meters, parameters?"""

from __future__ import annotations

from collections.abc import Iterator

from sim.cases.ground import Stage, missing
from sim.cases.naming import postures_of
from sim.scenario.checks.subject import Wrong
from sim.scenario.expression import nearest
from sim.scenario.fixing import objection
from sim.scenario.places import Path


def days_are_in_the_clock(stage: Stage) -> Iterator[Wrong]:
    situation, last = stage.case.situation, stage.scenario.days
    found: list[Wrong] = []
    if situation.date is not None:
        path = (*stage.path, "situation", "date")
        found = list(stage.dated(path, situation.date, last, "after the last day of the scenario"))
    yield from found
    if not found and stage.end > last:
        words = f"the case ends on day {stage.end}, after the last day of the scenario, day {last}"
        yield Wrong((*stage.path, "within"), words)


def rungs_exist(stage: Stage) -> Iterator[Wrong]:
    for who, said in stage.case.situation.rungs.items():
        path = (*stage.path, "situation", "rungs", who)
        found = postures_of(stage.cast, who)
        if not found:
            yield from no_posture(stage, path, who, of_key=True)
            continue
        entries = [(path, said)] if isinstance(said, str) else [((*path, day), r) for day, r in said.items()]
        for place, rung in entries:
            yield from rung_of_all(stage, place, found, rung)
        for day in {} if isinstance(said, str) else said:
            yield from stage.dated((*path, day), day, stage.known, "after the situation's last day")


def rung_of_all(stage: Stage, path: Path, postures: list[str], rung: str) -> Iterator[Wrong]:
    for owner in dict.fromkeys(stage.cast.owner(posture) for posture in postures):
        rungs = stage.cast.rungs(owner)
        if rung not in rungs:
            yield Wrong(path, f"'{rung}' is not a rung of {owner}{nearest(rung, rungs)}")


def no_posture(stage: Stage, path: Path, who: str, of_key: bool) -> Iterator[Wrong]:
    """Why a name stands for no posture."""
    unknown = [
        wrong
        for side in who.split(">")
        for wrong in missing(path, "actor or group", side, stage.somebody, of_key)
    ]
    yield from unknown
    if not unknown:
        owner, _, target = who.partition(">")
        yield Wrong(path, f"{owner} has no posture{f' toward {target}' if target else ''}", of_key)


def those_who_stay_exist(stage: Stage) -> Iterator[Wrong]:
    for place, who in enumerate(stage.case.situation.stays):
        if not postures_of(stage.cast, who):
            yield from no_posture(stage, (*stage.path, "situation", "stays", place), who, of_key=False)


def events_exist(stage: Stage) -> Iterator[Wrong]:
    for name, when in stage.case.situation.events.items():
        path = (*stage.path, "situation", "events", name)
        yield from missing(path, "event", name, list(stage.document.events))
        if when != "never":
            yield from stage.dated(path, when, stage.end, "after the last day of the case")


def meters_exist(stage: Stage) -> Iterator[Wrong]:
    for name, value in stage.case.situation.meters.items():
        path = (*stage.path, "situation", "meters", name)
        yield from missing(path, "meter", name, list(stage.document.meters))
        meter = stage.document.meters.get(name)
        if meter is not None and not meter.min <= value <= meter.max:
            yield Wrong(path, f"{value:g} is not within {meter.min:g} to {meter.max:g}")


def parameters_are_possible(stage: Stage) -> Iterator[Wrong]:
    path, document = (*stage.path, "situation", "set"), stage.document
    fixed = stage.case.situation.set
    for name, value in fixed.items():
        reason = objection(document, name, value)
        if reason is not None:
            yield Wrong((*path, name), reason, True)
            continue
        for wrong in stage.ground.misfits(name, value):
            yield Wrong((*path, name), wrong)
