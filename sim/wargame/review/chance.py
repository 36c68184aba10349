"""The last clear chance at a table: the latest turn at which one step less would have halved the chance.

The term is the law's (Davies v. Mann 1842), and the question that of `sim.analysis.what_if.last_chance`
in terms of a game: of an outcome that came, the last turn at which a single seat, by ordering a single
posture one rung lower for that turn, would have brought the outcome's chance to half of what it was or
less. The others' orders of the turn stand, and after it the rulebook has every seat.

Turns are looked at backwards from the one in which it came. Every such order is tried with few futures,
the best with many of other luck; it counts where the 95% interval of the chance with it, less half of the
chance without, lies below 0. Where the chance stood below one in twenty anyway there was nothing to avert.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.intervals import Z
from sim.analysis.what_if.futures import Chance
from sim.wargame.odds.live import Change, Odds, change, odds
from sim.wargame.played import Played
from sim.wargame.review.names import place
from sim.wargame.review.worth import Told, as_ordered
from sim.wargame.table import Table

SCREEN, CONFIRM = 100, 1_000  # futures
SHARE = 0.5  # of the chance as it was
LEAST = 0.05  # a chance below which there was nothing to avert
BEST = 2  # orders a turn that are confirmed


@dataclass(frozen=True)
class Chanced:
    """One seat's posture, one rung lower for a turn: the outcome's chance as ordered, and with that."""

    turn: int
    posture: str
    rung: str
    instead: str
    without: Chance
    changed: Chance
    change: Change
    confirmed: bool


@dataclass(frozen=True)
class LastChance:
    """An outcome that came on `day` in `turn`. `found` is None where no turn was confirmed.

    `nearest` is then the order that would have lowered the chance most, of the turns looked at;
    `foretold`: whether the chance as ordered stood above one in twenty in any of them.
    """

    outcome: str
    day: int
    turn: int
    found: Chanced | None
    nearest: Chanced | None
    foretold: bool


class Turns:
    """The single steps down of each turn, tried with few futures once for all outcomes."""

    def __init__(self, table: Table, seed: int, told: Told) -> None:
        self.table, self.seed, self.told = table, seed, told
        self.tried: dict[int, tuple[Odds, list[tuple[str, str, Odds]]]] = {}

    def screened(self, played: Played) -> tuple[Odds, list[tuple[str, str, Odds]]]:
        """The odds as ordered, and under each posture one rung lower."""
        if played.turn not in self.tried:
            self.told(f"steps not taken in turn {played.turn}")
            steps = steps_down(self.table, played)
            lower = [(p, rung, self.ask(played, SCREEN, 0, p, rung)) for p, rung in steps]
            self.tried[played.turn] = self.ask(played, SCREEN, 0), lower
        return self.tried[played.turn]

    def ask(self, played: Played, runs: int, first: int, posture: str = "", rung: str = "") -> Odds:
        """Futures of a turn as ordered, or with one posture on another rung."""
        ordered = {**played.ordered, posture: rung} if posture else dict(played.ordered)
        return odds(as_ordered(self.table, played, ordered), runs, self.seed, first)

    def confirmed(self, played: Played, outcome: str) -> list[Chanced]:
        """The best few steps of a turn against one outcome, with luck they were not chosen by."""
        given, lower = self.screened(played)
        if given.of(outcome).chance.high < LEAST:
            return []
        helping = [each for each in lower if each[2].of(outcome).chance.hits < given.of(outcome).chance.hits]
        best = sorted(helping, key=lambda each: each[2].of(outcome).chance.hits)[:BEST]
        if not best:
            return []
        without = self.ask(played, CONFIRM, SCREEN)
        return [self.chanced(played, outcome, without, *each[:2]) for each in best]

    def chanced(self, played: Played, outcome: str, without: Odds, posture: str, rung: str) -> Chanced:
        tried = self.ask(played, CONFIRM, SCREEN, posture, rung)
        one, other = tried.of(outcome), without.of(outcome)
        return Chanced(
            played.turn,
            posture,
            played.ordered[posture],
            rung,
            other.chance,
            one.chance,
            change(tried, without)[outcome],
            other.chance.share >= LEAST and is_halved(one.hits, other.hits),
        )


def steps_down(table: Table, played: Played) -> list[tuple[str, str]]:
    """Every ordered posture that is not at the bottom, with the next rung down."""
    plan = table.crisis.plan
    found = []
    for posture, name in sorted(played.ordered.items()):
        here = place(plan, posture, name)
        if here:
            found.append((posture, plan.cast.rungs(plan.cast.owner(posture))[here - 1]))
    return found


def is_halved(changed: Any, without: Any) -> bool:
    """Whether a chance is surely no more than a share of another, future by future."""
    gap = changed.astype(float) - SHARE * without.astype(float)
    return bool(gap.mean() + Z * gap.std(ddof=1) / np.sqrt(len(gap)) < 0.0)


def last_chances(table: Table, seed: int, told: Callable[[str], None]) -> list[LastChance]:
    """For each outcome that came in a turn, in order of days."""
    turns = Turns(table, seed, told)
    came = {name: int(table.crisis.state.outcome[k]) for k, name in enumerate(sorted(outcomes(table)))}
    late = sorted((day, name) for name, day in came.items() if day > 0)
    return [last_chance(turns, name, day) for day, name in late]


def outcomes(table: Table) -> list[str]:
    return list(table.scenario.document.outcomes)


def last_chance(turns: Turns, outcome: str, day: int) -> LastChance:
    table = turns.table
    until = [played for played in table.played if played.first_day <= day]
    nearest: Chanced | None = None
    foretold = False
    for played in reversed(until):
        foretold |= turns.screened(played)[0].of(outcome).chance.share >= LEAST
        for each in turns.confirmed(played, outcome):
            if each.confirmed:
                return LastChance(outcome, day, until[-1].turn, each, None, True)
            if each.change.high < 0.0 and (nearest is None or each.change.low < nearest.change.low):
                nearest = each
    return LastChance(outcome, day, until[-1].turn, None, nearest, foretold)
