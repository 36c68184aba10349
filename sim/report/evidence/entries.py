"""Every threshold and number with its claims and what was judged; how much is documented at all."""

from __future__ import annotations

from sim.evidence.bases import KINDS, Kind
from sim.evidence.graded import all_graded
from sim.evidence.ledger import TITLES, Entry
from sim.evidence.saying import clean, said_numbers
from sim.evidence.tally import number_tally, section_tally
from sim.report.blocks import Block, Cell, Prose, Row, Section, Table
from sim.report.evidence.naming import (
    RESTS,
    claim_links,
    entry_anchor,
    grades_of,
    judged,
    range_said,
)
from sim.scenario.loading import Scenario

HEADS = ("Entry", "What it says", "Rests on", "Claims", "Judged or assumed", "Range")
COLUMNS: dict[Kind, str] = {
    "documented": "Documented",
    "in part": "Derived, size judged",
    "assumed": "Only assumed",
    "unfounded": "Nothing said",
}


def entry_sections(scenario: Scenario, entries: list[Entry]) -> list[Section]:
    """A section a kind of entry, as in the ledger."""
    grades = grades_of(all_graded(scenario))
    found = []
    for name, title in TITLES.items():
        rows = [entry_row(scenario, each, grades) for each in entries if each.section == name]
        if rows:
            found.append(Section(name, title, [Table(f"{title}: what each rests on", HEADS, rows)]))
    return found


def entry_row(scenario: Scenario, each: Entry, grades: dict[str, str]) -> Row:
    return [
        Cell(each.name, small=clean(each.title or ""), anchor=entry_anchor(each.name)),
        said_of(each),
        RESTS[each.basis.kind],
        claim_links(each.basis.evidence, scenario.claims, grades),
        judged(each.basis),
        range_said(each),
    ]


def said_of(each: Entry) -> str:
    """Its thresholds in the language of the file, and its numbers."""
    return "; ".join(clean(part) for part in (*each.says, said_numbers(each.numbers)) if part)


def shares_section(entries: list[Entry]) -> Section | None:
    """How many of the numbers are documented, judged or assumed, a row a section; None without numbers."""
    whole = number_tally(entries)
    if not sum(whole.values()):
        return None
    rows = [share_row(TITLES[name], tally) for name, tally in section_tally(entries).items()]
    rows.append(share_row("All numbers", whole))
    heads = ("Section", "Numbers", *(COLUMNS[kind] for kind in KINDS))
    lead = (
        "Numbers that are written out in the scenario, by what they rest on. Derived, size judged: "
        "documents give what the number stands for, and somebody judged how large it is."
    )
    blocks: list[Block] = [Prose(lead), Table("What numbers rest on", heads, rows, numbers=range(1, 6))]
    return Section("shares", "How much is documented", blocks)


def share_row(title: str, tally: dict[Kind, int]) -> Row:
    total = sum(tally.values())
    return [title, str(total), *(f"{tally[kind]} ({100 * tally[kind] / total:.0f}%)" for kind in KINDS)]
