"""Intervals: how much of a share is chance of the draw, and how much is not known.

Wilson (1927) for a share of runs; Newcombe's (1998) square-and-add form for a paired
difference; and the spread of a chance over uncertain parameters, with the binomial noise
of the runs behind each draw taken off.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Z = 1.959963984540054  # the 97.5th percentile of the standard normal


def wilson(successes: int, runs: int) -> tuple[float, float]:
    """The 95% Wilson interval of a share."""
    if runs == 0:
        return 0.0, 1.0
    low, high = wilson_arrays(np.float64(successes), np.float64(runs))
    return float(low), float(high)


def wilson_arrays(successes: Any, runs: Any) -> tuple[Any, Any]:
    """The 95% Wilson interval of many shares at once, each of 1 run or more.

    Written out because importing a statistics library for it would take longer than the runs;
    it is tested against `scipy.stats.binomtest`.
    """
    share, weight = successes / runs, Z * Z / runs
    centre = (share + weight / 2.0) / (1.0 + weight)
    half = np.sqrt(share * (1.0 - share) * weight + weight * weight / 4.0) / (1.0 + weight)
    low = np.where(successes == 0, 0.0, centre - half)
    high = np.where(successes == runs, 1.0, centre + half)
    return low, high


def paired_difference(one: Any, other: Any) -> tuple[float, float]:
    """The 95% interval of the mean of one - other, both true or false in the same runs.

    Newcombe's method 8 for paired proportions (Wilson intervals squared and added, with the phi
    coefficient uncorrected), which keeps its coverage near 0.
    """
    n = len(one)
    if n == 0:
        return -1.0, 1.0
    both, only_one = int(np.sum(one & other)), int(np.sum(one & ~other))
    only_other = int(np.sum(~one & other))
    neither = n - both - only_one - only_other
    first, second = (both + only_one) / n, (both + only_other) / n
    low1, high1 = wilson(both + only_one, n)
    low2, high2 = wilson(both + only_other, n)
    phi = correlation(both, only_one, only_other, neither)
    below = spread(first - low1, high2 - second, phi)
    above = spread(high1 - first, second - low2, phi)
    return max(-1.0, first - second - below), min(1.0, first - second + above)


def correlation(both: int, only_one: int, only_other: int, neither: int) -> float:
    """The phi coefficient of a two by two table; 0 where a margin is empty."""
    margins = float(both + only_one) * (only_other + neither) * (both + only_other) * (only_one + neither)
    if margins == 0.0:
        return 0.0
    return float((both * neither - only_one * only_other) / margins**0.5)


def spread(a: float, b: float, phi: float) -> float:
    """Square-and-add of two half-widths that are correlated."""
    return float(max(0.0, a * a - 2.0 * phi * a * b + b * b) ** 0.5)


def range_over_draws(happened: Any, draws: int) -> list[float] | None:
    """The range of one chance: `happened` (runs,) is true or false, run n of draw n mod `draws`."""
    draw_of = np.arange(len(happened)) % draws
    sizes = np.bincount(draw_of, minlength=draws)
    found = range_of_counts(np.bincount(draw_of, weights=happened, minlength=draws), sizes)
    return None if found is None else [float(found[0]), float(found[1])]


def range_of_counts(counts: Any, sizes: Any) -> tuple[Any, Any] | None:
    """The 5th and 95th percentile of chances over the draws of what is not known.

    `counts` and `sizes` (draws, ...): in how many runs of each draw something is so, of how
    many. The shares of the draws scatter more than the chances do, by the binomial noise of
    the few runs in each; their deviations are shrunk so that only the variance beyond that
    noise is left. None where a draw has fewer than two runs, for then the two cannot be told
    apart.
    """
    if len(sizes) < 2 or sizes.min(initial=2) < 2:
        return None
    shares = counts / sizes
    noise = np.mean(shares * (1.0 - shares) / (sizes - 1), axis=0)
    total = np.var(shares, axis=0, ddof=1)
    beyond = 1.0 - np.divide(noise, total, out=np.ones_like(total), where=total > 0.0)
    kept, mean = np.sqrt(np.maximum(0.0, beyond)), np.mean(shares, axis=0)
    low, high = np.clip(np.quantile(mean + kept * (shares - mean), [0.05, 0.95], axis=0), 0.0, 1.0)
    return low, high


def lower_median(days: Any) -> int | None:
    """The lower median of first days among the runs that got there (day >= 0); None if none did."""
    reached = np.sort(days[days >= 0])
    return int(reached[(len(reached) - 1) // 2]) if len(reached) else None
