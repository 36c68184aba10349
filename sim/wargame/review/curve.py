"""The odds along a game: the chance of each outcome after every turn, with its interval."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sim.wargame.odds.live import Change, Odds, change, odds
from sim.wargame.review.course import Walk

RUNS = 2_000


@dataclass(frozen=True)
class Point:
    """The odds after so many turns, rulings included; `changes` since the turn before."""

    turns: int
    odds: Odds
    changes: Mapping[str, Change] | None


def curve(walked: Walk, seed: int, told: Callable[[str], None]) -> list[Point]:
    found: list[Point] = []
    for turns, moment in enumerate(walked.after):
        told("the odds at the start" if not turns else f"the odds after turn {turns}")
        now = odds(moment, RUNS, seed)
        found.append(Point(turns, now, change(now, found[-1].odds) if found else None))
    return found
