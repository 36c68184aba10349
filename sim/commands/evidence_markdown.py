"""Sections of plain blocks as Markdown: what stands in a scenario is text there, and never markup."""

from __future__ import annotations

from collections.abc import Iterable

from sim.analysis.words import CAVEAT
from sim.report.blocks import Section
from sim.wargame.review.markdown import plain, written


def markdown(title: str, head: str, sections: Iterable[Section]) -> str:
    """The whole text; the cells of its tables are plain texts (`flat`)."""
    parts = [f"# {plain(title)}", plain(head), f"**{CAVEAT}**"]
    for section in sections:
        parts += [f"## {plain(section.title)}", *written(section.blocks)]
    return "\n\n".join(parts) + "\n"
