"""What may still come of a crisis as it stands: the chance of each outcome, with other luck.

A snapshot keeps everything that the rules know of one run on one day: rungs, what is felt,
lines armed or defied, the resolve that was drawn for the lines not yet met, the parameters.
From there many futures are run, each with luck of its own and the rulebook in every seat. The
share of them in which an outcome comes by the last day is its chance *from this state*.

Whoever decides in the crisis knows less than the snapshot does: not the other's resolve, and
not the parameters. These are chances as seen from above.

Method: Monte Carlo over the luck of the days to come; Wilson (1927) intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.intervals import wilson
from sim.analysis.percents import words
from sim.engines.crisis import Crisis
from sim.engines.ensemble import Work, available_cores
from sim.rules.state import State
from sim.rules.world import World
from sim.simulation import simulate

CHUNK = 250


@dataclass(frozen=True)
class Chance:
    """So many of so many futures, with the 95% Wilson interval."""

    hits: int
    runs: int

    @property
    def share(self) -> float:
        return self.hits / self.runs if self.runs else 0.0

    @property
    def low(self) -> float:
        return wilson(self.hits, self.runs)[0]

    @property
    def high(self) -> float:
        return wilson(self.hits, self.runs)[1]


@dataclass(frozen=True)
class Future:
    """One outcome from a state: its chance, and the day on which it had already come (else None)."""

    name: str
    title: str
    chance: Chance
    came: int | None


@dataclass(frozen=True)
class Futures:
    """What may come of the crisis as it stood at the end of `day`, by outcome in order of names."""

    day: int
    days: int
    runs: int
    seed: int
    outcomes: list[Future]

    def of(self, outcome: str) -> Future:
        return next(future for future in self.outcomes if future.name == outcome)


def futures(crisis: Crisis, runs: int = 2000, seed: int | None = None) -> Futures:
    """The chance of each outcome by the last day from a crisis as it stands, orders of seats included.

    `seed` is that of the luck to come; by default another than the run's own, and the run's own
    is refused. The crisis itself is not stepped. Raises ValueError for numbers out of range.
    """
    other = seed_of_futures(crisis.seed_of_luck) if seed is None else seed
    if other == crisis.seed_of_luck:
        raise ValueError(f"futures take another seed than the run's own, {other}")
    ensemble = simulate(crisis.crisis_scenario, runs, other, start=crisis.snapshot())
    outcomes = crisis.plan.document.outcomes
    rows = []
    for k, (name, days) in enumerate(ensemble.outcomes.items()):
        came = int(crisis.state.outcome[k])
        chance = Chance(int((days >= 0).sum()), ensemble.runs)
        rows.append(Future(name, words(name, outcomes[name].title), chance, None if came < 0 else came))
    return Futures(crisis.day, crisis.plan.document.clock.days, ensemble.runs, other, rows)


def seed_of_futures(seed: int) -> int:
    """Another seed, the same one for the same run."""
    return (seed + 0x9E3779B97F4A7C15) % 2**64


# ---------------------------------------------------------------- one outcome, many states


class Oracle:
    """Tells in which futures of a state one outcome comes; for asking of many states at once.

    The futures of a state are runs `first`, `first + 1`, ... of another seed, whatever the state:
    two states that are asked with the same numbers have the same luck, and are compared in pairs.
    A future ends where the outcome comes, which saves the rest and changes no answer.
    """

    def __init__(self, crisis: Crisis, outcome: str, seed: int, threads: int | None = None) -> None:
        self.place = sorted(crisis.plan.document.outcomes).index(outcome)
        self.world = ending_with(crisis, self.place)
        self.seed = seed
        self.threads = threads or available_cores()
        self.asked = 0  # futures run so far

    def came(self, states: Sequence[State], first: int, runs: int) -> Any:
        """Whether the outcome comes: bool array (states, runs)."""
        found = np.zeros((len(states), runs), bool)

        def ask(k: int, begin: int, end: int) -> None:
            work = Work([self.world], self.seed, first + begin, end - begin, states[k])
            work.fill(0, end - begin)
            found[k, begin:end] = work.record.outcome[:, self.place] >= 0

        pieces = [
            (k, begin, min(begin + CHUNK, runs))
            for k in range(len(states))
            for begin in range(0, runs, CHUNK)
        ]
        self.asked += len(states) * runs
        share_out(ask, pieces, self.threads)
        return found


def share_out(ask: Callable[[int, int, int], None], pieces: list[tuple[int, int, int]], threads: int) -> None:
    """Do every piece, on so many threads; Ctrl-C leaves out those not begun."""
    with ThreadPoolExecutor(threads) as pool:
        try:
            for done in [pool.submit(ask, *piece) for piece in pieces]:
                done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def ending_with(crisis: Crisis, outcome: int) -> World:
    """The run's world, over where the outcome comes, unless the scenario says itself when it is over."""
    world = crisis.world
    if crisis.plan.document.stop_when is not None:
        return world
    return world.replaced(stop=world.outcome[outcome])
