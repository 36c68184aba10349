"""Posterior draws as distributions that a scenario file can say, parameter by parameter.

The language knows independent distributions only, so that what the record says of two parameters
together is lost; joint draws keep it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import least_squares
from scipy.stats import truncnorm

from sim.scenario.uncertainty import quantile, support
from sim.scenario.unknowns import Uncertainty

DIGITS = 4


@dataclass(frozen=True)
class Marginal:
    """A distribution, its median, and how far its function is from that of the draws."""

    uncertainty: Uncertainty
    value: float
    distance: float


def marginal(prior: Uncertainty, draws: Any) -> Marginal:
    """A beta for a beta, else a normal cut off at the ends of the prior; both by mean and spread."""
    mean, spread = float(draws.mean()), float(draws.std())
    fitted = beta_by(mean, spread) if prior.kind == "beta" else normal_by(prior, mean, spread)
    return Marginal(fitted, rounded(quantile(fitted, 0.5)), distance(fitted, draws))


def beta_by(mean: float, spread: float) -> Uncertainty:
    """The beta with this mean and standard deviation."""
    both = mean * (1.0 - mean) / spread**2 - 1.0
    return Uncertainty(beta=(rounded(mean * both), rounded((1.0 - mean) * both)))


def normal_by(prior: Uncertainty, mean: float, spread: float) -> Uncertainty:
    """The normal that has this mean and standard deviation once it is cut off where the prior ends."""
    low, high = support(prior)

    def misses(guess: Any) -> list[float]:
        centre, width = mean + spread * guess[0], spread * math.exp(guess[1])
        ends = (low - centre) / width, (high - centre) / width
        found = (truncnorm.mean(*ends, centre, width), truncnorm.var(*ends, centre, width))
        return [
            (float(found[0]) - mean) / spread,
            math.log(max(float(found[1]), 1e-300)) / 2 - math.log(spread),
        ]

    best = least_squares(misses, [0.0, 0.0], bounds=([-8.0, -2.0], [8.0, 2.0])).x
    arguments = rounded(mean + spread * best[0]), rounded(spread * math.exp(best[1]))
    if math.isinf(low) and math.isinf(high):
        return Uncertainty(normal=arguments)
    return Uncertainty(normal=arguments, truncate=(low, high))


def distance(fitted: Uncertainty, draws: Any) -> float:
    """The greatest difference between the two distribution functions (Kolmogorov's)."""
    shares = (np.arange(200) + 0.5) / 200
    ends = np.array([quantile(fitted, float(share)) for share in shares])
    return float(np.abs(np.searchsorted(np.sort(draws), ends) / len(draws) - shares).max())


def rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
