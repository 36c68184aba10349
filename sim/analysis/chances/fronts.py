"""How many fronts are open, and which: a front is open once anything has happened on it.

In the world: how far a crisis has spread. Incidents are counted by the last day, so a front
once open counts however quiet it has become. Shares of runs with 95% Wilson (1927) intervals
and the range over the draws of what is not known; incidents by mean and quantiles over runs.
Incidents of postures that act on no named front belong to no front and are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.chances.shares import Share, share_of
from sim.analysis.deeds import actor_title
from sim.analysis.percents import words
from sim.analysis.provenance import Source, source
from sim.analysis.results import Ensemble
from sim.analysis.summary import spread_of


@dataclass(frozen=True)
class FrontRow:
    """One front: how often anything, or anything severe, happened on it, and how much.

    `soil` is the title of the actor whose territory it is, if it is anyone's. `spread` holds
    mean, sd, q05, q50 and q95 of its incidents by the last day.
    """

    front: str
    title: str
    soil: str | None
    open: Share
    severe: Share
    spread: dict[str, float]


@dataclass(frozen=True)
class Fronts:
    """`number[k]` is the share of runs with k fronts open (they add to 1), `at_least[k]` with k or more."""

    source: Source
    rows: list[FrontRow]
    number: list[Share]
    at_least: list[Share]
    mean: float
    nameless: Share


def fronts(ensemble: Ensemble) -> Fronts:
    """Every front of the scenario, oftenest open first, and how many are open together."""
    names = sorted(ensemble.plan.document.fronts)
    incidents = [on_front(ensemble, ensemble.record.incidents, name) for name in names]
    count = np.sum([each > 0 for each in incidents], axis=0) if names else np.zeros(ensemble.runs, int)
    rows = [row(ensemble, name, each) for name, each in zip(names, incidents, strict=True)]
    return Fronts(
        source=source(ensemble),
        rows=sorted(rows, key=lambda each: (-each.open.came, each.front)),
        number=[share_of(ensemble, count == k) for k in range(len(names) + 1)],
        at_least=[share_of(ensemble, count >= k) for k in range(len(names) + 1)],
        mean=float(count.mean()) if ensemble.runs else 0.0,
        nameless=share_of(ensemble, on_front(ensemble, ensemble.record.incidents, None) > 0),
    )


def row(ensemble: Ensemble, name: str, incidents: Any) -> FrontRow:
    front = ensemble.plan.document.fronts[name]
    return FrontRow(
        front=name,
        title=words(name, front.title),
        soil=None if front.soil is None else actor_title(ensemble.plan, front.soil),
        open=share_of(ensemble, incidents > 0),
        severe=share_of(ensemble, on_front(ensemble, ensemble.record.severe, name) > 0),
        spread=spread_of(incidents),
    )


def on_front(ensemble: Ensemble, table: Any, front: str | None) -> Any:
    """(runs,): what the cells of one front add up to; None for those of no named front."""
    own = [k for k, (_, place) in enumerate(ensemble.plan.cells) if place == front]
    return table[:, own].sum(axis=1, dtype=np.int64)
