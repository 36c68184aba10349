"""One step of a pathway: what was crossed on its day, by what, and what had happened just before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.chances.competing import CAUSES
from sim.analysis.deeds import deeds, event_title, reason, within
from sim.analysis.intervals import lower_median
from sim.analysis.pathways.crossings import Crossing, cause_of
from sim.analysis.percents import listed
from sim.analysis.results import Ensemble

MOSTLY = 0.5  # of the runs that must have had an event for it to be told


@dataclass(frozen=True)
class Cause:
    """The commonest proximate cause and rule of a crossing, and in which share of the runs it was."""

    cause: str
    said: str
    share: float


@dataclass(frozen=True)
class Deed:
    """One actor's coming to a rung, toward one or several; `rungs` and `targets` by name."""

    owner: str
    targets: tuple[str, ...]
    rung: str
    level: float
    title: str
    cause: Cause


@dataclass(frozen=True)
class Step:
    """All that was crossed on one day; `median_day` is the lower median over the runs."""

    title: str
    deeds: tuple[Deed, ...]
    median_day: int
    event: str | None
    event_share: float


def step_of(ensemble: Ensemble, found: list[Crossing], rows: Any, days: Any) -> Step:
    """A step of these runs, each on its day; deeds alike in all but their target are one."""
    causes = {each: commonest(ensemble, each, rows, days) for each in found}
    alike: dict[tuple[str, str, str], list[Crossing]] = {}
    for each in found:
        alike.setdefault((each.owner, each.rung, causes[each].said), []).append(each)
    event, share = event_before(ensemble, rows, days)
    median = lower_median(days)
    assert median is not None
    told = [deed_of(ensemble, same, causes[same[0]]) for same in alike.values()]
    titles = [each.title if not k else within(ensemble.plan, each.title) for k, each in enumerate(told)]
    return Step(listed(titles), tuple(told), median, event, share)


def deed_of(ensemble: Ensemble, same: list[Crossing], cause: Cause) -> Deed:
    """Crossings of one actor to one rung, for one cause."""
    plan, first = ensemble.plan, same[0]
    targets = tuple(each.target for each in same if each.target)
    several = len(same) > 1
    title = deeds(plan, first.owner, first.rung, list(targets)) if several else first.title
    return Deed(first.owner, targets, first.rung, first.level, title, cause)


def commonest(ensemble: Ensemble, each: Crossing, rows: Any, days: Any) -> Cause:
    """The commonest pair of cause and rule; of equals the first by code."""
    causes, via = cause_of(ensemble, each, rows, days)
    rules = len(ensemble.plan.bindings) + 1
    pairs, counts = np.unique(causes * rules + via + 1, return_counts=True)
    best = int(pairs[np.argmax(counts)])
    cause, rule = list(CAUSES)[best // rules], best % rules - 1
    return Cause(cause, reason(ensemble.plan, cause, rule), float(counts.max() / len(rows)))


def event_before(ensemble: Ensemble, rows: Any, days: Any) -> tuple[str | None, float]:
    """The event that most of the runs had that day or the day before, if there is one."""
    happened = ensemble.record.event[rows]
    if not happened.size:
        return None, 0.0
    near = ((happened == days[:, None]) | (happened == days[:, None] - 1)) & (happened >= 0)
    shares = near.mean(axis=0)
    best = int(np.argmax(shares))
    if shares[best] < MOSTLY:
        return None, 0.0
    name = sorted(ensemble.plan.document.events)[best]
    return event_title(ensemble.plan, name), float(shares[best])
