"""Variants: named versions of the scenario, each checked as a whole.

A variant's override is merged into the scenario like the body of a file that extends it. A
number that is varied by its path becomes a parameter of each variant, so that a point never
builds a scenario anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sim.scenario.claims import Claims, claims_of
from sim.scenario.extends import Written, merge
from sim.scenario.loading import Examined, Scenario, examined
from sim.scenario.mistakes import Mistake, Place, ScenarioError
from sim.scenario.places import Item, Path, plain
from sim.scenario.schema import Document
from sim.studies.form.paths import put


@dataclass(frozen=True)
class Basis:
    """A scenario as it was read, before anything is checked."""

    read: Written
    claims: Claims

    @classmethod
    def of(cls, read: Written) -> Basis:
        return cls(read, claims_of(read.root))

    def overridden(self, over: Item) -> Basis:
        """With an override merged in."""
        mistakes: list[Mistake] = []
        root = merge(self.read.root, over, (), mistakes)
        read = changed(replace(self.read, mistakes=mistakes), root, "override", plain(over))
        same = root.value.get("claims") is self.read.root.value.get("claims")
        return replace(self, read=read) if same else Basis.of(read)

    def with_value(self, path: Path, value: Any, place: Place) -> Basis:
        """With another value at a path."""
        root = put(self.read.root, path, Item(value, place))
        return replace(self, read=changed(self.read, root, "value", [list(path), value]))

    def with_parameter(self, name: str, path: Path, value: float, place: Place) -> Basis:
        """With a new parameter that stands for the number at a path."""
        parameter = Item({"value": Item(value, place)}, place, keys={"value": place})
        root = put(self.read.root, path, Item(name, place))
        root = put(root, ("parameters", name), parameter)
        return replace(self, read=changed(self.read, root, "parameter", [list(path), name]))

    def check(self) -> tuple[Examined | None, list[Mistake]]:
        """The scenario, or everything that is wrong with it."""
        try:
            return examined(self.read, self.claims), []
        except ScenarioError as error:
            return None, error.mistakes


def changed(read: Written, root: Item, what: str, value: Any) -> Written:
    """What was read with another root, and with a record of the change."""
    return replace(read, root=root, change=json.dumps([read.change, what, ordered(value)]))


def ordered(value: Any) -> Any:
    """A value as JSON can hold it, alike for alike maps."""
    if isinstance(value, dict):
        return sorted([str(key), ordered(part)] for key, part in value.items())
    if isinstance(value, list | tuple):
        return [ordered(part) for part in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


@dataclass(frozen=True, eq=False)
class Variant:
    """A sound variant: its scenario, the parameters it fixes, and whether its actors err.

    `paths` are the places of what is varied there.
    """

    name: str
    title: str | None
    errors: bool
    fixed: Mapping[str, float]
    scenario: Scenario = field(repr=False)
    basis: Basis = field(repr=False)
    paths: Mapping[str, Path] = field(repr=False)

    @property
    def document(self) -> Document:
        return self.scenario.document
