"""What a check looks at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sim.scenario.cast import ALL, Cast
from sim.scenario.claims import Claims
from sim.scenario.code import Places, rough_places
from sim.scenario.expression import nearest
from sim.scenario.places import Path
from sim.scenario.schema import Document
from sim.scenario.stated import Stated, stated
from sim.scenario.uncertainty import bounds

MANY = 1000  # more names than this are not searched for the nearest


class Wrong(NamedTuple):
    """A fault of the value (or of the key) at a path; `offset` is a place inside a text."""

    path: Path
    words: str
    of_key: bool = False
    offset: int | None = None


@dataclass(frozen=True)
class Subject:
    """A scenario under check, less what was wrong in form: `holes` is where, `lost` the names that went."""

    document: Document
    claims: Claims
    holes: frozenset[Path]
    lost: frozenset[str]

    @cached_property
    def cast(self) -> Cast:
        return Cast(self.document)

    @cached_property
    def condition_places(self) -> Places:
        """Where the names of conditions stand, roughly: enough to look for problems."""
        return rough_places(self.document)

    @cached_property
    def rules(self) -> list[Stated]:
        return stated(self.cast)

    @cached_property
    def somebody(self) -> list[str]:
        """Whom a rule may name: actors, groups, all."""
        return sorted({*self.cast.actors, *self.cast.groups, ALL})

    def whole(self, path: Path) -> bool:
        """Whether nothing below a path was taken out."""
        return path not in self.around_holes

    @cached_property
    def around_holes(self) -> set[Path]:
        return {hole[:cut] for hole in self.holes for cut in range(len(hole) + 1)}

    @cached_property
    def ladders_known(self) -> bool:
        """Whether every actor's ladder can be told: no ladder was taken out, nor who stands on which."""
        return not any(
            (len(hole) == 2 and hole[0] == "ladders") or hole[-1:] == ("ladder",) for hole in self.holes
        )

    def known(
        self, path: Path, kind: str, name: str, names: Collection[str], of_key: bool = False
    ) -> Iterator[Wrong]:
        """Tell a name that refers to nothing, with the nearest that does."""
        if name not in names and name not in self.lost:
            near = nearest(name, list(names)) if len(names) <= MANY else ""
            yield Wrong(path, f"no {kind} is called '{name}'{near}", of_key)

    def range_of(self, value: float | int | str | None) -> tuple[float, float]:
        """The least and greatest value of a number or parameter; an unknown parameter counts as 0."""
        if isinstance(value, str):
            parameter = self.document.parameters.get(value)
            return bounds(parameter) if parameter else (0.0, 0.0)
        return (value or 0.0, value or 0.0)
