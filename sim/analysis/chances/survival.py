"""How long until something comes: survival curves, and what comes first of several.

Counted from day 0 every run is followed to the end of the clock, so the share without it is a
count over runs, exactly what Kaplan and Meier's (1958) estimate gives, and its interval is
Wilson's. Counted from another moment, which comes early in one run and late in another, the
days that are left differ: a run that ends is censored, and the estimate is Kaplan and Meier's
with the log-log interval on Greenwood's variance (`scipy.stats.ecdf`; Wilson's among the runs
at risk where that has none). A crisis that `stop_when` has frozen is followed on: in it
nothing comes any more.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import CensoredData, ecdf

from sim.analysis.chances.curves import by_day
from sim.analysis.chances.moments import Moment, moment
from sim.analysis.intervals import wilson_arrays
from sim.analysis.provenance import Source, source
from sim.analysis.results import Ensemble


@dataclass(frozen=True)
class Survival:
    """The share that is still without it, `days` after the beginning. All arrays are (days,).

    `runs` are those followed; `came` of them saw it, the rest are censored. `before`: runs left
    out since it had come by the day on which the count begins. `half`: the first day by which
    half have seen it, None where fewer ever do.
    """

    name: str
    title: str
    since: str | None
    days: Any
    share: Any
    low: Any
    high: Any
    range: tuple[Any, Any] | None
    at_risk: Any
    runs: int
    came: int
    before: int
    half: int | None


@dataclass(frozen=True)
class Survivals:
    """Several on one time: from day 0, or all since the same moment."""

    source: Source
    since: str | None
    curves: list[Survival]


def survivals(ensemble: Ensemble, names: list[str], since: str | None = None) -> Survivals:
    """A curve for each moment named (see `moments`)."""
    curves = [survival(ensemble, name, since) for name in names]
    title = None if since is None else moment(ensemble, since).title
    return Survivals(source(ensemble), title, curves)


def survival(ensemble: Ensemble, name: str, since: str | None = None) -> Survival:
    """How long it takes until a moment comes, from day 0 or since another moment."""
    what, begin = moment(ensemble, name), None if since is None else moment(ensemble, since)
    return from_start(ensemble, what) if begin is None else from_moment(ensemble, what, begin)


def from_start(ensemble: Ensemble, what: Moment) -> Survival:
    """Everybody is followed to the end: shares of runs, with Wilson's interval."""
    curve, runs = by_day(ensemble, what.days), ensemble.runs
    came = np.round(curve.share * runs).astype(np.int64)
    return Survival(
        name=what.name,
        title=what.title,
        since=None,
        days=curve.days,
        share=1.0 - curve.share,
        low=1.0 - curve.high,
        high=1.0 - curve.low,
        range=None if curve.range is None else (1.0 - curve.range[1], 1.0 - curve.range[0]),
        at_risk=runs - np.concatenate([[0], came[:-1]]),
        runs=runs,
        came=int(came[-1]),
        before=0,
        half=half(curve.days, 1.0 - curve.share),
    )


def from_moment(ensemble: Ensemble, what: Moment, since: Moment) -> Survival:
    """Followed from the day of another moment, where it had not come by then."""
    began = since.days >= 0
    open_ = began & ((what.days < 0) | (what.days > since.days))
    start, first, last = since.days[open_], what.days[open_], ensemble.scenario.days
    came = first >= 0
    waited, left = first[came] - start[came], last - start[~came]
    days = np.arange(int((last - start).max(initial=0)) + 1)
    share, low, high, at_risk = kaplan_meier(waited, left, days)
    return Survival(
        name=what.name,
        title=what.title,
        since=since.title,
        days=days,
        share=share,
        low=low,
        high=high,
        range=None,
        at_risk=at_risk,
        runs=int(open_.sum()),
        came=int(came.sum()),
        before=int((began & ~open_).sum()),
        half=half(days, share),
    )


def kaplan_meier(waited: Any, left: Any, days: Any) -> tuple[Any, Any, Any, Any]:
    """Share, interval and runs at risk on each day; `left`: days followed in vain."""
    ends = np.concatenate([waited, left])
    if not len(ends):
        return np.ones(len(days)), np.zeros(len(days)), np.ones(len(days)), np.zeros(len(days), np.int64)
    at_risk = len(ends) - np.searchsorted(np.sort(ends), days, side="left")
    sf: Any = ecdf(CensoredData(uncensored=waited, right=left)).sf
    share = sf.evaluate(days)
    low, high = wilson_arrays(share * np.maximum(1, at_risk), np.maximum(1, at_risk))
    if len(waited):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # where all, or none, have seen it
            band = sf.confidence_interval(method="log-log")
        low, high = known(band.low.evaluate(days), low), known(band.high.evaluate(days), high)
    return share, np.minimum(low, share), np.maximum(high, share), at_risk


def known(found: Any, otherwise: Any) -> Any:
    return np.where(np.isfinite(found), found, otherwise)


def half(days: Any, share: Any) -> int | None:
    """The first day by which half have seen it."""
    gone = np.flatnonzero(share <= 0.5)
    return int(days[gone[0]]) if len(gone) else None
