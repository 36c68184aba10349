"""A chance against a share of another one, in the same runs."""

from __future__ import annotations

from typing import Any

from sim.analysis.intervals import correlation, spread, wilson


def scaled_difference(one: Any, other: Any, scale: float) -> tuple[float, float]:
    """The 95% interval of the share of `one` less `scale` times that of `other`, in the same runs.

    Wilson intervals squared and added (the method of variance estimates recovery: Zou and
    Donner 2008), with the phi coefficient of the pairs; for a scale of 1 it is Newcombe's (1998).
    """
    n = len(one)
    both, only_one, only_other = (int(part.sum()) for part in (one & other, one & ~other, other & ~one))
    phi = correlation(both, only_one, only_other, n - both - only_one - only_other)
    low1, high1 = wilson(both + only_one, n)
    low2, high2 = (scale * end for end in wilson(both + only_other, n))
    first, second = (both + only_one) / n, scale * (both + only_other) / n
    below = spread(first - low1, high2 - second, phi)
    above = spread(high1 - first, second - low2, phi)
    return first - second - below, first - second + above
