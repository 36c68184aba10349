"""A scenario's runs beside what public data sets count: how often, and by how much they differ.

In the world: of actors that were struck, so many struck back; of disputes, so few became wars. A
model of one crisis need not have the same shares, for it is no sample of all crises; but where it
is far from them, there should be a reason that one can name. Counts of the data sets stand in
`known`; what is counted in runs, and how, in `triggers` and `disputes`. `variants` count the same
in other ways, which shows what of a difference is the way of counting. Nothing here is fitted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.analysis.literature.bases.acts import MID, VIOLENCE, acts, has_scale, unplaced
from sim.analysis.literature.bases.answers import Variant, answers, other_answers
from sim.analysis.literature.bases.counted import Lag, Told
from sim.analysis.literature.bases.disputes import other_disputes, wars
from sim.analysis.literature.bases.known import KNOWN, Known
from sim.analysis.literature.bases.paths import Paths, Progress, paths
from sim.analysis.provenance import Source
from sim.scenario.loading import Scenario


@dataclass(frozen=True)
class Base:
    """A count of a data set and what the runs have, None where they cannot tell; `why` says what is missing.

    `window`: the days in which an answer was looked for.
    """

    known: Known
    found: Told | Lag | None
    window: int | None = None
    why: str = ""

    @property
    def difference(self) -> float | None:
        """The runs' less the data set's, in shares or days; None where the runs cannot tell."""
        return None if self.found is None else self.found.value - self.known.value


@dataclass(frozen=True)
class Bases:
    """All bases for one scenario, in the order of `KNOWN`; `unplaced` are rungs that lack a scale."""

    source: Source
    rows: list[Base]
    variants: list[Variant]
    unplaced: list[str]

    def row(self, name: str) -> Base:
        return next(row for row in self.rows if row.known.name == name)


def bases(
    scenario: Scenario, runs: int = 400, seed: int = 0, *, draws: int = 100, progress: Progress | None = None
) -> Bases:
    """Run a scenario on the agents' engine and count in its runs what the data sets count.

    `progress` is called with 1 after each run. Raises ValueError for numbers out of range, and
    where no rung that anybody can stand on lies on either scale.
    """
    if not (has_scale(scenario.plan, MID) or has_scale(scenario.plan, VIOLENCE)):
        raise ValueError(
            f"{scenario.title}: no rung lies on a scale of the literature; "
            f"give rungs `scales`, such as {{{MID}: 4, {VIOLENCE}: 2}}"
        )
    return counted(paths(scenario, runs, seed, draws, progress))


def counted(run: Paths) -> Bases:
    """The bases of runs that are there."""
    done = acts(run)
    answered, other = answers(run, done), wars(run, done)
    rows = []
    for known in KNOWN:
        found, window = answered.get(known.name, (other.get(known.name), None))
        rows.append(base(run, known, found, window))
    variants = [*other_answers(run, done), *other_disputes(run, done)]
    return Bases(run.source, rows, variants, unplaced(run.plan))


def base(run: Paths, known: Known, found: Told | Lag | None, window: int | None) -> Base:
    """What was found, or why there is nothing."""
    if found is None:
        missing = [scale for scale in known.scales if not has_scale(run.plan, scale)]
        return Base(known, None, window, f"no rung has a number on {' and '.join(missing)}")
    if np.isnan(found.value):
        return Base(known, None, window, "no case in any run")
    return Base(known, found, window)
