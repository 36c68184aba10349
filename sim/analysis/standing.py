"""Where actors stand, day by day, and which rungs they ever reach: chances with their intervals.

An actor stands on the highest rung it intends toward anybody. Two things are said of every
chance, and kept apart: the Monte Carlo error of so many runs (Wilson 1927), and how far the
chance moves over what is not known (the 5th to 95th percentile over the draws of the
uncertain parameters, the binomial noise of the runs behind each draw taken off)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.intervals import range_of_counts, wilson_arrays
from sim.analysis.provenance import Source, has_postures, source
from sim.analysis.reach import reach_table, steps
from sim.analysis.results import Ensemble

LEAST = 0.001


@dataclass(frozen=True)
class Curve:
    """The share of runs in which an actor stands at or above a rung, on each of `days`.

    All arrays are (days,); `low` and `high` are the 95% Wilson interval, `range` holds the two
    ends of the 5-95% range over what is not known, or None where nothing is uncertain.
    """

    actor: str
    rung: str
    days: Any
    share: Any
    low: Any
    high: Any
    range: tuple[Any, Any] | None

    @property
    def peak(self) -> float:
        return float(self.share.max(initial=0.0))


@dataclass(frozen=True)
class Crossing:
    """One firebreak of one actor, with errors and (where a twin ran) without."""

    rung: str
    title: str
    level: float
    curve: Curve
    twin: Curve | None

    @property
    def peak(self) -> float:
        return max(self.curve.peak, self.twin.peak if self.twin else 0.0)


@dataclass(frozen=True)
class Climber:
    """An actor and its firebreaks, lowest first; those never above `least` are left out."""

    actor: str
    title: str
    crossings: list[Crossing]


@dataclass(frozen=True)
class Firebreaks:
    """Every actor that crosses a firebreak, highest first, and the titles of those that do not."""

    source: Source
    least: float
    climbers: list[Climber]
    below: list[str]


def standing(ensemble: Ensemble, actor: str, rung: str) -> Curve:
    """How often an actor stands at or above a rung, by day; raises KeyError for what it has not.

    Days that were not run (before the start of an ensemble run onward) are left out.
    """
    rungs = ensemble.rungs(actor) if has_postures(ensemble, actor) else []
    if rung not in rungs:
        raise KeyError(f"{rung} is not a rung of {actor}")
    held = ensemble.standing[:, :, ensemble.plan.cast.actors.index(actor), :]  # (draws, days + 1, R)
    days = np.flatnonzero(held[:, :, 0].sum(axis=0))
    counts, sizes = held[:, days, rungs.index(rung)], held[:, days, 0]
    total, runs = counts.sum(axis=0), sizes.sum(axis=0)
    low, high = wilson_arrays(total, runs)
    spread = range_of_counts(counts, sizes) if ensemble.uncertain else None
    return Curve(actor, rung, days, total / runs, low, high, spread)


def firebreaks(ensemble: Ensemble, actor: str) -> list[str]:
    """The firebreaks on an actor's ladder, lowest first; none where it has no posture to climb with."""
    return [step.rung for step in steps(ensemble, actor) if step.firebreak]


def firebreak_curves(ensemble: Ensemble, least: float = LEAST) -> Firebreaks:
    """Who stands beyond which firebreak, by day; what is never above `least` is left out."""
    climbers = [
        Climber(row.actor, row.title, crossings(ensemble, row.actor, least))
        for block in reach_table(ensemble).blocks
        for row in block.rows
        if firebreaks(ensemble, row.actor)
    ]
    return Firebreaks(
        source=source(ensemble),
        least=least,
        climbers=[climber for climber in climbers if climber.crossings],
        below=[climber.title for climber in climbers if not climber.crossings],
    )


def crossings(ensemble: Ensemble, actor: str, least: float) -> list[Crossing]:
    """An actor's firebreaks that it stands beyond in more than `least` of the runs on some day."""
    found = [
        Crossing(
            rung=step.rung,
            title=step.title,
            level=step.level,
            curve=standing(ensemble, actor, step.rung),
            twin=standing(ensemble.twin, actor, step.rung) if ensemble.twin else None,
        )
        for step in steps(ensemble, actor)
        if step.firebreak
    ]
    return [crossing for crossing in found if crossing.peak > least]
