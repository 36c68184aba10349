"""The crossings of a run: on which day which posture, or actor, first stood beyond which rung.

A crossing is a first arrival after the start, at a firebreak or above it. What a scenario starts
beyond is no crossing (of an actor: with any of its postures). A posture that passes two of them
in one day has crossed the higher: the lower was on its way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from sim.analysis.deeds import deed
from sim.analysis.results import Ensemble
from sim.scenario.cast import Cast, levels
from sim.scenario.schema import Rung

By = Literal["posture", "actor"]
NEVER = np.iinfo(np.int16).max
COLUMN = 4096  # runs gathered at a time, so that little memory is held twice


@dataclass(frozen=True)
class Crossing:
    """Somebody's coming to a rung: `who` is a posture or an actor, `spots` its cells of the record."""

    who: str
    rung: str
    level: float
    title: str
    spots: tuple[tuple[int, int], ...]

    @property
    def owner(self) -> str:
        return self.who.partition(">")[0]

    @property
    def target(self) -> str:
        return self.who.partition(">")[2]


def crossings(
    ensemble: Ensemble, by: By, rungs: Iterable[str] | None, actors: Iterable[str] | None
) -> list[Crossing]:
    """All that the scenario has: of these rungs (default: firebreaks) and these actors (default: all).

    Sorted by who, then from the lowest rung up. Raises ValueError for names that are not there.
    """
    cast = ensemble.plan.cast
    chosen = chosen_rungs(cast, rungs)
    owners = chosen_actors(cast, actors)
    postures = [p for p in cast.postures if cast.owner(p) in owners]
    names = postures if by == "posture" else sorted({cast.owner(p) for p in postures})
    found = []
    for name in names:
        own = [p for p in postures if name in (p, cast.owner(p))]
        ladder = cast.ladder(cast.owner(own[0]))
        for step, (rung, level) in enumerate(zip(ladder, levels(ladder), strict=True)):
            if step and wanted(rung, chosen):
                spots = tuple((cast.place[p], step) for p in own)
                found.append(Crossing(name, rung.id, level, deed(ensemble.plan, name, rung.id), spots))
    return found


def wanted(rung: Rung, chosen: set[str] | None) -> bool:
    return rung.firebreak if chosen is None else rung.id in chosen


def chosen_rungs(cast: Cast, rungs: Iterable[str] | None) -> set[str] | None:
    known = {rung.id for ladder in cast.document.ladders.values() for rung in ladder}
    return None if rungs is None else only_known("rung", set(rungs), known)


def chosen_actors(cast: Cast, actors: Iterable[str] | None) -> set[str]:
    """Actors as named, groups as their members."""
    if actors is None:
        return set(cast.actors)
    named = only_known("actor or group", set(actors), {*cast.actors, *cast.groups})
    return {member for name in named for member in cast.members(name)}


def only_known(kind: str, names: set[str], there: set[str]) -> set[str]:
    strange = sorted(names - there)
    if strange:
        raise ValueError(f"no {kind} is called '{strange[0]}'")
    return names


def crossing_days(ensemble: Ensemble, found: list[Crossing]) -> Any:
    """(runs, crossings), int16: the day of each, NEVER where it did not come after the start.

    Days of a crossing passed on the way to a higher one are kept; see `highest_of_day`.
    """
    days = np.full((ensemble.runs, len(found)), NEVER, np.int16)
    reached = ensemble.record.reached
    places = [np.array(each.spots, int).T for each in found]
    for begin in range(0, ensemble.runs, COLUMN):
        part = reached[begin : begin + COLUMN]
        for k, (postures, steps) in enumerate(places):
            came = part[:, postures, steps]
            first = np.where(came < 0, NEVER, came).min(axis=1)
            days[begin : begin + COLUMN, k] = np.where(first == 0, NEVER, first)
    return days


def highest_of_day(found: list[Crossing], days: Any) -> Any:
    """The same with NEVER where a higher rung was crossed by the same on the same day."""
    same = np.array([lower.who == upper.who for lower, upper in pairwise(found)], bool)
    kept = days.copy()
    kept[:, :-1][(days[:, :-1] == days[:, 1:]) & same] = NEVER
    return kept


def cause_of(ensemble: Ensemble, crossing: Crossing, rows: Any, days: Any) -> tuple[Any, Any]:
    """By what each of these runs crossed it on these days: the cause's code and the rule (-1: none).

    Of an actor with several postures that crossed it on that day, the first by name counts.
    """
    cause, via = np.full(len(rows), -1, np.int64), np.full(len(rows), -1, np.int64)
    for posture, step in reversed(crossing.spots):
        here = ensemble.record.reached[rows, posture, step] == days
        cause[here] = ensemble.record.reached_by[rows[here], posture, step]
        via[here] = ensemble.record.reached_via[rows[here], posture, step]
    return cause, via
