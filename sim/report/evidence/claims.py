"""Every claim with its source and grade, what rests on it, and who contradicts it; the bibliography."""

from __future__ import annotations

from collections import Counter

from sim.evidence.citing import Citation, citations
from sim.evidence.graded import Graded, all_graded
from sim.evidence.ledger import Entry
from sim.evidence.saying import clean
from sim.report.blocks import Block, Cell, Prose, Row, Section, Table
from sim.report.evidence.naming import NOTHING, claim_anchor, claim_links, day_of, entry_anchor
from sim.scenario.grading import CREDIBILITY, RELIABILITY
from sim.scenario.loading import Scenario

HEADS = (
    "Claim",
    "Quote",
    "Document",
    "Date",
    "Speaker",
    "Directness",
    "Grade",
    "What rests on it",
    "Contradicted by",
)


def claims_section(scenario: Scenario, entries: list[Entry]) -> Section | None:
    """A row a claim, cited or not; None where the scenario has no claims."""
    found = all_graded(scenario)
    if not found:
        return None
    cited, listed = citations(scenario), {each.name for each in entries}
    rows = [claim_row(each, cited.get(each.id, []), listed, scenario) for each in found]
    unused = sum(each.id not in cited for each in found)
    lead = (
        "A claim has two grades that do not depend on each other: how reliable its source is (A to F), and "
        "how credible it is by itself (1 to 6). What rests on a claim are the places of the scenario that "
        "name it."
    )
    left = f"Named nowhere in this scenario: {unused} of {len(found)} claims." if unused else ""
    table = Table(
        "Every claim, and what rests on it", HEADS, rows, tight=(3, 5, 6), notes=[left] if left else []
    )
    return Section("claims", "Claims", [Prose(lead), table, scale(found)])


def claim_row(each: Graded, places: list[Citation], listed: set[str], scenario: Scenario) -> Row:
    return [
        Cell(each.id, small=each.claim, anchor=claim_anchor(each.id)),
        Cell("", quote=each.quote) if each.quote else NOTHING,
        Cell(each.document or NOTHING),
        day_of(each),
        each.speaker or NOTHING,
        each.directness or NOTHING,
        each.grade or NOTHING,
        places_cell(places, listed),
        claim_links(each.contradicted, scenario.claims),
    ]


def places_cell(places: list[Citation], listed: set[str]) -> Cell:
    """The places that name a claim; those that are listed further down can be followed."""
    if not places:
        return Cell("nothing in this scenario")
    links = [(each.name, entry_anchor(each.name) if each.name in listed else "") for each in places]
    return Cell("", links=links)


def scale(found: list[Graded]) -> Table:
    """The grades in words, with how many claims have each."""
    sources = Counter(each.reliability for each in found)
    words = Counter(each.credibility for each in found)
    rows: list[Row] = [[letter, said, f"{sources[letter]}"] for letter, said in RELIABILITY.items()]
    rows += [[str(number), said, f"{words[number]}"] for number, said in CREDIBILITY.items()]
    heads = ("Grade", "Means", "Claims")
    return Table("The grades, and how many claims have them", heads, rows, numbers=(2,))


def documents_section(scenario: Scenario) -> Section | None:
    """The bibliography, with the grade of each document and the reason for it."""
    if not scenario.documents:
        return None
    count = Counter(str(claim.fields.get("document")) for claim in scenario.claims.values())
    keys = ("author", "title", "outlet", "date", "published", "reliability", "why", "note")
    rows: list[Row] = [
        [name, *(clean(document.fields.get(key) or NOTHING) for key in keys), str(count[name])]
        for name, document in scenario.documents.items()
    ]
    heads = (
        "Document",
        "Author",
        "Title",
        "Outlet",
        "Date",
        "To be read by",
        "Grade",
        "Why",
        "Remark",
        "Claims",
    )
    table = Table("The documents, with their grades", heads, rows, numbers=(9,), tight=(0, 4, 5))
    blocks: list[Block] = [table]
    return Section("documents", "Documents", blocks)
