"""Runs for a calibration, each with a draw of its own, in chunks so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from sim.analysis.calibration.reference import Reference
from sim.analysis.results import Ensemble
from sim.calibration.loading import Calibration
from sim.calibration.targets import Target
from sim.engines.ensemble import Progress
from sim.rules.draws import entity, parameter_uniform
from sim.scenario.loading import Scenario
from sim.scenario.parameters import BELOW_ONE
from sim.scenario.uncertainty import quantile
from sim.simulation import simulate_drawn

CHUNK = 1000
Values = Mapping[str, float]


def reference_table(
    calibration: Calibration, seed: int, runs: int, progress: Progress | None = None
) -> Reference:
    """Runs 0 .. `runs` - 1, run n with draw n of every uncertain parameter."""
    names, scenario = calibration.uncertain, calibration.scenario
    shares = prior_shares(names, seed, 0, runs)
    fitted = [each for each in calibration.targets if each.fitted]
    misses = np.empty((runs, len(fitted)))
    for begin in range(0, runs, CHUNK):
        rows = slice(begin, begin + CHUNK)
        drawn = valued(scenario, names, shares[rows])
        found = shown(calibration.watched, fitted, drawn, seed, begin, progress)
        for k, each in enumerate(fitted):
            misses[rows, k] = each.recorded.missed(found[each.name])
    return Reference(names, tuple(each.name for each in fitted), shares, misses)


def prior_shares(names: Sequence[str], seed: int, first: int, count: int) -> Any:
    """Where draws `first` and on lie in their priors: (count, parameters), as `sim run` draws them."""
    entities, key = [entity(name) for name in names], np.uint64(seed)
    found = np.empty((count, len(names)))
    for row in range(count):
        draw = np.uint64(first + row)
        found[row] = [parameter_uniform(key, draw, who) for who in entities]
    return np.minimum(found, BELOW_ONE)


def valued(scenario: Scenario, names: Sequence[str], shares: Any) -> list[dict[str, float]]:
    """Draws as parameters in their own units, a map a draw; the others have their central value."""
    central = scenario.parameters
    columns = {name: in_units(scenario, name, shares[:, k]) for k, name in enumerate(names)}
    return [
        {**central, **{name: float(column[draw]) for name, column in columns.items()}}
        for draw in range(len(shares))
    ]


def in_units(scenario: Scenario, name: str, shares: Any) -> Any:
    """Places in a prior as values of the parameter."""
    uncertainty = scenario.document.parameters[name].uncertainty
    assert uncertainty is not None
    return np.array([quantile(uncertainty, float(share)) for share in shares])


def shown(
    scenario: Scenario,
    targets: Sequence[Target],
    drawn: Sequence[Values],
    seed: int,
    first: int,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Every target in every run: (runs,) each; run `first` + n has the n-th draw."""
    found: dict[str, list[Any]] = {target.name: [] for target in targets}
    for ensemble in chunks(scenario, drawn, seed, first, progress):
        for target in targets:
            found[target.name].append(target.values(ensemble))
    return {name: np.concatenate(parts) for name, parts in found.items()}


def chunks(
    scenario: Scenario, drawn: Sequence[Values], seed: int, first: int, progress: Progress | None = None
) -> Iterator[Ensemble]:
    """The runs, so many at a time. Raises KeyboardInterrupt where they were broken off."""
    for begin in range(0, len(drawn), CHUNK):
        part = drawn[begin : begin + CHUNK]
        number = first + begin
        # Run n of an ensemble uses draw n mod draws: the draws are turned so that each run has its own.
        turned = [part[(place - number) % len(part)] for place in range(len(part))]
        ensemble = simulate_drawn(
            scenario, turned, len(part), seed, draws=len(part), first=number, progress=progress
        )
        if ensemble.interrupted:
            raise KeyboardInterrupt
        yield ensemble


def outcomes(
    scenario: Scenario, drawn: Sequence[Values], seed: int, first: int, progress: Callable[[int], None] | None
) -> dict[str, Any]:
    """Whether each outcome of a scenario came, in every run: (runs,) true or false."""
    found: dict[str, list[Any]] = {name: [] for name in sorted(scenario.document.outcomes)}
    for ensemble in chunks(scenario, drawn, seed, first, progress):
        for name, days in ensemble.outcomes.items():
            found[name].append(days >= 0)
    return {name: np.concatenate(parts) for name, parts in found.items()}
