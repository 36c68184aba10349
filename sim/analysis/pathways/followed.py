"""Which crossings the pathways of an ensemble are told by, and on which days its runs made them.

Two kinds of crossing tell nothing of how runs differ and are left out, named apart: what a
scenario starts beyond, and what most runs cross on day 1, drawn in at once from where the
scenario starts them. And the more is followed, the fewer runs are alike: unless rungs are
named, those from the lowest firebreak up are followed at which the commonest routes still
cover half of the runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.pathways.crossings import NEVER, By, Crossing, crossing_days, crossings, highest_of_day
from sim.analysis.pathways.routes import by_route
from sim.analysis.results import Ensemble

AT_ONCE = 0.5  # the share of runs from which a crossing on day 1 counts to the start
COVERED = 0.5  # the share of runs that the commonest routes are to tell
TRIED = 5_000  # runs by which the lowest rung is chosen
LONGEST = 40  # stages of a route that are looked at to choose it


@dataclass(frozen=True)
class Followed:
    """`days` (runs, crossings) and the same of the twin; NEVER where not, or not any more.

    `among` (runs,) says which runs are told of; `lowest` is the level from which rungs are
    followed, None where they were named; `at_once` holds what counts to the start.
    """

    crossings: list[Crossing]
    days: Any
    among: Any
    twin_days: Any
    twin_among: Any
    lowest: float | None
    at_once: list[Crossing]


def follow(
    ensemble: Ensemble,
    by: By,
    rungs: Iterable[str] | None,
    actors: Iterable[str] | None,
    until: str | None,
    routes: int,
) -> Followed:
    """Choose the crossings and find their days; up to the day of the outcome `until`, where it came."""
    named = rungs is not None
    every = crossings(ensemble, by, rungs, actors)
    days = crossing_days(ensemble, every)
    soon = (days == 1).mean(axis=0) >= AT_ONCE if ensemble.runs else np.zeros(len(every), bool)
    at_once = [each for each, now in zip(every, soon, strict=True) if now]
    every = [each for each, now in zip(every, soon, strict=True) if not now]
    days = days[:, ~soon]
    lowest = None if named else lowest_level(ensemble, every, days, until, routes)
    kept = [k for k, each in enumerate(every) if lowest is None or each.level >= lowest]
    found = [every[k] for k in kept]
    own, among = ready(ensemble, found, days[:, kept], until)
    twin = ensemble.twin
    if twin is None:
        twin_own, twin_among = own[:0], among[:0]
    else:
        twin_own, twin_among = ready(twin, found, crossing_days(twin, found), until)
    return Followed(found, own, among, twin_own, twin_among, lowest, at_once)


def ready(ensemble: Ensemble, found: list[Crossing], days: Any, until: str | None) -> tuple[Any, Any]:
    """The days that are told: the highest of a day, and none after the outcome."""
    end = None if until is None else ensemble.outcomes[until]
    return told_days(found, days, end), np.ones(len(days), bool) if end is None else end >= 0


def told_days(found: list[Crossing], days: Any, end: Any) -> Any:
    days = highest_of_day(found, days)
    if end is not None:
        days[days > end[:, None]] = NEVER
    return days


def lowest_level(
    ensemble: Ensemble, every: list[Crossing], days: Any, until: str | None, routes: int
) -> float | None:
    """The lowest level from which so many routes cover half of the runs; else the highest there is."""
    levels = sorted({each.level for each in every})
    came = np.ones(len(days), bool) if until is None else ensemble.outcomes[until] >= 0
    tried = np.flatnonzero(came)[:TRIED]
    own = told_days(every, days[tried], None if until is None else ensemble.outcomes[until][tried])
    for level in levels:
        part = own[:, [each.level >= level for each in every]]
        if by_route(part, LONGEST)[:routes].sum() >= COVERED * len(part):
            return level
    return levels[-1] if levels else None
