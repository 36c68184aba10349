"""Sections of plain blocks at a terminal: paragraphs wrapped, and tables whose cells are wrapped too."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from sim.commands.screen import bullet, prose
from sim.evidence.saying import clean
from sim.report.blocks import Block, Code, Facts, Heading, Points, Prose, Remark, Section, Table
from sim.report.evidence.whole import text_of

WIDEST = 34  # characters in a column of text
GAP = "  "


def plain(title: str, sections: Iterable[Section]) -> str:
    """What a page would say, without its links."""
    parts = [clean(title)]
    for section in sections:
        parts += [f"\n{clean(section.title)}", *(text for block in section.blocks for text in written(block))]
    return "\n".join(parts) + "\n"


def written(block: Block) -> Iterator[str]:
    """One block, as paragraphs; a picture has nothing to say here."""
    match block:
        case Prose() | Remark():
            yield prose(clean(block.text), "\n")
        case Heading():
            yield f"\n{clean(block.text)}"
        case Points():
            yield from (bullet(clean(line)) for line in block.lines)
        case Code():
            yield "\n" + textwrap.indent(block.text, "  ")
        case Facts():
            yield from (prose(f"{name}: {clean(value)}", "  ", "    ") for name, value in block.pairs)
        case Table():
            yield f"\n{wrapped_table(block)}"
            yield from (f"  {clean(note)}" for note in block.notes)


def wrapped_table(block: Table) -> str:
    """A table with cells of several lines; a column is as wide as it needs, up to WIDEST."""
    texts = [[clean(text_of(cell)) for cell in row] for row in block.rows]
    heads = list(block.heads)
    longest = [max(len(row[k]) for row in [heads, *texts]) for k in range(len(heads))]
    words = [
        max((len(word) for row in texts for word in row[k].split()), default=0) for k in range(len(heads))
    ]
    widths = [max(1, min(long, max(WIDEST, word))) for long, word in zip(longest, words, strict=True)]
    rule = GAP.join("-" * wide for wide in widths)
    lines = [clean(block.title), *lines_of(heads, widths), rule]
    for row in texts:
        lines += lines_of(row, widths)
    return "\n".join(f"  {line}".rstrip() if k else line for k, line in enumerate(lines))


def lines_of(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """One row: as many lines as its longest cell needs."""
    parts = [textwrap.wrap(cell, wide) or [""] for cell, wide in zip(cells, widths, strict=True)]
    deep = max(len(part) for part in parts)
    filled = [[*part, *[""] * (deep - len(part))] for part in parts]
    return [
        GAP.join(part[line].ljust(wide) for part, wide in zip(filled, widths, strict=True)).rstrip()
        for line in range(deep)
    ]
