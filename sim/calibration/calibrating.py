"""A whole calibration, from its file to everything that is told of it.

Runs are numbered apart: first those that are learnt from, then those that are found again
(simulation-based calibration), then those of the checks, so that no luck is used twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.calibration.checks import Check
from sim.analysis.calibration.consequences import Consequence
from sim.analysis.calibration.contraction import Contraction, Noise, contractions
from sim.analysis.calibration.learned import Learned, most_learned
from sim.analysis.calibration.posterior import Learner, Posterior, learner
from sim.analysis.calibration.ranks import Ranks, nearest, ranked
from sim.analysis.calibration.reference import Reference
from sim.calibration.loading import Calibration
from sim.calibration.marginals import Marginal, marginal
from sim.calibration.simulating import in_units, prior_shares, reference_table
from sim.calibration.trying import checked, followed
from sim.engines.ensemble import Progress

NEAREST_OF = 10  # runs looked through for each truth near the record
AFTER = 4000  # runs of each version of the scenario to its own end
PRIOR_POINTS = 2000


@dataclass(frozen=True, eq=False)
class Calibrated:
    """Everything that a calibration found.

    `shares` (draws, parameters) are joint draws of the posterior as places in the priors, with draws
    of the prior for what did not move; `marginals` are of the parameters that moved; `sbc` is empty
    where it was left out.
    """

    calibration: Calibration
    seed: int
    runs: int
    posterior: Posterior
    shares: Any
    parameters: list[Learned]
    noise: Noise
    marginals: Mapping[str, Marginal]
    checks: list[Check]
    consequences: list[Consequence]
    sbc: list[Ranks]

    @property
    def moved(self) -> list[Learned]:
        return most_learned(self.parameters)


def runs_needed(runs: int, sbc: int, draws: int) -> int:
    """How many runs a calibration makes in all."""
    return runs + NEAREST_OF * sbc + 2 * draws + 3 * AFTER


def calibrate(
    calibration: Calibration, runs: int, seed: int, sbc: int, progress: Progress | None = None
) -> Calibrated:
    """Learn from the record, and look whether what was learnt can be trusted.

    `runs` are those learnt from; `sbc` truths are found again all over the prior, and as many near the
    record; 0 leaves that out. Raises KeyboardInterrupt where it was broken off.
    """
    count, unseen = calibration.document.draws, NEAREST_OF * sbc
    table = reference_table(calibration, seed, runs + unseen, progress)
    known = learner(table.rows(0, runs), calibration.document.keep)
    record = np.zeros(len(table.targets))
    posterior = known.given(record)
    learnt, noise = contractions(posterior, known.reference, seed)
    is_moved = np.array([each.is_moved for each in learnt])
    begin = runs + unseen
    shares = posterior.draws(count, np.random.default_rng([seed, 1]))
    prior = prior_shares(calibration.uncertain, seed, begin, max(2 * count, AFTER))
    shares[:, ~is_moved] = prior[count : 2 * count, ~is_moved]
    parameters = learned(calibration, learnt, shares)
    marginals = fitted(calibration, parameters)
    checks = checked(calibration, [prior[:count], shares], seed, begin, progress)
    joint = prior[:AFTER].copy()
    joint[:, is_moved] = shares[np.arange(AFTER) % count][:, is_moved]
    consequences = followed(calibration, [prior[:AFTER], joint], marginals, seed, begin + 2 * count, progress)
    sbc_found = found_again(known, table.rows(runs, begin), record, seed, sbc)
    return Calibrated(
        calibration,
        seed,
        runs,
        posterior,
        shares,
        parameters,
        noise,
        marginals,
        checks,
        consequences,
        sbc_found,
    )


def learned(calibration: Calibration, learnt: list[Contraction], shares: Any) -> list[Learned]:
    """Each parameter before and after, in its unit."""
    scenario = calibration.scenario
    even = (np.arange(PRIOR_POINTS) + 0.5) / PRIOR_POINTS
    return [
        Learned(
            each.parameter,
            scenario.document.parameters[each.parameter].unit,
            in_units(scenario, each.parameter, even),
            in_units(scenario, each.parameter, shares[:, k]),
            each,
        )
        for k, each in enumerate(learnt)
    ]


def fitted(calibration: Calibration, parameters: list[Learned]) -> dict[str, Marginal]:
    """What a scenario file can say of the parameters that moved."""
    named = calibration.scenario.document.parameters
    return {
        each.name: marginal(prior, each.posterior)
        for each in parameters
        if each.is_moved and (prior := named[each.name].uncertainty) is not None
    }


def found_again(known: Learner, unseen: Reference, record: Any, seed: int, sbc: int) -> list[Ranks]:
    """Truths of unseen runs, all over the prior and near the record, among their posteriors."""
    if not sbc:
        return []
    near = nearest(known, unseen, record, sbc)
    return [
        ranked(known, unseen.rows(0, sbc), seed, "all over the prior"),
        ranked(known, near, seed + 1, "near the record"),
    ]
