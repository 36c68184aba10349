"""Routes of runs through their crossings: days are turned into whole numbers that can be counted.

A route is the sequence of the days on which something was crossed, each with the set of all that
was crossed on it. Sets are packed bit by bit and numbered; a beginning of a route is numbered by
its last set and the beginning before it. So a hundred thousand runs are sorted a few times and
never walked through one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.pathways.crossings import NEVER


@dataclass(frozen=True)
class Stage:
    """The n-th day of crossing of every run.

    `route` (runs,) numbers the beginnings so far, `moved` says whether there was an n-th day, and
    `day` which it was (NEVER if none). `parent` and `members` are by number: the beginning before,
    and the places of what was crossed on the last day (none where nothing was).
    """

    route: Any
    moved: Any
    day: Any
    parent: Any
    members: list[tuple[int, ...]]


def stages(days: Any, depth: int) -> list[Stage]:
    """At most so many stages, from the days of crossings (runs, crossings); as few as there are."""
    route, still = np.zeros(len(days), np.int64), np.flatnonzero((days < NEVER).any(axis=1))
    left = days[still]
    found: list[Stage] = []
    while len(found) < depth and len(still):
        stage = next_stage(left, route, still)
        found.append(stage)
        route, more = stage.route, (left < NEVER).any(axis=1)
        left, still = left[more], still[more]
    return found


def next_stage(left: Any, route: Any, still: Any) -> Stage:
    """Take the next day of crossing out of what is left to the runs that are `still` on their way."""
    first = left.min(axis=1)
    here = left == first[:, None]
    left[here] = NEVER
    day, moved = np.full(len(route), NEVER, np.int16), np.zeros(len(route), bool)
    day[still], moved[still] = first, True
    sets, own = numbered(here)
    sets, number = [(), *sets], np.zeros(len(route), np.int64)
    number[still] = own + 1
    pairs, onward = np.unique(route * len(sets) + number, return_inverse=True)
    return Stage(
        route=onward,
        moved=moved,
        day=day,
        parent=pairs // len(sets),
        members=[sets[k] for k in (pairs % len(sets)).tolist()],
    )


def numbered(here: Any) -> tuple[list[tuple[int, ...]], Any]:
    """The different rows of a table of truths, and the number of each row's."""
    bits = np.ascontiguousarray(np.packbits(here, axis=1))
    whole = bits.view(np.dtype((np.void, bits.shape[1]))).ravel()
    _, first, number = np.unique(whole, return_index=True, return_inverse=True)
    sets = [tuple(np.flatnonzero(here[row]).tolist()) for row in first]
    return sets, number


def by_route(days: Any, depth: int) -> Any:
    """How many runs take each route, so far as it is told, most first."""
    found = stages(days, depth)
    counts = np.bincount(found[-1].route) if found else np.array([len(days)])
    return np.sort(counts)[::-1]
