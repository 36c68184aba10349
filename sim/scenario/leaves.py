"""The maps and the numbers of a scenario, each with its path and what its field asks of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from sim.scenario.fields import Node, Range
from sim.scenario.forms import Form, below, field_forms, fields, is_number, limits
from sim.scenario.places import Path


def nodes(value: Any, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every map of a scenario that may say what it rests on."""
    if isinstance(value, Node):
        yield path, value
        for key, field in keyed(value):
            yield from nodes(field, (*path, key))
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from nodes(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from nodes(part, (*path, place))


def keyed(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """The keys a file gives in a map, and their values."""
    for name, field in type(model).model_fields.items():
        if name in model.model_fields_set:
            yield field.alias or name, getattr(model, name)


@dataclass(frozen=True)
class Leaf:
    """A number (or a parameter in its stead) that a scenario says: `node` is the map it counts to."""

    path: Path
    node: Path
    value: float | int | str
    limits: Range | None
    default: Any


def leaves(model: BaseModel, path: Path = ()) -> Iterator[Leaf]:
    """Every number that stands in a scenario, with what its field asks; defaults not written are left out."""
    known = fields(type(model))
    for key, value in keyed(model):
        yield from leaves_of(value, field_forms(known[key]), (*path, key), path, known[key].default)


def leaves_of(value: Any, found: list[Form], path: Path, node: Path, default: Any) -> Iterator[Leaf]:
    if isinstance(value, BaseModel):
        yield from leaves(value, path)
    elif isinstance(value, dict):
        inner = [form for parent in found if get_origin(parent.kind) is dict for form in below(parent, None)]
        for key, part in value.items():
            yield from leaves_of(part, inner, (*path, key), node, None)
    elif isinstance(value, list | tuple):
        inner = [form for parent in found for form in below(parent, 0)]
        for index, part in enumerate(value):
            yield from leaves_of(part, inner, (*path, index), node, None)
    elif is_leaf(value, found):
        asked = next((limits(form.remarks) for form in found if form.kind is float), None)
        yield Leaf(path, node, value, asked, default)


def is_leaf(value: Any, found: list[Form]) -> bool:
    """A number, or a text that stands where only a number or parameter could."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return True
    literal = any(value in get_args(form.kind) for form in found if get_origin(form.kind) is Literal)
    return isinstance(value, str) and not literal and any(is_number(form.remarks) for form in found)
