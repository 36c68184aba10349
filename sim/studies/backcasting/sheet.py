"""A CSV file as spreadsheets write it, every cell with its place.

Commas, semicolons or tabs, as the first line has them (or a line `sep=;` above it says); cells in
quotes, which may hold any of these and line breaks; blank lines; empty cells at the end of a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.analysis.percents import listed
from sim.scenario.expression import nearest
from sim.scenario.mistakes import MAX_TOLD, Mistake, Place

SIGNS = (",", ";", "\t")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}
MAX_ROWS = 2_000


@dataclass(frozen=True)
class Cell:
    """A text without the blanks around it, and where it begins."""

    text: str
    place: Place


@dataclass(frozen=True)
class Sheet:
    """The names of the columns, in small letters, and the cells of each row by them."""

    heads: list[Cell]
    rows: list[dict[str, Cell]]


def read_sheet(text: str, file: str, needed: Sequence[str]) -> tuple[Sheet | None, list[Mistake]]:
    """The sheet of a file, or everything that is wrong with its form; it `needed` these columns."""
    sign, text = sign_of(text.replace("\r\n", "\n").replace("\r", "\n"))
    if "\0" in text:
        return None, [
            Mistake.at(place_of(text.index("\0"), text, file), "this is no text: save it as CSV in UTF-8")
        ]
    lines, mistakes = scanned(text, sign, file)
    filled = [cells for cells in lines if any(cell.text for cell in cells)]
    if not filled:
        words = "the file is empty: its first line names the columns"
        return None, [*mistakes, Mistake.at(Place(file, 1, 1), words)]
    heads = [Cell(cell.text.lower(), cell.place) for cell in trimmed(filled[0])]
    missing = [name for name in needed if name not in [head.text for head in heads]]
    if missing:
        return None, [*mistakes, *not_named(missing, heads, needed)]
    body = [trimmed(cells) for cells in filled[1:]]
    mistakes += [*twice(heads), *too_long(heads, body, sign)]
    if not body:
        mistakes.append(Mistake.at(heads[0].place, "below the names of the columns is no row"))
    if len(body) > MAX_ROWS:
        words = f"{len(body):,} rows: the limit is {MAX_ROWS:,}"
        mistakes.append(Mistake.at(body[MAX_ROWS][0].place, words))
    if mistakes:
        return None, mistakes[:MAX_TOLD]
    return Sheet(heads, [by_name(heads, cells) for cells in body]), []


def place_of(here: int, text: str, file: str) -> Place:
    return Place(file, text.count("\n", 0, here) + 1, here - text.rfind("\n", 0, here))


def not_named(missing: Sequence[str], heads: list[Cell], needed: Sequence[str]) -> Iterator[Mistake]:
    """Columns without which no row can be read."""
    strange = [head.text for head in heads if head.text not in needed]
    for name in missing:
        words = f"no column is called '{name}'{nearest(name, strange)}"
        yield Mistake.at(heads[0].place, f"{words}; the first line must name {listed(list(needed))}")


def by_name(heads: list[Cell], cells: list[Cell]) -> dict[str, Cell]:
    """A row by the names of its columns; a cell that is not there is empty, at the row's beginning."""
    missing = Cell("", Place(cells[0].place.file, cells[0].place.line, 1))
    named = {head.text: missing for head in heads if head.text}
    return {**named, **{head.text: cell for head, cell in zip(heads, cells, strict=False) if head.text}}


def sign_of(text: str) -> tuple[str, str]:
    """What stands between cells: what `sep=` says, else the commonest of the first line."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    said = first.strip().lower()
    if said.startswith("sep=") and len(first.rstrip("\r\n").lstrip()) == 5:
        return first.lstrip()[4], text.replace(first, "", 1)
    bare = "".join(first.split('"')[::2])
    return max(SIGNS, key=lambda sign: (bare.count(sign), sign == ",")), text


def scanned(text: str, sign: str, file: str) -> tuple[list[list[Cell]], list[Mistake]]:
    """Every line of cells, and the quotes that are not closed."""
    rows: list[list[Cell]] = [[]]
    here, line, began = 0, 1, 0
    mistakes: list[Mistake] = []
    while here <= len(text):
        cell, after, opened = one_cell(text, here, sign)
        start = here + len(text[here:after]) - len(text[here:after].lstrip(" ")) + (opened is not None)
        place = Place(file, line, start - began + 1)
        if opened is not None and opened < 0:
            mistakes.append(Mistake.at(place, "this quote is never closed"))
        rows[-1].append(Cell(" ".join(cell.split()), place))
        breaks = text.count("\n", here, after)
        if breaks:
            line, began = line + breaks, text.rindex("\n", here, after) + 1
        if after < len(text) and text[after] == "\n":
            rows.append([])
            line, began = line + 1, after + 1
        here = after + 1
    return rows, mistakes


def one_cell(text: str, here: int, sign: str) -> tuple[str, int, int | None]:
    """A cell, where it ends, and how many quotes open it (-1: never closed, None: none)."""
    first = here
    while first < len(text) and text[first] == " ":
        first += 1
    if first >= len(text) or text[first] != '"':
        after = next_end(text, here, sign)
        return text[here:after], after, None
    found, place = "", first + 1
    while True:
        close = text.find('"', place)
        if close < 0:
            return found + text[place:], len(text), -1
        found += text[place:close]
        if text[close + 1 : close + 2] != '"':
            after = next_end(text, close + 1, sign)
            return found + text[close + 1 : after], after, 1
        found, place = found + '"', close + 2


def next_end(text: str, here: int, sign: str) -> int:
    """The next sign or line break from here on, or the end."""
    ends = [place for mark in (sign, "\n") if (place := text.find(mark, here)) >= 0]
    return min(ends, default=len(text))


def trimmed(cells: list[Cell]) -> list[Cell]:
    """A row without the empty cells at its end."""
    last = max((k for k, cell in enumerate(cells) if cell.text), default=0)
    return cells[: last + 1]


def twice(heads: list[Cell]) -> Iterator[Mistake]:
    """Columns whose name stands before."""
    seen: set[str] = set()
    for head in heads:
        if head.text and head.text in seen:
            yield Mistake.at(head.place, f"the column '{head.text}' stands twice")
        seen.add(head.text)


def too_long(heads: list[Cell], body: list[list[Cell]], sign: str) -> Iterator[Mistake]:
    """Rows with more cells than the first line names."""
    name = NAMES.get(sign, f"'{sign}'")
    for cells in body:
        if len(cells) > len(heads):
            words = (
                f"a row of {len(cells)} cells under {len(heads)} names of columns: "
                f"put a text that holds a {name} in quotes"
            )
            yield Mistake.at(cells[len(heads)].place, words)
