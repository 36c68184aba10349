"""Where a game lies among simulated ones: the same scenario and days, the rulebook in every seat.

The cloud has other luck and, unlike the game, every draw of what is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.analysis.what_if.futures import Chance, seed_of_futures
from sim.rules.state import PEAK
from sim.scenario.loading import Scenario
from sim.scenario.plan import Plan
from sim.simulation import simulate
from sim.wargame.table import Table

RUNS = 2_000
NEVER = np.inf


@dataclass(frozen=True)
class Measure:
    """One number of a game among those of the cloud; infinity is a day that never came."""

    title: str
    game: float
    cloud: Any

    @property
    def lower(self) -> float:
        """The share of simulated games that have a lower number."""
        return float((self.cloud < self.game).mean())

    @property
    def same(self) -> float:
        return float((self.cloud == self.game).mean())


@dataclass(frozen=True)
class Among:
    """An outcome: whether it came in this game, and in how many of the cloud."""

    name: str
    day: int | None
    chance: Chance


@dataclass(frozen=True)
class Cloud:
    runs: int
    days: int
    measures: list[Measure]
    outcomes: list[Among]


def cloud(table: Table) -> Cloud:
    """Runs of the scenario over the days that were played."""
    crisis, setup = table.crisis, table.setup
    scenario = of_days(setup.scenario, crisis.day)
    found = simulate(scenario, RUNS, seed_of_futures(setup.seed), parameters=setup.parameters)
    if found.interrupted:
        raise KeyboardInterrupt
    plan, state, record = scenario.plan, crisis.state, found.record
    measures = [
        Measure(title, float(one[0]), many)
        for title, one, many in (
            (
                "Highest level that anybody intended",
                *both(top_level, plan, state.stance[:, PEAK], record.peak),
            ),
            (
                "Day of the first firebreak crossed",
                *both(first_firebreak, plan, state.reached, record.reached),
            ),
            (
                "Incidents in all",
                state.incidents[crisis.day].sum(keepdims=True),
                record.incidents.sum(axis=1),
            ),
            ("Severe incidents", state.severe[crisis.day].sum(keepdims=True), record.severe.sum(axis=1)),
        )
    ]
    outcomes = []
    for k, (name, days) in enumerate(found.outcomes.items()):
        day = int(state.outcome[k])
        outcomes.append(Among(name, None if day < 0 else day, Chance(int((days >= 0).sum()), found.runs)))
    return Cloud(found.runs, crisis.day, measures, outcomes)


def of_days(scenario: Scenario, days: int) -> Scenario:
    """The scenario with a clock that ends with the game."""
    if days == scenario.days or days == 0:
        return scenario
    clock = scenario.document.clock.model_copy(update={"days": days})
    return replace(scenario, document=scenario.document.model_copy(update={"clock": clock}))


def both(measure: Any, plan: Plan, game: Any, runs: Any) -> tuple[Any, Any]:
    """A measure of the game, and of every run."""
    return measure(plan, game[None]), measure(plan, runs)


def top_level(plan: Plan, peaks: Any) -> Any:
    """The highest level of any posture's highest rung."""
    levels = [
        np.array([plan.cast.level(owner, rung) for rung in plan.cast.rungs(owner)])
        for owner in map(plan.cast.owner, plan.cast.postures)
    ]
    return np.max([level[peaks[:, p]] for p, level in enumerate(levels)], axis=0)


def first_firebreak(plan: Plan, reached: Any) -> Any:
    """The first day on which anybody newly stood at or beyond a firebreak; NEVER where nobody did."""
    found = np.full(len(reached), NEVER)
    for p, posture in enumerate(plan.cast.postures):
        for place, rung in enumerate(plan.cast.ladder(plan.cast.owner(posture))):
            if rung.firebreak:
                days = reached[:, p, place].astype(float)
                found = np.minimum(found, np.where(days > 0, days, NEVER))
    return found
