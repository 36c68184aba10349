"""What a reader has to know of a record before believing its scores."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.percents import date, listed
from sim.analysis.scoring.rows import Item, Row, groups_of
from sim.scenario.loading import Scenario
from sim.studies.backcasting.record import Record
from sim.studies.backcasting.versions import pinned_through

FEW = 12  # lines, and groups of lines, that are named


def notes_of(
    scenario: Scenario, record: Record, items: Sequence[Item], given: Sequence[Row] = ()
) -> list[str]:
    """What a reader has to know before believing the scores; rows `given` had come before any forecast."""
    return [note for note in (pinned(scenario, record, given), unsourced(record), related(items)) if note]


def pinned(scenario: Scenario, record: Record, given: Sequence[Row]) -> str:
    """Rows that the scenario itself was given are no test of it."""
    observed = scenario.document.observed
    if observed is None:
        return ""
    through = pinned_through(scenario) or 0
    inside = [row for row in record.rows if row.through <= through]
    which = f" Within it, and so left out: {lines_of(inside)}." if inside else ""
    which += f" Come within it in every run, and so left out: {lines_of(given)}." if given else ""
    until = date(observed.until)
    return f"The scenario itself holds what was observed to {until}: its forecasts begin there.{which}"


def unsourced(record: Record) -> str:
    without = [row for row in record.rows if not row.source]
    return f"Without a source: {lines_of(without)}." if without else ""


def related(items: Sequence[Item]) -> str:
    """Rows that say the same twice are one where rows are drawn again, so that less is left than it seems."""
    held: dict[int, list[Row]] = {}
    for item, group in zip(items, groups_of(items), strict=True):
        if item.row not in held.setdefault(group, []):
            held[group].append(item.row)
    several = sorted((each for each in held.values() if len(each) > 1), key=lambda each: lines(each)[0])
    if not several:
        return ""
    told = "; ".join(lines_of(each) for each in several[:FEW])
    if len(several) > FEW:
        told += f"; and {len(several) - FEW} more groups"
    return f"Related rows, which are drawn again together and count as one each: {told}."


def lines_of(rows: Sequence[Row]) -> str:
    """Rows by their lines in the file, in words."""
    every = [f"{line}" for line in lines(rows)]
    found = every if len(every) <= FEW else [*every[:FEW], f"{len(every) - FEW} more"]
    return f"line{'s' if len(found) > 1 else ''} {listed(found)}"


def lines(rows: Sequence[Row]) -> list[int]:
    return sorted(row.line for row in rows)
