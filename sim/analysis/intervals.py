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
    """The 95% Wilson interval of a share.

    Written out because importing a statistics library for it would take longer than the runs;
    it is tested against `scipy.stats.binomtest`.
    """
    if runs == 0:
        return 0.0, 1.0
    share, spread = successes / runs, Z * Z / runs
    middle = (share + spread / 2.0) / (1.0 + spread)
    half = (share * (1.0 - share) * spread + spread * spread / 4.0) ** 0.5 / (1.0 + spread)
    low = 0.0 if successes == 0 else middle - half
    high = 1.0 if successes == runs else middle + half
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
    """The 5th and 95th percentile of a chance over the draws of what is not known.

    `happened` (runs,): true or false; run n belongs to draw n mod `draws`. The shares of
    the draws scatter more than the chances do, by the binomial noise of the few runs in each;
    their deviations are shrunk so that only the variance beyond that noise is left. None
    where a draw has fewer than two runs, for then the two cannot be told apart.
    """
    runs = len(happened)
    if draws < 2 or runs < 2 * draws:
        return None
    sizes = np.bincount(np.arange(runs) % draws, minlength=draws)
    shares = np.bincount(np.arange(runs) % draws, weights=happened, minlength=draws) / sizes
    noise = float(np.mean(shares * (1.0 - shares) / (sizes - 1)))
    total = float(np.var(shares, ddof=1))
    kept = max(0.0, 1.0 - noise / total) ** 0.5 if total > 0.0 else 0.0
    mean = float(np.mean(shares))
    low, high = np.quantile(mean + kept * (shares - mean), [0.05, 0.95])
    return [min(1.0, max(0.0, float(low))), min(1.0, max(0.0, float(high)))]


def lower_median(days: Any) -> int | None:
    """The lower median of first days among the runs that got there (day >= 0); None if none did."""
    reached = np.sort(days[days >= 0])
    return int(reached[(len(reached) - 1) // 2]) if len(reached) else None
