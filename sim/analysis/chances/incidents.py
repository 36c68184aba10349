"""Incidents: who did how many and where, and how they compare with what was counted elsewhere.

Where a scenario says what was `recorded` of a count, the simulated counts are laid beside it: a
prior predictive check (Box 1980). The share of runs below the record, at it and above it says
where it lies; one in the outer twentieths of the runs is one that the scenario hardly expects. A
record that is a bound is told by the share of runs that keep it. One record agreed with is weak
support, since many scenarios agree with it; one missed by far is strong against.
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
from sim.analysis.summary import incidents, spread_of
from sim.scenario.schema import Count

MOST_BARS = 100
OUTER = 0.05  # a tail of the runs beyond which a record was hardly to be expected


@dataclass(frozen=True)
class Bars:
    """A distribution over runs: `share[k]` of them have at least edges[k] and less than edges[k + 1]."""

    edges: Any
    share: Any


@dataclass(frozen=True)
class Record:
    """What was counted elsewhere: `low` and `high` are equal, or one is None where it is a bound.

    `below` and `above` are the shares of runs under `low` and over `high`, `agree` those between.
    """

    low: int | None
    high: int | None
    below: Share
    agree: Share
    above: Share

    @property
    def said(self) -> str:
        """The record in words."""
        if self.low == self.high:
            return f"{self.low:,}"
        if self.high is None:
            return f"at least {self.low:,}"
        return f"at most {self.high:,}" if self.low is None else f"{self.low:,} to {self.high:,}"

    @property
    def expected(self) -> bool:
        """Whether neither tail beyond the record holds all but a twentieth of the runs."""
        return max(self.below.share, self.above.share) <= 1.0 - OUTER


@dataclass(frozen=True)
class Counted:
    """One named count: its window in days, its spread over runs, and its record if it has one.

    `spread` holds mean, sd, q05, q50 and q95.
    """

    name: str
    title: str
    since: int
    through: int
    spread: dict[str, float]
    bars: Bars
    record: Record | None


@dataclass(frozen=True)
class PostureIncidents:
    """One posture's incidents by the last day; `fronts` holds the mean by title of front."""

    posture: str
    title: str
    spread: dict[str, float]
    severe_mean: float
    fronts: dict[str, float]


@dataclass(frozen=True)
class Incidents:
    """Postures that can have incidents, most first, and the counts by the days on which they end."""

    source: Source
    postures: list[PostureIncidents]
    counts: list[Counted]


def incidents_table(ensemble: Ensemble) -> Incidents:
    """Incidents by posture and front, and every count with its record."""
    rows = [posture_row(ensemble, name, row) for name, row in incidents(ensemble).items()]
    counts = [counted(ensemble, *named) for named in enumerate(sorted(ensemble.plan.document.counts.items()))]
    return Incidents(
        source=source(ensemble),
        postures=sorted(rows, key=lambda row: (-row.spread["mean"], row.posture)),
        counts=sorted(counts, key=lambda count: (count.through, count.since, count.name)),
    )


def posture_row(ensemble: Ensemble, posture: str, row: dict[str, Any]) -> PostureIncidents:
    plan, fronts = ensemble.plan, ensemble.plan.document.fronts
    return PostureIncidents(
        posture=posture,
        title=" toward ".join(actor_title(plan, name) for name in posture.split(">")),
        spread={key: row[key] for key in ("mean", "sd", "q05", "q50", "q95")},
        severe_mean=row["severe_mean"],
        fronts={words(name, fronts[name].title): mean for name, mean in row["fronts"].items()},
    )


def counted(ensemble: Ensemble, place: int, named: tuple[str, Count]) -> Counted:
    name, count = named
    values = ensemble.record.count[:, place].astype(np.int64)
    window = ensemble.plan.tables["count"].values[place]
    return Counted(
        name=name,
        title=words(name, count.title),
        since=int(window[2]),
        through=int(window[3]),
        spread=spread_of(values),
        bars=bars(values),
        record=None if count.recorded is None else record(ensemble, values, *count.recorded.ends),
    )


def bars(values: Any) -> Bars:
    """A bar a number, or of several numbers each where they spread over more than `MOST_BARS`."""
    if not len(values):
        return Bars(np.array([0, 1]), np.zeros(1))
    low, high = int(values.min()), int(values.max())
    width = -(-(high - low + 1) // MOST_BARS)
    edges = np.arange(low, high + 1 + width, width)
    found = np.bincount((values - low) // width, minlength=len(edges) - 1)
    return Bars(edges, found / len(values))


def record(ensemble: Ensemble, values: Any, low: int | None, high: int | None) -> Record:
    below = np.zeros(len(values), bool) if low is None else values < low
    above = np.zeros(len(values), bool) if high is None else values > high
    return Record(
        low=low,
        high=high,
        below=share_of(ensemble, below),
        agree=share_of(ensemble, ~below & ~above),
        above=share_of(ensemble, above),
    )
