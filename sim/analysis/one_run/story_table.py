"""The short story of one run as a table: a row a happening, its day told once."""

from __future__ import annotations

from sim.analysis.one_run.brief import brief
from sim.analysis.one_run.timeline import Timeline
from sim.analysis.percents import dated
from sim.analysis.tables import Table


def story_table(told: Timeline, first: int = 0, last: int | None = None) -> Table:
    """What belongs in the short story from one day to another, both included."""
    end = told.days if last is None else last
    rows = [
        [dated(told.start, day) if place == 0 else "", line.lstrip("* ")]
        for day, lines in brief(told)
        if first <= day <= end
        for place, line in enumerate(lines)
    ]
    return Table(["day", "what happened"], rows, left=(0, 1))
