"""Where each value of a scenario was written, kept from the file to the last check.

A file is read into a tree of Items. Items know their place; they survive
`extends`, so a value of the base scenario is still told at its own file and line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sim.scenario.mistakes import Mistake, Place

Scalar = None | bool | int | float | str | dt.date
Key = str | int | dt.date
Path = tuple[Key, ...]


@dataclass
class Item:
    """A value as it was written.

    `lead` is the number of characters before a text begins (1 for a quote), None where
    a place inside the text cannot be told; `nodes` and `height` are the size and depth
    after every alias is written out; `dropped` are values whose key stood there already.
    """

    value: Any  # Scalar | list[Item] | dict[Key, Item]
    place: Place
    keys: dict[Key, Place] = field(default_factory=dict)
    lead: int | None = None
    plain: bool = False
    broken: bool = False
    dropped: list[Item] = field(default_factory=list)
    nodes: int = 1
    height: int = 1


@dataclass(frozen=True)
class Places:
    """The places of a whole scenario, by path."""

    values: dict[Path, Place]
    keys: dict[Path, Place]
    leads: dict[Path, int]

    def of(self, path: Path) -> Place:
        """The place of a value, or of the nearest map or list around it."""
        while path not in self.values:
            path = path[:-1]
        return self.values[path]

    def of_key(self, path: Path) -> Place:
        return self.keys.get(path) or self.of(path)

    def inside(self, path: Path, offset: int) -> Place:
        """The place of a character of a text."""
        while path not in self.values:
            path = path[:-1]
        place, lead = self.values[path], self.leads.get(path)
        return place if lead is None else place._replace(column=place.column + lead + offset)


def places(root: Item) -> Places:
    """The places of every value and key below an item."""
    found = Places({}, {}, {})
    for path, item in walk(root):
        found.values[path] = item.place
        if item.lead is not None:
            found.leads[path] = item.lead
        found.keys.update({(*path, key): place for key, place in item.keys.items()})
    return found


def children(item: Item) -> Iterator[tuple[Key, Item]]:
    """What stands directly in a map (by key) or a list (by number)."""
    if isinstance(item.value, dict):
        yield from item.value.items()
    elif isinstance(item.value, list):
        yield from enumerate(item.value)


def walk(root: Item) -> Iterator[tuple[Path, Item]]:
    """Every item below this one, with its path."""
    waiting: list[tuple[Path, Item]] = [((), root)]
    while waiting:
        path, item = waiting.pop()
        yield path, item
        waiting += [((*path, key), child) for key, child in children(item)]


def plain(item: Item) -> Any:
    """The value alone: dicts, lists and scalars of Python."""
    if isinstance(item.value, dict):
        return {key: plain(child) for key, child in item.value.items()}
    if isinstance(item.value, list):
        return [plain(child) for child in item.value]
    return item.value


def human(data: Any, path: Path) -> str:
    """A path as a reader says it: actors.ruritania.triggers.red_line.when; items by their id."""
    words = []
    for step in path:
        data = step_into(data, step)
        named = isinstance(step, int) and isinstance(data, dict) and isinstance(data.get("id"), str)
        words.append(str(data["id"] if named else step))
    return ".".join(words)


def step_into(data: Any, step: Key) -> Any:
    """What stands at a key or number, or None."""
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None


def told(place: Place, where: str, words: str) -> Mistake:
    """A mistake at a place, opening with the path it is about."""
    return Mistake.at(place, f"{where}: {words}" if where else words)
