"""One point of a scenario for libraries that bring their own designs: the EMA Workbench, Mesa's `batch_run`.

What comes back is what `sim.simulate` would give, to the last bit; nothing is kept on disk.
"""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Iterable
from functools import cache, partial
from multiprocessing import parent_process
from typing import Any

import mesa

from sim.analysis.results import Ensemble
from sim.analysis.summary import mean, share
from sim.engines.ensemble import BLOCK, available_cores
from sim.scenario.loading import Scenario, load
from sim.scenario.uncertainty import quantile, support
from sim.scenario.unknowns import Uncertainty
from sim.simulation import DRAWS, simulate
from sim.studies.form.measures import Measure, default_measures, parse_measure, problem, values

Source = Scenario | str | os.PathLike[str]

ARGUMENTS = ("scenario", "runs", "seed", "rng", "draws", "errors", "measures")
COLUMNS = {*ARGUMENTS, "iteration"}  # of a row of `batch_run`, beside the parameters


def evaluate(
    scenario: Source,
    *,
    runs: int = 1000,
    seed: int = 0,
    draws: int = DRAWS,
    errors: bool = True,
    measures: Iterable[str] | None = None,
    **parameters: float,
) -> dict[str, float]:
    """Run a scenario with some parameters fixed: each measure's chance, or the mean of a number, by name.

    Parameters
    ----------
    scenario: a loaded scenario, or the path of one, which a process reads once.
    runs, seed, draws, errors: as for `sim.simulate`. Points with one seed share their luck.
    measures: names as in a study file; every outcome and every count where none are given.
    parameters: values that are fixed, by name; the others are drawn or central.

    Raises ValueError, with every reason, for unknown measures or parameters and impossible values.
    """
    known = loaded(scenario)
    wanted = measured(known, measures)
    threads = cores()
    block = min(BLOCK, -(-runs // threads))  # or a point of few runs would be one block, on one core
    ensemble = simulate(
        known, runs, seed, draws=draws, errors=errors, parameters=parameters, threads=threads, block=block
    )
    if ensemble.interrupted:
        raise KeyboardInterrupt  # some of the runs are not the point that was asked for
    return {name: value(measure, ensemble) for name, measure in wanted.items()}


def value(measure: Measure, ensemble: Ensemble) -> float:
    """The share of runs in which something came, or the mean of a number."""
    found = values(measure, ensemble)
    return share(found >= 0) if measure.is_chance else mean(found)


def cores() -> int:
    """One in a worker process, which has neighbours; else all."""
    return available_cores() if parent_process() is None else 1


def loaded(scenario: Source) -> Scenario:
    """The scenario meant. Raises ValueError where a parameter has the name of an argument."""
    found = scenario if isinstance(scenario, Scenario) else read(os.path.abspath(scenario))
    hidden = [name for name in ARGUMENTS if name in found.document.parameters]
    if hidden:
        raise ValueError(
            f"the parameter '{hidden[0]}' has the name of an argument: rename it, or use sim.simulate"
        )
    return found


@cache
def read(path: str) -> Scenario:
    """A scenario file, once a process."""
    return load(path)


def measured(scenario: Scenario, names: Iterable[str] | None) -> dict[str, Measure]:
    """The measures asked for, by the names they were asked for with."""
    if isinstance(names, str):
        raise ValueError(f"measures are a list of names (for batch_run, a list in a list), not '{names}'")
    asked = default_measures(scenario) if names is None else list(names)
    wrong = [reason for name in asked if (reason := problem(name, scenario))]
    if wrong:
        raise ValueError("\n".join(wrong))
    return {name: parse_measure(name) for name in asked}


# ---------------------------------------------------------------- the EMA Workbench


def uncertainties(scenario: Source) -> list[Any]:
    """A RealParameter of the EMA Workbench for every uncertain parameter, flat between its ends."""
    from ema_workbench import RealParameter  # an extra: imported where it is asked for

    parameters = sorted(loaded(scenario).document.parameters.items())
    return [RealParameter(name, *ends(p.uncertainty)) for name, p in parameters if p.uncertainty is not None]


def ends(uncertainty: Uncertainty) -> tuple[float, float]:
    """The least and the greatest value; the 1st and the 99th percentile where there are none."""
    low, high = support(uncertainty)
    if math.isfinite(low) and math.isfinite(high):
        return low, high
    return quantile(uncertainty, 0.01), quantile(uncertainty, 0.99)


# ---------------------------------------------------------------- Mesa


class Point(mesa.Model):  # type: ignore[misc]
    """A model whose one step runs a point: `mesa.batch_run(Point, {"scenario": path, ...})`.

    Parameters
    ----------
    scenario: a loaded scenario, or the path of one.
    settings: what `evaluate` takes, parameters of the scenario included.
    rng: another word for `seed`, for `batch_run`. Without either each point has fresh luck.

    The row of a point has its measures, and the seed that gives them again.
    """

    # `seed` is among the settings so that Mesa does not see it: the `batch_run` of 3.5 writes its own
    # value (None where none is asked for) over the one of `seed` or `rng` that a signature shows.
    def __init__(self, scenario: Source, *, rng: int | None = None, **settings: Any) -> None:
        seed = settings.pop("seed", None)
        if seed is not None and rng is not None:
            raise ValueError("give seed or rng, not both: they mean the same")
        asked = rng if seed is None else seed
        super().__init__(rng=None if asked is None else operator.index(asked))
        self.seed_of_luck = int(self.rng.integers(2**63)) if asked is None else operator.index(asked)
        self.source = loaded(scenario)
        names = list(measured(self.source, settings.get("measures")))
        refuse_columns(names, {*COLUMNS, *settings})
        self.settings = {**settings, "measures": names}
        self.found: dict[str, float] = {}
        self.datacollector = mesa.DataCollector({name: partial(reported, name) for name in [*names, "seed"]})

    def step(self) -> None:
        """Run the point; there is no other step."""
        found = evaluate(self.source, seed=self.seed_of_luck, **self.settings)
        self.found = {**found, "seed": self.seed_of_luck}
        self.datacollector.collect(self)
        self.running = False


def reported(name: str, point: Point) -> float:
    """What a point found, by name."""
    return point.found[name]


def refuse_columns(names: Iterable[str], taken: Iterable[str]) -> None:
    """A row has one value a name."""
    both = sorted(set(names) & set(taken))
    if both:
        raise ValueError(f"'{both[0]}' is another column of the row: ask for the measure outcome.{both[0]}")
