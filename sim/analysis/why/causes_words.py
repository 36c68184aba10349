"""What a table of causes says, in sentences: outcomes first, then the rungs most in doubt."""

from __future__ import annotations

from sim.analysis.percents import listed, percent, points
from sim.analysis.why.causes import Arrival, Causes, Made

TOLD = 8


def words(causes: Causes, most: int = TOLD) -> list[str]:
    """Each outcome's balance of errors, then the firebreaks whose crossing is least settled.

    No share of a cause stands without what errors made and averted there.
    """
    told = [balance(each) for each in causes.outcomes if is_open(each)]
    rows = sorted(marked(causes), key=lambda row: (-openness(row), row.title, row.step.level))
    shown = rows[:most]
    left = len(rows) - len(shown)
    more = [f"Firebreaks reached that are not told here: {left}; the table has them all."] if left else []
    return [*told, *(sentence(row) for row in shown), *more]


def marked(causes: Causes) -> list[Arrival]:
    """Arrivals at firebreaks, or at any rung where a ladder has none, that came at all."""
    came = [row for row in causes.rows if row.arrived.came or row.accidental.came]
    firebreaks = {row.who for row in causes.rows if row.step.firebreak}
    return [row for row in came if row.step.firebreak or row.who not in firebreaks]


def openness(row: Arrival) -> float:
    """How far from never and from always."""
    return min(row.arrived.share, 1.0 - row.arrived.share)


def is_open(each: Made) -> bool:
    """Whether an outcome came in some runs and not in all."""
    errors = each.errors
    return errors.both < errors.runs and errors.both + errors.made + errors.averted > 0


def balance(each: Made) -> str:
    errors = each.errors
    told = f"{each.title}: {percent(errors.share(errors.with_errors))} with errors"
    without = f"{percent(errors.share(errors.without))} under the same luck without"
    return f"{told}, {without}; {split(each)}."


def split(each: Made | Arrival) -> str:
    """Made and averted, and the difference with its interval."""
    errors = each.errors
    made = f"errors made it in {percent(errors.share(errors.made))} of the runs"
    averted = f"averted it in {percent(errors.share(errors.averted))}"
    between = f"95%: {points(errors.low)} to {points(errors.high)}"
    return f"{made} and {averted} ({points(errors.difference)} points; {between})"


def sentence(row: Arrival) -> str:
    """One rung: how often it was reached, by which causes, and what errors did."""
    parts = sorted(row.by.items(), key=lambda pair: -pair[1].came)
    shares = [f"{name} {percent(share.share)}" for name, share in parts if share.came]
    if row.on_record.came:
        shares.append(f"on record {percent(row.on_record.share)}")
    head = f"{row.title} came to '{row.step.title}' in {percent(row.arrived.share)} of the runs"
    why = f" ({listed(shares)})" if shares else ""
    line = f"; mostly by '{row.line.title}', {percent(row.line.share.share)}" if row.line else ""
    acted = f"; by accident alone {percent(row.accidental.share)}" if row.accidental.came else ""
    return f"{head}{why}{line}{acted}; {split(row)}."
