"""Reliability: of the things given a chance of one in five, did one in five come?

Chances are laid in bins; in each, the mean chance stands beside the share that came, with Wilson's
(1927) interval. Murphy's (1973) decomposition says what the Brier score is made of: `reliability`
(how far the shares are from the chances: less is better), `resolution` (how far the bins differ: more
is better), `uncertainty` (how even the record itself is) and `within`, what is lost by binning;
brier = reliability - resolution + uncertainty + within. Of few rows none of this can be judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.analysis.intervals import wilson

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
ENOUGH = 10  # unrelated questions, from which on reliability is told


@dataclass(frozen=True)
class Bin:
    """Questions with a chance from `low` to `high`: how many, their mean chance, and how many came."""

    low: float
    high: float
    asked: int
    chance: float
    came: int
    ends: tuple[float, float]


@dataclass(frozen=True)
class Murphy:
    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float


@dataclass(frozen=True)
class Reliability:
    """`points`: each question's chance and whether it came. `unrelated` counts groups of rows.

    `murphy` is None where the rows are too few.
    """

    points: list[tuple[float, int]]
    unrelated: int
    bins: list[Bin]
    murphy: Murphy | None

    @property
    def can_be_judged(self) -> bool:
        return self.murphy is not None


def reliability(points: Sequence[tuple[float, int]], unrelated: int) -> Reliability:
    """The table of a set of forecasts; empty bins are left out."""
    held = [[p for p in points if is_in(p[0], low, high)] for low, high in pairwise(EDGES)]
    bins = [bin_of(low, high, each) for (low, high), each in zip(pairwise(EDGES), held, strict=True) if each]
    murphy = decomposed([each for each in held if each]) if unrelated >= ENOUGH else None
    return Reliability(list(points), unrelated, bins, murphy)


def is_in(chance: float, low: float, high: float) -> bool:
    return low <= chance < high or (high == EDGES[-1] and chance == high)


def bin_of(low: float, high: float, points: Sequence[tuple[float, int]]) -> Bin:
    came = sum(truth for _, truth in points)
    mean = float(np.mean([chance for chance, _ in points]))
    return Bin(low, high, len(points), mean, came, wilson(came, len(points)))


def decomposed(held: Sequence[Sequence[tuple[float, int]]]) -> Murphy:
    """The parts of the Brier score, of bins that are not empty."""
    every = np.array([point for each in held for point in each], float)
    sizes = np.array([len(each) for each in held], float) / len(every)
    chance = np.array([np.mean([p[0] for p in each]) for each in held])
    share = np.array([np.mean([p[1] for p in each]) for each in held])
    base = float(every[:, 1].mean())
    brier = float(np.mean((every[:, 0] - every[:, 1]) ** 2))
    calibrated = float(sizes @ (chance - share) ** 2)
    resolved = float(sizes @ (share - base) ** 2)
    uneven = base * (1.0 - base)
    return Murphy(brier, calibrated, resolved, uneven, brier - calibrated + resolved - uneven)
