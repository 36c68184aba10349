"""What is printed: tables and paragraphs as plain text, as wide as they need and no wider."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence

MOST = 110  # characters in a line of prose


def width() -> int:
    """Room for prose: that of the terminal, up to what can be read."""
    return min(MOST, max(40, shutil.get_terminal_size((100, 24)).columns))


def note(text: str) -> None:
    """A line for the person, apart from the results."""
    print(text, file=sys.stderr, flush=True)


def prose(text: str, indent: str = "") -> str:
    """A paragraph, wrapped."""
    return textwrap.fill(
        text, width(), initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def bullet(text: str) -> str:
    return textwrap.fill(
        text, width(), initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """A titled table; columns are to the left, or to the right where they are named in `right`."""
    widths = [max(len(line[k]) for line in [heads, *rows]) for k in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        parts = [c.rjust(w) if k in right else c.ljust(w) for k, (c, w) in enumerate(zip(cells, widths, strict=True))]
        return ("  " + "  ".join(parts)).rstrip()

    rule = "  " + "  ".join("-" * each for each in widths)
    return "\n".join([title, line(heads), rule, *(line(row) for row in rows)])
