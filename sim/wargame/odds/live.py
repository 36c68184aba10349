"""The chance of each outcome from a moment of a game, and how it changes from one moment to another.

Future n has the same luck on the same days from whatever moment it is run, so two moments that are
asked with one seed are compared in pairs, run by run. Intervals: Wilson (1927) for a chance, Newcombe
(1998) for a difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.deeds import outcome_title
from sim.analysis.intervals import paired_difference, spread, wilson
from sim.analysis.what_if.futures import Chance, seed_of_futures
from sim.simulation import simulate
from sim.wargame.played import Moment
from sim.wargame.refusing import refuse

BLOCK = 250  # futures that a thread takes at a time, so that a few are shared out as well
SAID = (
    "Luck other than the game's own, with the rulebook in every seat. What the game drew once for all (its "
    "uncertain numbers, and which lines the rulebook would keep) stays as it is."
)


@dataclass(frozen=True, eq=False)
class Odd:
    """One outcome: in which futures it comes (`hits`, a truth a run), and the day it had come already."""

    name: str
    title: str
    came: int | None
    hits: Any

    @property
    def chance(self) -> Chance:
        return Chance(int(self.hits.sum()), len(self.hits))


@dataclass(frozen=True, eq=False)
class Odds:
    """The chance of each outcome by day `days`, from the end of day `day`; by name, in order of names."""

    day: int
    days: int
    runs: int
    seed: int
    outcomes: Mapping[str, Odd]

    def of(self, outcome: str) -> Odd:
        return self.outcomes[outcome]

    def first(self, runs: int) -> Odds:
        """The same of the first runs only."""
        kept = {n: Odd(n, each.title, each.came, each.hits[:runs]) for n, each in self.outcomes.items()}
        return Odds(self.day, self.days, min(runs, self.runs), self.seed, kept)

    def with_more(self, more: Odds) -> Odds:
        """These runs and, after them, those of another stretch from the same moment."""
        both = {
            n: Odd(n, each.title, each.came, np.concatenate([each.hits, more.of(n).hits]))
            for n, each in self.outcomes.items()
        }
        return Odds(self.day, self.days, self.runs + more.runs, self.seed, both)


@dataclass(frozen=True)
class Change:
    """A chance less another of the same outcome, with its 95% interval; `paired`: under the same luck."""

    name: str
    title: str
    difference: float
    low: float
    high: float
    runs: int
    paired: bool

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0.0 or self.high < 0.0


def odds(moment: Moment, runs: int, seed: int, first: int = 0) -> Odds:
    """Futures `first`, `first + 1`, ... of a moment. Refused with the seed of the game itself."""
    state = moment.snapshot.state
    if seed == int(state.key[0]):
        raise refuse(f"futures take another seed than the game's own, {seed}")
    ensemble = simulate(moment.scenario, runs, seed, first=first, start=moment.snapshot, block=BLOCK)
    if ensemble.interrupted:
        raise KeyboardInterrupt
    plan = moment.scenario.plan
    found = {}
    for k, (name, days) in enumerate(ensemble.outcomes.items()):
        came = int(state.outcome[k])
        found[name] = Odd(name, outcome_title(plan, name), None if came < 0 else came, days >= 0)
    return Odds(moment.snapshot.day, moment.scenario.days, ensemble.runs, seed, found)


def seed_for(moment: Moment) -> int:
    """The seed of a game's futures: the same one all through a game, and not the game's own."""
    return seed_of_futures(int(moment.snapshot.state.key[0]))


def change(now: Odds, before: Odds) -> dict[str, Change]:
    """By outcome, chances now less those before; in pairs where the seed is one, over the runs both have."""
    paired = now.seed == before.seed
    if paired:
        runs = min(now.runs, before.runs)
        now, before = now.first(runs), before.first(runs)
    return {name: difference(each, before.of(name), paired) for name, each in now.outcomes.items()}


def difference(now: Odd, before: Odd, paired: bool) -> Change:
    """One outcome's chance less another of it."""
    one, other = now.chance, before.chance
    value = one.share - other.share
    if paired:
        low, high = paired_difference(now.hits, before.hits)
    else:
        low, high = independent_difference(one, other)
    return Change(now.name, now.title, value, min(low, value), max(high, value), one.runs, paired)


def independent_difference(one: Chance, other: Chance) -> tuple[float, float]:
    """The 95% interval of one less other, of different luck (Newcombe 1998, method 10)."""
    low1, high1 = wilson(one.hits, one.runs)
    low2, high2 = wilson(other.hits, other.runs)
    value = one.share - other.share
    return (
        value - spread(one.share - low1, high2 - other.share, 0.0),
        value + spread(high1 - one.share, other.share - low2, 0.0),
    )
