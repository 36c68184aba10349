"""When a rung is reached, and where an actor stands: chances by day.

Two questions of time. By which day has an actor come to a rung (it need not still be there)?
That is the share of runs whose first day at or above it is no later: it only rises. And on
which rung does the actor stand on a day? Those shares add to 1, and may fall again. All are
counts over runs: 95% Wilson (1927) intervals for the luck of so many runs, and the 5th to
95th percentile over the draws of what is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.chances.moments import arrival_days, days_run
from sim.analysis.chances.shares import draw_of
from sim.analysis.deeds import deed
from sim.analysis.intervals import range_of_counts, wilson_arrays
from sim.analysis.provenance import Source, source
from sim.analysis.reach import Step, reach_table, steps
from sim.analysis.results import Ensemble
from sim.analysis.standing import Curve, standing


@dataclass(frozen=True)
class ByDay:
    """The share of runs in which something has come by each of `days`. All arrays are (days,)."""

    days: Any
    share: Any
    low: Any
    high: Any
    range: tuple[Any, Any] | None


@dataclass(frozen=True)
class Arrival:
    """The chance that a posture, actor or group has come to a rung by each day."""

    name: str
    rung: str
    title: str
    by_day: ByDay


@dataclass(frozen=True)
class Fan:
    """One actor: a step of its ladder, lowest first, with how often it stands there or above.

    The share on a rung itself is the difference to the next curve, so the layers fill 0 to 1.
    """

    actor: str
    title: str
    steps: list[Step]
    curves: list[Curve]


@dataclass(frozen=True)
class Fans:
    """Every actor with postures, highest first; `widest` is the widest interval of any curve."""

    source: Source
    fans: list[Fan]
    widest: float


def arrival(ensemble: Ensemble, name: str, rung: str) -> Arrival:
    """How likely a rung is reached by each day. Raises ValueError for an unknown name or rung."""
    days = arrival_days(ensemble, name, rung)
    return Arrival(name, rung, deed(ensemble.plan, name, rung), by_day(ensemble, days))


def by_day(ensemble: Ensemble, first: Any) -> ByDay:
    """From first days (runs,), -1 where never, to the share that has come by each day that was run."""
    days, draws = days_run(ensemble), len(ensemble.parameters)
    last, came = ensemble.scenario.days, first >= 0
    cells = draw_of(ensemble)[came] * (last + 1) + first[came]
    counts = np.bincount(cells, minlength=draws * (last + 1)).reshape(draws, last + 1)
    counts = np.cumsum(counts, axis=1)[:, days]
    sizes = np.bincount(draw_of(ensemble), minlength=draws)[:, None]
    if not ensemble.runs:
        nothing = np.zeros(len(days))
        return ByDay(days, nothing, nothing, nothing + 1.0, None)
    total = counts.sum(axis=0)
    low, high = wilson_arrays(total, ensemble.runs)
    spread = range_of_counts(counts, sizes) if ensemble.uncertain else None
    return ByDay(days, total / ensemble.runs, low, high, spread)


def fans(ensemble: Ensemble) -> Fans:
    """On which rung, toward anybody, each actor stands on each day."""
    rows = [row for block in reach_table(ensemble).blocks for row in block.rows]
    found = [fan(ensemble, row.actor, row.title) for row in rows]
    widths = [float((c.high - c.low).max(initial=0.0)) for each in found for c in each.curves]
    return Fans(source(ensemble), found, max(widths, default=0.0))


def fan(ensemble: Ensemble, actor: str, title: str) -> Fan:
    curves = [standing(ensemble, actor, rung) for rung in ensemble.rungs(actor)]
    return Fan(actor, title, steps(ensemble, actor), curves)
