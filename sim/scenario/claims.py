"""The documents' claims that a scenario's numbers rest on: a YAML list of maps, each with an `id`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from sim.scenario.mistakes import Mistake, Place, ScenarioError, show
from sim.scenario.places import Item, plain
from sim.scenario.reading import read
from sim.scenario.source import read_source


@dataclass(frozen=True)
class Claim:
    """One claim of a document: its id, every key the file gives it (quote, seed ...), and its place."""

    id: str
    fields: dict[str, Any]
    place: Place


@dataclass(frozen=True)
class Claims:
    by_id: dict[str, Claim]
    text: str
    mistakes: list[Mistake]


NO_CLAIMS = Claims({}, "", [])


def claims_of(root: Item) -> Claims:
    """The claims file that a scenario names, seen from the file that names it."""
    named = root.value.get("claims")
    if named is None or not isinstance(named.value, str) or not named.value:
        return NO_CLAIMS  # its form is told elsewhere
    name = os.path.normpath(os.path.join(os.path.dirname(named.place.file), named.value))
    try:
        text = read_source(FilePath(name), name, named.place)
        items, mistakes = read(text, name)
    except ScenarioError as error:
        return Claims({}, "", error.mistakes)
    if not isinstance(items.value, list):
        return Claims(
            {},
            text,
            [*mistakes, Mistake.at(items.place, "a claims file is a list of claims, each with an id")],
        )
    return gathered(items, text, mistakes)


def gathered(items: Item, text: str, mistakes: list[Mistake]) -> Claims:
    found: dict[str, Claim] = {}
    for item in items.value:
        fields = plain(item)
        name = fields.get("id") if isinstance(fields, dict) else None
        if not isinstance(name, str):
            mistakes.append(Mistake.at(item.place, "a claim is a map with an id"))
        elif name in found:
            mistakes.append(Mistake.at(item.place, f"two claims have the id {show(name)}"))
        else:
            found[name] = Claim(name, fields, item.place)
    return Claims(found, text, mistakes)
