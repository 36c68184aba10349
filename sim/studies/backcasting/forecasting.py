"""One model run through the days of a record: every question as a truth or a number of each run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.results import Ensemble
from sim.analysis.scoring.backcast import SOIL
from sim.analysis.scoring.forecasts import Sample, Shares, groups_of_runs, sample, shares
from sim.analysis.scoring.rows import Came, Item, Line, Row
from sim.engines.ensemble import Progress
from sim.scenario.loading import Scenario
from sim.scenario.rewriting.nulls import silenced
from sim.simulation import simulate
from sim.studies.backcasting.versions import asked, rules_alone


class Stopped(Exception):
    """The back-cast was called off."""


@dataclass(frozen=True)
class Order:
    """How each model is run."""

    runs: int
    seed: int
    draws: int
    progress: Progress | None = None


@dataclass(frozen=True)
class Asked:
    """The ensembles of one model by the last day of their clock; the longest holds counts and outcomes."""

    model: str
    ensembles: dict[int, Ensemble]
    silent: frozenset[tuple[str, str]]

    @property
    def longest(self) -> Ensemble:
        return self.ensembles[max(self.ensembles)]

    def happened(self, item: Item) -> tuple[Any, Any]:
        """Whether the question is answered yes in each run (runs,), and the runs of which it is asked."""
        row, asks = item.row, item.row.asks
        if isinstance(asks, Line):
            met, kept = self.ruled(asks.trigger, asks.actor, row.through)
            return (met, np.ones_like(met)) if item.part == "met" else (kept, met)
        came = self.came(row, row.through) if isinstance(asks, Came) else asks.holds(self.numbers(row))
        return came, np.ones_like(came)

    def came(self, row: Row, through: int) -> Any:
        """Whether an outcome had come by a day, in every run."""
        days = self.longest.outcomes[f"row_{row.line}"]
        return (days >= 0) & (days <= through)

    def had_come(self, row: Row, through: int) -> bool:
        """Whether it had come by then whatever the run."""
        return bool(self.came(row, through).all())

    def numbers(self, row: Row) -> Any:
        """A count in every run."""
        names = sorted(self.longest.plan.document.counts)
        return self.longest.record.count[:, names.index(f"row_{row.line}")].astype(np.int64)

    def ruled(self, trigger: str, actor: str, through: int) -> tuple[Any, Any]:
        """Whether an actor's rule was met by a day, and met and honoured, in every run."""
        ensemble = self.ensembles[through]
        place = next(
            k for k, each in enumerate(ensemble.plan.bindings) if (each.id, each.actor) == (trigger, actor)
        )
        met, kept = ensemble.record.met[:, place], ensemble.record.honoured[:, place]
        return met, np.zeros_like(kept) if (trigger, actor) in self.silent else kept

    def forecast(self, item: Item) -> Shares | Sample:
        groups, count = groups_of_runs(self.longest.runs, len(self.longest.parameters))
        if item.part == "number":
            return sample(self.numbers(item.row), groups, count)
        return shares(*self.happened(item), groups, count)


def days_asked(rows: Sequence[Row]) -> list[int]:
    """The days on which clocks must end: the last of all, and those by which rules are asked for."""
    return sorted({max(row.through for row in rows), *(r.through for r in rows if isinstance(r.asks, Line))})


def asked_of(scenario: Scenario, model: str, rows: Sequence[Row], order: Order) -> Asked:
    """Run one model, once for each day by which its rules are asked for; raises Stopped after Ctrl-C."""
    days = days_asked(rows)
    silent = silenced(scenario.document) if model == SOIL else frozenset[tuple[str, str]]()
    version = asked(scenario, model, rows)
    ensembles = {through: run(rules_alone(version, through), order) for through in days[:-1]}
    ensembles[days[-1]] = run(version, order)
    return Asked(model, ensembles, silent)


def run(scenario: Scenario, order: Order) -> Ensemble:
    found = simulate(scenario, order.runs, order.seed, draws=order.draws, progress=order.progress)
    if found.interrupted:
        raise Stopped
    return found
