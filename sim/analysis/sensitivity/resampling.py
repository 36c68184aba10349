"""How sure a mean over points is: a bootstrap, and what a bootstrap over points cannot see.

Points, or rows of a design, are drawn again with replacement (Efron & Tibshirani 1993). The ends
are percentiles, taken so far out as few rows need (Hesterberg 2015, The American Statistician 69:
"expanded percentile"). Designs that fill space evenly are surer than this says, not less sure.
Luck that all points share comes with every resample, so its variance is known otherwise
(`luck.shared`) and the two half-widths are squared and added.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import norm
from scipy.stats import t as student

RESAMPLES = 1000
AT_ONCE = 2_000_000  # numbers drawn in one go, which bounds the memory
LEVEL = 0.975


def resampled(rows: Any, seed: int | tuple[int, ...]) -> Any:
    """Means of `rows` (terms, rows) over rows drawn again, the same for all terms: (resamples, terms)."""
    rng, count = np.random.default_rng(seed), rows.shape[1]
    block = max(1, AT_ONCE // count)
    sizes = [min(block, RESAMPLES - done) for done in range(0, RESAMPLES, block)]
    return np.concatenate([weights(rng, size, count) @ rows.T for size in sizes]) / count


def weights(rng: np.random.Generator, resamples: int, rows: int) -> Any:
    """How often each row was drawn in each resample."""
    drawn = rng.integers(rows, size=(resamples, rows)) + rows * np.arange(resamples)[:, None]
    return np.bincount(drawn.ravel(), minlength=resamples * rows).reshape(resamples, rows).astype(float)


def interval(value: Any, again: Any, rows: int, luck: Any = 0.0, groups: int = 2) -> tuple[Any, Any]:
    """The 95% interval of each value: its resamples (resamples, ...), and the variance of shared luck."""
    tail = norm.cdf(-np.sqrt(rows / (rows - 1)) * student.ppf(LEVEL, rows - 1))
    low, high = np.quantile(again, [tail, 1.0 - tail], axis=0)
    also = student.ppf(LEVEL, groups - 1) ** 2 * np.asarray(luck)
    below = np.sqrt(np.maximum(0.0, value - low) ** 2 + also)
    above = np.sqrt(np.maximum(0.0, high - value) ** 2 + also)
    return value - below, value + above
