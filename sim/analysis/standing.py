"""Where actors stand, day by day, and which rungs they ever reach: chances with their intervals.

An actor stands on the highest rung it intends toward anybody. Two things are said of every
chance, and kept apart: the Monte Carlo error of so many runs (Wilson 1927), and how far the
chance moves over what is not known (the 5th to 95th percentile over the draws of the
uncertain parameters, the binomial noise of the runs behind each draw taken off).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.intervals import Z
from sim.analysis.percents import words
from sim.analysis.results import Ensemble
from sim.analysis.summary import chance
from sim.scenario.schema import Rung

LEAST = 0.001


@dataclass(frozen=True)
class Source:
    """What results rest on: the scenario, its days, and how it was run."""

    title: str
    start: dt.date
    days: int
    runs: int
    draws: int  # 1: nothing is uncertain
    seed: int
    errors: bool
    twin: bool
    interrupted: bool
    idle: list[str]  # titles of the actors without postures


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


@dataclass(frozen=True)
class Cell:
    """The chance that an actor is ever at or above a rung, by the last day."""

    rung: str
    share: float
    low: float
    high: float
    range: tuple[float, float] | None
    came: int
    from_start: bool  # there on the first day, in every run

    @property
    def doubt(self) -> tuple[float, float]:
        """The range over what is not known, or the Monte Carlo interval where that is wider."""
        error = self.low, self.high
        if self.range is None or self.range[1] - self.range[0] < error[1] - error[0]:
            return error
        return self.range


@dataclass(frozen=True)
class Row:
    actor: str
    title: str
    cells: list[Cell]  # lowest rung first

    @property
    def height(self) -> float:
        """The mean of the highest rung ever reached, in places above the lowest."""
        return sum(cell.share for cell in self.cells) - 1.0


@dataclass(frozen=True)
class Step:
    """A rung as a reader meets it."""

    rung: str
    title: str
    level: float
    firebreak: bool


@dataclass(frozen=True)
class Block:
    """One ladder and the actors that stand on it, highest first."""

    ladder: str
    steps: list[Step]
    rows: list[Row]


@dataclass(frozen=True)
class Reach:
    source: Source
    blocks: list[Block]


# ---------------------------------------------------------------- where an actor stands


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


def wilson_arrays(successes: Any, runs: Any) -> tuple[Any, Any]:
    """The 95% Wilson interval of many shares at once."""
    share, weight = successes / runs, Z * Z / runs
    centre = (share + weight / 2.0) / (1.0 + weight)
    half = np.sqrt(share * (1.0 - share) * weight + weight * weight / 4.0) / (1.0 + weight)
    low = np.where(successes == 0, 0.0, centre - half)
    high = np.where(successes == runs, 1.0, centre + half)
    return low, high


def range_of_counts(counts: Any, sizes: Any) -> tuple[Any, Any] | None:
    """The 5th and 95th percentile of many chances over the draws of what is not known.

    `counts` and `sizes` (draws, ...): in how many runs of each draw something is so, of how
    many. The method is that of `range_over_draws`. None where a draw has fewer than two runs.
    """
    if len(sizes) < 2 or sizes.min(initial=2) < 2:
        return None
    shares = counts / sizes
    noise = np.mean(shares * (1.0 - shares) / (sizes - 1), axis=0)
    total = np.var(shares, axis=0, ddof=1)
    beyond = 1.0 - np.divide(noise, total, out=np.ones_like(total), where=total > 0.0)
    kept, mean = np.sqrt(np.maximum(0.0, beyond)), np.mean(shares, axis=0)
    low, high = np.clip(np.quantile(mean + kept * (shares - mean), [0.05, 0.95], axis=0), 0.0, 1.0)
    return low, high


# ---------------------------------------------------------------- firebreaks


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


# ---------------------------------------------------------------- what is ever reached


def reach_table(ensemble: Ensemble) -> Reach:
    """Actors by rung: the chance of ever being at or above it by the last day, a block a ladder."""
    cast = ensemble.plan.cast
    active = [actor for actor in cast.actors if has_postures(ensemble, actor)]
    ladders: dict[str, list[str]] = {}
    for actor in active:
        ladders.setdefault(cast.ladder_name(actor) or "", []).append(actor)
    blocks = [
        Block(name, steps(ensemble, actors[0]), highest_first([row_of(ensemble, a) for a in actors]))
        for name, actors in sorted(ladders.items())
    ]
    return Reach(source(ensemble), blocks)


def highest_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.height, row.actor))


def row_of(ensemble: Ensemble, actor: str) -> Row:
    cells = [cell(ensemble, actor, rung) for rung in ensemble.rungs(actor)]
    return Row(actor, title_of(ensemble, actor), cells)


def cell(ensemble: Ensemble, actor: str, rung: str) -> Cell:
    days = ensemble.first_day(actor, rung)
    found = chance(ensemble, days)
    return Cell(
        rung=rung,
        share=found["p"],
        low=found["lo"],
        high=found["hi"],
        range=None if found["range"] is None else (found["range"][0], found["range"][1]),
        came=int((days >= 0).sum()),
        from_start=bool(len(days)) and bool((days == 0).all()),
    )


# ---------------------------------------------------------------- names


def source(ensemble: Ensemble) -> Source:
    """What a figure's reader is told of where its numbers come from."""
    clock, cast = ensemble.scenario.document.clock, ensemble.plan.cast
    return Source(
        title=ensemble.scenario.title,
        start=clock.start,
        days=clock.days,
        runs=ensemble.runs,
        draws=len(ensemble.parameters),
        seed=ensemble.seed,
        errors=ensemble.errors,
        twin=ensemble.twin is not None,
        interrupted=ensemble.interrupted,
        idle=[title_of(ensemble, actor) for actor in cast.actors if not has_postures(ensemble, actor)],
    )


def has_postures(ensemble: Ensemble, actor: str) -> bool:
    return bool(ensemble.plan.cast.between(actor, None))


def steps(ensemble: Ensemble, actor: str) -> list[Step]:
    """An actor's ladder, lowest first; empty where it has no posture to climb with."""
    if not has_postures(ensemble, actor):
        return []
    ladder = ensemble.plan.cast.ladder(actor)
    return [step(rung, place) for place, rung in enumerate(ladder)]


def step(rung: Rung, place: int) -> Step:
    level = float(place) if rung.level is None else rung.level
    return Step(rung.id, words(rung.id, rung.title), level, rung.firebreak)


def title_of(ensemble: Ensemble, actor: str) -> str:
    return words(actor, ensemble.plan.cast.actor(actor).title)
