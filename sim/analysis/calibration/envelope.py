"""Whether ranks are evenly spread: the simultaneous band of their distribution function.

After Sailynoja, Buerkner and Vehtari (2022, Statistics and Computing 32): at each rank the
number of truths at or below it is binomial if the ranks are uniform; the band is made of such
pointwise limits, at the level at which 95% of uniform samples stay within it everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.stats import binom

SAMPLES = 4000
LEVEL = 0.95


@dataclass(frozen=True, eq=False)
class Envelope:
    """The band for so many truths, each ranked among `draws` draws: ranks run from 0 to `draws`.

    `low` and `high` (draws,) bound the number of truths with a rank of at most 0, 1, ... draws - 1;
    `least` (samples,), sorted, is the smallest pointwise tail of each sample of uniform ranks.
    """

    truths: int
    draws: int
    low: Any
    high: Any
    least: Any

    def p_value(self, ranks: Any) -> float:
        """How many of uniform samples stray as far somewhere as these ranks do."""
        found = smallest_tail(counts_at_most(ranks, self.draws), tails(self.truths, self.draws))
        return float((1 + np.sum(self.least <= found)) / (1 + len(self.least)))


@lru_cache(maxsize=8)
def envelope(truths: int, draws: int, seed: int = 0) -> Envelope:
    """The band at 95%, its level found by simulation."""
    rng, table, shares = np.random.default_rng(seed), tails(truths, draws), shares_at_most(draws)
    samples = (counts_at_most(rng.integers(draws + 1, size=truths), draws) for _ in range(SAMPLES))
    least = np.sort([smallest_tail(counts, table) for counts in samples])
    level = float(np.quantile(least, 1.0 - LEVEL))
    low, high = (binom.ppf(end, truths, shares) for end in (level / 2, 1.0 - level / 2))
    return Envelope(truths, draws, low, high, least)


@lru_cache(maxsize=8)
def tails(truths: int, draws: int) -> Any:
    """The two-sided binomial tail of every count at every rank: (truths + 1, draws)."""
    counts, shares = np.arange(truths + 1)[:, None], shares_at_most(draws)
    return 2.0 * np.minimum(binom.cdf(counts, truths, shares), binom.sf(counts - 1, truths, shares))


def shares_at_most(draws: int) -> Any:
    """The chance of a rank of at most 0, 1, ... draws - 1, where all ranks are as likely."""
    return np.arange(1, draws + 1) / (draws + 1)


def counts_at_most(ranks: Any, draws: int) -> Any:
    """How many ranks are at most 0, 1, ... draws - 1."""
    return np.cumsum(np.bincount(ranks, minlength=draws + 1))[:-1]


def smallest_tail(counts: Any, table: Any) -> float:
    """The smallest tail over all ranks, of the counts at or below each."""
    return float(table[counts, np.arange(len(counts))].min())
