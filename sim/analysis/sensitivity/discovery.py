"""Scenario discovery: which region of the factors holds most of the escalations, or of any cases.

A region is told as rules, and judged by how much of what escalates lies in it (coverage), how often
runs escalate there (density) and how much of the factors' space it takes (mass): Friedman & Fisher
(1999, Statistics and Computing 9, 123-143), Bryant & Lempert (2010, Technological Forecasting &
Social Change 77, 34-49). The rules are found by a tree on one half of the points; the numbers are
measured on the other half, which the tree never saw, so that they are not flattered by the search.
Each point counts alike, however many runs it has. The points should be a sample of their own (Latin
hypercube, Sobol' points, a grid, the points A and B of a Saltelli design), not trajectories.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.percents import digits_of
from sim.analysis.sensitivity.luck import FEWEST, shared, table
from sim.analysis.sensitivity.resampling import interval, resampled
from sim.analysis.sensitivity.rules import Axis, axis, inside, rule, tidied
from sim.analysis.sensitivity.tree import boxes

FEWEST_POINTS = 40
ALIKE = "No region: the points differ too little in how often it comes, or are too few, for one to be found."
FEW = f"No region: there are fewer than {FEWEST_POINTS} points, too few to find one and to test it."
NEVER = "No region: it never comes at any point."
UNTESTED = (
    "No region: what one half of the points suggests is not borne out by the other half "
    "(it is not clearly more frequent there)."
)


@dataclass(frozen=True)
class Share:
    """A share with its 95% interval."""

    value: float
    lo: float
    hi: float


@dataclass(frozen=True)
class Region:
    """Where most cases lie: a rule a box, densest first, and what the points not searched say of it."""

    rules: tuple[str, ...]
    coverage: Share  # of all cases: in the region
    density: Share  # of the runs in the region: that are cases
    mass: Share  # of the points: in the region
    overall: float  # of all runs: that are cases
    inside: Any  # (points,): true where a point lies in the region

    @property
    def sentence(self) -> str:
        return (
            f"{', or '.join(self.rules)}: holds {told(self.coverage)} of all cases (coverage); there "
            f"{told(self.density)} of the runs are cases (density) against {about(self.overall)}% overall; "
            f"{told(self.mass)} of the points lie there (mass)."
        )


@dataclass(frozen=True)
class NoRegion:
    """Why none is told."""

    sentence: str


def discover(
    factors: Mapping[str, Sequence[Any]], successes: Any, runs: Any, seed: int = 0
) -> Region | NoRegion:
    """The region, from the values of each factor at the points, and what came of the runs there.

    `successes` and `runs` are counts (points,), or by groups of luck (groups, points), which lets the
    luck that the points share into the intervals. Means of groups are successes of 1 run.
    """
    axes = [axis(name, values) for name, values in factors.items()]
    points = len(axes[0].codes) if axes else 0
    chances = chances_of(successes, runs, points, axes)
    if points < FEWEST_POINTS:
        return NoRegion(FEW)
    if not chances.any():
        return NoRegion(NEVER)
    fit, measured = halves(points, seed)
    found = [tidied(box, axes) for box in boxes(axes, chances.mean(axis=0), fit, seed)]
    if not found:
        return NoRegion(ALIKE)
    region = np.any([inside(box, axes) for box in found], axis=0)
    return measure(tuple(rule(box, axes) for box in found), region, chances, measured, seed)


def chances_of(successes: Any, runs: Any, points: int, axes: list[Axis]) -> Any:
    """The share of runs that escalate, (groups, points)."""
    if any(len(each.codes) != points for each in axes):
        raise ValueError("every factor needs a value at every point")
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.atleast_2d(np.divide(np.asarray(successes, float), np.asarray(runs, float)))
    found = table(found, points, least=1)
    if points and (found.min() < 0.0 or found.max() > 1.0):
        raise ValueError("there must be as many runs as successes or more, and no fewer than 0 of these")
    return found


def halves(points: int, seed: int) -> tuple[Any, Any]:
    """The points on which a region is searched, and those on which it is measured."""
    order = np.random.default_rng(seed).permutation(points)
    return np.sort(order[: points // 2]), np.sort(order[points // 2 :])


# ---------------------------------------------------------------- honest numbers


def measure(rules: tuple[str, ...], region: Any, chances: Any, measured: Any, seed: int) -> Region | NoRegion:
    """The region with its numbers, unless the measured points do not bear it out."""
    within, chance = region[measured].astype(float), chances[:, measured]
    together = (within - within.mean()) * (chance - chance.mean(axis=1, keepdims=True))
    if not within.any() or ratio(together, np.ones_like(chance), seed)[1] <= 0.0:
        return NoRegion(UNTESTED)
    coverage = share(chance * within, chance, seed)
    density = share(chance * within, np.tile(within, (len(chance), 1)), seed)
    mass = share(within[None], np.ones((1, len(within))), seed)
    return Region(rules, coverage, density, mass, float(chance.mean()), region)


def share(part: Any, whole: Any, seed: int) -> Share:
    value, low, high = ratio(part, whole, seed)
    return Share(value, max(0.0, low), min(1.0, high))


def ratio(part: Any, whole: Any, seed: int) -> tuple[float, float, float]:
    """One mean over another, both (groups, points): a bootstrap over points, and the luck these share."""
    groups, points = part.shape
    top, bottom = part.mean(axis=0), whole.mean(axis=0)
    value = top.mean() / bottom.mean()
    again = resampled(np.stack([top, bottom]), seed)
    luck = shared((part - value * whole) / bottom.mean()) if groups >= FEWEST else 0.0
    said = again[again[:, 1] > 0.0]  # a resample with nothing to share out says nothing
    low, high = interval(value, said[:, 0] / said[:, 1], points, luck, max(2, groups))
    return float(value), float(low), float(high)


def told(share: Share) -> str:
    return f"{about(share.value)}% ({about(share.lo)} to {about(share.hi)}%)"


def about(value: float) -> str:
    """A share in percent: whole, more exact only near 0 and 1."""
    return f"{100.0 * value:.0f}" if 0.0995 <= value <= 0.9895 else digits_of(value)
