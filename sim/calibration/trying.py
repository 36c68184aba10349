"""The calibrated scenario tried out: what it shows of the targets, and what becomes of its outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.analysis.calibration.checks import Check, check
from sim.analysis.calibration.consequences import Consequence, consequence
from sim.analysis.percents import words
from sim.calibration.loading import Calibration
from sim.calibration.marginals import Marginal
from sim.calibration.simulating import outcomes, shown, valued
from sim.engines.ensemble import Progress
from sim.scenario.uncertainty import quantile


def checked(
    calibration: Calibration, versions: list[Any], seed: int, first: int, progress: Progress | None
) -> list[Check]:
    """Every target, held out ones included, in fresh runs of the prior and of the posterior."""
    values = []
    for place, shares in enumerate(versions):
        drawn = valued(calibration.scenario, calibration.uncertain, shares)
        begin = first + place * len(shares)
        values.append(shown(calibration.watched, calibration.targets, drawn, seed, begin, progress))
    return [
        check(each.name, each.title, each.recorded, each.fitted, [found[each.name] for found in values])
        for each in calibration.targets
    ]


def followed(
    calibration: Calibration,
    versions: list[Any],
    marginals: Mapping[str, Marginal],
    seed: int,
    first: int,
    progress: Progress | None,
) -> list[Consequence]:
    """The scenario's own outcomes to its end: as before, with joint draws, and with marginals; one luck."""
    names, scenario = calibration.uncertain, calibration.scenario
    before, joint = (valued(scenario, names, shares) for shares in versions)
    alone = [dict(row) for row in before]
    for name, one in marginals.items():
        for row, share in zip(alone, versions[0][:, names.index(name)], strict=True):
            row[name] = quantile(one.uncertainty, float(share))
    came = [outcomes(scenario, drawn, seed, first, progress) for drawn in (before, joint, alone)]
    titled = scenario.document.outcomes
    return [
        consequence(name, words(name, titled[name].title), *(each[name] for each in came)) for name in came[0]
    ]
