"""Inadvertent escalation: a move that was meant, across a line its maker had not been told of.

The term is RAND's (Morgan, Mueller, Medeiros, Pollpeter and Cliff 2008, Dangerous Thresholds): not
an accident and not a misreading, but a deliberate act that crosses another's threshold unknowingly.
Here: a line whose condition names a rung of others, that raises what its holder commits itself to
or permits itself, and that was not declared to the actor who crossed it; the crossing is that
actor's first arrival at the rung after day 0, by any cause but an error. Where the answer goes
against somebody else (an ally's lead that is followed, say), a row says so, and it is counted in no
total.

Two readings, a wide and a narrow one, since a run does not keep the day on which a line was armed.
`armed` is a bound from above: the line was armed in a run with such a crossing, but another part of
its condition, or a rung misread, may have armed it. `answered`: moreover a holder was later seen to
climb, to a rung it had not yet been on, forced by this line or permitted by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.chances.shares import Share, share_of
from sim.analysis.percents import words as called
from sim.analysis.provenance import Source, source, title_of
from sim.analysis.results import Ensemble
from sim.analysis.why.lines_crossed import Line, crossed_at, raising_lines, told_to
from sim.rules.state import ALLIED, COMMITTED, INITIATED, ORDERED, RETALIATED

DELIBERATE = (INITIATED, RETALIATED, COMMITTED, ALLIED, ORDERED)
NEVER = np.iinfo(np.int16).max


@dataclass(frozen=True)
class Crossing:
    """One posture across one undeclared line: `crossed` deliberately, and what came of it.

    `holders` are those bound by the line, by title; `against_mover`: the answer is meant for whoever
    crossed it.
    """

    line: str
    line_title: str
    holders: tuple[str, ...]
    posture: str
    posture_title: str
    rung: str
    rung_title: str
    against_mover: bool
    crossed: Share
    armed: Share
    answered: Share


@dataclass(frozen=True)
class AmongOutcome:
    """Of the runs with an outcome, the share with an answered inadvertent crossing by that day."""

    outcome: str
    title: str
    share: Share


@dataclass(frozen=True)
class Inadvertent:
    """All crossings, those answered against the mover first, then the most often armed.

    `any_armed`, `any_answered`: at least one of the former in a run. `not_judged` are undeclared
    lines that name no rung of others, so that no single move crosses them.
    """

    source: Source
    rows: list[Crossing]
    any_armed: Share
    any_answered: Share
    outcomes: list[AmongOutcome]
    not_judged: list[str]


@dataclass(frozen=True)
class Judged:
    """Run by run, (runs,): crossed deliberately; armed as well; the day of the answer, NEVER if none."""

    crossed: Any
    armed: Any
    answer: Any


def inadvertent(ensemble: Ensemble) -> Inadvertent:
    """Deliberate moves that armed an undeclared line, line by line and mover by mover."""
    rows: list[Crossing] = []
    not_judged: list[str] = []
    ever_armed = np.zeros(ensemble.runs, bool)
    answer = np.full(ensemble.runs, NEVER)
    for line in raising_lines(ensemble.plan):
        pairs = crossed_at(ensemble.plan.cast, line)
        if not pairs and not told_to(ensemble.plan.cast, line.rule):
            not_judged.append(f"{', '.join(holders(ensemble, line))}: {title(line)}")
        for posture, place in pairs:
            found = judged(ensemble, line, posture, place)
            rows.append(crossing(ensemble, line, posture, place, found))
            if rows[-1].against_mover:
                ever_armed |= found.armed
                answer = np.minimum(answer, found.answer)
    rows.sort(key=lambda each: (not each.against_mover, -each.armed.came, each.line, each.posture))
    return Inadvertent(
        source(ensemble),
        rows,
        share_of(ensemble, ever_armed),
        share_of(ensemble, answer < NEVER),
        [among(ensemble, name, days, answer) for name, days in ensemble.outcomes.items()],
        not_judged,
    )


def judged(ensemble: Ensemble, line: Line, posture: str, place: int) -> Judged:
    """What a posture's first arrival at a rung had to do with a line, in each run."""
    record, cast = ensemble.record, ensemble.plan.cast
    day = record.reached[:, cast.place[posture], place]
    crossed = (day > 0) & np.isin(record.reached_by[:, cast.place[posture], place], DELIBERATE)
    ever, answer = np.zeros(ensemble.runs, bool), np.full(ensemble.runs, NEVER)
    for bound, actor in line.bound:
        armed = crossed & record.honoured[:, bound]
        own = [cast.place[each] for each in cast.between(actor, None)]
        days = record.reached[:, own]  # (runs, postures, rungs)
        later = (record.reached_via[:, own] == bound) & (days > day[:, None, None]) & armed[:, None, None]
        answer = np.minimum(answer, np.where(later, days, NEVER).min(axis=(1, 2), initial=NEVER))
        ever |= armed
    return Judged(crossed, ever, answer)


def crossing(ensemble: Ensemble, line: Line, posture: str, place: int, found: Judged) -> Crossing:
    owner, target = posture.split(">")
    rung = ensemble.plan.cast.ladder(owner)[place]
    return Crossing(
        line=line.rule.id,
        line_title=title(line),
        holders=tuple(holders(ensemble, line)),
        posture=posture,
        posture_title=f"{title_of(ensemble, owner)} toward {title_of(ensemble, target)}",
        rung=rung.id,
        rung_title=called(rung.id, rung.title),
        against_mover=owner in line.answered,
        crossed=share_of(ensemble, found.crossed),
        armed=share_of(ensemble, found.armed),
        answered=share_of(ensemble, found.answer < NEVER),
    )


def title(line: Line) -> str:
    return called(line.rule.id, line.rule.title)


def holders(ensemble: Ensemble, line: Line) -> list[str]:
    return [title_of(ensemble, actor) for _, actor in line.bound]


def among(ensemble: Ensemble, name: str, days: Any, answer: Any) -> AmongOutcome:
    """How often an answered crossing came no later than an outcome, among the runs with it."""
    named = called(name, ensemble.plan.document.outcomes[name].title)
    return AmongOutcome(name, named, share_of(ensemble, answer <= days, days >= 0))
