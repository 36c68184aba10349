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


def prose(text: str, first: str = "", rest: str = "") -> str:
    """A paragraph, wrapped; `first` and `rest` open its lines."""
    wrapper = textwrap.TextWrapper(width(), initial_indent=first, subsequent_indent=rest)
    wrapper.break_long_words = wrapper.break_on_hyphens = False
    return wrapper.fill(text)


def bullet(text: str) -> str:
    return prose(text, "- ", "  ")


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """A titled table; columns are to the left, or to the right where they are named in `right`."""
    widths = [max(len(line[k]) for line in [heads, *rows]) for k in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        parts = [
            cell.rjust(widths[k]) if k in right else cell.ljust(widths[k]) for k, cell in enumerate(cells)
        ]
        return ("  " + "  ".join(parts)).rstrip()

    rule = "  " + "  ".join("-" * each for each in widths)
    return "\n".join([title, line(heads), rule, *(line(row) for row in rows)])
