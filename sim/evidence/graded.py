"""A claim with its source: who said it and when, how good the word is, and who contradicts it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sim.evidence.saying import clean
from sim.scenario.claims import Claim, day_of, published
from sim.scenario.grading import CREDIBILITY, RELIABILITY
from sim.scenario.loading import Scenario

NO_GRADE = "?"


@dataclass(frozen=True)
class Graded:
    """One claim as a reader meets it; a text is empty, and a day or grade None, where nobody gave it.

    `date` is the day it speaks of or was said, else the day its document was out (`dated` is False).
    `reliability` is of the document, A to F; `credibility` of the claim, 1 to 6.
    """

    id: str
    claim: str
    quote: str
    document: str
    source: str  # author, title, outlet
    date: dt.date | None
    dated: bool
    published: dt.date | None
    speaker: str
    directness: str
    reliability: str | None
    credibility: int | None
    contradicted: tuple[str, ...]

    @property
    def grade(self) -> str:
        """Both parts of the grade, such as B2; empty where neither is given."""
        if self.reliability is None and self.credibility is None:
            return ""
        return f"{self.reliability or NO_GRADE}{self.credibility or NO_GRADE}"

    @property
    def grade_in_words(self) -> str:
        """The grade for those who do not know the scale by heart."""
        parts = []
        if self.reliability is not None:
            parts.append(f"source {RELIABILITY[self.reliability].removeprefix('reliability ')}")
        if self.credibility is not None:
            parts.append(f"claim {CREDIBILITY[self.credibility].removeprefix('truth ')}")
        return ", ".join(parts)


def graded(scenario: Scenario, name: str) -> Graded:
    """A claim by its id; raises KeyError for one that the scenario's file of claims does not have."""
    claim = scenario.claims[name]
    source = scenario.documents.get(str(claim.fields.get("document")))
    contradicted = claim.fields.get("conflicts_with") or []
    return Graded(
        id=name,
        claim=said(claim, "claim"),
        quote=said(claim, "quote"),
        document=source.id if source else said(claim, "document"),
        source=said_of(source),
        date=day_of(claim, scenario.documents),
        dated="date" in claim.fields,
        published=published(source),
        speaker=said(claim, "speaker"),
        directness=said(claim, "directness"),
        reliability=source.fields.get("reliability") if source else None,
        credibility=claim.fields.get("credibility"),
        contradicted=tuple(clean(each) for each in contradicted),
    )


def all_graded(scenario: Scenario) -> list[Graded]:
    """Every claim of the scenario's file, in its order, cited or not."""
    return [graded(scenario, name) for name in scenario.claims]


def said_of(document: Claim | None) -> str:
    """Author, title and outlet of a document."""
    if document is None:
        return ""
    texts = [said(document, key) for key in ("author", "title", "outlet")]
    return ", ".join(text for text in texts if text not in ("", "not named"))


def said(claim: Claim, key: str) -> str:
    value: Any = claim.fields.get(key)
    return "" if value is None else clean(value)
