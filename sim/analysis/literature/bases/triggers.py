"""Triggers and answers in runs: who was struck or threatened first, by whom, and whether it struck back.

The International Crisis Behavior project (Brecher and Wilkenfeld 2000) codes for every actor in a
crisis one trigger, the act that made it one for that actor, and one major response, the most severe
of what it then did. Accordingly an actor's trigger is here the first act of its kind that it
suffers in a run from anybody it holds a posture toward; what it suffers on day 0 has its trigger
before the clock. The answer looked for is a violent act toward those who did it, on a later day:
days are synchronous, and nobody answers on the same one. A pair has triggers in the same way, one
a pair and direction, or one after every quiet spell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.analysis.literature.bases.acts import Acts
from sim.analysis.literature.bases.paths import Paths, joined

Kind = Literal["violent", "forceful"]
Group = list[tuple[int, int]]  # postures, each with the one back
NEVER = 1_000_000  # days until something that does not come


@dataclass(frozen=True)
class Manner:
    """How triggers are counted: by the actor that suffers or by the pair; the first or after a quiet spell.

    `quiet`: the days without such an act that go before it; None: all days before, day 0 included.
    `fresh`: only those whose sufferer had not itself struck at the other side by then.
    """

    by: Literal["actor", "pair"] = "actor"
    quiet: int | None = None
    fresh: bool = False


@dataclass(frozen=True)
class Triggers:
    """One trigger an entry: the run, the day, days until a violent answer (or NEVER), days that were left."""

    run: Any
    day: Any
    answer: Any
    left: Any
    before: Any  # whether the sufferer had struck at the other side by then

    def among(self, chosen: Any) -> Triggers:
        return Triggers(*(values[chosen] for values in vars(self).values()))


def triggers(paths: Paths, acts: Acts, kind: Kind, manner: Manner) -> Triggers:
    """Every trigger of a kind in every run, those with no day left to answer on left out."""
    found = [of_group(paths, acts, kind, manner.quiet, group) for group in groups(paths, manner)]
    every = Triggers(*joined(found))
    kept = every.left >= 1
    return every.among(kept & ~every.before.astype(bool) if manner.fresh else kept)


def groups(paths: Paths, manner: Manner) -> Iterator[Group]:
    """The postures that can trigger together, each with the posture back: those against an actor, or one."""
    place = paths.plan.cast.place
    for target in paths.plan.cast.actors:
        owners = [name.split(">")[0] for name in paths.plan.cast.postures if name.endswith(f">{target}")]
        both = [(place[f"{o}>{target}"], place[f"{target}>{o}"]) for o in owners if f"{target}>{o}" in place]
        if manner.by == "actor" and both:
            yield both
        elif manner.by == "pair":
            yield from ([pair] for pair in both)


def of_group(paths: Paths, acts: Acts, kind: Kind, quiet: int | None, group: Group) -> list[Any]:
    """The triggers that one group of postures brings: run, day, answer, days left, struck before."""
    there, back = (list(column) for column in zip(*group, strict=True))
    violent = acts.violent[:, :, there]
    done = violent if kind == "violent" else acts.forceful[:, :, there]
    worse = done | violent
    run, day = np.nonzero(begins(done.any(axis=2), worse.any(axis=2), quiet))
    who = done[run, day]
    answers = acts.violent[:, :, back]
    answer = np.where(who, until_next(answers)[run, day], NEVER).min(axis=1, initial=NEVER)
    before = (np.logical_or.accumulate(answers, axis=1)[run, day] & who).any(axis=1)
    return [run, day, answer, paths.last[run] - day, before]


def begins(done: Any, worse: Any, quiet: int | None) -> Any:
    """(runs, T + 1): days from 1 on with an act after so many days with none like it or worse."""
    seen = np.cumsum(worse, axis=1)
    earlier = np.zeros_like(seen)
    earlier[:, 1:] = seen[:, :-1]
    if quiet is not None and quiet + 1 < seen.shape[1]:
        earlier[:, quiet + 1 :] -= seen[:, : -quiet - 1]
    found = done & (earlier == 0)
    found[:, 0] = False
    return found


def until_next(acts: Any) -> Any:
    """(runs, T + 1, ...): days from each day to the next act after it, or NEVER."""
    days = np.arange(acts.shape[1]).reshape(1, -1, *[1] * (acts.ndim - 2))
    on = np.where(acts, days, NEVER)
    coming = np.minimum.accumulate(on[:, ::-1], axis=1)[:, ::-1]
    later = np.full(acts.shape, NEVER)
    later[:, :-1] = coming[:, 1:]
    return np.where(later == NEVER, NEVER, later - days)
