"""Moments: what can come on a day of a run, by the names that the table of runs has as well.

`outcome.NAME` (or the bare name of an outcome), `event.NAME`, and `reach.WHO.RUNG`, the first
day at or above a rung, where WHO is a posture, an actor (any of its postures) or a group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.deeds import deed, event_title, outcome_title
from sim.analysis.results import Ensemble
from sim.scenario.expression import nearest

FORMS = "an outcome, event.NAME or reach.WHO.RUNG"


@dataclass(frozen=True)
class Moment:
    """`days` (runs,): the first day on which it came, 0 where it held from the start, -1 never."""

    name: str
    title: str
    days: Any


def moment(ensemble: Ensemble, name: str) -> Moment:
    """A moment by its name. Raises ValueError for what the scenario has not."""
    kind, dot, rest = name.partition(".")
    if not dot:
        kind, rest = "outcome", name
    if kind == "outcome":
        days = known(ensemble.outcomes, kind, rest)
        return Moment(name, outcome_title(ensemble.plan, rest), days.astype(np.int64))
    if kind == "event":
        days = known(ensemble.events, kind, rest)
        return Moment(name, event_title(ensemble.plan, rest), days.astype(np.int64))
    who, dot, rung = rest.partition(".")
    if kind != "reach" or not dot:
        raise ValueError(f"a moment is {FORMS}, not '{name}'")
    days = arrival_days(ensemble, who, rung)
    return Moment(name, deed(ensemble.plan, who, rung), days)


def known(found: dict[str, Any], kind: str, name: str) -> Any:
    if name not in found:
        raise ValueError(f"no {kind} is called '{name}'{nearest(name, list(found))}")
    return found[name]


def arrival_days(ensemble: Ensemble, who: str, rung: str) -> Any:
    """First days at or above a rung. Raises ValueError for a name or rung that is not there."""
    try:
        return ensemble.first_day(who, rung)
    except KeyError as error:
        raise ValueError(str(error.args[0])) from None


def days_run(ensemble: Ensemble) -> Any:
    """The days of the clock that were run: all, or those from where the ensemble was run on."""
    stood = np.flatnonzero(ensemble.standing.sum(axis=(0, 2, 3), dtype=np.int64))
    first = int(stood[0]) if len(stood) else 0
    return np.arange(first, ensemble.scenario.days + 1)
