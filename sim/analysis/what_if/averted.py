"""A last clear chance in sentences: which decision, of which day, and what it would have done."""

from __future__ import annotations

import datetime as dt

from sim.analysis.percents import dated, percent, points, span
from sim.analysis.what_if.changes import Change
from sim.analysis.what_if.futures import Chance
from sim.analysis.what_if.last_chance import Found, LastChance

FORESEEN = (
    "The chances are those of the scenario's rules with its hidden resolves known, which nobody in the "
    "crisis knows; this explores, it does not predict."
)


def tell_last_chance(search: LastChance) -> list[str]:
    """The day, the decision, the chances with and without it, and how far the search went."""
    name = f"'{search.outcome_title}', which came on {dated(search.start, search.came)}"
    if search.found is None:
        return [not_found(search, name), FORESEEN]
    found = search.found
    head = f"The last clear chance to avert {name}, was {dated(search.start, found.day)}"
    return [
        f"{head}: {decision(found.change, search.start)}.",
        chances(search, found),
        looked_at(search),
        FORESEEN,
    ]


def decision(change: Change, start: dt.date) -> str:
    """What would have been decided, and what had brought the posture where it stood."""
    rungs = abs(change.stood - change.put)
    away = f"{rungs} rung{'' if rungs == 1 else 's'} {'down' if change.put < change.stood else 'up'}"
    head = f"{change.title} at '{change.put_title}' for that day instead of '{change.stood_title}' ({away})"
    if change.held is None:
        return f"{head}, where it had stood from the start"
    since = "that very day" if change.held.day == change.day else f"on {dated(start, change.held.day)}"
    return f"{head}, where it had come {since} ({change.held.told})"


def chances(search: LastChance, found: Found) -> str:
    gap, low, high = found.difference
    aim = f"{percent(search.level)} of the chance without it" if search.relative else percent(search.level)
    was, became, runs = told(found.without), told(found.changed), found.changed.runs
    return (
        f"From the end of that day the chance was {was} as it was and {became} with the change: "
        f"{points(gap)} points (95%: {points(low)} to {points(high)}), in {runs:,} pairs of futures with the "
        f"same luck, none of which served to choose the change. Asked for: below {aim}."
    )


def told(chance: Chance) -> str:
    return f"{percent(chance.share)} (95%: {span(chance.low, chance.high)})"


def looked_at(search: LastChance) -> str:
    """What was tried on the way back."""
    assert search.found is not None
    later = [each for each in search.looked if each.day > search.found.day]
    if not later:
        return "It was the last day before the outcome: nothing later was left to try."
    tried = sum(each.tried for each in later)
    if tried == 0:
        return "On the days after it there was nothing to change, or nothing to avert."
    days = f"the {len(later)} days after it" if len(later) > 1 else "the one day after it"
    return f"On {days}, none of {tried:,} single changes was confirmed to do as much."


def not_found(search: LastChance, name: str) -> str:
    """Why no day was found: there was none, nothing foretold the outcome, or nothing was enough."""
    if not search.looked:
        return f"No day lay before {name}: there was nothing to decide."
    first = dated(search.start, search.looked[0].day)
    if not search.foretold:
        return (
            f"Luck alone made {name}: at the end of every day looked at, back to {first}, its chance "
            f"stood below {percent(search.level)}, and there was nothing to avert."
        )
    tried = sum(each.tried for each in search.looked)
    return (
        f"No last clear chance to avert {name}: back to {first}, none of {tried:,} single changes of one "
        "posture on one day was confirmed to bring its chance below the level."
    )
