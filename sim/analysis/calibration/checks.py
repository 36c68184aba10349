"""What the calibrated scenario would have shown: each target before and after, beside its record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Recorded:
    """What was recorded of a target: at least `low` and at most `high`; None where that is open."""

    low: float | None
    high: float | None

    def missed(self, values: Any) -> Any:
        """By how much values fall short (below 0) or go beyond (above 0); 0 as recorded."""
        low = -np.inf if self.low is None else self.low
        high = np.inf if self.high is None else self.high
        return values - np.clip(values, low, high)


@dataclass(frozen=True)
class Spread:
    """A number over runs: its median and the central 90%."""

    lo: float
    median: float
    hi: float


@dataclass(frozen=True, eq=False)
class Check:
    """A target: what was recorded, and what runs show with the numbers of before and after.

    `as_recorded` is the share of runs that did as recorded; `tail` the smaller of the shares at or
    beyond the record on its two sides, of the calibrated runs. `fitted` says whether it was learnt from.
    """

    name: str
    title: str
    recorded: Recorded
    fitted: bool
    before: Spread
    after: Spread
    as_recorded: tuple[float, float]
    tail: tuple[float, float]


def check(name: str, title: str, recorded: Recorded, fitted: bool, values: Sequence[Any]) -> Check:
    """One target; `values` are those of runs of the prior, and of the posterior."""
    before, after = (spread(each) for each in values)
    met = [float(np.mean(recorded.missed(each) == 0.0)) for each in values]
    tails = [tail(recorded, each) for each in values]
    return Check(name, title, recorded, fitted, before, after, (met[0], met[1]), (tails[0], tails[1]))


def spread(values: Any) -> Spread:
    lo, median, hi = np.quantile(values, [0.05, 0.5, 0.95], method="inverted_cdf")
    return Spread(float(lo), float(median), float(hi))


def tail(recorded: Recorded, values: Any) -> float:
    """The smaller of the shares of runs at or below the most, and at or above the least recorded."""
    missed = recorded.missed(values)
    return float(min(np.mean(missed <= 0.0), np.mean(missed >= 0.0)))
