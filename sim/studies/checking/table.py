"""A table of points: a CSV file whose first line names its columns. Every cell has its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from sim.scenario.mistakes import MAX_TOLD, Mistake, Place, show
from sim.scenario.places import Scalar
from sim.scenario.scalars import NoValue, meaning
from sim.studies.form.schema import MAX_POINTS

MAX_BYTES = 100_000_000
CELL = re.compile(r'[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^,]*))(,|$)')


@dataclass(frozen=True)
class Table:
    """Columns of texts by name; `lines` are those of the file that are not blank, with their numbers."""

    file: str
    lines: list[tuple[int, str]]
    columns: dict[str, list[str]]

    def place(self, name: str, row: int = -1) -> Place:
        """Where a cell stands; without a row, where the name of its column does."""
        number, line = self.lines[row + 1]
        return Place(self.file, number, starts(line)[list(self.columns).index(name)] + 1)

    @property
    def start(self) -> Place:
        return Place(self.file, self.lines[0][0], 1)


def read_table(text: str, file: str) -> tuple[Table | None, list[Mistake]]:
    """The table of a file, or everything that is wrong with it."""
    numbered = enumerate(text.split("\n"), 1)
    lines = [(number, line.removesuffix("\r")) for number, line in numbered if line.strip()]
    if not lines:
        words = "the file is empty: its first line names the columns"
        return None, [Mistake.at(Place(file, 1, 1), words)]
    names, rows = texts(lines[0][1]), [texts(line) for _, line in lines[1:]]
    mistakes = [*wrong_names(file, *lines[0]), *ragged(file, lines, len(names), rows)]
    if not rows:
        mistakes.append(Mistake.at(Place(file, lines[0][0], 1), "below the names of the columns is no row"))
    if len(rows) > MAX_POINTS:
        words = f"{len(rows):,} rows: the limit is {MAX_POINTS:,} points"
        mistakes.append(Mistake.at(Place(file, lines[MAX_POINTS + 1][0], 1), words))
    if mistakes:
        return None, mistakes[:MAX_TOLD]
    return Table(file, lines, dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))), []


def texts(line: str) -> list[str]:
    """The cells of a line; one in quotes may hold commas."""
    if '"' not in line:
        return [text.strip() for text in line.split(",")]
    return [
        bare.strip() if quoted is None else quoted.replace('""', '"')
        for quoted, bare in (cell.group(1, 2) for cell in cells(line))
    ]


def starts(line: str) -> list[int]:
    """Where the text of each cell begins."""
    return [cell.start(2 if cell.group(1) is None else 1) for cell in cells(line)]


def cells(line: str) -> Iterator[re.Match[str]]:
    start = 0
    while True:
        cell = CELL.match(line, start)
        assert cell is not None  # its second form takes anything up to a comma
        yield cell
        if not cell.group(3):
            return
        start = cell.end()


def wrong_names(file: str, number: int, line: str) -> Iterator[Mistake]:
    """Columns without a name, or with one that stands before."""
    seen: set[str] = set()
    for name, start in zip(texts(line), starts(line), strict=True):
        if not name or name in seen:
            words = f"the column {show(name)} stands twice" if name else "a column without a name"
            yield Mistake.at(Place(file, number, start + 1), words)
        seen.add(name)


def ragged(file: str, lines: list[tuple[int, str]], width: int, rows: list[list[str]]) -> Iterator[Mistake]:
    """Rows that are longer or shorter than the first line."""
    for (number, _), row in zip(lines[1:], rows, strict=True):
        if len(row) != width:
            words = f"a row of {len(row)}, where the first line names {width}"
            yield Mistake.at(Place(file, number, 1), words)


def numbers_of(table: Table, name: str) -> tuple[list[float], list[Mistake]]:
    """A column of numbers, and the cells that are none."""
    values: list[float] = []
    mistakes: list[Mistake] = []
    for row, text in enumerate(table.columns[name]):
        value = value_of(text)
        if is_number(value):
            values.append(float(value))
        elif len(mistakes) < MAX_TOLD:
            mistakes.append(Mistake.at(table.place(name, row), f"expected a number, not {shown(text)}"))
    return values, mistakes


def shown(text: str) -> str:
    return show(text) if text else "an empty cell"


def is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def value_of(text: str) -> Scalar:
    """What a cell means, as in a scenario: a number, a date, a truth, or text as it stands."""
    try:
        return meaning(text)
    except NoValue:
        return text
