"""A version as Markdown: the same sections, figures told in words; what people typed is text, not markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sim.analysis.words import CAVEAT
from sim.report.blocks import Block, Cell, Code, Facts, Fold, Heading, Picture, Points, Prose, Remark, Table
from sim.report.page import readable
from sim.wargame.review.versions import Version

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
LIST = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def markdown(version: Version, how: str) -> str:
    head = [f"# {plain(version.title)}", f"{plain(version.over)}. {plain(how)}", f"**{CAVEAT}**"]
    parts = list(head)
    for section in version.sections:
        parts.append(f"## {plain(section.title)}")
        parts += written(section.blocks)
    return "\n\n".join(parts) + "\n"


def written(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Prose() | Remark():
                yield plain(block.text)
            case Heading():
                yield f"### {plain(block.text)}"
            case Points():
                yield "\n".join(
                    f"{f'{number}.' if block.ordered else '-'} {plain(line)}"
                    for number, line in enumerate(block.lines, 1)
                )
            case Code():
                yield "\n".join(f"    {line}" for line in block.text.splitlines())
            case Facts():
                yield "\n".join(f"- **{plain(name)}:** {plain(value)}" for name, value in block.pairs)
            case Table():
                yield from table(block)
            case Picture():
                yield f"*Figure, in the HTML version: {plain(block.title)}. {plain(block.words)}*"
            case Fold():
                yield f"### {plain(block.title)}"
                yield from written(block.blocks)


def table(block: Table) -> Iterator[str]:
    """A pipe table; a cell that spans rows is said in each of them."""
    yield f"**{plain(block.title)}**"
    rule = ["---:" if column in block.numbers else "---" for column in range(len(block.heads))]
    lines = [row([plain(head) for head in block.heads]), row(rule)]
    first = ""
    for each in block.rows:
        cells = [cell(part) for part in each]
        if len(cells) < len(block.heads):
            cells = [first, *cells]
        first = cells[0]
        lines.append(row(cells))
    yield "\n".join(lines)
    for note in block.notes:
        yield plain(note)


def row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def cell(part: str | Cell) -> str:
    if isinstance(part, str):
        return plain(part)
    return " ".join(plain(text) for text in (part.text, f"({part.small})" if part.small else "") if text)


def plain(text: str) -> str:
    """A text in one line in which nothing is markup."""
    one = " ".join(str(readable(text)).split())
    return LIST.sub(r"\1\\\2", MARKUP.sub(r"\\\1", one))
