"""Runs day by day: what each posture did, kept as arrays, for what first days alone cannot tell.

In the world: who stood where against whom on each day, and whether anything was fired. An answer
is an act after an act, also of somebody who has acted before, so that the first arrivals which an
ensemble keeps are not enough. Method: the agents' engine, one run after another, as one crisis is
told; some tens of runs a second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.percents import words
from sim.analysis.provenance import Source
from sim.engines.crisis import Crisis
from sim.rules.state import EXECUTED
from sim.scenario.fixing import fixed_parameters
from sim.scenario.loading import Scenario
from sim.scenario.parameters import is_uncertain
from sim.scenario.plan import Plan

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Paths:
    """Runs 0 .. runs - 1 of a scenario, in order; P postures, R rungs, days 0 .. T.

    `executed` (runs, T + 1, P): the place on the ladder acted out. `fired` (runs, T + 1, P): whether
    there was an incident that day; day 0 has none. `armed` (P, R): whether a rung can bring incidents.
    `last` (runs,): the last day before the clock ended or the crisis was over.
    """

    plan: Plan
    source: Source
    executed: Any
    fired: Any
    armed: Any
    last: Any

    @property
    def draw(self) -> Any:
        """The draw of what is not known that each run used."""
        return np.arange(self.source.runs) % self.source.draws


def paths(scenario: Scenario, runs: int, seed: int, draws: int, progress: Progress | None = None) -> Paths:
    """Run a scenario so many times. Raises ValueError for numbers out of range."""
    if runs < 1:
        raise ValueError(f"runs must be 1 or more, not {runs}")
    days, rows = scenario.document.clock.days, len(scenario.plan.cast.postures)
    executed, fired = np.zeros((runs, days + 1, rows), np.int8), np.zeros((runs, days + 1, rows), bool)
    last, armed = np.zeros(runs, np.int64), np.zeros((rows, 0), bool)
    for run in range(runs):
        crisis = Crisis(scenario, seed, run, draws=draws)
        step_through(crisis, executed[run])
        fired[run, : crisis.day + 1] = fired_by_day(crisis)
        last[run] = crisis.day
        rates = crisis.world.rate > 0.0
        armed = rates if run == 0 else armed | rates
        if progress is not None:
            progress(1)
    return Paths(scenario.plan, source_of(scenario, runs, seed, draws), executed, fired, armed, last)


def step_through(crisis: Crisis, executed: Any) -> None:
    """Every day of one run; the days after its end stay as the last."""
    executed[0] = crisis.state.stance[:, EXECUTED]
    while not crisis.over:
        crisis.step()
        executed[crisis.day] = crisis.state.stance[:, EXECUTED]
    executed[crisis.day + 1 :] = executed[crisis.day]


def fired_by_day(crisis: Crisis) -> Any:
    """(days so far + 1, P): whether a posture had an incident, on any front, on each day."""
    cells = np.array([crisis.place(posture) for posture, _ in crisis.plan.cells], int)
    new = np.diff(crisis.state.incidents[: crisis.day + 1], axis=0, prepend=0) > 0
    found = np.zeros((crisis.day + 1, len(crisis.postures)), bool)
    for cell, posture in enumerate(cells):
        found[:, posture] |= new[:, cell]
    return found


def source_of(scenario: Scenario, runs: int, seed: int, draws: int) -> Source:
    """Where the numbers come from, as for an ensemble."""
    clock, cast = scenario.document.clock, scenario.plan.cast
    uncertain = is_uncertain(scenario.document, fixed_parameters(scenario, {}))
    return Source(
        title=scenario.title,
        start=clock.start,
        days=clock.days,
        runs=runs,
        draws=min(draws, runs) if uncertain else 1,
        seed=seed,
        errors=True,
        twin=False,
        interrupted=False,
        idle=[words(a, cast.actor(a).title) for a in cast.actors if not cast.between(a, None)],
    )


def joined(parts: list[list[Any]]) -> list[Any]:
    """Five columns of cases from parts that each have all five; empty ones of no part."""
    return [np.concatenate(each) for each in zip(*parts, strict=True)] if parts else [np.zeros(0, int)] * 5
