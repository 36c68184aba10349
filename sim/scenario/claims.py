"""The claims that a scenario's numbers rest on, and the documents that make them.

A claims file is a map of two lists, `documents` and `claims`; every entry has an `id`, and a
claim names its `document`.
"""

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
    documents: dict[str, Claim]
    text: str
    mistakes: list[Mistake]


NO_CLAIMS = Claims({}, {}, "", [])


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
        return Claims({}, {}, "", error.mistakes)
    if not isinstance(items.value, dict) or "claims" not in items.value:
        words = "a claims file is a map with a list of documents and a list of claims"
        return Claims({}, {}, text, [*mistakes, Mistake.at(items.place, words)])
    documents = gathered(items.value.get("documents"), "document", mistakes)
    claims = gathered(items.value["claims"], "claim", mistakes)
    for claim in claims.values():
        document = claim.fields.get("document")
        if document is not None and not (isinstance(document, str) and document in documents):
            mistakes.append(Mistake.at(claim.place, f"no document is called {show(document)}"))
    return Claims(claims, documents, text, mistakes)


def gathered(items: Item | None, kind: str, mistakes: list[Mistake]) -> dict[str, Claim]:
    """The entries of a list by their ids; what is wrong is added to `mistakes`."""
    found: dict[str, Claim] = {}
    if items is None:
        return found
    if not isinstance(items.value, list):
        mistakes.append(Mistake.at(items.place, f"expected a list of {kind}s, each with an id"))
        return found
    for item in items.value:
        fields = plain(item)
        name = fields.get("id") if isinstance(fields, dict) else None
        if not isinstance(name, str):
            mistakes.append(Mistake.at(item.place, f"a {kind} is a map with an id"))
        elif name in found:
            mistakes.append(Mistake.at(item.place, f"two {kind}s have the id {show(name)}"))
        else:
            found[name] = Claim(name, fields, item.place)
    return found
