"""The ladder told on scales of the literature, and what is lost in the telling.

Such a scale (see `crosswalk`) has fewer steps than the ladder, so that climbs within one step
cannot be seen on it, among them firebreaks. Told are: the highest step of each run, by everybody
and by actor; how many runs cross a firebreak that the scale does not see; and of the information
(Shannon 1948) in which rung an actor peaks on, the part that is kept. Shares with 95% Wilson
(1927) intervals and the range over the draws of what is not known. The crosswalk is by analogy
and validates nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.chances.shares import Share, share_of
from sim.analysis.deeds import actor_title
from sim.analysis.literature.crosswalk import (
    Ladders,
    merged,
    placed,
    rises,
    scale_names,
    title_of_scale,
    values_in_order,
    word_of,
)
from sim.analysis.pathways.crossings import NEVER, crossing_days, crossings
from sim.analysis.percents import listed, words
from sim.analysis.provenance import Source, has_postures, source
from sim.analysis.results import Ensemble


@dataclass(frozen=True)
class ScaleStep:
    """A step of a scale with its rungs, and the share of runs in which nobody comes to a higher one."""

    value: str
    title: str
    rungs: list[str]
    peak: Share


@dataclass(frozen=True)
class ActorOnScale:
    """The share of runs in which an actor's highest step is each; bits of its peak, there and here."""

    actor: str
    title: str
    peaks: list[Share]
    ladder_bits: float
    scale_bits: float


@dataclass(frozen=True)
class ScaleTold:
    """One scale: `merged` are the rungs whose climb it does not see, `hidden` the firebreaks among them.

    `unseen`: the share of runs in which somebody crosses a hidden firebreak. `unplaced`: rungs
    that the scenario gives no step. `orderly`: whether the steps rise with the ladder throughout.
    """

    name: str
    title: str
    rungs: int
    merged: list[str]
    hidden: list[str]
    unplaced: list[str]
    steps: list[ScaleStep]
    actors: list[ActorOnScale]
    unseen: Share
    orderly: bool

    @property
    def kept(self) -> float | None:
        """The part that is kept of what the ladder tells of how high actors climb."""
        had = sum(actor.ladder_bits for actor in self.actors)
        return sum(actor.scale_bits for actor in self.actors) / had if had else None

    @property
    def lost(self) -> str:
        """What is lost, in a sentence."""
        told = [f"{self.title} tells {self.rungs} rungs in {len(self.steps)} steps."]
        if self.merged:
            told.append(f"It does not see the climb onto {listed(self.merged)}.")
        if self.hidden:
            crossed = f"crossed unseen in {self.unseen.said} of the runs"
            told.append(f"Firebreaks among these: {len(self.hidden)}, {crossed}.")
        if self.kept is not None:
            told.append(f"It keeps {self.kept:.0%} of what is told by how high actors climb.")
        if self.is_full:
            top = self.steps[-1].rungs
            told.append(
                f"It ends below the ladder: {len(top)} rungs, {top[0]} to {top[-1]}, are its highest step."
            )
        return " ".join(told)

    @property
    def is_full(self) -> bool:
        """Whether a climb onto a rung of the highest step is not seen."""
        return bool(set(self.merged) & set(self.steps[-1].rungs))


@dataclass(frozen=True)
class Scales:
    source: Source
    scales: list[ScaleTold]


def scales(ensemble: Ensemble) -> Scales:
    """Every scale that any rung of the scenario speaks of, by name."""
    ladders = ladders_of(ensemble)
    return Scales(source(ensemble), [told(ensemble, ladders, name) for name in scale_names(ladders)])


def ladders_of(ensemble: Ensemble) -> Ladders:
    return [ladder for _, ladder in sorted(ensemble.plan.document.ladders.items())]


def told(ensemble: Ensemble, ladders: Ladders, name: str) -> ScaleTold:
    order = values_in_order(ladders, name)
    place = {value: k for k, value in enumerate(order)}
    tops = [steps_of(ensemble, posture, name, place) for posture in ensemble.postures]
    highest = np.full(ensemble.runs, -1)
    for p, table in enumerate(tops):
        highest = np.maximum(highest, table[ensemble.record.peak[:, p]])
    unseen_climbs, rungs = merged(ladders, name), [rung for ladder in ladders for rung in ladder]
    return ScaleTold(
        name=name,
        title=title_of_scale(name),
        rungs=len(rungs),
        merged=[words(rung.id, rung.title) for rung in unseen_climbs],
        hidden=[words(rung.id, rung.title) for rung in unseen_climbs if rung.firebreak],
        unplaced=[words(rung.id, rung.title) for rung in rungs if name not in rung.scales],
        steps=[
            ScaleStep(
                value=value if isinstance(value, str) else f"{value:g}",
                title=word_of(name, value),
                rungs=[words(rung.id, rung.title) for rung in placed(ladders, name, value)],
                peak=share_of(ensemble, highest == k),
            )
            for k, value in enumerate(order)
        ],
        actors=actors_on(ensemble, tops, len(order)),
        unseen=crossed_unseen(ensemble, ladders, name),
        orderly=all(rises(ladder, name, place) for ladder in ladders),
    )


def steps_of(ensemble: Ensemble, posture: str, name: str, place: dict[str | float, int]) -> Any:
    """The step of each rung of a posture's ladder, -1 for one that has none."""
    ladder = ensemble.plan.cast.ladder(ensemble.plan.cast.owner(posture))
    return np.array([place[rung.scales[name]] if name in rung.scales else -1 for rung in ladder])


def actors_on(ensemble: Ensemble, tops: list[Any], count: int) -> list[ActorOnScale]:
    """Each actor's highest step over its postures, and how much it tells."""
    cast, found = ensemble.plan.cast, []
    for actor in (name for name in cast.actors if has_postures(ensemble, name)):
        own = [cast.place[posture] for posture in cast.between(actor, None)]
        rung = ensemble.record.peak[:, own].max(axis=1)
        step = tops[own[0]][rung]
        peaks = [share_of(ensemble, step == k) for k in range(count)]
        bits = information(rung), information(step)
        found.append(ActorOnScale(actor, actor_title(ensemble.plan, actor), peaks, *bits))
    return found


def information(values: Any) -> float:
    """Shannon's entropy of what runs show, in bits."""
    _, counts = np.unique(values, return_counts=True)
    shares = counts / max(1, counts.sum())
    return abs(float((shares * np.log2(shares)).sum()))


def crossed_unseen(ensemble: Ensemble, ladders: Ladders, name: str) -> Share:
    """Runs in which a posture crosses a firebreak within one step of the scale."""
    cast = ensemble.plan.cast
    hidden = {id(rung) for rung in merged(ladders, name) if rung.firebreak}
    found = [
        each
        for each in crossings(ensemble, "posture", None, None)
        if any(id(rung) in hidden and rung.id == each.rung for rung in cast.ladder(each.owner))
    ]
    return share_of(ensemble, (crossing_days(ensemble, found) < NEVER).any(axis=1))
