"""The beginnings of routes, numbered alike for an ensemble and its twin so that they compare.

A beginning is what runs have crossed by their n-th day of crossing; a run has one at each stage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.chances.shares import Errors, Share, errors_in, share_of
from sim.analysis.pathways.followed import Followed
from sim.analysis.pathways.routes import Stage, stages
from sim.analysis.pathways.steps import Step, step_of
from sim.analysis.results import Ensemble

LONGEST = 12  # steps of a road that are told


@dataclass(frozen=True)
class Beginning:
    """After so many steps, the one with this number."""

    stage: int
    number: int


ROOT = Beginning(0, 0)


class Shelf:
    """The rows of one ensemble, in the order of their beginnings at each stage."""

    def __init__(self, rows: Any, found: list[Stage], part: slice) -> None:
        self.rows = rows
        self.routes = [stage.route[part] for stage in found]
        self.orders = [np.argsort(route, kind="stable") for route in self.routes]
        self.edges = [
            np.concatenate([[0], np.cumsum(np.bincount(route, minlength=len(stage.members)))])
            for route, stage in zip(self.routes, found, strict=True)
        ]

    def places(self, here: Beginning) -> Any:
        """The places, among the rows, of the runs with a beginning."""
        if here.stage == 0:
            return np.arange(len(self.rows))
        edges = self.edges[here.stage - 1]
        return self.orders[here.stage - 1][edges[here.number] : edges[here.number + 1]]

    def runs(self, several: list[Beginning]) -> Any:
        """The numbers of the runs with one of several beginnings."""
        return self.rows[np.concatenate([self.places(each) for each in several])]


class Roads:
    """The routes of the runs that are told of, and of the twin's."""

    def __init__(self, ensemble: Ensemble, followed: Followed) -> None:
        self.ensemble, self.followed = ensemble, followed
        rows, twins = np.flatnonzero(followed.among), np.flatnonzero(followed.twin_among)
        days = np.concatenate([followed.days[rows], followed.twin_days[twins]])
        self.stages = stages(days, LONGEST)
        self.own = Shelf(rows, self.stages, slice(None, len(rows)))
        self.twin = Shelf(twins, self.stages, slice(len(rows), None))

    def count(self, here: Beginning) -> int:
        return len(self.own.places(here))

    def further(self, here: Beginning) -> list[Beginning]:
        """The beginnings one step on, oftenest first; runs that cross nothing more are not among them."""
        if here.stage == len(self.stages):
            return []
        stage = self.stages[here.stage]
        next_ = [Beginning(here.stage + 1, n) for n in np.flatnonzero(stage.parent == here.number).tolist()]
        moved = [each for each in next_ if stage.members[each.number] and self.count(each)]
        return sorted(moved, key=lambda each: (-self.count(each), each.number))

    def ends(self, here: Beginning) -> Share:
        """The runs that cross nothing more."""
        rows = self.own.runs([here])
        if here.stage < len(self.stages):
            rows = self.own.rows[self.own.places(here)[~self.stages[here.stage].moved[self.own.places(here)]]]
        return share_of(self.ensemble, self.truths(self.own, rows), self.followed.among)

    def share(self, several: list[Beginning], above: Beginning | None = None) -> Share:
        """Of the runs told of, or of those with the beginning before."""
        base = self.followed.among if above is None else self.truths(self.own, self.own.runs([above]))
        return share_of(self.ensemble, self.truths(self.own, self.own.runs(several)), base)

    def errors(self, several: list[Beginning]) -> Errors | None:
        """What errors made of it: shares of all runs."""
        if self.ensemble.twin is None:
            return None
        own = self.truths(self.own, self.own.runs(several))
        return errors_in(own, self.truths(self.twin, self.twin.runs(several)))

    def truths(self, shelf: Shelf, rows: Any) -> Any:
        found = np.zeros(self.ensemble.runs, bool)
        found[rows] = True
        return found

    def step(self, here: Beginning, end: Beginning | None = None) -> Step:
        """The last step of a beginning: as it was taken by all with it, or by those that go on to an end."""
        stage = self.stages[here.stage - 1]
        places = self.own.places(end or here)
        found = [self.followed.crossings[k] for k in stage.members[here.number]]
        return step_of(self.ensemble, found, self.own.rows[places], stage.day[places].astype(np.int64))

    def steps_to(self, end: Beginning) -> list[Beginning]:
        """Every beginning on the way, from the first step on."""
        way: list[Beginning] = []
        while end.stage:
            if self.stages[end.stage - 1].members[end.number]:
                way.append(end)
            end = Beginning(end.stage - 1, int(self.stages[end.stage - 1].parent[end.number]))
        return way[::-1]

    def whole(self) -> list[Beginning]:
        """The beginnings at the last stage, which are whole roads, oftenest first."""
        last = len(self.stages)
        every = range(len(self.stages[-1].members)) if last else range(1)
        found = [each for number in every if self.count(each := Beginning(last, number))]
        return sorted(found, key=lambda each: (-self.count(each), each.number))

    def is_cut(self, end: Beginning) -> bool:
        """Whether a road may go on beyond the last stage that is told."""
        return end.stage == LONGEST and bool(self.stages[-1].members[end.number])
