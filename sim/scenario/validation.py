"""Does a file have the right form? Every key, type and single value, by the models of a schema.

What pydantic says is told in plain words at the value's own line. Values that are wrong
are then taken out, so that the rest of the file can be checked in the same breath.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from sim.scenario.expression import nearest
from sim.scenario.fields import Node
from sim.scenario.forms import fields, forms_at, is_model, keys_at, words
from sim.scenario.mistakes import MAX_TOLD, Mistake, show
from sim.scenario.places import Item, Key, Path, Places, human, places, plain, step_into, told
from sim.scenario.rest import Rest

DAY = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")
FEW = 8
UNKNOWN_KEY = ("extra_forbidden", "invalid_key")
Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Formed(Generic[Model]):
    """The sound part of a file: no document where too little is left."""

    document: Model | None
    rest: Rest
    mistakes: list[Mistake]


def form(root: Item, model: type[Model]) -> Formed[Model]:
    """Check the form of a whole file, and keep what is sound."""
    rest = Rest.of(root, fields(model))
    document, errors = attempt(rest.root, model)
    mistakes = mistakes_of(errors, rest, model)
    while document is None:
        doomed = faults(errors, rest)
        if () in doomed:
            break
        rest.take_out(doomed)
        document, errors = attempt(rest.root, model)
    return Formed(document, rest, mistakes)


def attempt(root: Item, model: type[Model]) -> tuple[Model | None, list[dict[str, Any]]]:
    """The document, or what pydantic holds against it."""
    try:
        return model.model_validate(plain(root)), []
    except ValidationError as error:
        return None, [dict(one) for one in error.errors(include_url=False, include_input=False)]


def mistakes_of(errors: list[dict[str, Any]], rest: Rest, model: type[BaseModel]) -> list[Mistake]:
    """One mistake for each place that is wrong, however many ways pydantic found it so."""
    data, found = plain(rest.root), places(rest.root)
    groups: dict[tuple[Path, bool], list[dict[str, Any]]] = {}
    for error in errors:
        groups.setdefault((fault(error, data), is_key(error)), []).append(error)
    inner = {path[:cut] for path, _ in groups for cut in range(len(path))}  # a union's other branches
    return [
        mistake(path, group, data, found, model)
        for (path, of_key), group in islice(groups.items(), MAX_TOLD)
        if (of_key or path not in inner) and not (is_missing(group[0]) and path in rest.holes)
    ]


def faults(errors: list[dict[str, Any]], rest: Rest) -> list[Path]:
    """What has to go: a wrong value, or the map that lacks a key it needs."""
    data = plain(rest.root)
    found = {fault(error, data) for error in errors}
    return [path if holds(data, path) or rest.has_stand_in(path) else path[:-1] for path in found]


def fault(error: dict[str, Any], data: Any) -> Path:
    """The path in the file that an error is about; pydantic's own labels are stepped over."""
    path: Path = ()
    here = data
    for step in error["loc"]:
        key = key_of(here, step)
        if key is not None:
            path, here = (*path, key), step_into(here, key)
    if is_missing(error) and isinstance(here, dict):
        return (*path, error["loc"][-1])
    return path


def key_of(here: Any, step: Any) -> Key | None:
    """The key or number of a value's own that a step of pydantic's path means; None for its labels."""
    if isinstance(here, dict):
        day = DAY.fullmatch(str(step))
        step = dt.date(*map(int, day.groups())) if day else step
        return step if step in here else None
    return step if isinstance(here, list) and isinstance(step, int) and step < len(here) else None


def is_missing(error: dict[str, Any]) -> bool:
    return bool(error["type"] == "missing")


def is_key(error: dict[str, Any]) -> bool:
    return error["type"] in UNKNOWN_KEY or error["loc"][-1:] == ("[key]",)


def mistake(
    path: Path, errors: list[dict[str, Any]], data: Any, found: Places, model: type[BaseModel]
) -> Mistake:
    """The words for one wrong place."""
    error, key = errors[0], show(path[-1]) if path else ""
    where, parent = human(data, path), human(data, path[:-1])
    value = at(data, path)
    if error["type"] in UNKNOWN_KEY:
        return told(found.of_key(path), parent, f"unknown key {key}{known_keys(path, model)}")
    if is_missing(error) and not holds(data, path):
        return told(found.of_key(path[:-1]), parent, f"the key {key} is missing")
    if is_key(error) and error["type"] != "scenario":
        return told(found.of_key(path), parent, f"{key} is no key here: expected a date such as 2031-03-01")
    if error["type"] == "scenario" and len(errors) == 1 and (is_key(error) or is_suited(value, path, model)):
        place = found.of_key(path) if is_key(error) else found.of(path)
        return told(place, where, error["ctx"]["reason"])
    return told(found.of(path), where, f"expected {words(forms_at(path, model))}, not {said(value)}")


def known_keys(path: Path, model: type[BaseModel]) -> str:
    """The nearest key that a map may have, or all of them where they are few."""
    known = keys_at(path[:-1], model)
    few = [key for key in known if key not in Node.model_fields]
    listed = f"; the keys here are {', '.join(few)}" if 0 < len(few) <= FEW else ""
    return nearest(str(path[-1]), known) or listed


def is_suited(value: Any, path: Path, model: type[BaseModel]) -> bool:
    """Whether a value is of a kind that may stand here, so that only its content is wrong."""
    if isinstance(value, dict):
        return any(is_model(form.kind) for form in forms_at(path, model))
    return not (value is None or isinstance(value, bool | list))


def said(value: Any) -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if value == {} or value == "":
        return "an empty map" if value == {} else "an empty text"
    return show(value)


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = step_into(data, step)
    return data


def holds(data: Any, path: Path) -> bool:
    parent = at(data, path[:-1])
    return path[-1] in parent if isinstance(parent, dict) else isinstance(parent, list)
