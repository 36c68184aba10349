"""The lanes of one run: where each posture stood on which day, what moved it, and what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.one_run.telling import Teller
from sim.analysis.reach import Step, step
from sim.engines.crisis import Crisis


@dataclass(frozen=True)
class Turn:
    """One move of a posture: places on its ladder, the proximate cause, and the line behind it."""

    day: int
    before: int
    after: int
    cause: str
    trigger: str | None
    told: str  # the cause in words


@dataclass(frozen=True)
class Lane:
    """One posture through the run; arrays are (days + 1,), what was done on each day."""

    posture: str
    owner: str  # titles
    target: str
    rungs: list[Step]
    start: int  # a place on the ladder
    turns: list[Turn]
    incidents: Any
    severe: Any

    @property
    def title(self) -> str:
        return f"{self.owner} toward {self.target}"

    @property
    def places(self) -> list[int]:
        """Every place stood on, in order of time."""
        return [self.start, *(turn.after for turn in self.turns)]

    @property
    def highest(self) -> int:
        return max(self.places)

    def by_day(self) -> Any:
        """The place on the ladder at the end of each day, day 0 first."""
        stood = np.full(len(self.incidents), self.start)
        for turn in self.turns:
            stood[turn.day :] = turn.after
        return stood


@dataclass(frozen=True)
class Crossing:
    """A climb onto or beyond a firebreak; `again` where that posture had been there before."""

    day: int
    lane: Lane
    turn: Turn
    again: bool


def lane_of(crisis: Crisis, posture: str) -> Lane:
    """A posture's own moves, with what it did by day."""
    cast, teller = crisis.plan.cast, Teller(crisis)
    owner, target = cast.owner(posture), cast.target(posture)
    rungs = cast.rungs(owner)
    own = [move for move in crisis.log if move.posture == posture]
    begun = own[0].from_ if own else crisis.intended(posture)
    return Lane(
        posture=posture,
        owner=teller.actor(owner),
        target=teller.actor(target),
        rungs=[step(rung, place) for place, rung in enumerate(cast.ladder(owner))],
        start=rungs.index(begun),
        turns=[
            Turn(m.day, rungs.index(m.from_), rungs.index(m.to), m.cause, m.trigger, teller.why(m))
            for m in own
        ],
        incidents=daily(crisis, posture, crisis.state.incidents),
        severe=daily(crisis, posture, crisis.state.severe),
    )


def daily(crisis: Crisis, posture: str, totals: Any) -> Any:
    """What a posture did on each day, from running totals by cell."""
    cells = [c for c, (name, _) in enumerate(crisis.plan.cells) if name == posture]
    return np.diff(totals[: crisis.day + 1, cells].sum(axis=1), prepend=0)


def telling_first(lane: Lane) -> tuple[bool, bool, float, int, str]:
    """Those that crossed a firebreak come first, then those that moved; the highest of each first."""
    crossed = any(True for _ in crossings(lane))
    return not crossed, not lane.turns, -lane.rungs[lane.highest].level, -len(lane.turns), lane.posture


def crossings(lane: Lane) -> list[Crossing]:
    """The climbs of a lane onto or beyond a firebreak."""
    found: list[Crossing] = []
    peak = lane.start
    for turn in lane.turns:
        if any(rung.firebreak for rung in lane.rungs[turn.before + 1 : turn.after + 1]):
            crossed = [k for k in range(turn.before + 1, turn.after + 1) if lane.rungs[k].firebreak]
            found.append(Crossing(turn.day, lane, turn, again=peak >= max(crossed)))
        peak = max(peak, turn.after)
    return found
