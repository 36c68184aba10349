"""Who crosses a firebreak first: of all, and of two that face each other.

In the world: who carries a crisis over a line, and who follows. The first mover at a rung is
the posture with the earliest arrival at or above it after the start; those that start there
have not crossed it and are named apart. Days are the clock's grain, so several can be first:
such ties are shares of their own and never split. Counts over runs, with 95% Wilson intervals
and the range over the draws of what is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.chances.shares import Share, share_of
from sim.analysis.deeds import actor_title, rung_title
from sim.analysis.intervals import lower_median
from sim.analysis.pathways.crossings import NEVER, By, Crossing, crossing_days, crossings
from sim.analysis.percents import words
from sim.analysis.provenance import Source, source
from sim.analysis.results import Ensemble


@dataclass(frozen=True)
class Mover:
    """How often one is first by itself, or first with others on one day, and when (lower median)."""

    who: str
    title: str
    alone: Share
    tied: Share
    median_day: int | None


@dataclass(frozen=True)
class Dyad:
    """Two that hold postures toward each other: which crosses first. The four shares add to 1."""

    one: str
    other: str
    titles: tuple[str, str]
    one_first: Share
    other_first: Share
    same_day: Share
    neither: Share


@dataclass(frozen=True)
class Break:
    """A rung of one ladder: its first movers, oftenest first; who starts beyond it is in `there`.

    The shares of those that are first alone, with `tie` and `none`, add to 1.
    """

    ladder: str
    rung: str
    title: str
    movers: list[Mover]
    tie: Share
    none: Share
    there: list[str]
    dyads: list[Dyad]


@dataclass(frozen=True)
class FirstMovers:
    source: Source
    breaks: list[Break]


def first_movers(ensemble: Ensemble, by: By = "posture", rungs: Iterable[str] | None = None) -> FirstMovers:
    """For each firebreak (or each rung named) of each ladder, lowest first: who crosses it first."""
    found = crossings(ensemble, by, rungs, None)
    cast = ensemble.plan.cast
    groups: dict[tuple[str, float, str], list[Crossing]] = {}
    for each in found:
        groups.setdefault((cast.ladder_name(each.owner) or "", each.level, each.rung), []).append(each)
    breaks = [first_at(ensemble, ladder, rung, own) for (ladder, _, rung), own in sorted(groups.items())]
    return FirstMovers(source(ensemble), breaks)


def first_at(ensemble: Ensemble, ladder: str, rung: str, found: list[Crossing]) -> Break:
    days = crossing_days(ensemble, found)
    first = days.min(axis=1)
    mine = (days == first[:, None]) & (first < NEVER)[:, None]
    alone = mine.sum(axis=1) == 1
    movers = [mover(ensemble, each, mine[:, k], alone, first) for k, each in enumerate(found)]
    return Break(
        ladder=ladder,
        rung=rung,
        title=rung_title(ensemble.plan, found[0].owner, rung),
        movers=sorted(
            (each for each in movers if each.alone.came or each.tied.came),
            key=lambda each: (-each.alone.came - each.tied.came, -each.alone.came, each.who),
        ),
        tie=share_of(ensemble, (first < NEVER) & ~alone),
        none=share_of(ensemble, first == NEVER),
        there=[who_title(ensemble, each.who) for each in found if from_start(ensemble, each)],
        dyads=dyads(ensemble, found, days),
    )


def mover(ensemble: Ensemble, each: Crossing, mine: Any, alone: Any, first: Any) -> Mover:
    return Mover(
        who=each.who,
        title=who_title(ensemble, each.who),
        alone=share_of(ensemble, mine & alone),
        tied=share_of(ensemble, mine & ~alone),
        median_day=lower_median(first[mine].astype(np.int64)),
    )


def from_start(ensemble: Ensemble, each: Crossing) -> bool:
    """Whether it stands beyond the rung on day 0, with any of its postures; no run differs in that."""
    return any((ensemble.record.reached[:1, posture, step] == 0).any() for posture, step in each.spots)


def dyads(ensemble: Ensemble, found: list[Crossing], days: Any) -> list[Dyad]:
    """Pairs of postures that face each other, where either ever crosses and neither starts beyond."""
    place = {each.who: k for k, each in enumerate(found) if not from_start(ensemble, each)}
    pairs = [(each.who, f"{each.target}>{each.owner}") for each in found if each.target]
    return [
        dyad(ensemble, one, other, days[:, place[one]], days[:, place[other]])
        for one, other in pairs
        if one < other and one in place and other in place
        if (days[:, [place[one], place[other]]] < NEVER).any()
    ]


def dyad(ensemble: Ensemble, one: str, other: str, days: Any, others: Any) -> Dyad:
    came = np.minimum(days, others) < NEVER
    return Dyad(
        one=one,
        other=other,
        titles=(who_title(ensemble, one), who_title(ensemble, other)),
        one_first=share_of(ensemble, days < others),
        other_first=share_of(ensemble, others < days),
        same_day=share_of(ensemble, came & (days == others)),
        neither=share_of(ensemble, ~came),
    )


def who_title(ensemble: Ensemble, who: str) -> str:
    """A posture as its two actors, an actor as itself."""
    titles = [actor_title(ensemble.plan, name) for name in who.split(">")]
    return words("", " toward ".join(titles))
