"""What comes first: the cumulative incidence of moments, or of causes, that preclude each other.

A run can begin with only one of them. The cumulative incidence of each (Aalen and Johansen 1978)
is its share among first comers by each day; since every run is followed to the end of the clock
it is a plain count over runs with Wilson's interval, exact, and with the share in which none has
come it adds to 1. (One minus a survival curve that treats the others as censored would not:
it answers what would happen in a world without them.)

The causes of an arrival are proximate ones, and a line that an error has tripped counts among
the committed; what errors made and averted of the arrival (by the twin of the same luck) is
therefore told beside them, where a twin was run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.chances.curves import ByDay, by_day
from sim.analysis.chances.moments import moment
from sim.analysis.chances.shares import Errors, Share, errors_in, share_of
from sim.analysis.deeds import deed
from sim.analysis.provenance import Source, source
from sim.analysis.results import Ensemble, earliest

TIE = "Several on the same day"
START = "From the start"
CAUSES = {  # in order of their codes
    "initiated": "Initiated: on its own",
    "retaliated": "Retaliated: in answer to what it faced",
    "misled": "Misled: by an accident or a misreading",
    "committed": "Committed: to a line or floor",
    "allied": "Allied: following a leader",
    "ordered": "Ordered: by a room or a seat",
    "observed": "As on record",
}


@dataclass(frozen=True)
class Risk:
    """One of those that can come first: by each day, and in all."""

    name: str
    title: str
    by_day: ByDay
    total: Share


@dataclass(frozen=True)
class Competing:
    """`any` is whichever comes first; `errors` what errors did to that, None without a twin."""

    source: Source
    title: str
    risks: list[Risk]
    any: ByDay
    none: Share
    errors: Errors | None


def competing(ensemble: Ensemble, names: list[str]) -> Competing:
    """Which of several moments (see `moments`) comes first, by day; ties are a kind of their own."""
    found = [moment(ensemble, name) for name in names]
    first = earliest([each.days for each in found])
    here = [(each.days == first) & (first >= 0) for each in found]
    alone = np.sum(here, axis=0) == 1
    risks = [
        risk(ensemble, each.name, each.title, first, there & alone)
        for each, there in zip(found, here, strict=True)
    ]
    risks.append(risk(ensemble, "tie", TIE, first, (first >= 0) & ~alone))
    twin = ensemble.twin
    without = None if twin is None else earliest([moment(twin, name).days for name in names])
    return whole(ensemble, "What comes first", risks, first, without)


def by_cause(ensemble: Ensemble, posture: str, rung: str) -> Competing:
    """By what a posture first comes to a rung. Raises KeyError for a posture or rung that is not there."""
    place, step = ensemble.plan.cast.place[posture], ensemble.rungs(posture)
    if rung not in step:
        raise KeyError(f"{rung} is not a rung of {posture}")
    spot = (slice(None), place, step.index(rung))
    first, causes = ensemble.record.reached[spot].astype(np.int64), ensemble.record.reached_by[spot]
    risks = [
        risk(ensemble, name, title, first, (first >= 0) & (causes == code))
        for code, (name, title) in enumerate(CAUSES.items())
    ]
    risks.append(risk(ensemble, "start", START, first, (first >= 0) & (causes < 0)))
    without = None if ensemble.twin is None else ensemble.twin.record.reached[spot]
    return whole(ensemble, f"{deed(ensemble.plan, posture, rung)}: by what", risks, first, without)


def risk(ensemble: Ensemble, name: str, title: str, first: Any, mine: Any) -> Risk:
    """One kind: the runs in which it was this that came first."""
    return Risk(name, title, by_day(ensemble, np.where(mine, first, -1)), share_of(ensemble, mine))


def whole(ensemble: Ensemble, title: str, risks: list[Risk], first: Any, without: Any) -> Competing:
    """Those that ever came, in their order, with what is left."""
    return Competing(
        source=source(ensemble),
        title=title,
        risks=[each for each in risks if each.total.came],
        any=by_day(ensemble, first),
        none=share_of(ensemble, first < 0),
        errors=None if without is None else errors_in(first >= 0, without >= 0),
    )
