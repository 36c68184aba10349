"""Why rungs were climbed: the cause of each first arrival, and what errors made of it, never apart.

Of an actor's (or a posture's) first arrival at or above a rung after day 0: the proximate cause of
that move, one of six (model.md, "Why a rung was climbed"), so that the six sum to the arrivals. A
line that an error tripped makes a move by commitment, so these shares understate what errors do.
Hence the twin beside each row: the same luck with all errors at 0, and in how many runs errors made
the arrival or averted it, with the paired interval. For an actor the earliest arrival of any of its
postures counts; of several on one day, the first by name, and `tied` says in how many runs another
of them had another cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.analysis.chances.shares import Share, share_of
from sim.analysis.percents import words as called
from sim.analysis.provenance import Source, has_postures, source, title_of
from sim.analysis.reach import Step, steps
from sim.analysis.results import Ensemble
from sim.analysis.summary import PROXIMATE
from sim.analysis.why.paired import Paired, paired
from sim.rules.state import OBSERVED

NEVER = np.iinfo(np.int16).max

Of = Literal["actors", "postures"]


@dataclass(frozen=True)
class Line:
    """A line or directive behind a move."""

    id: str
    title: str
    share: Share


@dataclass(frozen=True)
class Arrival:
    """The first arrivals of an actor or posture at or above a rung.

    `arrived` is the share that got there after day 0, of which `by` says the cause and `on_record`
    what the record of the first days fixed; `at_start` runs were there on day 0. `line` is the line
    or directive that most often forced the move, or permitted it beyond the base ceiling.
    `accidental`: acted out there on some day, and never intended. `errors`: ever there, with errors
    and without.
    """

    who: str
    title: str
    step: Step
    at_start: int
    arrived: Share
    by: Mapping[str, Share]
    on_record: Share
    line: Line | None
    accidental: Share
    tied: Share
    errors: Paired


@dataclass(frozen=True)
class Made:
    """What errors made of an outcome."""

    outcome: str
    title: str
    errors: Paired


@dataclass(frozen=True)
class Causes:
    """The two splits of an ensemble: rungs by proximate cause, and outcomes by what errors made."""

    source: Source
    rows: list[Arrival]  # by actor or posture, then rung, the lowest rung left out
    outcomes: list[Made]


def causes(ensemble: Ensemble, of: Of = "actors") -> Causes:
    """The causes of every first arrival, of actors or of each of their postures.

    Raises ValueError for an ensemble without its twin: neither split is shown without the other.
    """
    if ensemble.twin is None:
        raise ValueError("causes are told with what errors made of them: simulate with twin=True")
    cast = ensemble.plan.cast
    active = [actor for actor in cast.actors if has_postures(ensemble, actor)]
    whom = active if of == "actors" else cast.postures
    rows = [
        arrival(ensemble, ensemble.twin, name, place, step)
        for name in whom
        for place, step in enumerate(steps(ensemble, name.split(">")[0]))
        if place > 0
    ]
    return Causes(source(ensemble), rows, made(ensemble, ensemble.twin))


def made(ensemble: Ensemble, twin: Ensemble) -> list[Made]:
    """Each outcome with errors and without."""
    outcomes = ensemble.plan.document.outcomes
    return [
        Made(name, called(name, outcomes[name].title), paired(days >= 0, twin.outcomes[name] >= 0))
        for name, days in ensemble.outcomes.items()
    ]


def arrival(ensemble: Ensemble, twin: Ensemble, who: str, place: int, step: Step) -> Arrival:
    """One row: who, at or above which rung."""
    postures = postures_of(ensemble, who)
    record = ensemble.record
    days, by, via = (
        each[:, postures, place] for each in (record.reached, record.reached_by, record.reached_via)
    )
    first = np.where(days < 0, NEVER, days)
    chosen = first.argmin(axis=1)[:, None]  # the first by name, of several on one day
    day, cause, line = (np.take_along_axis(each, chosen, axis=1)[:, 0] for each in (days, by, via))
    later, same_day = day > 0, days == day[:, None]
    acted = record.peak_executed[:, postures].max(axis=1)
    return Arrival(
        who=who,
        title=whose(ensemble, who),
        step=step,
        at_start=int((day == 0).sum()),
        arrived=share_of(ensemble, later),
        by={name: share_of(ensemble, later & (cause == code)) for code, name in enumerate(PROXIMATE)},
        on_record=share_of(ensemble, later & (cause == OBSERVED)),
        line=commonest(ensemble, np.where(later, line, -1)),
        accidental=share_of(ensemble, (acted >= place) & (day < 0)),
        tied=share_of(ensemble, later & (same_day & (by != cause[:, None])).any(axis=1)),
        errors=paired(day >= 0, ever(twin, postures, place)),
    )


def commonest(ensemble: Ensemble, lines: Any) -> Line | None:
    """The line behind most of the moves; None where no line was behind any."""
    places, counts = np.unique(lines[lines >= 0], return_counts=True)
    if not len(places):
        return None
    place = int(places[counts.argmax()])
    rule = ensemble.plan.bindings[place].rule
    return Line(rule.id, called(rule.id, rule.title), share_of(ensemble, lines == place))


def postures_of(ensemble: Ensemble, who: str) -> list[int]:
    """Where the postures of an actor, or a posture, stand in the record."""
    cast = ensemble.plan.cast
    named = [who] if ">" in who else cast.between(who, None)
    return [cast.place[posture] for posture in named]


def ever(ensemble: Ensemble, postures: list[int], place: int) -> Any:
    return (ensemble.record.reached[:, postures, place] >= 0).any(axis=1)


def whose(ensemble: Ensemble, who: str) -> str:
    """An actor, or one actor toward another, by their titles."""
    return " toward ".join(title_of(ensemble, actor) for actor in who.split(">"))
