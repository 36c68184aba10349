"""One run as it went: who stood where on which day, what moved it, and what happened meanwhile.

An account of one course of events, after the chronologies with which crises are compared
(Brecher and Wilkenfeld 1997, who date a crisis by its events and its actors' steps). It says
how the rules carried this run from day to day, each climb with its proximate cause and the
line behind it, and nothing of how likely such a run is: that is asked of an ensemble.

Method: read off the log of the agents' engine and the running totals of the last state.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.one_run.lanes import Crossing, Lane, crossings, lane_of, telling_first
from sim.analysis.percents import words
from sim.engines.chronicle import Happening, Move
from sim.engines.crisis import Crisis


@dataclass(frozen=True)
class Mark:
    """Something of one day; `kind` as in the log: event, honoured, defied, directive, outcome, ..."""

    day: int
    kind: str
    name: str
    title: str
    who: str | None = None  # an actor's title


@dataclass(frozen=True)
class Timeline:
    """One run: lanes (the most telling first), and what happened, each in order of days.

    `moves` and `happenings` are the run's own log. `outcomes` gives each outcome's first day, or None.
    """

    title: str
    start: dt.date
    days: int  # the last day that was stepped
    seed: int
    run: int
    parameters: dict[str, float]
    lanes: list[Lane]
    events: list[Mark]
    answers: list[Mark]  # lines met, honoured or defied; directives
    outcomes: dict[str, int | None]
    titles: dict[str, str]  # of outcomes
    firebreaks: list[Crossing]
    over: int | None  # the day on which what stops the crisis came true
    moves: list[Move]
    happenings: list[Happening]

    def lane(self, posture: str) -> Lane:
        return next(lane for lane in self.lanes if lane.posture == posture)

    @property
    def incidents(self) -> Any:
        """All incidents of each day, (days + 1,)."""
        return np.sum([lane.incidents for lane in self.lanes], axis=0) + np.zeros(self.days + 1, int)

    @property
    def severe(self) -> int:
        return int(sum(lane.severe.sum() for lane in self.lanes))


def timeline(crisis: Crisis) -> Timeline:
    """The run of a crisis up to the last day it was stepped; usually to its end."""
    document = crisis.plan.document
    lanes = sorted((lane_of(crisis, p) for p in crisis.postures), key=telling_first)
    marks = [mark(crisis, what) for what in crisis.happenings]
    came = {what.name: what.day for what in marks if what.kind == "outcome"}
    names = sorted(document.outcomes)
    return Timeline(
        title=crisis.crisis_scenario.title,
        start=document.clock.start,
        days=crisis.day,
        seed=crisis.seed_of_luck,
        run=crisis.run,
        parameters={name: float(value) for name, value in sorted(crisis.parameters.items())},
        lanes=lanes,
        events=[what for what in marks if what.kind == "event"],
        answers=[what for what in marks if what.kind in ("honoured", "defied", "directive")],
        outcomes={name: came.get(name) for name in names},
        titles={name: words(name, document.outcomes[name].title) for name in names},
        firebreaks=sorted((c for lane in lanes for c in crossings(lane)), key=lambda c: c.day),
        over=next((what.day for what in marks if what.kind == "end"), None),
        moves=list(crisis.log),
        happenings=list(crisis.happenings),
    )


def mark(crisis: Crisis, what: Happening) -> Mark:
    """A happening with the titles of what it names."""
    document, name = crisis.plan.document, what.what
    who = None if what.who is None else words(what.who, crisis.plan.cast.actor(what.who).title)
    title: str | None = None
    if what.kind == "event":
        title = document.events[name].title
    elif what.kind == "outcome":
        title = document.outcomes[name].title
    elif what.who is not None:
        bound = (what.who, name, what.detail or None)
        rules = (b.rule for b in crisis.plan.bindings if (b.actor, b.id, b.room) == bound)
        title = next(rules).title
    return Mark(what.day, what.kind, name, words(name, title), who)
