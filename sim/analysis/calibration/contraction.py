"""How far a record narrowed and shifted what was not known, parameter by parameter.

Contraction is 1 - variance of the posterior / variance of the prior, both in normal scores of
the prior: 0 where nothing was learnt, 1 where everything was (Schad, Betancourt and Vasishth
2021, Psychological Methods 26). Shift is the move of the mean, in standard deviations of the
prior. Their intervals are the percentile bootstrap's over the runs that were kept, with the
regression done anew; they tell the noise of the method and nothing else.

A parameter counts as moved if either goes beyond what as many runs taken at random from the
table would show for any of the parameters, in 19 of 20 such takings: a permutation test with
the greatest statistic, which keeps its level over all parameters together (Westfall and Young 1993).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.calibration.posterior import Posterior, moved
from sim.analysis.calibration.reference import Reference

TIMES = 400
ENDS = (0.025, 0.975)
LEVEL = 0.95


@dataclass(frozen=True)
class Learnt:
    """A value with its 95% bootstrap interval."""

    value: float
    lo: float
    hi: float


@dataclass(frozen=True)
class Noise:
    """The greatest contraction and shift, whatever their sign, that chance shows in 19 of 20 tables."""

    contraction: float
    shift: float


@dataclass(frozen=True)
class Contraction:
    """What a record did to one parameter; `is_moved` says whether that is more than chance."""

    parameter: str
    contraction: Learnt
    shift: Learnt
    is_moved: bool


def contractions(posterior: Posterior, reference: Reference, seed: int) -> tuple[list[Contraction], Noise]:
    """One a parameter, in the order of the table, and the noise that they were held against."""
    noise = noise_of(posterior, reference, seed)
    means, variances = moments(posterior.scores, posterior.weights)
    rng, again = np.random.default_rng([seed, 2]), []
    for _ in range(TIMES):
        rows = rng.integers(len(posterior.weights), size=len(posterior.weights))
        weights = posterior.weights[rows] / posterior.weights[rows].sum()
        again.append(moments(moved(posterior.raw[rows], posterior.near[rows], weights), weights))
    shifts = np.quantile([mean for mean, _ in again], ENDS, axis=0)
    narrow = 1.0 - np.quantile([variance for _, variance in again], ENDS[::-1], axis=0)
    beyond = (abs(means) > noise.shift) | (abs(1.0 - variances) > noise.contraction)
    return [
        Contraction(
            name,
            Learnt(1.0 - float(variances[k]), float(narrow[0, k]), float(narrow[1, k])),
            Learnt(float(means[k]), float(shifts[0, k]), float(shifts[1, k])),
            bool(beyond[k]),
        )
        for k, name in enumerate(posterior.parameters)
    ], noise


def noise_of(posterior: Posterior, reference: Reference, seed: int) -> Noise:
    """What the method finds in runs taken at random in place of those that were kept."""
    rng, found = np.random.default_rng([seed, 3]), []
    for _ in range(TIMES):
        rows = rng.choice(len(reference), len(posterior.weights), replace=False)
        scores = moved(reference.scores[rows], posterior.near, posterior.weights)
        mean, variance = moments(scores, posterior.weights)
        found.append((abs(1.0 - variance).max(), abs(mean).max()))
    contraction, shift = np.quantile(found, LEVEL, axis=0)
    return Noise(float(contraction), float(shift))


def moments(scores: Any, weights: Any) -> tuple[Any, Any]:
    """Weighted means and variances: (parameters,) each."""
    mean = weights @ scores
    return mean, weights @ (scores - mean) ** 2
