"""What the numbers rest on: each threshold with its claims, and the documents that make them."""

from __future__ import annotations

from collections.abc import Iterator

from sim.evidence.bases import Basis
from sim.evidence.ledger import TITLES, Entry, documents_of, ledger
from sim.evidence.saying import said_numbers
from sim.report.blocks import Block, Cell, Fold, Prose, Row, Section, Table
from sim.report.results import Results
from sim.scenario.loading import Scenario

HEADS = ("Threshold", "Claim", "What the document says")


def evidence(results: Results) -> Section | None:
    """Nothing where the scenario names no claims."""
    scenario = results.ensemble.scenario
    entries = [each for each in ledger(scenario) if each.basis.evidence]
    if not entries:
        return None
    blocks: list[Block] = [
        Prose(
            "Each threshold and number that rests on documents, with the claims behind it, as they are "
            "quoted in the scenario's file of claims. Conditions are in the language of the scenario. What "
            "was judged beside the documents stands with the threshold."
        )
    ]
    if scenario.documents:
        blocks.append(documents(scenario))
    for section, title in TITLES.items():
        own = [each for each in entries if each.section == section]
        if own:
            rows = [row for each in own for row in entry_rows(scenario, each)]
            table = Table(f"{title}: what each rests on", HEADS, rows, tight=(1,))
            blocks.append(Fold(f"{title} ({len(own)})", [table]))
    return Section("evidence", "Evidence", blocks)


def documents(scenario: Scenario) -> Table:
    rows = [
        [name, *(text(document.fields.get(key)) for key in ("author", "title", "outlet", "date", "note"))]
        for name, document in scenario.documents.items()
    ]
    heads = ("Document", "Author", "Title", "Outlet", "Date", "Remark")
    return Table("The documents", heads, rows, tight=(0, 4))


def entry_rows(scenario: Scenario, each: Entry) -> Iterator[Row]:
    """A row a claim; the threshold stands beside all of its claims."""
    claims = documents_of(scenario, each.basis)
    head = Cell(each.title or each.name, small=said(each), rows=len(claims))
    for place, (name, claim, document) in enumerate(claims):
        fields = claim.fields if claim else {}
        source = document.id if document else text(fields.get("document"))
        origin = ", ".join(part for part in (source, text(fields.get("date"))) if part)
        words = Cell(text(fields.get("claim")), quote=text(fields.get("quote")), small=origin)
        cells: list[str | Cell] = [name, words]
        yield cells if place else [head, *cells]


def said(each: Entry) -> str:
    """The threshold in the language of the file, its numbers, and what was judged."""
    parts = [each.name] if each.title else []
    parts += each.says
    parts += [said_numbers(each.numbers)] if each.numbers else []
    parts += [judged(each.basis)] if each.basis.assumed else []
    return "; ".join(parts)


def judged(basis: Basis) -> str:
    return f"judged: {text(basis.assumed)}"


def text(value: object) -> str:
    """Any value of a file as one line; nothing for none."""
    return "" if value is None else " ".join(str(value).split())
