"""What a calibration and its scenario must agree on: days, names, records, and enough runs."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sim.calibration.schema import FEWEST, CalibrationDocument, Counted, FirstDay
from sim.calibration.targets import forms_of, window
from sim.scenario.build.story import day_number
from sim.scenario.places import Path
from sim.scenario.schema import Document


class Wrong(NamedTuple):
    """A fault of the value (or of the key) at a path of the calibration file."""

    path: Path
    words: str
    of_key: bool = False


def agreement(document: CalibrationDocument, scenario: Document) -> list[Wrong]:
    """Everything that does not agree."""
    last = day_number(scenario, document.until)
    if not 1 <= last <= scenario.clock.days:
        start, end = scenario.clock.start, scenario.clock.start + dt.timedelta(days=scenario.clock.days)
        return [
            Wrong(("until",), f"{document.until} is not after {start} and by {end}, the scenario's clock")
        ]
    found = [*names_once(document), *enough(document, scenario)]
    for kind, name, form in forms_of(document.targets):
        path: Path = ("targets", kind, name)
        wrong = (
            counted(path, form, scenario, last) if isinstance(form, Counted) else dated(path, form, document)
        )
        found += wrong
        if form.recorded is None:
            found.append(Wrong(path, "the key 'recorded' is missing: what was recorded of it", of_key=True))
    return found


def names_once(document: CalibrationDocument) -> Iterator[Wrong]:
    """A name stands for one target."""
    times = Counter(name for _, name, _ in forms_of(document.targets))
    for kind, name, _ in forms_of(document.targets):
        if times[name] > 1:
            yield Wrong(("targets", kind, name), "two targets have this name", of_key=True)


def enough(document: CalibrationDocument, scenario: Document) -> Iterator[Wrong]:
    """Something to learn, something to learn from, and runs enough."""
    if not any(form.fit for _, _, form in forms_of(document.targets)):
        yield Wrong(("targets",), "there is nothing to learn from: no target with `fit: true`", of_key=True)
    if all(parameter.uncertainty is None for parameter in scenario.parameters.values()):
        yield Wrong(("scenario",), "no parameter of this scenario is uncertain: there is nothing to learn")
    kept = round(document.runs * document.keep)
    if kept < FEWEST:
        yield Wrong(("keep",), f"{kept} of {document.runs} runs would be kept: at least {FEWEST} are needed")


def counted(path: Path, form: Counted, scenario: Document, last: int) -> Iterator[Wrong]:
    """A window within the record, and no more days recorded than it has."""
    for key, value in (("from", form.from_), ("to", form.to)):
        if isinstance(value, str):
            yield Wrong((*path, key), "a target counts from and to fixed days, not a parameter's")
            return
    begin, end = window(scenario, form, last)
    if end > last:
        yield Wrong((*path, "to"), "ends after the last day of the record (until)")
    if begin > end:
        yield Wrong((*path, "from"), "begins after it ends")
    most = end - begin + 1
    if path[1] == "active_days" and form.recorded is not None:
        asked = max(value for value in form.recorded.ends if value is not None)
        if asked > most:
            yield Wrong((*path, "recorded"), f"{asked} days are more than the {most} of its window")


def dated(path: Path, form: FirstDay, document: CalibrationDocument) -> Iterator[Wrong]:
    """A day within the record."""
    said = form.recorded
    for day in () if said is None else (said.on, said.to, said.after):
        if day is not None and day > document.until:
            yield Wrong((*path, "recorded"), f"{day} is after the last day of the record (until)")
