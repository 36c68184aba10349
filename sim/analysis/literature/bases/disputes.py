"""Disputes in runs: pairs that come to display or use force, whether both do, whether it is war.

After the Militarized Interstate Disputes (Jones et al. 1996; version 5.0: Palmer et al. 2022): a
dispute is reciprocated where both sides take militarized action, and a war where one of them
reaches hostility 5. A pair has at most one a run, from its first day to the end of the clock; the
data set ends a dispute after six months without action, which is longer than most clocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.literature.bases.acts import (
    DISPLAY,
    FULL_SCALE,
    MID,
    THREAT,
    VIOLENCE,
    WAR,
    Acts,
    has_scale,
)
from sim.analysis.literature.bases.answers import Variant
from sim.analysis.literature.bases.counted import Told, share
from sim.analysis.literature.bases.paths import Paths, joined


@dataclass(frozen=True)
class Disputes:
    """One dispute an entry: its run, whether it had begun by day 0, was reciprocated, became war.

    `both`: whether both sides hold a posture toward the other, so that the second could act at all.
    """

    run: Any
    begun: Any
    reciprocated: Any
    war: Any
    both: Any

    def among(self, chosen: Any) -> Disputes:
        return Disputes(*(values[chosen] for values in vars(self).values()))


def disputes(paths: Paths, acts: Acts, least: int) -> Disputes:
    """The pairs of every run in which somebody reaches MID hostility `least` on any day."""
    highest, first = acts.mid.max(axis=1, initial=0), acts.mid[:, 0]
    found = [of_pair(highest[:, sides], first[:, sides], least) for sides in pairs(paths)]
    return Disputes(*joined(found))


def pairs(paths: Paths) -> list[list[int]]:
    """The postures of each pair of actors, one or two."""
    found: dict[frozenset[str], list[int]] = {}
    for name, place in paths.plan.cast.place.items():
        found.setdefault(frozenset(name.split(">")), []).append(place)
    return [sorted(sides) for _, sides in sorted(found.items(), key=lambda item: sorted(item[0]))]


def of_pair(highest: Any, first: Any, least: int) -> list[Any]:
    """The disputes of one pair: run, begun before the clock, reciprocated, war, both could act."""
    acted = highest >= least
    run = np.flatnonzero(acted.any(axis=1))
    both = highest.shape[1] == 2
    return [
        run,
        (first[run] >= least).any(axis=1),
        acted[run].all(axis=1) & both,
        (highest[run] >= WAR).any(axis=1),
        np.full(len(run), both),
    ]


def full_war(paths: Paths, acts: Acts) -> Any:
    """(runs,): whether anybody comes to full-scale war; by MID hostility where violence has no scale."""
    if has_scale(paths.plan, VIOLENCE):
        return (acts.violence >= FULL_SCALE).any(axis=(1, 2))
    return (acts.mid >= WAR).any(axis=(1, 2))


def wars(paths: Paths, acts: Acts) -> dict[str, Told]:
    """By base: full-scale war in a run; of disputes, those that become war and those that are mutual."""
    found = {"full_war": share(full_war(paths, acts), np.arange(paths.source.runs), paths.draw)}
    if has_scale(paths.plan, MID):
        found |= shares_of(paths, disputes(paths, acts, DISPLAY))
    return found


def shares_of(paths: Paths, here: Disputes) -> dict[str, Told]:
    """Of disputes, those that become war; of those in which both sides could act, those in which both did."""
    mutual = here.among(here.both.astype(bool))
    return {
        "dispute_war": share(here.war, here.run, paths.draw),
        "reciprocated": share(mutual.reciprocated, mutual.run, paths.draw),
    }


def other_disputes(paths: Paths, acts: Acts) -> list[Variant]:
    """Without what was under way on day 0; and with threats of force, which the data set counts too."""
    if not has_scale(paths.plan, MID):
        return []
    shown = disputes(paths, acts, DISPLAY)
    new = shown.among(~shown.begun.astype(bool))
    ways = {"begun after day 0": new, "threats of force count too": disputes(paths, acts, THREAT)}
    found = [
        Variant(name, manner, None, told)
        for manner, here in ways.items()
        for name, told in shares_of(paths, here).items()
    ]
    runs = np.arange(paths.source.runs)
    wars = share(np.isin(runs, new.run[new.war.astype(bool)]), runs, paths.draw)
    return [Variant("full_war", "between a pair not in dispute on day 0", None, wars), *found]
