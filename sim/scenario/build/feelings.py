"""Whose acts an actor feels, and whose menace deters it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.scenario.build.bindings import Bindings
from sim.scenario.build.tables import Table
from sim.scenario.cast import Cast

View = Callable[[str, str], int]


class Feelings:
    """Sources of provocation and of menace of every posture, as lists in order of names.

    `view(watcher, posture)` says how a watcher knows a posture's rung.
    """

    def __init__(self, cast: Cast, bindings: Bindings, view: View) -> None:
        self.cast, self.bindings, self.view = cast, bindings, view
        self.sources: list[list[int]] = []
        self.source_weights: list[Any] = []
        self.exposures: list[list[int]] = []
        self.exposure_weights: list[Any] = []
        self.deterrers: list[list[int]] = []
        self.deterrer_weights: list[Any] = []
        self.lines: list[list[int]] = []
        self.spans = [[*self.add_sources(p), *self.add_deterrers(p)] for p in cast.postures]

    def add_sources(self, posture: str) -> tuple[int, int]:
        """The target first, then its clients by name; each against the owner and the owner's wards."""
        start = len(self.sources)
        owner, target = self.cast.owner(posture), self.cast.target(posture)
        clients = [q for q in self.cast.actors if self.cast.actor(q).patron == target and q != owner]
        self.add_source(owner, target, 1.0)
        for client in clients:
            self.add_source(owner, client, self.cast.actor(client).attribution)
        return start, len(self.sources)

    def add_source(self, owner: str, other: str, weight: Any) -> None:
        start = len(self.exposures)
        wards = self.cast.actor(owner).wards
        harmed = [(owner, 1.0), *((ward, wards[ward]) for ward in sorted(wards))]
        for victim, concern in harmed:
            seen = f"{other}>{victim}"
            if seen in self.cast.place:
                self.exposures.append([self.view(owner, seen), self.cast.place[seen]])
                self.exposure_weights.append(concern)
        self.sources.append([start, len(self.exposures)])
        self.source_weights.append(weight)

    def add_deterrers(self, posture: str) -> tuple[int, int]:
        start = len(self.deterrers)
        owner, target = self.cast.owner(posture), self.cast.target(posture)
        feared = self.cast.posture(posture).deterred_by
        feared = {target: 1.0} if feared is None else feared
        for name in sorted(feared):
            toward = f"{name}>{owner}"
            view = self.view(owner, toward) if toward in self.cast.place else -1
            self.deterrers.append([view, *self.add_lines(name, owner)])
            self.deterrer_weights.append(feared[name])
        return start, len(self.deterrers)

    def add_lines(self, declarer: str, hearer: str) -> tuple[int, int]:
        start = len(self.lines)
        ladders = sorted(self.cast.document.ladders)
        for row in self.bindings.lines_against(declarer, hearer):
            binding = self.bindings.rows[row]
            ladder = ladders.index(self.cast.ladder_name(declarer) or "")
            self.lines.append([row, ladder, self.bindings.threatened_rung(binding)])
        return start, len(self.lines)

    def tables(self) -> dict[str, Table]:
        return {
            "source": Table(self.sources, (len(self.sources), 2), whole=True),
            "source_weight": Table(self.source_weights, (len(self.sources),)),
            "exposure": Table(self.exposures, (len(self.exposures), 2), whole=True),
            "exposure_weight": Table(self.exposure_weights, (len(self.exposures),)),
            "deterrer": Table(self.deterrers, (len(self.deterrers), 3), whole=True),
            "deterrer_weight": Table(self.deterrer_weights, (len(self.deterrers),)),
            "line": Table(self.lines, (len(self.lines), 3), whole=True),
        }
