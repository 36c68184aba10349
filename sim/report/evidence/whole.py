"""All of a scenario's evidence in a reader's order, and the same where nothing can be followed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sim.evidence.ledger import ledger
from sim.report.blocks import Block, Cell, Section, Table
from sim.report.evidence.asking import how_to_ask
from sim.report.evidence.claims import claims_section, documents_section
from sim.report.evidence.entries import entry_sections, shares_section
from sim.scenario.loading import Scenario


def whole(scenario: Scenario) -> list[Section]:
    """How much is documented, every claim, every entry, and the documents."""
    entries = ledger(scenario)
    first = [shares_section(entries), claims_section(scenario, entries)]
    rest = [*entry_sections(scenario, entries), documents_section(scenario), how_to_ask(scenario, entries)]
    return [each for each in (*first, *rest) if each is not None]


def flat(sections: Iterable[Section]) -> list[Section]:
    """The same with every cell a plain text: quotes in quotation marks, links as what they say."""
    return [replace(each, blocks=[flat_block(block) for block in each.blocks]) for each in sections]


def flat_block(block: Block) -> Block:
    if not isinstance(block, Table):
        return block
    return replace(block, rows=[[text_of(cell) for cell in row] for row in block.rows])


def text_of(cell: str | Cell) -> str:
    """Everything that a cell says, on one line."""
    if isinstance(cell, str):
        return cell
    links = ", ".join(text for text, _ in cell.links)
    parts = [
        cell.text,
        f'"{cell.quote}"' if cell.quote else "",
        links,
        f"({cell.small})" if cell.small else "",
    ]
    return " ".join(part for part in parts if part)
