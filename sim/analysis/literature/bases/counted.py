"""Shares and lags of things that come several to a run, with intervals that know it.

In the world: acts of one crisis hang together, so that ten of one run tell less than one each of
ten. Runs are the independent units: a share's variance is that of a ratio over clusters (Kish
1965), told as the number of independent cases that would be as sure, for which Wilson's (1927)
interval is taken. Where the clock ends before a window does, the share is that of Kaplan and Meier
(1958), with the variance of its linearisation summed by run (Williams 1995), so that nobody counts
as not answering on days that were not run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.chances.shares import ENOUGH
from sim.analysis.intervals import range_of_counts, wilson_arrays
from sim.analysis.percents import above, below, percent, span

CUT = 0.1  # the part of the cases that may be cut where a range over the draws is told


@dataclass(frozen=True)
class Told:
    """A share of `of` cases, with its 95% interval; `cut` of them were not followed to the end.

    `range` is the 5th to 95th percentile over the draws of what is not known, None where they cannot
    tell: too few cases, or too many cut. `alike`: how many independent cases, no more than there are,
    would be as sure. Of no cases nothing is known: the share is nan, the interval from 0 to 1.
    """

    share: float
    low: float
    high: float
    of: int
    cut: int = 0
    range: tuple[float, float] | None = None
    alike: float = 0.0

    @property
    def value(self) -> float:
        return self.share

    @property
    def said(self) -> str:
        """The share and its interval in percent, or the bound where it came never or always."""
        if np.isnan(self.share):
            return "no case to tell it from"
        if self.share in (0.0, 1.0):
            return below(self.high) if self.share == 0.0 else above(self.low)
        return f"{percent(self.share)} ({span(self.low, self.high)})"


@dataclass(frozen=True)
class Lag:
    """A quantile of days with its 95% interval, of so many cases; nan of none."""

    days: float
    low: float
    high: float
    of: int

    @property
    def value(self) -> float:
        return self.days

    @property
    def said(self) -> str:
        return f"{self.days:g} ({self.low:g} to {self.high:g})" if self.of else "no case to tell it from"


def share(happened: Any, run: Any, draw: Any) -> Told:
    """The share of cases in which something is true; each has its `run`, and each run its `draw`."""
    return within(np.where(happened, 1, 2), np.ones(len(run), int), run, draw, 1)


def within(days: Any, left: Any, run: Any, draw: Any, window: int) -> Told:
    """The share of cases in which it came within `window` days, of cases followed for `left` days each.

    `days` (cases,): when it came, 1 or more; later than `left` counts as not seen. Where nobody was
    followed through the window and some were left without it, the share cannot be told.
    """
    end = np.minimum(np.minimum(days, left), window)
    came = days <= np.minimum(left, window)
    cut = int(((left < window) & ~came).sum())
    at_risk, events = counts(end, came, window)
    if not len(run) or (at_risk[-1] == 0 and cut):
        return Told(float("nan"), 0.0, 1.0, len(run), cut)
    hazard = np.divide(events, at_risk, out=np.zeros(window), where=at_risk > 0)
    found = 1.0 - float(np.prod(1.0 - hazard))
    each = pseudo(found, hazard, at_risk, end, came)
    sure = independent(found, each, run)
    alike = min(sure, float(len(run)))
    low, high = wilson_arrays(np.float64(found * alike), np.float64(alike))
    whole = cut <= CUT * len(run)
    spread = range_over(each, draw[run], int(draw.max()) + 1, sure / len(run)) if whole else None
    return Told(found, float(low), float(high), len(run), cut, spread, alike)


def counts(end: Any, came: Any, window: int) -> tuple[Any, Any]:
    """(window,): how many were still followed without it on each day, and to how many it then came."""
    stopped = np.bincount(end, minlength=window + 1)[1:].astype(float)
    events = np.bincount(end[came], minlength=window + 1)[1:].astype(float)
    return np.cumsum(stopped[::-1])[::-1], events


def pseudo(found: float, hazard: Any, at_risk: Any, end: Any, came: Any) -> Any:
    """(cases,): what each adds to the share, so that their mean is the share (Andersen et al. 2003).

    1 or 0 for whom it came or did not, where everybody was followed to the end.
    """
    if found <= 0.0 or found >= 1.0:
        return came.astype(float)
    weight = np.divide(1.0, at_risk * (1.0 - hazard), out=np.zeros(len(hazard)), where=at_risk > 0)
    each = came * weight[end - 1] - np.cumsum(hazard * weight)[end - 1]
    return found + len(end) * (1.0 - found) * each


def independent(found: float, each: Any, run: Any) -> float:
    """How many independent cases would be as sure of this share.

    They are more than there are where a run has it once at most. Where it came never or always its
    variance cannot be seen: then as many as there are runs.
    """
    _, cluster = np.unique(run, return_inverse=True)
    clusters = int(cluster.max()) + 1
    sums = np.bincount(cluster, weights=(each - found) / len(run))
    variance = float((sums**2).sum()) * clusters / max(1, clusters - 1)
    if found <= 0.0 or found >= 1.0 or clusters < 2 or variance <= 0.0:
        return float(clusters)
    return found * (1.0 - found) / variance


def range_over(each: Any, draw: Any, draws: int, weight: float) -> tuple[float, float] | None:
    """The spread of the share over the draws, the noise of the cases behind each taken off."""
    sizes = np.bincount(draw, minlength=draws)
    enough = weight * sizes >= 2.0
    if draws < 2 or enough.sum() < ENOUGH * draws:
        return None
    shares = np.bincount(draw, weights=each, minlength=draws)[enough] / sizes[enough]
    heavy = weight * sizes[enough]
    found = range_of_counts(np.clip(shares, 0.0, 1.0) * heavy, heavy)
    return None if found is None else (float(found[0]), float(found[1]))


def lag(days: Any, run: Any, q: float) -> Lag:
    """The q-th quantile of whole days, an observed one; its interval by ranks, for clustered cases."""
    if not len(days):
        return Lag(float("nan"), float("nan"), float("nan"), 0)
    middle = quantile(days, q)
    alike = share(days <= middle, run, np.zeros(int(run.max()) + 1, int)).alike
    low, high = wilson_arrays(np.float64(q * alike), np.float64(alike))
    return Lag(middle, quantile(days, float(low)), quantile(days, float(high)), len(days))


def quantile(days: Any, q: float) -> float:
    return float(np.quantile(days, q, method="inverted_cdf"))
