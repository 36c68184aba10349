"""Shares, counts and days as cells of a table: the same few signs wherever they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sim.analysis.chances.shares import Share
from sim.analysis.percents import chance, date, interval, span
from sim.analysis.results import Ensemble
from sim.report.blocks import Bar, Cell, Table

NOTHING = "–"
LUCK = "less than luck"


def chances(
    ensemble: Ensemble,
    title: str,
    kind: str,
    rows: Mapping[str, Mapping[str, Any]],
    named: Mapping[str, Cell],
) -> Table:
    """Rows of the summary: the range over what is not known first, then the luck of the runs."""
    uncertain, start = ensemble.uncertain, ensemble.scenario.document.clock.start
    heads = [kind, "Chance", "Monte Carlo 95%", "Median day"]
    if uncertain:
        heads.insert(1, "Range over what is not known")
    order = sorted(rows, key=lambda name: (-rows[name]["p"], name))
    body = [[named[name], *cells_of(rows[name], uncertain, start)] for name in order]
    return Table(title, heads, body, numbers=range(1, len(heads)), notes=notes(ensemble, rows))


def cells_of(row: Mapping[str, Any], uncertain: bool, start: dt.date) -> list[str | Cell]:
    """One row: range with its picture, chance, interval, median day."""
    spread = row["range"]
    mark = Bar(row["p"], (row["lo"], row["hi"]), None if spread is None else (spread[0], spread[1]))
    first = Cell(NOTHING if spread is None else span(*spread), small=LUCK if hidden(row) else "", bar=mark)
    said = chance(dict(row))
    cells: list[str | Cell] = [first, said] if uncertain else [Cell(said, bar=mark)]
    return [*cells, interval(dict(row)) or NOTHING, day_cell(start, row["median_day"])]


def hidden(row: Mapping[str, Any]) -> bool:
    """Whether the range is narrower than the luck of the runs, so that these runs cannot show it."""
    spread = row["range"]
    return spread is not None and bool(spread[1] - spread[0] < row["hi"] - row["lo"])


def day_cell(start: dt.date, day: int | None) -> Cell:
    """A day with its date below it."""
    return Cell(NOTHING) if day is None else Cell(f"day {day}", small=date(start + dt.timedelta(days=day)))


def notes(ensemble: Ensemble, rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What the columns are, and why one may be empty."""
    told = []
    if ensemble.uncertain:
        told.append(
            "Range: the 5th to 95th percentile of the chance over the draws of what is not known, the luck "
            "of the runs taken off; the pale band on the line from 0 to 100%."
        )
    if any(hidden(row) for row in rows.values()):
        told.append(
            "Less than luck: what is not known moves the chance by less than the luck of so many runs does; "
            "more runs would show how far."
        )
    if ensemble.uncertain and any(row["range"] is None for row in rows.values()):
        told.append("No range is told where a draw has fewer than two runs.")
    told.append(
        "Monte Carlo 95%: how sure the chance is after so many runs (Wilson 1927); where something came "
        "never or always, the chance is given as a bound. On the line: the dark bar; the upright "
        "stroke is the chance. Median day: of the runs in which it came."
    )
    return told


def share_cell(each: Share) -> Cell:
    """A share with how sure it is below: the range over what is not known, or the interval if wider."""
    if not each.of:
        return Cell(NOTHING)
    said = chance({"p": each.share, "lo": each.low, "hi": each.high})
    ends = each.range
    if ends is None or ends[1] - ends[0] < each.high - each.low:
        ends = each.low, each.high
    return Cell(said, small="" if each.came in (0, each.of) else span(*ends))


SHARES = (
    "Below each share: the 5th to 95th percentile over what is not known, or the Monte Carlo 95% interval "
    "where that is wider or no range can be told."
)
