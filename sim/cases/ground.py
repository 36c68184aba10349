"""What cases are checked against: a scenario, and one case with its path in the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sim.cases.file import day_of, last_known
from sim.cases.schema import Case, Day
from sim.scenario.build.bindings import Binding
from sim.scenario.cast import Cast
from sim.scenario.checks.subject import Wrong
from sim.scenario.code import Places, rough_places
from sim.scenario.expression import nearest
from sim.scenario.fixing import misfits
from sim.scenario.loading import Scenario
from sim.scenario.places import Path
from sim.scenario.schema import Document
from sim.scenario.unknowns import Parameter


@dataclass(frozen=True, eq=False)
class Ground:
    """A scenario as all its cases are checked against it; what costs time is worked out once."""

    scenario: Scenario
    tried: dict[tuple[str, float], list[str]] = field(default_factory=dict)

    @cached_property
    def places(self) -> Places:
        return rough_places(self.scenario.document)

    def misfits(self, name: str, value: float) -> list[str]:
        """The fields that cannot hold what a parameter is set to."""
        if (name, value) not in self.tried:
            found = misfits(self.scenario.document, {name: Parameter(value=value)})
            self.tried[name, value] = list(dict.fromkeys(found))
        return self.tried[name, value]


@dataclass(frozen=True)
class Stage:
    """A case with its path, and the ground it stands on."""

    ground: Ground
    case: Case
    path: Path

    @property
    def scenario(self) -> Scenario:
        return self.ground.scenario

    @property
    def document(self) -> Document:
        return self.scenario.document

    @property
    def cast(self) -> Cast:
        return self.scenario.plan.cast

    @property
    def bindings(self) -> Sequence[Binding]:
        return self.scenario.plan.bindings

    @property
    def somebody(self) -> list[str]:
        return [*self.cast.actors, *self.cast.groups]

    @property
    def known(self) -> int:
        return last_known(self.document, self.case.situation)

    @property
    def end(self) -> int:
        return self.known + self.case.within

    def dated(self, path: Path, when: Day, through: int, words: str) -> Iterator[Wrong]:
        """Tell a day that is not one of the clock, or after the last that may stand here."""
        day = day_of(self.document, when)
        if day < 0:
            yield Wrong(path, f"before the scenario starts, on {self.document.clock.start}")
        elif day > through:
            yield Wrong(path, f"{words}, day {through} ({self.date(through)})")

    def date(self, day: int) -> dt.date:
        return self.document.clock.start + dt.timedelta(days=day)


def missing(path: Path, kind: str, name: str, names: Sequence[str], of_key: bool = True) -> Iterator[Wrong]:
    if name not in names:
        yield Wrong(path, f"no {kind} is called '{name}'{nearest(name, list(names))}", of_key)
