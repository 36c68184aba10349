"""Forecasts of one question, as an ensemble gives them or as a formula does.

An ensemble's runs are held by group (the draw of what is not known that they share), so that the
groups can be weighed anew: a forecast asked with weights (resamples, groups) answers once for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

AT_ONCE = 2_000_000  # numbers held at a time, which bounds the memory
BLOCKS = 100  # groups of runs where nothing is uncertain


class Chance(Protocol):
    """A forecast of a yes or no."""

    def share(self, weights: Any) -> Any:
        """The chance, from 0 to 1, once for each row of weights."""

    def kept_off(self, weights: Any) -> Any:
        """The same, kept off 0 and 1 by what so many runs can tell."""


class Number(Protocol):
    """A forecast of a number of incidents."""

    def crps(self, number: int, weights: Any) -> Any:
        """The continuous ranked probability score against a recorded number, in incidents."""


@dataclass(frozen=True)
class Shares:
    """`hits` of `of` runs in each group (groups,). Of no runs at all the chance is even."""

    hits: Any
    of: Any

    def share(self, weights: Any) -> Any:
        hits, of = weights @ self.hits, weights @ self.of
        return np.divide(hits, of, out=np.full(len(weights), 0.5), where=of > 0)

    def kept_off(self, weights: Any) -> Any:
        """(k + 1/2) / (n + 1), the mean by Jeffreys's prior: never within 1 / (2n + 2) of 0 or 1."""
        return (weights @ self.hits + 0.5) / (weights @ self.of + 1.0)


@dataclass(frozen=True)
class Sample:
    """`tally` (groups, values): how many runs of each group had each of `values` (rising)."""

    values: Any
    tally: Any

    def crps(self, number: int, weights: Any) -> Any:
        """Exact for the ensemble's own distribution: the area between its steps and the record's."""
        size = max(1, AT_ONCE // max(1, len(self.values)))
        parts = [self.block(number, weights[k : k + size]) for k in range(0, len(weights), size)]
        return np.concatenate(parts)

    def block(self, number: int, weights: Any) -> Any:
        heights = np.cumsum(weights @ self.tally, axis=1)
        return area(self.values, heights / heights[:, -1:], number)


@dataclass(frozen=True)
class Fixed:
    """A chance that no draw changes."""

    chance: float

    def share(self, weights: Any) -> Any:
        return np.full(len(weights), self.chance)

    def kept_off(self, weights: Any) -> Any:
        return self.share(weights)


@dataclass(frozen=True)
class Steps:
    """A distribution that no draw changes: its cumulative `heights` at `values`, the last one 1."""

    values: Any
    heights: Any

    def crps(self, number: int, weights: Any) -> Any:
        return np.full(len(weights), area(self.values, self.heights[None], number)[0])


def area(values: Any, heights: Any, number: int) -> Any:
    """The integral of (F - 1{x >= number})^2: F rises to heights (..., values) at each of the values."""
    edges = np.union1d(values, [number])
    place = np.searchsorted(values, edges[:-1], side="right") - 1
    below = place < 0
    level = np.where(below, 0.0, heights[:, np.maximum(place, 0)])
    return ((level - (edges[:-1] >= number)) ** 2) @ np.diff(edges)


# ---------------------------------------------------------------- from runs


def groups_of_runs(runs: int, draws: int) -> tuple[Any, int]:
    """The group of each run: its draw, or one of a hundred blocks where nothing is uncertain."""
    count = draws if draws > 1 else min(runs, BLOCKS)
    return np.arange(runs) % count, count


def shares(happened: Any, among: Any, groups: Any, count: int) -> Shares:
    """In how many runs of each group something is so, of those `among` which it is asked."""
    hits = np.bincount(groups[happened & among], minlength=count).astype(float)
    return Shares(hits, np.bincount(groups[among], minlength=count).astype(float))


def sample(numbers: Any, groups: Any, count: int) -> Sample:
    """The numbers of all runs, tallied by group."""
    values, place = np.unique(numbers, return_inverse=True)
    tally = np.zeros((count, len(values)))
    np.add.at(tally, (groups, place), 1.0)
    return Sample(values.astype(float), tally)
