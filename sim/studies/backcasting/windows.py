"""The days that a row of a record looks at, and how a cell that means nothing is told of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sim.scenario.build.story import day_number
from sim.scenario.loading import Scenario
from sim.scenario.mistakes import Mistake
from sim.studies.backcasting.sheet import Cell
from sim.studies.backcasting.subjects import Astray, Subject
from sim.studies.backcasting.values import Unread, day_in

Read = TypeVar("Read")


def told(cell: Cell, read: Callable[[str], Read], mistakes: list[Mistake]) -> Read | None:
    """What a cell means; where it means nothing that is told at its place."""
    try:
        return read(cell.text)
    except Unread as error:
        offset = error.offset if isinstance(error, Astray) else 0
        place = cell.place._replace(column=cell.place.column + offset)
        mistakes.append(Mistake.at(place, str(error)))
        return None


def window_of(
    cells: dict[str, Cell], kind: str, subject: Subject | None, scenario: Scenario, mistakes: list[Mistake]
) -> tuple[int, int] | None:
    """The first and last day that a row looks at; a count of the scenario has a window of its own."""
    before, clock = len(mistakes), scenario.document.clock
    own = own_window(subject, scenario)
    first, last = cells.get("from", Cell("", cells["kind"].place)), cells["to"]
    since = own[0] if not first.text else told(first, lambda text: day_in(text, clock), mistakes)
    if not last.text and (subject is None or subject.count is None):
        mistakes.append(Mistake.at(last.place, "the row says no `to`: through, or by, which day?"))
        return None
    through = own[1] if not last.text else told(last, lambda text: day_in(text, clock), mistakes)
    if len(mistakes) > before or since is None or through is None:
        return None
    if through == 0:
        mistakes.append(
            Mistake.at(last.place, f"day 0, {clock.start}, is where the scenario starts: no forecast")
        )
    elif since > through:
        mistakes.append(
            Mistake.at(first.place, f"the window begins, day {since}, after it ends, day {through}")
        )
    elif kind != "count" and since > 1:
        words = f"only a count has a first day: the record says whether this came by `to`, from {clock.start}"
        mistakes.append(Mistake.at(first.place, words))
    return (since, through) if len(mistakes) == before else None


def own_window(subject: Subject | None, scenario: Scenario) -> tuple[int, int]:
    """The window that the scenario gives to a count of its own, else the whole clock."""
    days = scenario.document.clock.days
    count = subject.count if subject else None
    if count is None:
        return 1, days
    first = 1 if count.from_ is None else int(day_number(scenario.document, count.from_))
    return first, days if count.to is None else int(day_number(scenario.document, count.to))
