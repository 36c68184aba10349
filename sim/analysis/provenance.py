"""Where results come from: what a figure says of its runs, and who has anything to show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sim.analysis.percents import words
from sim.analysis.results import Ensemble


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


def title_of(ensemble: Ensemble, actor: str) -> str:
    return words(actor, ensemble.plan.cast.actor(actor).title)
