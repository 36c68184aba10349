"""The claims that a scenario's numbers rest on, and the documents that make them.

A claims file is a map of two lists, `documents` and `claims`; every entry has an `id`, and a
claim names its `document`. What else an entry says (`speaker`, `credibility` ...) may be left out.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from sim.scenario.expression import nearest
from sim.scenario.grading import day, misgraded
from sim.scenario.mistakes import Mistake, Place, ScenarioError, show
from sim.scenario.places import Item, plain
from sim.scenario.reading import read
from sim.scenario.source import read_source


@dataclass(frozen=True)
class Claim:
    """One claim of a document: its id, every key the file gives it (quote, speaker ...), and its place."""

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
        return claims_in(read_source(FilePath(name), name, named.place), name)
    except ScenarioError as error:
        return Claims({}, {}, "", error.mistakes)


def check_claims(path: str) -> list[Mistake]:
    """What is wrong in a claims file, whoever names it."""
    try:
        return sorted(claims_in(read_source(FilePath(path), path), path).mistakes)
    except ScenarioError as error:
        return error.mistakes


def claims_in(text: str, name: str) -> Claims:
    """The claims of a file with this text; raises ScenarioError where it is no YAML."""
    items, mistakes = read(text, name)
    if not isinstance(items.value, dict) or "claims" not in items.value:
        words = "a claims file is a map with a list of documents and a list of claims"
        return Claims({}, {}, text, [*mistakes, Mistake.at(items.place, words)])
    documents, _ = gathered(items.value.get("documents"), "document", mistakes)
    claims, written = gathered(items.value["claims"], "claim", mistakes)
    for name, claim in claims.items():
        document = claim.fields.get("document")
        if document is not None and not (isinstance(document, str) and document in documents):
            place, near = written[name].value["document"].place, close(document, documents)
            mistakes.append(Mistake.at(place, f"no document is called {show(document)}{near}"))
    mistakes += contradictions(claims, written)
    return Claims(claims, documents, text, mistakes)


def gathered(
    items: Item | None, kind: str, mistakes: list[Mistake]
) -> tuple[dict[str, Claim], dict[str, Item]]:
    """The entries of a list by their ids, plain and as written; what is wrong is added to `mistakes`."""
    found: dict[str, Claim] = {}
    written: dict[str, Item] = {}
    if items is None:
        return found, written
    if not isinstance(items.value, list):
        mistakes.append(Mistake.at(items.place, f"expected a list of {kind}s, each with an id"))
        return found, written
    for item in items.value:
        fields = plain(item)
        name = fields.get("id") if isinstance(fields, dict) else None
        if not isinstance(name, str) or not name:
            mistakes.append(Mistake.at(item.place, f"a {kind} is a map with an id, a text such as E1"))
        elif name in found:
            mistakes.append(Mistake.at(item.place, f"two {kind}s have the id {show(name)}"))
        else:
            found[name], written[name] = Claim(name, fields, item.place), item
            mistakes += misgraded(kind, item)
    return found, written


def contradictions(claims: Mapping[str, Claim], written: Mapping[str, Item]) -> list[Mistake]:
    """Two claims contradict each other or neither does: both name the other in `conflicts_with`."""
    found = []
    for name, item in written.items():
        others = item.value.get("conflicts_with")
        if others is None:
            continue
        if not isinstance(others.value, list):
            found.append(Mistake.at(others.place, "conflicts_with: expected a list of claims, such as [E1]"))
            continue
        found += [wrong for other in others.value if (wrong := one_sided(name, other, claims)) is not None]
    return found


def one_sided(name: str, other: Item, claims: Mapping[str, Claim]) -> Mistake | None:
    """What is wrong with one contradiction: of nothing, of itself, or not said of the other."""
    if not isinstance(other.value, str) or other.value not in claims:
        near = close(other.value, claims)
        return Mistake.at(other.place, f"conflicts_with: no claim is called {show(other.value)}{near}")
    if other.value == name:
        return Mistake.at(other.place, f"conflicts_with: {name} cannot contradict itself")
    back = claims[other.value].fields.get("conflicts_with")
    if isinstance(back, list) and name in back:
        return None
    words = f"conflicts_with: {name} contradicts {other.value}, which does not say so: add {name} there too"
    return Mistake.at(other.place, words)


def close(name: object, known: Mapping[str, object]) -> str:
    return nearest(name, list(known)) if isinstance(name, str) else ""


# ---------------------------------------------------------------- days


def published(document: Claim | None) -> dt.date | None:
    """The first day by which a document can surely have been read; its `date`, where it says none."""
    if document is None:
        return None
    return day(document.fields.get("published")) or day(document.fields.get("date"))


def day_of(claim: Claim, documents: Mapping[str, Claim]) -> dt.date | None:
    """The day a claim speaks of or was said; where its text gives none, the day its document was out."""
    return day(claim.fields.get("date")) or published(documents.get(str(claim.fields.get("document"))))
