"""A scenario with another document, checked like any other."""

from __future__ import annotations

import json
from typing import Any

from sim.scenario.claims import Claims
from sim.scenario.extends import Written
from sim.scenario.loading import Scenario, examined
from sim.scenario.mistakes import Place
from sim.scenario.places import Item, Path
from sim.scenario.schema import Document


def rewritten(scenario: Scenario, document: Document) -> Scenario:
    """The scenario with a document in place of its own, and a plan of its own.

    The document goes the way of every file: form, names, sums, conditions. Raises ScenarioError
    with all that is wrong, each at the place of what stood there before. The same document gives
    back the scenario itself; another leaves the war game's part behind, which changes no rule and may
    name what is no longer there.
    """
    if document == scenario.document:
        return scenario
    return examined(as_written(scenario, document), claims_of(scenario)).scenario


def as_written(scenario: Scenario, document: Document) -> Written:
    """A document as if it had been read from the scenario's file."""
    name = str(scenario.path)
    plain = document.model_dump(by_alias=True, exclude_unset=True, exclude={"game"})
    change = json.dumps([scenario.sha256, "rewritten", ordered(plain)])
    root = item(plain, scenario, Place(name, 1, 1), ())
    return Written(root, {name: scenario.text}, change=change)


def item(value: Any, scenario: Scenario, above: Place, path: Path) -> Item:
    """A plain value with its place: that of what stood there, else of what is around it."""
    place = scenario.places.get(path, above)
    if isinstance(value, dict):
        parts = {key: item(part, scenario, place, (*path, key)) for key, part in value.items()}
        return Item(parts, place, keys={key: parts[key].place for key in parts})
    if isinstance(value, list | tuple):
        return Item([item(part, scenario, place, (*path, k)) for k, part in enumerate(value)], place)
    return Item(value, place)


def ordered(value: Any) -> Any:
    """A value as JSON can hold it, alike for alike maps."""
    if isinstance(value, dict):
        return sorted([str(key), ordered(part)] for key, part in value.items())
    if isinstance(value, list | tuple):
        return [ordered(part) for part in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def claims_of(scenario: Scenario) -> Claims:
    """The claims of a scenario, as they were read; its hash stands for their text."""
    return Claims(scenario.claims, scenario.documents, scenario.sha256, [])
