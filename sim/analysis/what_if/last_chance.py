"""The last clear chance: until when one decision could still have averted what came.

The term is the law's (Davies v. Mann 1842): of all who might have prevented a harm, who was
the last with a clear opportunity to. Asked of a crisis: in a run in which an outcome came,
what was the last day on which a single change, one posture of one actor put on another rung
for that day and then free again, would have brought the outcome's chance below a level? It
says how late the course could still be turned and by whom, under the scenario's rules; not
that anybody ought to have known.

Method. The day is played as it came but for the one posture. From its end the outcome's
chance is the share of futures in which it comes by the last day: luck other than the run's,
the rulebook in every seat, lines and resolves and parameters those of the run. With and
without the change have the same luck, so they are compared in pairs. Days are looked at
backwards from the day before the outcome, and the first that is confirmed ends the search.

Many changes are tried on many days, and the best of many looks better than it is. So the
work has four parts, each with luck of its own, and what is told comes from the last:

1. screening: every change with `screen` futures, the best fourth with four times as many
   (successive halving: Karnin, Koren and Somekh 2013);
2. the curve: the day's best change and no change, with `futures`;
3. confirmation: `confirm` futures, doubled up to `most` until the 95% interval lies to one
   side of the level;
4. the report: the confirmed change once more, with as many futures that it was not chosen by.
   Its interval, too, has to lie below the level, so that a lucky confirmation does not count.

Screening by few futures can miss a day by a change that is only just good enough: the day
that is found is the latest *confirmed*, and the true one may be a little later.

A level is absolute (0.1: a chance of one in ten) or a share of the chance without the change.
With an absolute one, a day on which the chance stood below the level anyway gave nothing to
avert and is passed over; an outcome that no day's chance foretold came by luck.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sim.analysis.what_if.changes import Change, Manner
from sim.analysis.what_if.futures import Chance
from sim.scenario.loading import Scenario


@dataclass(frozen=True)
class Looked:
    """One day: the outcome's chance from its end as it came, and under its best single change.

    `change` is None where there was nothing to change, or nothing to avert.
    """

    day: int
    without: Chance
    change: Change | None
    changed: Chance | None
    tried: int
    confirmed: bool = False

    @property
    def helps(self) -> bool:
        """Whether the best change came out better than none, with the same luck."""
        return self.changed is not None and self.changed.hits < self.without.hits


@dataclass(frozen=True)
class Found:
    """The last clear chance: the outcome's chance without and with the change, from fresh luck.

    `difference` is that of the two in points of chance, with its paired 95% interval.
    """

    change: Change
    without: Chance
    changed: Chance
    difference: tuple[float, float, float]

    @property
    def day(self) -> int:
        return self.change.day


@dataclass(frozen=True)
class LastChance:
    """A search backwards from `came`, the outcome's first day; `found` is None where no day was confirmed.

    `looked` holds the days that were looked at, in order; those before the one found are there for
    the figure. `futures` is how many were run in all.
    """

    title: str
    start: dt.date
    days: int
    seed: int
    run: int
    outcome: str
    outcome_title: str
    came: int
    level: float
    relative: bool
    found: Found | None
    looked: list[Looked]
    futures: int

    @property
    def foretold(self) -> bool:
        """Whether the chance without any change stood at the level or above on a day looked at."""
        return self.relative or any(each.without.share >= self.level for each in self.looked)

    def sentences(self) -> list[str]:
        """What was found, in words."""
        from sim.analysis.what_if.averted import tell_last_chance

        return tell_last_chance(self)


def last_clear_chance(
    scenario: Scenario,
    seed: int,
    run: int,
    outcome: str,
    *,
    level: float = 0.1,
    relative: bool = False,
    futures: int = 400,
    screen: int = 24,
    confirm: int = 2000,
    most: int = 8000,
    back: int | None = None,
    before: int = 0,
    steps: int | None = None,
    up: bool = False,
    bind: bool = False,
    draws: int = 200,
    errors: bool = True,
    parameters: Mapping[str, float] | None = None,
    threads: int | None = None,
    progress: Callable[[Looked], None] | None = None,
) -> LastChance:
    """The latest day on which one changed rung brings an outcome's chance below a level.

    Parameters
    ----------
    seed, run, draws, errors, parameters: the address of the run, as in `sim.simulate`.
    level: the chance to get below; with `relative`, a share of the chance without the change.
    futures, screen, confirm, most: how many futures each part takes; see above.
    back: how many days to look back at most (default: to day 1).
    before: how many days more to look at once the day is found, for the curve.
    steps: how many rungs a change may span (1: one rung down only; default: down to the lowest).
    up: also try one rung up (a threat may deter), not only down.
    bind: whether limits bind the one day's order (False: they are advice).
    progress: called with each day that was looked at.

    Raises ValueError for numbers out of range, KeyError for an unknown outcome, and ValueError
    where the outcome did not come in this run.
    """
    from sim.analysis.what_if.search import Search, Sizes

    if not 0.0 < level < 1.0:
        raise ValueError(f"level must be above 0 and below 1, not {level}")
    if min(futures, screen, confirm) < 1 or most < confirm or before < 0:
        raise ValueError("futures, screen and confirm must be 1 or more, most no less than confirm")
    if (steps is not None and steps < 1) or (back is not None and back < 1):
        raise ValueError("steps and back must be 1 or more")
    if outcome not in scenario.document.outcomes:
        raise KeyError(f"no outcome is called {outcome}")
    from sim.engines.crisis import Crisis

    crisis = Crisis(scenario, seed, run, draws=draws, errors=errors, parameters=parameters)
    sizes = Sizes(futures, screen, confirm, most)
    search = Search(crisis, outcome, level, relative, sizes, Manner(steps, up, bind), threads)
    return search.backwards(back, before, progress or (lambda looked: None))
