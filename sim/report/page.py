"""From results to the page: every section in a reader's order, as one HTML text that needs no other file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.analysis.provenance import source
from sim.analysis.words import CAVEAT
from sim.figures.wording import provenance
from sim.report.blocks import Block, Fold, Picture, Section
from sim.report.fonts import faces
from sim.report.results import Results
from sim.report.sections import SECTIONS

JOINERS = "\u200c\u200d"  # they are part of words in some scripts


def page(results: Results) -> str:
    """The whole page. The same results give the same text."""
    return rendered(results, [section for make in SECTIONS if (section := make(results)) is not None])


def rendered(results: Results, sections: list[Section]) -> str:
    where, how = provenance(source(results.ensemble))
    drawings = [block.drawing for section in sections for block in pictures(section.blocks)]
    return (
        environment()
        .get_template("page.html")
        .render(
            title=results.ensemble.scenario.title,
            where=where.removeprefix(f"{results.ensemble.scenario.title}. "),
            how=how,
            caveat=CAVEAT,
            sections=sections,
            faces=Markup(faces(drawings)),
        )
    )


def pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Fold):
            yield from pictures(block.blocks)


def environment() -> Environment:
    """Templates in which every text is escaped, and a name that is missing is a mistake."""
    return Environment(
        loader=PackageLoader("sim.report", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=readable,
    )


def readable(value: Any) -> Any:
    """A text without signs that steer a terminal, or turn the direction of what follows."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "".join(c if c.isprintable() or c in JOINERS or c == "\n" else " " for c in value)
