"""The results of an ensemble: its runs, told by the names of the scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.rules.record import Record
from sim.scenario.cast import levels
from sim.scenario.loading import Scenario
from sim.scenario.plan import Plan


@dataclass(frozen=True)
class Ensemble:
    """Runs of one scenario with one seed; `twin` is the same luck without errors.

    `standing` (draws, days + 1, A, R) counts runs with an actor at or above a rung.
    `parameters` holds the values of each draw.
    """

    scenario: Scenario
    plan: Plan
    runs: int
    draws: int
    seed: int
    errors: bool
    parameters: Sequence[Mapping[str, float]]
    record: Record
    standing: Any
    elapsed: float
    interrupted: bool
    twin: Ensemble | None = None

    @property
    def uncertain(self) -> bool:
        """Whether the draws differ at all."""
        return len(self.parameters) > 1

    @property
    def postures(self) -> list[str]:
        return self.plan.cast.postures

    def rungs(self, name: str) -> list[str]:
        """The ladder of an actor or posture, lowest first."""
        return self.plan.cast.rungs(name.split(">")[0])

    def first_day(self, name: str, rung: str) -> Any:
        """First day intended at or above a rung, -1 where never: int array, shape (runs,).

        `name` is a posture, an actor (any of its postures) or a group (any of its members').
        """
        found = [
            self.record.reached[:, self.plan.cast.place[posture], place].astype(np.int64)
            for posture, place in self.arrivals(name, rung)
        ]
        if not found:
            raise KeyError(f"{rung} is not a rung of {name}")
        return earliest(found)

    def arrivals(self, name: str, rung: str) -> list[tuple[str, int]]:
        """The postures meant by a name, each with its lowest rung at or above the one named.

        That is the rung itself where a posture's ladder has it, else the next by level.
        """
        cast = self.plan.cast
        if ">" in name:
            named = [name] if name in cast.place else []
        else:
            named = [p for member in cast.members(name) for p in cast.between(member, None)]
        known = [lev for posture in named if (lev := cast.level(cast.owner(posture), rung)) is not None]
        found: list[tuple[str, int]] = []
        for posture in named:
            heights = levels(cast.ladder(cast.owner(posture)))
            own = cast.level(cast.owner(posture), rung)
            needed = own if own is not None else min(known, default=float("inf"))
            found.extend((posture, place) for place, lev in enumerate(heights) if lev >= needed)
        return lowest_places(found)

    @cached_property
    def outcomes(self) -> dict[str, Any]:
        """First day of each outcome, -1 where never."""
        names = sorted(self.plan.document.outcomes)
        return {name: self.record.outcome[:, k] for k, name in enumerate(names)}

    @cached_property
    def events(self) -> dict[str, Any]:
        """Day of each event, -1 where it did not happen."""
        return {name: self.record.event[:, k] for k, name in enumerate(sorted(self.plan.document.events))}

    def summary(self) -> dict[str, Any]:
        """What `sim run --json` prints: chances, causes and counts, with intervals."""
        from sim.analysis.summary import summarise

        return summarise(self)


def lowest_places(found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Each posture once, with the first place listed for it."""
    return list(dict(reversed(found)).items())


def earliest(days: list[Any]) -> Any:
    """The earliest of several first days, -1 counting as never."""
    stacked = np.stack(days)
    never = np.iinfo(stacked.dtype).max
    best = np.where(stacked < 0, never, stacked).min(axis=0)
    return np.where(best == never, -1, best)
