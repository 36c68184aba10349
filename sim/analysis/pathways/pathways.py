"""Pathways: in which order firebreaks were crossed, why, and how often.

In the world: the roads that lead from the first day upward, and where they part. Each run is
told as the sequence of its crossings (see `crossings`); what is crossed on one day is one step,
since days are the clock's grain. The tree counts how runs go on after each beginning; the
chains are whole roads, the commonest first. With each crossing stands the commonest of its
proximate causes and rules among the runs on that road, and the event that most of them had
that day or the day before. The twin of the same luck says what errors made of each road.
A road is a description of runs and no proof of what would have stopped them. Counts over runs,
with 95% Wilson (1927) intervals and the range over the draws of what is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.analysis.chances.shares import Errors, Share, share_of
from sim.analysis.deeds import outcome_title, rung_title
from sim.analysis.pathways.crossings import By
from sim.analysis.pathways.followed import Followed, follow
from sim.analysis.pathways.roads import ROOT, Beginning, Roads
from sim.analysis.pathways.steps import Step
from sim.analysis.provenance import Source, source
from sim.analysis.results import Ensemble


@dataclass(frozen=True)
class Pooled:
    """Several ways to go on, each too rare to be told; shares as those of a node."""

    kinds: int
    share: Share
    of_parent: Share


@dataclass(frozen=True)
class Node:
    """The runs that share a beginning. `step` is its last step, None before the first.

    `share` is of all runs told of, `of_parent` of those on the beginning before. The children
    (oftenest first), `pooled` and `ends` (no further crossing) add to `share`; at the tree's
    depth there are no children, and `onward` are the runs that go on.
    """

    step: Step | None
    share: Share
    of_parent: Share
    errors: Errors | None
    children: tuple[Node, ...]
    pooled: Pooled | None
    ends: Share | None
    onward: Share | None


@dataclass(frozen=True)
class Chain:
    """A whole road; `more` says that it goes on beyond what is told."""

    steps: tuple[Step, ...]
    more: bool
    share: Share
    errors: Errors | None


@dataclass(frozen=True)
class Pathways:
    """`told` is the share of all runs that are told of (those with the outcome `until`, or all).

    Every other share is of the runs told of; `Errors` are of all runs. `lowest` is the title of
    the rung from which crossings are followed, None where rungs were named; `at_once` are those
    that most runs make on day 1, counted to the start.
    """

    source: Source
    by: By
    until: str | None
    told: Share
    lowest: str | None
    at_once: list[str]
    least: float
    root: Node
    chains: list[Chain]
    others: Pooled | None


def pathways(
    ensemble: Ensemble,
    until: str | None = None,
    *,
    by: By = "posture",
    rungs: Iterable[str] | None = None,
    actors: Iterable[str] | None = None,
    depth: int = 4,
    least: float = 0.01,
    chains: int = 10,
) -> Pathways:
    """The tree of beginnings to `depth` steps, and the commonest chains.

    `until`: only the runs with this outcome, up to its day. `rungs`, `actors`: what is followed
    (default: firebreaks, from the lowest at which the chains still cover half of the runs).
    `least`: beginnings of a smaller share are pooled. Raises ValueError for unknown names.
    """
    if until is not None and until not in ensemble.outcomes:
        raise ValueError(f"no outcome is called '{until}'")
    followed = follow(ensemble, by, rungs, actors, until, chains)
    roads = Roads(ensemble, followed)
    found, others = chains_of(roads, chains)
    return Pathways(
        source=source(ensemble),
        by=by,
        until=None if until is None else outcome_title(ensemble.plan, until),
        told=share_of(ensemble, followed.among),
        lowest=lowest_title(ensemble, followed),
        at_once=[each.title for each in followed.at_once],
        least=least,
        root=node_of(roads, ROOT, None, depth, least),
        chains=found,
        others=others,
    )


def lowest_title(ensemble: Ensemble, followed: Followed) -> str | None:
    lowest = [each for each in followed.crossings if each.level == followed.lowest]
    return rung_title(ensemble.plan, lowest[0].owner, lowest[0].rung) if lowest else None


def node_of(roads: Roads, here: Beginning, above: Beginning | None, depth: int, least: float) -> Node:
    """A beginning and what follows it, down to `depth` steps."""
    further = roads.further(here)
    deep = here.stage >= depth
    shown = [each for each in further if not deep and roads.count(each) >= least * roads.count(ROOT)]
    rest = [] if deep else further[len(shown) :]
    return Node(
        step=None if here is ROOT else roads.step(here),
        share=roads.share([here]),
        of_parent=roads.share([here], above),
        errors=roads.errors([here]),
        children=tuple(node_of(roads, each, here, depth, least) for each in shown),
        pooled=pooled(roads, rest, here),
        ends=roads.ends(here),
        onward=roads.share(further) if deep and further else None,
    )


def chains_of(roads: Roads, most: int) -> tuple[list[Chain], Pooled | None]:
    """The commonest whole roads, and all others taken together."""
    whole = roads.whole()
    found = [chain_of(roads, each) for each in whole[:most]]
    rest = whole[most:]
    return found, pooled(roads, rest, ROOT)


def pooled(roads: Roads, rest: list[Beginning], above: Beginning) -> Pooled | None:
    """What is too rare to be told, taken together."""
    return Pooled(len(rest), roads.share(rest), roads.share(rest, above)) if rest else None


def chain_of(roads: Roads, end: Beginning) -> Chain:
    steps = [roads.step(each, end) for each in roads.steps_to(end)]
    return Chain(tuple(steps), roads.is_cut(end), roads.share([end]), roads.errors([end]))
