"""How the chance of each outcome moves as a record grows, a week at a time, under the same luck.

In the world: what an analyst would have said at each week's end, who knew what had happened by then
and nothing of what followed. Every week is the same scenario with its record cut at that day, the
same seed, runs and draws, so that a change from the week before is counted in pairs of runs
(Newcombe 1998, method 8); each chance has its Wilson (1927) interval and its range over the draws.

A record conditions what happened and nothing else. Parameters keep the distribution they have in the
scenario, and so do the resolves drawn once a run: no run is weighed by how well it would have foretold
the record, as Bayes' rule would ask.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.analysis.chances.shares import Share, share_of
from sim.analysis.intervals import paired_difference
from sim.analysis.percents import words
from sim.analysis.provenance import Source, source
from sim.analysis.results import Ensemble
from sim.analysis.updating.cutting import WEEK, cut, cuts, last_day_on_record
from sim.scenario.loading import Scenario
from sim.simulation import DRAWS, simulate


@dataclass(frozen=True)
class Change:
    """A chance less the one of the week before, in the same runs, with its 95% interval."""

    difference: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval lies on one side of 0."""
        return self.low > 0.0 or self.high < 0.0


@dataclass(frozen=True)
class Week:
    """One outcome as of the end of a day: its chance by the last day of the clock, and what the week changed.

    `change` is None on the first day, which has no week before it.
    """

    day: int
    date: dt.date
    chance: Share
    change: Change | None


@dataclass(frozen=True)
class Path:
    """One outcome over the weeks."""

    name: str
    title: str
    weeks: list[Week]

    @property
    def moved(self) -> float:
        """How far its chance went, from the lowest to the highest."""
        shares = [each.chance.share for each in self.weeks]
        return max(shares) - min(shares)

    @property
    def is_clear(self) -> bool:
        """Whether any week moved it by more than luck may."""
        return any(each.change is not None and each.change.is_clear for each in self.weeks)


@dataclass(frozen=True)
class Updating:
    """Every outcome over the weeks, in order of names; `days` are those at which the record was cut."""

    source: Source
    days: list[int]
    paths: list[Path]

    def most_moved(self, most: int) -> list[Path]:
        """The outcomes that some week clearly moved, the farthest first."""
        clear = [path for path in self.paths if path.is_clear]
        return sorted(clear, key=lambda path: (-path.moved, path.name))[:most]


def week_by_week(
    scenario: Scenario,
    every: int = WEEK,
    *,
    runs: int = 20_000,
    seed: int = 0,
    draws: int = DRAWS,
    errors: bool = True,
    parameters: Mapping[str, float] | None = None,
    first: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Updating:
    """The outcomes of a scenario with a record, as of every `every` days until the record ends.

    The other parameters are those of `sim.simulate`; every week has `runs` runs. Raises ValueError
    where nothing is on record, the scenario names no outcomes, or a number is out of range;
    KeyboardInterrupt where it was called off, since half a table would compare unlike weeks.
    """
    days = cuts(last_day_on_record(scenario), every)
    if not scenario.document.outcomes:
        raise ValueError(f"{scenario.id} names no outcomes")
    ensemble = None
    chances: list[dict[str, Week]] = []
    before: dict[str, Any] = {}
    for day in days:
        ensemble = simulate(
            cut(scenario, day),
            runs,
            seed,
            draws=draws,
            errors=errors,
            parameters=parameters,
            first=first,
            progress=progress,
        )
        if ensemble.interrupted:
            raise KeyboardInterrupt
        came = {name: found >= 0 for name, found in ensemble.outcomes.items()}
        chances.append({name: week(ensemble, day, came[name], before.get(name)) for name in came})
        before = came
    assert ensemble is not None
    return Updating(source(ensemble), days, [path(ensemble, name, chances) for name in before])


def week(ensemble: Ensemble, day: int, came: Any, before: Any) -> Week:
    """One outcome as of one day, beside the week before where there is one."""
    date = ensemble.scenario.document.clock.start + dt.timedelta(days=day)
    return Week(day, date, share_of(ensemble, came), None if before is None else change(came, before))


def change(came: Any, before: Any) -> Change:
    low, high = paired_difference(came, before)
    return Change(float(came.mean() - before.mean()), low, high)


def path(ensemble: Ensemble, name: str, chances: list[dict[str, Week]]) -> Path:
    title = words(name, ensemble.scenario.document.outcomes[name].title)
    return Path(name, title, [found[name] for found in chances])
