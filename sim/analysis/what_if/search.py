"""The search for the last clear chance: screen, confirm, report; see `last_chance`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sim.analysis.intervals import paired_difference
from sim.analysis.one_run.timeline import timeline
from sim.analysis.percents import words
from sim.analysis.what_if.changes import Branch, Manner, Past
from sim.analysis.what_if.futures import Chance, Oracle, seed_of_futures
from sim.analysis.what_if.last_chance import Found, LastChance, Looked
from sim.analysis.what_if.scaled import scaled_difference
from sim.engines.crisis import Crisis

# Where each part's luck begins: numbers of runs that no other part comes to.
SCREENING, AGAIN, CURVE, CONFIRMING, REPORT = (part << 40 for part in range(5))
FINALISTS = 2


@dataclass(frozen=True)
class Sizes:
    """How many futures each part takes."""

    futures: int
    screen: int
    confirm: int
    most: int


class Search:
    """One run, one outcome, one level."""

    def __init__(
        self,
        crisis: Crisis,
        outcome: str,
        level: float,
        relative: bool,
        sizes: Sizes,
        manner: Manner,
        threads: int | None,
    ) -> None:
        document = crisis.plan.document
        self.crisis, self.outcome, self.level, self.relative = crisis, outcome, level, relative
        self.sizes, self.manner = sizes, manner
        self.oracle = Oracle(crisis, outcome, seed_of_futures(crisis.seed_of_luck), threads)
        self.past = Past(crisis, self.oracle.place)
        self.came = int(crisis.state.outcome[self.oracle.place])
        if self.came < 0:
            raise ValueError(f"{outcome} does not come in run {crisis.run} of seed {crisis.seed_of_luck}")
        told = timeline(crisis)
        self.lanes = {lane.posture: lane for lane in told.lanes}
        self.title = words(outcome, document.outcomes[outcome].title)

    def backwards(self, back: int | None, before: int, progress: Callable[[Looked], None]) -> LastChance:
        """Day by day from the day before the outcome, until one is confirmed, and `before` days more."""
        earliest = 1 if back is None else max(1, self.came - back)
        looked: list[Looked] = []
        found: Found | None = None
        for day in range(self.came - 1, earliest - 1, -1):
            if found is not None and day < found.day - before:
                break
            each, finalists = self.look(day)
            if found is None:
                found = self.confirm(day, finalists)
                each = replace(each, confirmed=found is not None)
            looked.insert(0, each)
            progress(each)
        return self.told(found, looked)

    def told(self, found: Found | None, looked: list[Looked]) -> LastChance:
        crisis = self.crisis
        clock = crisis.plan.document.clock
        return LastChance(
            title=crisis.crisis_scenario.title,
            start=clock.start,
            days=clock.days,
            seed=crisis.seed_of_luck,
            run=crisis.run,
            outcome=self.outcome,
            outcome_title=self.title,
            came=self.came,
            level=self.level,
            relative=self.relative,
            found=found,
            looked=looked,
            futures=self.oracle.asked,
        )

    # ---------------------------------------------------------------- a day

    def look(self, day: int) -> tuple[Looked, list[Branch]]:
        """A day's best change and its curve; and the branches that are worth confirming."""
        state = self.past.states[day]
        plain = self.oracle.came([state], CURVE, self.sizes.futures)[0]
        without = chance(plain)
        if self.nothing_to_avert(without):
            return Looked(day, without, None, None, 0), []
        branches = self.past.branches(day, self.lanes, self.manner)
        if not branches:
            return Looked(day, without, None, None, 0), []
        best = self.screened(branches, self.target(without))
        curve = self.oracle.came([best[0][0].state], CURVE, self.sizes.futures)[0]
        looked = Looked(day, without, best[0][0].change, chance(curve), len(branches))
        target = self.target(without)
        return looked, [branch for branch, screened in best[:FINALISTS] if screened.low < target]

    def nothing_to_avert(self, without: Chance) -> bool:
        """Whether the chance stood below the level anyway; no share is below a share of itself."""
        return without.hits == 0 or (not self.relative and without.high < self.level)

    def target(self, without: Chance) -> float:
        """What a change has to get below, generously where that is itself an estimate."""
        return self.level * without.high if self.relative else self.level

    def screened(self, branches: list[Branch], target: float) -> list[tuple[Branch, Chance]]:
        """The best of many changes, best first, each with the futures it was judged by.

        Where none of them may come below the target, three are enough for the curve.
        """
        few, many = self.sizes.screen, 4 * self.sizes.screen
        first = self.oracle.came([branch.state for branch in branches], SCREENING, few).sum(axis=1)
        order = sorted(range(len(branches)), key=lambda k: (int(first[k]), effort(branches[k])))
        hopeful = Chance(int(first[order[0]]), few).low < target
        kept = [branches[k] for k in order[: max(4, len(order) // 4) if hopeful else 3]]
        second = self.oracle.came([branch.state for branch in kept], AGAIN, many).sum(axis=1)
        found = [(branch, Chance(int(hits), many)) for branch, hits in zip(kept, second, strict=True)]
        return sorted(found, key=lambda each: (each[1].hits, effort(each[0])))

    # ---------------------------------------------------------------- confirmation

    def confirm(self, day: int, finalists: list[Branch]) -> Found | None:
        """The first finalist whose chance is surely below the level, and so once more with fresh luck."""
        for branch in finalists:
            runs = self.surely_below(day, branch)
            if runs is not None:
                without, changed = self.pair(day, branch, REPORT, runs)
                if self.beyond(without, changed)[1] < 0.0:
                    return found_by(branch, without, changed)
        return None

    def surely_below(self, day: int, branch: Branch) -> int | None:
        """How many futures it took until the interval lay below the level; None where it does not."""
        runs = self.sizes.confirm
        while runs <= self.sizes.most:
            low, high = self.beyond(*self.pair(day, branch, CONFIRMING, runs))
            if high < 0.0:
                return runs
            if low > 0.0:
                break
            runs *= 2
        return None

    def pair(self, day: int, branch: Branch, first: int, runs: int) -> tuple[Any, Any]:
        """The same luck without and with a change."""
        without, changed = self.oracle.came([self.past.states[day], branch.state], first, runs)
        return without, changed

    def beyond(self, without: Any, changed: Any) -> tuple[float, float]:
        """The 95% interval of the chance with the change less what it has to get below."""
        after, before = chance(changed), chance(without)
        if not self.relative:
            if before.share < self.level:
                return 1.0, 1.0
            return after.low - self.level, after.high - self.level
        return scaled_difference(changed, without, self.level)


def found_by(branch: Branch, without: Any, changed: Any) -> Found:
    """A change with both chances and their difference, in the same futures."""
    before, after = chance(without), chance(changed)
    interval = paired_difference(changed, without)
    return Found(branch.change, before, after, (after.share - before.share, *interval))


def chance(came: Any) -> Chance:
    return Chance(int(came.sum()), len(came))


def effort(branch: Branch) -> tuple[int, str]:
    """Of equally good changes the smaller comes first, then by name."""
    change = branch.change
    return abs(change.stood - change.put), change.posture
