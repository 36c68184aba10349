"""A file of cases that was read and found sound, with the scenario it speaks of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sim.cases.schema import Case, CasesDocument, Day, Situation
from sim.scenario.loading import Scenario
from sim.scenario.schema import Document


@dataclass(frozen=True, eq=False)
class CasesFile:
    """Sound cases. `scenario` is the one they name, sound as well."""

    path: Path
    document: CasesDocument = field(repr=False)
    scenario: Scenario = field(repr=False)

    @property
    def cases(self) -> list[Case]:
        return self.document.cases


def day_of(document: Document, when: Day) -> int:
    """A date as the day of the clock on which it falls; a number of a day as it is."""
    return (when - document.clock.start).days if isinstance(when, dt.date) else when


def last_known(document: Document, situation: Situation) -> int:
    """The last day of a situation; without a date, the day on which the scenario starts."""
    return 0 if situation.date is None else day_of(document, situation.date)


def expectations(case: Case) -> Iterator[tuple[str, int, str]]:
    """Every condition that a case holds against the runs: its kind, its place in the list, its words."""
    for kind in ("must", "must_not", "may"):
        for place, text in enumerate(getattr(case, kind)):
            yield kind, place, text
