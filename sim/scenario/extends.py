"""A scenario may say only how it differs from another: `extends: other.yaml`.

Maps merge, lists of items with `id` merge by id, each ladder is replaced whole, null
deletes a key, and any other list is replaced. Every value keeps the place it came from.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from sim.scenario.expression import nearest
from sim.scenario.mistakes import Mistake, Place, ScenarioError, show
from sim.scenario.places import Item, Path
from sim.scenario.reading import read
from sim.scenario.source import read_source


@dataclass
class Written:
    """A scenario as written, with what it extends merged in.

    `files` are the texts by name, its own first; `change` is what a study changed in it.
    """

    root: Item
    files: dict[str, str]
    mistakes: list[Mistake] = field(default_factory=list)
    change: str | None = None


def written(text: str, name: str) -> Written:
    """Read a scenario's text and every file it extends; raises ScenarioError where that cannot be."""
    layers: list[Item] = []
    files: dict[str, str] = {}
    mistakes: list[Mistake] = []
    seen = {real(name)}
    asked: Place | None = None
    try:
        while True:
            layer, found = read_map(text, name)
            layers.append(layer)
            files[name] = text
            mistakes += found
            base = layer.value.pop("extends", None)
            if base is None:
                break
            name, asked = named_base(base, name), base.place
            if real(name) in seen:
                raise ScenarioError(
                    [Mistake.at(asked, f"extends goes in a circle: {name} extends this file")]
                )
            seen.add(real(name))
            text = read_source(FilePath(name), name, asked)
    except ScenarioError as error:
        raise ScenarioError([*mistakes, *error.mistakes]) from None
    root = layers.pop()
    while layers:
        root = merge(root, layers.pop(), (), mistakes)
    return Written(root, files, mistakes)


def read_map(text: str, name: str, kind: str = "scenario") -> tuple[Item, list[Mistake]]:
    root, mistakes = read(text, name)
    if not isinstance(root.value, dict):
        words = f"a {kind} is a map of keys and values, not {show(root.value)}"
        raise ScenarioError([*mistakes, Mistake.at(root.place, words)])
    return root, mistakes


def named_base(base: Item, name: str) -> str:
    """The file that `extends` names, seen from the file that says it."""
    if not isinstance(base.value, str) or not base.value:
        raise ScenarioError(
            [Mistake.at(base.place, "extends takes the name of one file, such as: other.yaml")]
        )
    return os.path.normpath(os.path.join(os.path.dirname(name), base.value))


def real(name: str) -> str:
    try:
        return os.path.realpath(name)
    except ValueError:  # a null character: reading it will say so
        return name


def merge(base: Item, over: Item, path: Path, mistakes: list[Mistake]) -> Item:
    """What `over` makes of `base`; both stand at the same path."""
    if isinstance(base.value, dict) and isinstance(over.value, dict):
        return merge_maps(base, over, path, mistakes)
    is_ladder = len(path) == 2 and path[0] == "ladders"
    if not is_ladder and has_ids(base) and has_ids(over):
        return merge_lists(base, over, path, mistakes)
    return over


def merge_maps(base: Item, over: Item, path: Path, mistakes: list[Mistake]) -> Item:
    value, keys = dict(base.value), {**base.keys, **over.keys}
    for key, item in over.value.items():
        if is_null(item):
            if key not in base.value:
                known = [str(k) for k in base.value]
                words = f"null deletes a key, but there is no {show(key)} to delete{nearest(str(key), known)}"
                mistakes.append(Mistake.at(over.keys[key], words))
            value.pop(key, None)
        elif key in base.value:
            value[key] = merge(base.value[key], item, (*path, key), mistakes)
        else:
            value[key] = item
    return replace(over, value=value, keys=keys, dropped=base.dropped + over.dropped)


def merge_lists(base: Item, over: Item, path: Path, mistakes: list[Mistake]) -> Item:
    """Items with an id that the base has are merged into it; the others follow at the end."""
    value = list(base.value)
    at = {item_id(item): index for index, item in reversed(list(enumerate(base.value)))}
    for item in over.value:
        index = at.get(item_id(item))
        if index is None or item_id(item) is None:
            value.append(item)
        else:
            value[index] = merge(value[index], item, (*path, index), mistakes)
    return replace(over, value=value)


def is_null(item: Item) -> bool:
    return item.value is None and not item.broken


def has_ids(item: Item) -> bool:
    return isinstance(item.value, list) and any(item_id(part) is not None for part in item.value)


def item_id(item: Item) -> str | None:
    """The id of a map in a list of such maps."""
    if not isinstance(item.value, dict) or "id" not in item.value:
        return None
    value = item.value["id"].value
    return value if isinstance(value, str) else None
