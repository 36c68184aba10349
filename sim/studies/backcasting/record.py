"""A record of dated observations, from a CSV file to rows, or to everything that is wrong with it.

Columns `kind`, `what`, `to` and `value`, and where there is need `from`, `source`, `note` and `group`,
in any order; others are not read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.analysis.scoring.rows import Came, CountOf, Line, Row
from sim.scenario.expression import nearest
from sim.scenario.loading import Scenario, in_order
from sim.scenario.mistakes import Mistake, ScenarioError, show
from sim.scenario.source import read_source
from sim.studies.backcasting.sheet import Cell, Sheet, read_sheet
from sim.studies.backcasting.subjects import Subject, came, canonical, counted, ruled
from sim.studies.backcasting.values import Unread, answer, ends_of, tidy, yes_or_no
from sim.studies.backcasting.windows import told, window_of

NEEDED, OTHERS = ("kind", "what", "to", "value"), ("from", "source", "note", "group")
KINDS = ("count", "outcome", "trigger")
BINARY = (".xlsx", ".xls", ".ods", ".numbers")
SUBJECTS: Mapping[str, Callable[[str, Scenario], Subject]] = {
    "count": counted,
    "outcome": came,
    "trigger": ruled,
}
WHAT = {
    "count": "a count, or postures joined by +",
    "outcome": "an outcome, an event or a condition",
    "trigger": "a trigger, as trigger@actor where it binds several",
}
VALUES: Mapping[str, Callable[[str], Any]] = {"count": ends_of, "outcome": yes_or_no, "trigger": answer}


@dataclass(frozen=True)
class Record:
    """The rows of a file in its order; `unread` are columns that mean nothing here."""

    path: str
    rows: list[Row]
    unread: list[str]


def load_record(path: str | Path, scenario: Scenario) -> Record:
    """Read and check a record; raises ScenarioError with every mistake."""
    name = str(path)
    if name.lower().endswith(BINARY):
        raise ScenarioError(
            [Mistake(name, 1, 1, "this is a spreadsheet's own form: save it as CSV in UTF-8")]
        )
    return read_record(read_source(Path(path), name), name, scenario)


def read_record(text: str, name: str, scenario: Scenario) -> Record:
    """The same from a text; `name` stands for its path."""
    sheet, mistakes = read_sheet(text, name, NEEDED)
    if sheet is None:
        raise ScenarioError(in_order(mistakes, name))
    rows = [row for cells in sheet.rows if (row := row_of(cells, scenario, mistakes)) is not None]
    mistakes += repeated(rows, sheet)
    if mistakes:
        raise ScenarioError(in_order(mistakes, name))
    unread = [head.text for head in sheet.heads if head.text and head.text not in NEEDED + OTHERS]
    return Record(name, rows, unread)


def row_of(cells: dict[str, Cell], scenario: Scenario, mistakes: list[Mistake]) -> Row | None:
    """One row; what is wrong with it is added to the mistakes."""
    before = len(mistakes)
    if is_torn(cells["what"].text):
        words = "this row is torn at a comma: put a text that holds one in quotes"
        mistakes.append(Mistake.at(cells["what"].place, words))
        return None
    kind = told(cells["kind"], kind_of, mistakes)
    if kind is None:
        return None
    subject = told(cells["what"], lambda text: subject_of(kind, text, scenario), mistakes)
    value = told(cells["value"], VALUES[kind], mistakes)
    window = window_of(cells, kind, subject, scenario, mistakes)
    if len(mistakes) > before or subject is None or window is None:
        return None
    return Row(
        line=cells["kind"].place.line,
        what=tidy(cells["what"].text),
        title=subject.title,
        since=window[0],
        through=window[1],
        said=said(kind, value),
        asks=asked(kind, subject, value),
        source=text_of(cells, "source"),
        note=text_of(cells, "note"),
        group=text_of(cells, "group").lower(),
    )


def subject_of(kind: str, text: str, scenario: Scenario) -> Subject:
    if not text:
        raise Unread(f"an empty cell: name {WHAT[kind]}")
    return SUBJECTS[kind](text, scenario)


def is_torn(text: str) -> bool:
    """Whether a condition ends within a parenthesis, as it does where a comma has ended its cell."""
    return text.count("(") > text.count(")")


def text_of(cells: dict[str, Cell], name: str) -> str:
    return cells[name].text if name in cells else ""


def kind_of(text: str) -> str:
    name = tidy(text)
    if name not in KINDS:
        given = f"{show(text)}{nearest(name, KINDS)}" if name else "an empty cell"
        raise Unread(f"a row is a count, an outcome or a trigger, not {given}")
    return name


# ---------------------------------------------------------------- what a row asks


def asked(kind: str, subject: Subject, value: Any) -> CountOf | Came | Line:
    if kind == "count":
        return CountOf(subject.postures, subject.front, *value)
    if kind == "outcome":
        return Came(canonical(subject.condition), value)
    return Line(subject.trigger, subject.actor, value)


def said(kind: str, value: Any) -> str:
    """The record in words."""
    if kind == "outcome":
        return "yes" if value else "no"
    if kind == "trigger":
        return str(value)
    low, high = value
    if low == high:
        return f"{low}"
    if high is None:
        return f"{low} or more"
    return f"{high} or fewer" if low is None else f"{low} to {high}"


def repeated(rows: list[Row], sheet: Sheet) -> list[Mistake]:
    """Rows that ask what a row above asks."""
    first: dict[Any, int] = {}
    places = {cells["kind"].place.line: cells["kind"].place for cells in sheet.rows}
    found = []
    for row in rows:
        asks = row.asks
        what: Any = row.kind, row.through
        if isinstance(asks, CountOf):
            what = (*what, row.since, asks.postures, asks.front)
        else:
            what = (*what, asks.condition if isinstance(asks, Came) else (asks.trigger, asks.actor))
        if what in first:
            found.append(Mistake.at(places[row.line], f"line {first[what]} asks the same, by the same day"))
        first.setdefault(what, row.line)
    return found
