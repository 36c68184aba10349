"""What is left of a file when everything wrong in form is taken out.

The rest is still checked for names and sums, so that an author sees all mistakes at once.
What went is remembered: a name that was lost is not told as unknown a second time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from sim.scenario.places import Item, Path, walk

# What takes the place of a key at the top that a file cannot do without.
STAND_INS: dict[str, Any] = {"schema": 1, "id": "unnamed", "title": "untitled", "scenario": "unnamed"}


@dataclass
class Rest:
    """The tree that is left; `holes` is where values were taken out, `lost` the names that went.

    `needed` are keys of its top that have a stand-in.
    """

    root: Item
    needed: frozenset[str]
    holes: set[Path] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: Item, keys: Collection[str]) -> Rest:
        """A tree without what the reading of its file already found wrong; `keys` may stand at its top."""
        rest = cls(unshared(root), frozenset(STAND_INS) & frozenset(keys))
        for path, item in walk(rest.root):
            for dropped in item.dropped:
                rest.holes.add(path)
                rest.lost |= names_of(path, dropped)
        rest.take_out([path for path, item in walk(rest.root) if item.broken and path])
        return rest

    def take_out(self, doomed: list[Path]) -> None:
        """Remove values, the last of a list first so that the others keep their numbers."""
        for path in sorted(set(doomed), key=by_number, reverse=True):
            parent = self.root
            for step in path[:-1]:
                parent = parent.value[step]
            self.holes.add(path)
            if self.has_stand_in(path):
                parent.value[path[0]] = Item(STAND_INS[str(path[0])], self.root.place)
            else:
                self.lost |= names_of(path, parent.value.pop(path[-1]))

    def has_stand_in(self, path: Path) -> bool:
        """Whether something can stand here in place of what was wrong or missing."""
        return len(path) == 1 and path[0] in self.needed


def by_number(path: Path) -> list[tuple[bool, str]]:
    """An order of paths in which the items of a list follow one another by number."""
    return [(isinstance(step, int), str(step).zfill(9)) for step in path]


def unshared(item: Item) -> Item:
    """A copy in which no alias shares a value with another, so that each can go by itself."""
    if isinstance(item.value, dict):
        return replace(item, value={key: unshared(child) for key, child in item.value.items()})
    if isinstance(item.value, list):
        return replace(item, value=[unshared(child) for child in item.value])
    return replace(item)


def names_of(path: Path, removed: Item) -> set[str]:
    """Every name that what was removed gave to something: others may refer to it."""
    found = {str(step) for step in path[-1:]}
    for inner, item in walk(removed):
        whole = (*path, *inner)
        found |= {str(key) for key in item.keys}
        gives_a_name = not inner or whole[-1:] == ("id",) or "groups" in whole[-2:]  # or is a misspelt id
        if isinstance(item.value, str) and gives_a_name:
            found.add(item.value)
    return found
