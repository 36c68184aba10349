"""Places of a scenario by path: actors.ruritania.triggers.red_line.honoured; items of lists by their id.

A key that a map may have and that is not written there is a place as well.
"""

from __future__ import annotations

from dataclasses import replace

from sim.scenario.expression import nearest
from sim.scenario.extends import item_id
from sim.scenario.fields import Node
from sim.scenario.forms import Form, forms_at, is_model, is_number, keys_at
from sim.scenario.mistakes import show
from sim.scenario.places import Item, Key, Path, children

FEW = 8


class Astray(ValueError):
    """A path that leads to no value; `offset` is where in its text it goes wrong."""

    def __init__(self, words: str, offset: int) -> None:
        super().__init__(words)
        self.offset = offset


def find(root: Item, text: str) -> Path:
    """The path to a single value of a scenario; raises Astray with the first step that fails."""
    path: Path = ()
    here: Item | None = root
    offset = 0
    for step in text.split("."):
        key = key_of(here, step, path)
        if key is None:
            where = ".".join(text[:offset].split(".")[:-1]) or "the scenario"
            raise Astray(f"{where} has no {show(step)}{nearest(step, known(here, path))}", offset)
        here, path = below(here, key), (*path, key)
        offset += len(step) + 1
    refuse_many(here, text, path)
    return path


def refuse_many(here: Item | None, text: str, path: Path) -> None:
    """Raise Astray where there are many values and not one."""
    is_many = not any(may_be_one(form) for form in forms_at(path)) if here is None else holds_many(here)
    if is_many:
        names = known(here, path)
        words = f"; go on with one of {', '.join(names)}" if 0 < len(names) <= FEW else ""
        kind = "list" if here is not None and isinstance(here.value, list) else "map"
        raise Astray(f"{text} is a {kind}, and one value is varied{words}", 0)


def holds_many(item: Item) -> bool:
    return isinstance(item.value, dict | list)


def may_be_one(form: Form) -> bool:
    """Whether a form is of a single value, and not of a map or list."""
    return not is_model(form.kind) and getattr(form.kind, "__origin__", None) not in (dict, list, tuple)


def key_of(here: Item | None, step: str, path: Path) -> Key | None:
    """The key, or the number in a list, that a step names; None where there is no such."""
    if here is not None and isinstance(here.value, list):
        named = (place for place, part in enumerate(here.value) if item_id(part) == step)
        numbered = int(step) if step.isdecimal() and len(step) < FEW and int(step) < len(here.value) else None
        return next(named, numbered)
    if here is not None and isinstance(here.value, dict):
        written = next((key for key in here.value if str(key) == step), None)
        return step if written is None and step in keys_at(path) else written
    return step if here is None and step in keys_at(path) else None


def known(here: Item | None, path: Path) -> list[str]:
    """What a step could name: what is written, then what might be."""
    if here is not None and isinstance(here.value, list):
        return [item_id(part) or str(place) for place, part in enumerate(here.value)]
    if here is not None and not isinstance(here.value, dict):
        return []
    written = [] if here is None else [str(key) for key in here.value]
    return [*written, *(key for key in keys_at(path) if key not in written and key not in Node.model_fields)]


def below(here: Item | None, key: Key) -> Item | None:
    return None if here is None else dict(children(here)).get(key)


def at(root: Item, path: Path) -> Item | None:
    """What is written at a path."""
    here: Item | None = root
    for key in path:
        here = below(here, key)
    return here


def takes_numbers(path: Path) -> bool:
    """Whether a number may stand at a path, or a parameter in its stead."""
    return any(is_number(form.remarks) for form in forms_at(path))


def takes_only_numbers(path: Path) -> bool:
    """Whether nothing but a number (or a parameter) may stand at a path."""
    return all(is_number(form.remarks) for form in forms_at(path))


def put(root: Item | None, path: Path, item: Item) -> Item:
    """A tree with this item at a path, and the rest shared; maps on the way are made."""
    if not path:
        return item
    first, rest = path[0], path[1:]
    if root is None or not holds_many(root):
        root = Item({}, item.place)
    inner = put(below(root, first), rest, item)
    if isinstance(root.value, list):
        return replace(root, value=[inner if k == first else part for k, part in enumerate(root.value)])
    return replace(root, value={**root.value, first: inner}, keys={first: item.place, **root.keys})
