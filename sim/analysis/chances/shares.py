"""A share of runs, and how sure it is: of all runs, or of those in which something else came.

In the world: how often something happens. The Monte Carlo error is the 95% Wilson (1927)
interval; how far the chance moves over what is not known is the 5th to 95th percentile over
the draws of the uncertain parameters, the binomial noise of the runs behind each taken off.
What errors did to it is told by the twin of the same luck, with Newcombe's (1998) paired
interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from sim.analysis.intervals import paired_difference, range_of_counts, wilson
from sim.analysis.percents import above, below, percent, span
from sim.analysis.results import Ensemble

ENOUGH = 0.5  # the part of the draws that must have runs to tell a range from


@dataclass(frozen=True)
class Share:
    """`came` of `of` runs; `range` is None where nothing is uncertain or the draws cannot tell.

    Of no runs nothing is known: the share is nan and the interval from 0 to 1.
    """

    came: int
    of: int
    low: float
    high: float
    range: tuple[float, float] | None = None

    @property
    def share(self) -> float:
        return self.came / self.of if self.of else float("nan")

    @property
    def said(self) -> str:
        """The share and its interval in percent, or the bound where it came never or always."""
        if not self.of:
            return "no run to tell it from"
        if self.came == 0:
            return below(self.high)
        if self.came == self.of:
            return above(self.low)
        return f"{percent(self.share)} ({span(self.low, self.high)})"


@dataclass(frozen=True)
class Errors:
    """What accidents and misperception did to a share: the twin's share under the same luck.

    `made`: it came and would not have come without errors; `averted`: the other way about.
    `low` and `high` are the 95% interval of the difference, made minus averted.
    """

    without: float
    made: float
    averted: float
    low: float
    high: float

    @property
    def with_(self) -> float:
        return self.without + self.made - self.averted


def draw_of(ensemble: Ensemble) -> Any:
    """The place of each run's draw among the draws, up to a turn of their order."""
    return turns(ensemble.runs, len(ensemble.parameters))


@lru_cache(maxsize=2)
def turns(runs: int, draws: int) -> Any:
    found = np.arange(runs) % draws
    found.setflags(write=False)
    return found


def share_of(ensemble: Ensemble, happened: Any, among: Any = None) -> Share:
    """The share of runs in which something is true, of all or `among` those that are true there.

    Both are (runs,) arrays of truths. The range is over the draws that have two runs or more
    among them, told where these are half of all draws or more.
    """
    happened = np.asarray(happened, bool)
    base = np.ones_like(happened) if among is None else np.asarray(among, bool)
    came, of = int((happened & base).sum()), int(base.sum())
    low, high = wilson(came, of)
    spread = range_among(ensemble, happened & base, base) if ensemble.uncertain else None
    return Share(came, of, low, high, spread)


def range_among(ensemble: Ensemble, happened: Any, base: Any) -> tuple[float, float] | None:
    """The range of a share over the draws with enough runs to tell it."""
    draws, count = draw_of(ensemble), len(ensemble.parameters)
    sizes = np.bincount(draws[base], minlength=count)
    counts = np.bincount(draws[happened], minlength=count)
    enough = sizes >= 2
    if enough.sum() < ENOUGH * count:
        return None
    found = range_of_counts(counts[enough], sizes[enough])
    return None if found is None else (float(found[0]), float(found[1]))


def errors_in(happened: Any, without: Any) -> Errors:
    """The balance of errors, from the truths of the same runs with and without them."""
    happened, without = np.asarray(happened, bool), np.asarray(without, bool)
    low, high = paired_difference(happened, without)
    return Errors(
        without=mean(without),
        made=mean(happened & ~without),
        averted=mean(without & ~happened),
        low=low,
        high=high,
    )


def mean(truths: Any) -> float:
    return float(truths.mean()) if len(truths) else 0.0
