"""Which rows of a record are a test: not what the scenario itself was given as `observed`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sim.analysis.percents import date
from sim.analysis.scoring.rows import Came, Row
from sim.scenario.loading import Scenario
from sim.studies.backcasting.forecasting import Asked
from sim.studies.backcasting.record import Record
from sim.studies.backcasting.versions import pinned_through


def rows_to_score(scenario: Scenario, record: Record) -> list[Row]:
    """The rows that are a test: not those of days that the scenario itself was given."""
    through = pinned_through(scenario) or 0
    found = [row for row in record.rows if row.through > through]
    if not found:
        raise nothing_left(scenario, record, "no row ends later")
    return found


def rows_given(scenario: Scenario, record: Record, own: Asked, rows: Sequence[Row]) -> list[Row]:
    """Outcomes that end later, but had come in every run within what the scenario was given."""
    through = pinned_through(scenario)
    if through is None:
        return []
    given = [row for row in rows if isinstance(row.asks, Came) and own.had_come(row, through)]
    if len(given) == len(rows):
        raise nothing_left(scenario, record, "all that was asked for had come by then")
    return given


def nothing_left(scenario: Scenario, record: Record, why: str) -> ValueError:
    through = pinned_through(scenario) or 0
    until = date(scenario.document.clock.start + dt.timedelta(days=through))
    said = f"the scenario holds what was observed to {until}, and {why}: nothing is left to forecast"
    return ValueError(f"{record.path}: {said}")
