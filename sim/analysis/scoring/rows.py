"""What was observed: rows of a dated record, and the questions that each puts to a forecast.

In the world: so many incidents in a window of days, something that came by a day or did not, a
commitment that was tested by a day and kept or broken. Days are those of the scenario's clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

KEPT, BROKEN, NOT_MET = "kept", "broken", "not met"
ANSWERS = (KEPT, BROKEN, NOT_MET)
Part = Literal["came", "met", "kept", "number"]
Family = Literal["came", "rules", "counts"]
FAMILY: dict[Part, Family] = {"came": "came", "met": "rules", "kept": "rules", "number": "counts"}


@dataclass(frozen=True)
class CountOf:
    """Incidents of these postures (sorted), on one front or on all; the record lies from low to high.

    `low` and `high` are equal where the number is known, and one is None where it is a bound.
    """

    postures: tuple[str, ...]
    front: str | None
    low: int | None
    high: int | None

    @property
    def is_exact(self) -> bool:
        return self.low is not None and self.low == self.high

    def holds(self, numbers: Any) -> Any:
        """Whether numbers (an array) agree with the record."""
        low = 0 if self.low is None else self.low
        return (numbers >= low) & (numbers <= (np.inf if self.high is None else self.high))

    def shares_cells(self, other: CountOf) -> bool:
        """Whether the two count any posture on a common front."""
        together = self.front is None or other.front is None or self.front == other.front
        return together and bool(set(self.postures) & set(other.postures))


@dataclass(frozen=True)
class Came:
    """A condition that came true by a day, or did not."""

    condition: str
    came: bool


@dataclass(frozen=True)
class Line:
    """A trigger or directive of one actor: kept, broken, or not met."""

    trigger: str
    actor: str
    answer: str


@dataclass(frozen=True)
class Row:
    """One observation: from day `since` through day `through`, with the words of the record.

    `group`: rows that its author holds to tell of each other bear the same word.
    """

    line: int
    what: str
    title: str
    since: int
    through: int
    said: str
    asks: CountOf | Came | Line
    source: str = ""
    note: str = ""
    group: str = ""

    @property
    def kind(self) -> str:
        if isinstance(self.asks, CountOf):
            return "count"
        return "outcome" if isinstance(self.asks, Came) else "trigger"

    @property
    def days(self) -> int:
        """How many days it looks at: the window of a count, else from day 1 on."""
        return self.through - max(1, self.since) + 1

    @property
    def place(self) -> tuple[str, int, int, str, str]:
        """An order of rows that does not depend on the order of a file."""
        return self.kind, self.since, self.through, self.what, self.said


@dataclass(frozen=True)
class Item:
    """One question that a row puts to a forecast, and what the record answers.

    `came`: did it come by then (of a count with bounds: does it lie within them); `met`: was the
    rule's condition met by then; `kept`: was it honoured, of the runs in which it was met; `number`:
    how many.
    """

    row: Row
    part: Part
    truth: int

    @property
    def family(self) -> Family:
        return FAMILY[self.part]


def items_of(rows: Iterable[Row]) -> list[Item]:
    """The questions of all rows, in an order that does not depend on that of the file."""
    return [item for row in sorted(rows, key=lambda row: row.place) for item in of_row(row)]


def of_row(row: Row) -> list[Item]:
    asks = row.asks
    if isinstance(asks, CountOf):
        if asks.is_exact:
            return [Item(row, "number", asks.low or 0)]
        return [Item(row, "came", 1)]
    if isinstance(asks, Came):
        return [Item(row, "came", int(asks.came))]
    met = Item(row, "met", int(asks.answer != NOT_MET))
    return [met, Item(row, "kept", int(asks.answer == KEPT))] if met.truth else [met]


# ---------------------------------------------------------------- rows that say the same


def is_related(one: Row, other: Row) -> bool:
    """Whether one row tells something of the other by itself.

    Counts that share an incident, the same thing asked for two days, the same actor's same rule, and
    rows that the record's author has put in one group.
    """
    if one.group and one.group == other.group:
        return True
    if isinstance(one.asks, CountOf) and isinstance(other.asks, CountOf):
        overlap = one.since <= other.through and other.since <= one.through
        return overlap and one.asks.shares_cells(other.asks)
    if isinstance(one.asks, Came) and isinstance(other.asks, Came):
        return one.asks.condition == other.asks.condition
    if isinstance(one.asks, Line) and isinstance(other.asks, Line):
        return (one.asks.trigger, one.asks.actor) == (other.asks.trigger, other.asks.actor)
    return False


def groups_of(items: Sequence[Item]) -> list[int]:
    """For each question the number of its group: related rows, directly or by others, are one group."""
    above = list(range(len(items)))

    def top(place: int) -> int:
        while above[place] != place:
            above[place] = place = above[above[place]]
        return place

    for here, item in enumerate(items):
        for there in range(here):
            if item.row is items[there].row or is_related(item.row, items[there].row):
                above[max(top(here), top(there))] = min(top(here), top(there))
    tops = [top(place) for place in range(len(items))]
    numbers = {first: k for k, first in enumerate(dict.fromkeys(tops))}
    return [numbers[each] for each in tops]
