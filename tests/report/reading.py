"""A page as a reader has it: headings, tables and links, taken apart by the standard library."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str | None]
CELLS = ("th", "td")
VOID = ("meta", "br", "link", "img", "input", "hr")


@dataclass
class Table:
    """Its caption, and its rows as texts, a cell that spans rows standing in each of them."""

    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)
    scopes: set[str | None] = field(default_factory=set)
    spans: dict[int, tuple[int, str]] = field(default_factory=dict)  # column: rows left, text

    def row(self, head: str) -> list[str]:
        """The row that begins so."""
        return next(row for row in self.rows if row[0].startswith(head))


class Page(HTMLParser):
    """`elements` are all tags with their attributes; texts of drawings are not in tables."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.headings: list[tuple[int, str]] = []
        self.tables: list[Table] = []
        self.open: list[str] = []
        self.text = ""
        self.found: list[str] = []  # the text of the cell, caption or heading under way
        self.span = 1
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append(Table())
        elif tag == "tr":
            self.tables[-1].rows.append(self.carried())
        elif tag in CELLS:
            self.span = int(given.get("rowspan") or 1)
            self.tables[-1].scopes |= {given.get("scope")} if tag == "th" else set()
        if tag in (*CELLS, "caption", "h1", "h2", "h3"):
            self.found = []

    def carried(self) -> list[str]:
        """The first cells of a row that stand there from the row above."""
        left = self.tables[-1].spans
        row = [text for _, text in (left[column] for column in sorted(left))]
        self.tables[-1].spans = {c: (n - 1, text) for c, (n, text) in left.items() if n > 1}
        return row

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"
        said = " ".join("".join(self.found).split())
        if tag in CELLS:
            row = self.tables[-1].rows[-1]
            if self.span > 1:
                self.tables[-1].spans[len(row)] = (self.span - 1, said)
            row.append(said)
        elif tag == "caption":
            self.tables[-1].caption = said
        elif tag in ("h1", "h2", "h3"):
            self.headings.append((int(tag[1]), said))
        elif tag in ("small", "q"):
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        if "svg" not in self.open:
            self.found.append(data)
            self.text += data
            if self.open and self.open[-1] in ("small", "q"):
                self.found.insert(-1, " ")

    def table(self, words: str) -> Table:
        """The table whose caption has these words."""
        return next(table for table in self.tables if words in table.caption)

    def has_table(self, words: str) -> bool:
        return any(words in table.caption for table in self.tables)
