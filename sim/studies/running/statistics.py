"""The numbers told of one measure at one point, under one variant and against the baseline."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.analysis.intervals import Z, lower_median, paired_difference, range_of_counts, wilson
from sim.analysis.summary import spread_of

GROUPS = 20  # replicates a point; fewer where there are fewer draws, or runs

Row = dict[str, Any]


class Groups(NamedTuple):
    """How the runs of a study fall into replicates, each with luck and draws of its own.

    `draws` is 1 where nothing is drawn under any variant. All points and variants share one
    division, or replicates that are compared would hold different runs.
    """

    draws: int
    many: int

    @classmethod
    def of(cls, draws: int, runs: int) -> Groups:
        """So many as there are draws and runs for."""
        return cls(draws, min(GROUPS, runs if draws == 1 else min(draws, runs)))

    def place(self, numbers: Any) -> Any:
        """The replicate of each run, by its number: runs of one draw stay together."""
        whole = numbers % self.draws if self.draws > 1 else numbers
        return whole % self.many

    def means(self, values: Any, numbers: Any) -> list[float] | None:
        """The mean of each replicate; None where one of them has no run."""
        place = self.place(numbers)
        sizes = np.bincount(place, minlength=self.many)
        if not sizes.all():
            return None
        sums = np.bincount(place, weights=values, minlength=self.many)
        return [float(mean) for mean in sums / sizes]


def chance_row(days: Any, numbers: Any, draws: int) -> Row:
    """A chance from its first days (-1: never) in runs of these numbers."""
    came = days >= 0
    low, high = wilson(int(came.sum()), len(came))
    spread = chance_range(came, numbers, draws)
    return {
        "value": float(came.mean()),
        "lo": low,
        "hi": high,
        "range_lo": None if spread is None else float(spread[0]),
        "range_hi": None if spread is None else float(spread[1]),
        "median_day": lower_median(days),
    }


def chance_range(came: Any, numbers: Any, draws: int) -> tuple[Any, Any] | None:
    """The range of the chance over the draws; None for one draw, or where a draw has too few runs."""
    if draws < 2:
        return None
    draw = numbers % draws
    sizes = np.bincount(draw, minlength=draws)
    return range_of_counts(np.bincount(draw, weights=came, minlength=draws), sizes)


def number_row(values: Any) -> Row:
    """The mean of a number with its interval, and how it scatters."""
    spread = spread_of(values)
    low, high = mean_interval(values)
    return {
        "value": spread["mean"],
        "lo": low,
        "hi": high,
        **{key: float(spread[key]) for key in ("sd", "q05", "q50", "q95")},
    }


def mean_interval(values: Any) -> tuple[float | None, float | None]:
    """The 95% normal interval of a mean; None of fewer than two values."""
    if len(values) < 2:
        return None, None
    mean, half = float(values.mean()), Z * float(values.std(ddof=1)) / len(values) ** 0.5
    return mean - half, mean + half


def chance_difference(days: Any, base: Any) -> Row:
    """How far a chance differs from the baseline's, in the same runs."""
    here, there = days >= 0, base >= 0
    low, high = paired_difference(here, there)
    return {
        "difference": float(here.mean() - there.mean()),
        "difference_lo": low,
        "difference_hi": high,
        "gained": float((here & ~there).mean()),
        "lost": float((there & ~here).mean()),
    }


def number_difference(values: Any, base: Any) -> Row:
    """How far a mean differs from the baseline's, in the same runs."""
    gap = values - base
    low, high = mean_interval(gap)
    return {"difference": float(gap.mean()), "difference_lo": low, "difference_hi": high}
