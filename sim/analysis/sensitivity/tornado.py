"""Swings: how far a response goes from one end of a factor to the other, the widest first.

Two ways, which answer two questions. `one_at_a_time`: each factor goes from its low to its high
end while all others stand at their middle. It is the right one for "what if this number were wrong,
and only this one?", takes few points, and sees nothing of factors acting on each other. `fifths`:
in a sample that varies all factors at once (Latin hypercube, Sobol' points, the points A and B of a
Saltelli design: `saltelli.base_points`), the mean over the points in the lowest fifth of a factor
against the mean over the highest. It is the right one for "how much does it matter while nothing
else is known either?". Both tell a response that goes up or down; one that rises and falls again
can have no swing, and then the indices of `sobol` or `sigma` of `morris` speak.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import t as student

from sim.analysis.intervals import wilson
from sim.analysis.sensitivity.luck import checked, own, table
from sim.analysis.sensitivity.resampling import LEVEL, interval, resampled

SHARE = 0.2
FEWEST_POINTS = 10  # so that a fifth has two


@dataclass(frozen=True)
class Swing:
    """One factor: the response at both its ends, and their difference with a 95% interval."""

    name: str
    low: float
    high: float
    swing: float  # high - low
    lo: float
    hi: float


def widest_first(swings: list[Swing]) -> list[Swing]:
    return sorted(swings, key=lambda each: (-abs(each.swing), each.name))


# ---------------------------------------------------------------- one factor at a time


def one_at_a_time(
    names: list[str], means: Any, low: list[int], high: list[int], runs: int | None = None
) -> list[Swing]:
    """Each factor's swing between its points `low` and `high`, from the means (groups, points).

    The interval is Student's on the differences group by group, which counts out the luck that both
    ends share and is as right where they share none. `runs` is how many runs each of these points
    has where the response is a chance; it bounds a swing that came out the same in every group.
    """
    means = checked(means)
    at_low, at_high = means[:, list(low)], means[:, list(high)]
    if not len(names) == at_low.shape[1] == at_high.shape[1]:
        raise ValueError(f"{len(names)} factors need as many points at their low and at their high end")
    found = [ends(name, at_low[:, k], at_high[:, k], runs) for k, name in enumerate(names)]
    return widest_first(found)


def ends(name: str, at_low: Any, at_high: Any, runs: int | None) -> Swing:
    apart, groups = at_high - at_low, len(at_low)
    swing = float(apart.mean())
    half = float(student.ppf(LEVEL, groups - 1) * apart.std(ddof=1) / np.sqrt(groups))
    low, high = swing - half, swing + half
    if runs is not None:
        # No run told the ends apart, or all did: what 0 of so many runs leaves open.
        least = wilson(0, runs)[1] if np.ptp(apart) == 0.0 else 0.0
        low, high = max(-1.0, low - least), min(1.0, high + least)
    return Swing(name, float(at_low.mean()), float(at_high.mean()), swing, low, high)


# ---------------------------------------------------------------- a sample


def fifths(names: list[str], values: Any, means: Any, seed: int = 0) -> list[Swing]:
    """Each factor's swing between its lowest and highest fifth; those that never vary have none.

    `values` (points, factors) are numbers, or the places of a factor's values in their order. Points
    of equal value stay together, so a fifth may be more: all points at the lowest value of a grid.
    """
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or values.shape[1] != len(names) or len(values) < FEWEST_POINTS:
        raise ValueError(
            f"fifths need {FEWEST_POINTS} or more points of {len(names)} factors; here is {values.shape}"
        )
    means = table(means, len(values))
    varied = [(k, name) for k, name in enumerate(names) if np.ptp(values[:, k]) > 0.0]
    return widest_first([fifth(name, values[:, k], means, seed) for k, name in varied])


def fifth(name: str, values: Any, means: Any, seed: int) -> Swing:
    below, above = both_ends(values)
    at_low, at_high = means[:, below], means[:, above]
    low, high = float(at_low.mean()), float(at_high.mean())
    again = [resampled(at.mean(axis=0)[None], (seed, k))[:, 0] for k, at in enumerate((at_low, at_high))]
    rows = max(2, min(at_low.shape[1], at_high.shape[1]))
    lo, hi = interval(high - low, again[1] - again[0], rows, luck_of(at_low, at_high), len(means))
    return Swing(name, low, high, high - low, float(lo), float(hi))


def both_ends(values: Any) -> tuple[Any, Any]:
    """The points in the lowest and in the highest fifth; a value that would be in both is in neither.

    If there is nothing else at one end, it is that end.
    """
    below, above = lowest(values), lowest(-values)
    both = below & above
    low, high = below & ~both, above & ~both
    return (low if low.any() else both), (high if high.any() else both)


def lowest(values: Any) -> Any:
    """The points at or below the lowest fifth's end."""
    return values <= np.quantile(values, SHARE, method="inverted_cdf")


def luck_of(at_low: Any, at_high: Any) -> float:
    """The variance of the swing by luck that the points share."""
    groups = len(at_low)
    whole = (at_high.mean(axis=1) - at_low.mean(axis=1)).var(ddof=1)
    alone = own(at_low) / at_low.shape[1] + own(at_high) / at_high.shape[1]
    return float(max(0.0, whole - alone) / groups)
