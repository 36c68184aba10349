"""What is not known of a number, as a distribution that is drawn by inversion.

Each quantile is the exact inverse of the distribution's cumulative function F; with
`truncate: [a, b]` it is F^-1(F(a) + u (F(b) - F(a))), taken in whichever tail is exact.
"""

from __future__ import annotations

import math

from scipy.special import betaincinv, ndtr, ndtri

from sim.scenario.unknowns import Parameter, Uncertainty


def quantile(uncertainty: Uncertainty, u: float) -> float:
    """The value below which the share u of the distribution lies, 0 < u < 1."""
    arguments = uncertainty.arguments
    if uncertainty.kind == "uniform":
        low, high = arguments
        return low + u * (high - low)
    if uncertainty.kind == "triangular":
        low, mode, high = arguments
        return triangular(low, mode, high, u)
    if uncertainty.kind == "beta":
        a, b = arguments
        return float(betaincinv(a, b, u))
    mean, spread = arguments
    low, high = support(uncertainty)
    if uncertainty.kind == "normal":
        return min(max(mean + spread * standard((low - mean) / spread, (high - mean) / spread, u), low), high)
    least = (math.log(low) - mean) / spread if low > 0 else -math.inf
    drawn = mean + spread * standard(least, (math.log(high) - mean) / spread, u)
    return min(max(math.exp(min(drawn, math.log(high))), low), high)


def triangular(low: float, mode: float, high: float, u: float) -> float:
    if u * (high - low) < mode - low:
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1.0 - u) * (high - low) * (high - mode))


def standard(a: float, b: float, u: float) -> float:
    """The standard normal between a and b, by inversion; mirrored where both lie in the upper tail."""
    if a > 0:
        return -standard(-b, -a, 1.0 - u)
    return float(ndtri(ndtr(a) + u * (ndtr(b) - ndtr(a))))


def support(uncertainty: Uncertainty) -> tuple[float, float]:
    """The least and the greatest value that can be drawn."""
    if uncertainty.kind == "beta":
        return 0.0, 1.0
    if uncertainty.kind in ("normal", "lognormal"):
        low, high = uncertainty.truncate or (-math.inf, math.inf)
        return (max(low, 0.0), high) if uncertainty.kind == "lognormal" else (low, high)
    return uncertainty.arguments[0], uncertainty.arguments[-1]


def bounds(parameter: Parameter) -> tuple[float, float]:
    """The least and the greatest value that a run can meet."""
    ends = [] if parameter.value is None else [parameter.value]
    if parameter.uncertainty is not None:
        ends += support(parameter.uncertainty)
    return min(ends), max(ends)
