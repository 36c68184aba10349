"""Counts from one uniform, by inversion: monotone in the rate, so luck carries over.

The smallest k whose cumulative chance reaches u, summed upward from k = 0.
"""

from __future__ import annotations

import math

from sim.rules.compiled import compiled


@compiled
def poisson(rate: float, u: float) -> int:
    """How many incidents a day brings at `rate` (0..500 a day), from u in (0, 1)."""
    chance = math.exp(-rate)
    total = chance
    k = 0
    while u > total:
        k += 1
        chance *= rate / k
        if k > rate and total + chance == total:
            return k  # the sum has reached its last bit: u lies beyond it
        total += chance
    return k


@compiled
def binomial(n: int, share: float, u: float) -> int:
    """How many of `n` incidents are severe, each with chance `share`, from u in (0, 1)."""
    if n == 0 or share <= 0.0:
        return 0
    if share > 0.5:  # so that the first term never underflows
        return n - lower_binomial(n, 1.0 - share, 1.0 - u)
    return lower_binomial(n, share, u)


@compiled
def lower_binomial(n: int, share: float, u: float) -> int:
    """Inversion for a share of at most one half."""
    chance = 1.0
    for _ in range(n):
        chance *= 1.0 - share
    odds = share / (1.0 - share)
    total = chance
    k = 0
    while u > total and k < n:
        k += 1
        chance *= odds * (n - k + 1) / k
        total += chance
    return k
