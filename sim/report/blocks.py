"""What a page is made of: sections of paragraphs, lists, tables and figures, all of it plain text.

Nothing here knows HTML. Texts come from scenarios and are escaped where the page is written;
the one thing that is markup already is the drawing of a figure, which is this program's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class Bar:
    """A chance as a mark on a line from 0 to 1, with its interval and its range."""

    share: float
    interval: tuple[float, float]
    range: tuple[float, float] | None = None


@dataclass(frozen=True)
class Cell:
    """One cell: `small` stands below the text in smaller type; `rows` is how many rows it spans.

    `anchor` is a name by which the page can be pointed to, `links` are texts and the anchors they
    lead to, none where that is empty.
    """

    text: str
    small: str = ""
    bar: Bar | None = None
    rows: int = 1
    quote: str = ""
    anchor: str = ""
    links: Sequence[tuple[str, str]] = ()


Row = Sequence[str | Cell]


@dataclass(frozen=True)
class Prose:
    kind: ClassVar[str] = "prose"
    text: str


@dataclass(frozen=True)
class Remark:
    """A sentence that must not be overlooked."""

    kind: ClassVar[str] = "remark"
    text: str


@dataclass(frozen=True)
class Points:
    kind: ClassVar[str] = "points"
    lines: Sequence[str]
    ordered: bool = False


@dataclass(frozen=True)
class Code:
    kind: ClassVar[str] = "code"
    text: str


@dataclass(frozen=True)
class Heading:
    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True)
class Facts:
    """Names and what they are."""

    kind: ClassVar[str] = "facts"
    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """`numbers` are the columns set to the right, `tight` those that are never broken.

    The first column names the row; a row that is a cell short stands beside the first cell of one above.
    """

    kind: ClassVar[str] = "table"
    title: str
    heads: Sequence[str]
    rows: Sequence[Row]
    numbers: Sequence[int] = ()
    tight: Sequence[int] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Picture:
    """A figure as drawn (markup of this program's own), and in words for who cannot see it."""

    kind: ClassVar[str] = "picture"
    name: str
    title: str
    words: str
    drawing: str


@dataclass(frozen=True)
class Fold:
    """What only some readers want: closed until it is opened."""

    kind: ClassVar[str] = "fold"
    title: str
    blocks: Sequence[Block]


Block = Prose | Remark | Points | Code | Heading | Facts | Table | Picture | Fold


@dataclass(frozen=True)
class Section:
    """A part of the page with a place in its table of contents."""

    name: str
    title: str
    blocks: Sequence[Block] = field(default_factory=list)
