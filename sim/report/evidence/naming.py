"""How claims and entries are called, and how they point to each other within one page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sim.evidence.bases import Basis, Kind
from sim.evidence.graded import Graded
from sim.evidence.ledger import Entry
from sim.evidence.saying import clean
from sim.report.blocks import Cell
from sim.scenario.claims import published
from sim.scenario.loading import Scenario

NOTHING = "-"
RESTS: dict[Kind, str] = {
    "documented": "documents",
    "in part": "documents, its size judged",
    "assumed": "an assumption",
    "unfounded": "nothing said",
}


def claim_anchor(name: str) -> str:
    return f"claim-{slug(name)}"


def entry_anchor(name: str) -> str:
    return f"entry-{slug(name)}"


def slug(name: str) -> str:
    """A name as an address within a page can hold it; what it cannot hold is written by its number."""
    return re.sub(r"[^A-Za-z0-9_.]", lambda sign: f"-{ord(sign[0]):x}-", name)


def claim_links(names: Iterable[str], known: Iterable[str], grades: dict[str, str] | None = None) -> Cell:
    """Claims by their ids, with their grades where wanted; those that the file has can be followed."""
    there, said = set(known), grades or {}
    told = [(" ".join(part for part in (name, said.get(name, "")) if part), name) for name in names]
    links = [(text, claim_anchor(name) if name in there else "") for text, name in told]
    return Cell("", links=links) if links else Cell(NOTHING)


def grades_of(found: Iterable[Graded]) -> dict[str, str]:
    return {each.id: each.grade for each in found}


def day_of(each: Graded) -> Cell:
    """The day of a claim; small, that it is the document's where the claim has none of its own."""
    if each.date is None:
        return Cell(NOTHING)
    return Cell(str(each.date), small="" if each.dated else "the document's")


def called(each: Entry) -> str:
    return clean(each.title) if each.title else each.name


def range_said(each: Entry) -> str:
    return NOTHING if each.range is None else f"{each.range[0]:g} to {each.range[1]:g}"


def judged(basis: Basis) -> str:
    return clean(basis.assumed) if basis.assumed else NOTHING


def head(scenario: Scenario) -> str:
    """What the evidence is of: how many claims of how many documents, and as of when."""
    claims, documents = len(scenario.claims), len(scenario.documents)
    if not claims:
        return "The scenario names no file of claims."
    scales = "reliability of the source A to F, credibility of the claim 1 to 6"
    return f"{claims} claims of {documents} documents{by_then(scenario)}. Grades: {scales}."


def by_then(scenario: Scenario) -> str:
    """How much of it was out, where the scenario is of a day: a file of claims may have later ones too."""
    as_of = scenario.document.as_of
    if as_of is None:
        return ""
    days = {name: published(document) for name, document in scenario.documents.items()}
    out = {name for name, day in days.items() if day is not None and day <= as_of}
    claims = sum(claim.fields.get("document") in out for claim in scenario.claims.values())
    return f"; as of {as_of}, {claims} claims of {len(out)} of them were out"
