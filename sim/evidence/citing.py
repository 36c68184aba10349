"""Which places of a scenario rest on which claim, in both directions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sim.evidence.bases import Basis, stated_bases
from sim.evidence.ledger import Entry
from sim.scenario.leaves import nodes
from sim.scenario.loading import Scenario
from sim.scenario.places import Path, human


@dataclass(frozen=True)
class Citation:
    """A map of the scenario that names claims; `name` is how a reader says its path."""

    path: Path
    name: str
    title: str | None
    basis: Basis


def citations(scenario: Scenario) -> dict[str, list[Citation]]:
    """The places that name each claim, by claim, as the file has them. Claims nobody names are left out."""
    document = scenario.document
    data, titles = document.model_dump(by_alias=True), {path: node.title for path, node in nodes(document)}
    found: dict[str, list[Citation]] = {}
    for path, basis in stated_bases(document).items():
        place = Citation(path, human(data, path) or "the whole scenario", titles[path], basis)
        for claim in dict.fromkeys(basis.evidence):
            found.setdefault(claim, []).append(place)
    return found


def resting_on(entries: list[Entry], claim: str) -> list[Entry]:
    """The entries of the ledger that rest on a claim: themselves, what is around them, or a number."""
    return [
        each
        for each in entries
        if claim in each.basis.evidence or any(claim in number.basis.evidence for number in each.numbers)
    ]


def holding(entries: list[Entry], parameter: str) -> list[Entry]:
    """The entries in which a parameter stands for a number or is asked for in a condition."""
    word = re.compile(rf"\b{re.escape(parameter)}\b")
    return [
        each
        for each in entries
        if any(number.value == parameter for number in each.numbers)
        or any(line.startswith("when ") and word.search(line) for line in each.says)
    ]


def matching(entries: list[Entry], asked: str) -> list[Entry]:
    """The entries meant by a name: a whole path, or how it ends (`resolve`, `northland.triggers.warns`)."""
    exact = [each for each in entries if each.name == asked]
    return exact or [each for each in entries if each.name.endswith(f".{asked}")]
