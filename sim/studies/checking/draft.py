"""A study while it is being checked: what was written, where, and every mistake found so far."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sim.scenario.mistakes import Mistake, Place
from sim.scenario.places import Item, Path, Places, human, places, plain, told
from sim.scenario.rest import Rest
from sim.studies.form.schema import StudyDocument


@dataclass
class Draft:
    """A study in the making: `root` as it was read, `rest` what mistakes of form leave of it.

    `files` are the texts it rests on, its own first; `idle` are variants whose override changes
    nothing.
    """

    name: str
    document: StudyDocument
    root: Item
    rest: Rest
    mistakes: list[Mistake]
    files: dict[str, str]
    idle: set[str] = field(default_factory=set)

    @cached_property
    def places(self) -> Places:
        return places(self.rest.root)

    @cached_property
    def data(self) -> Any:
        return plain(self.rest.root)

    def lacks(self, path: Path) -> bool:
        """Whether something here or below was wrong in form, and is told already."""
        return any(hole[: len(path)] == path for hole in self.rest.holes)

    def says(self, path: Path) -> bool:
        return path in self.places.values

    def tell(self, path: Path, words: str, of_key: bool = False, offset: int | None = None) -> None:
        """A mistake at a value (or a key, or a character of a text) of the study file."""
        self.mistakes.append(told(self.place(path, of_key, offset), human(self.data, path), words))

    def place(self, path: Path, of_key: bool = False, offset: int | None = None) -> Place:
        if offset is not None:
            return self.places.inside(path, offset)
        return self.places.of_key(path) if of_key else self.places.of(path)

    def blame(self, path: Path, mistakes: Iterable[Mistake]) -> None:
        """Mistakes of a scenario that something here makes: told here, unless they stand in this file."""
        for mistake in mistakes:
            if mistake.file == self.name:
                self.mistakes.append(mistake)
            else:
                self.tell(path, str(mistake))

    def beside(self, name: str) -> str:
        """The path of a file that the study names."""
        return os.path.normpath(os.path.join(os.path.dirname(self.name), name))
