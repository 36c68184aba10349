"""Luck: what so few runs add to a response, taken off.

The response f at a point is known only by the means of G groups of runs. Groups are independent of
each other; the points of one group may share its luck (common random numbers) or not. A square of
a mean holds the variance of its luck, and a product of two means the covariance of theirs. The mean
of the products of *different* groups holds neither, whatever the points share: it is the unbiased
estimate (a U-statistic; Hoeffding 1948, Annals of Mathematical Statistics 19) on which all that is
squared in this package rests.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.analysis.percents import listed

TOLD = 5
FEWEST = 3  # groups of which one can be left out, and the luck of the rest still be taken off


def cross(x: Any, y: Any) -> Any:
    """The product of two responses without their luck; each (groups, ...), groups in the same order."""
    x, y = fitting(x, y)
    groups = len(x)
    return (x.sum(axis=0) * y.sum(axis=0) - (x * y).sum(axis=0)) / (groups * (groups - 1))


def crosses(x: Any, y: Any) -> Any:
    """`cross`, and then once more without each of the groups: (1 + groups, ...)."""
    whole, (x, y) = cross(x, y), fitting(x, y, FEWEST)
    groups = len(x)
    pairs = (x.sum(axis=0) - x) * (y.sum(axis=0) - y) - ((x * y).sum(axis=0) - x * y)
    return np.concatenate([whole[None], pairs / ((groups - 1) * (groups - 2))])


def noise(means: Any) -> Any:
    """The variance that luck gives the mean of all groups, point by point."""
    means = checked(means)
    return means.var(axis=0, ddof=1) / len(means)


def shared(influence: Any) -> Any:
    """The variance of an estimate by the luck that all rows share; `influence` (..., groups, rows).

    What each group says in each row is taken apart as in a two-way table. The scatter of the
    groups' means holds the luck they share, and the luck of each row by itself; the latter is known
    from the residuals and taken off, since a bootstrap over rows already tells it. So it is about 0
    where every point has luck of its own, and nobody has to say which of the two is so.
    """
    groups, rows = influence.shape[-2:]
    by_group = influence.mean(axis=-1)
    whole = by_group.var(axis=-1, ddof=1) / groups
    return np.maximum(0.0, whole - own(influence) / (rows * groups))


def own(influence: Any) -> Any:
    """The variance of one group in one row, beyond what its group and its row share."""
    groups, rows = influence.shape[-2:]
    left = influence - influence.mean(axis=-1, keepdims=True)
    left = left - left.mean(axis=-2, keepdims=True)
    return (left * left).sum(axis=(-2, -1)) / ((groups - 1) * max(1, rows - 1))


def pseudo(crossed: Any) -> Any:
    """What each group says, from estimates with all and without each: (..., 1 + groups, rows)."""
    return (crossed.shape[-2] - 2) * (crossed[..., :1, :] - crossed[..., 1:, :])


# ---------------------------------------------------------------- what is refused


def fitting(x: Any, y: Any, least: int = 2) -> tuple[Any, Any]:
    x, y = checked(x, least), checked(y, least)
    if x.shape != y.shape:
        raise ValueError(f"two responses must have the same groups and points: {x.shape} and {y.shape}")
    return x, y


def checked(means: Any, least: int = 2) -> Any:
    """The means of the groups (groups, points, ...) as numbers; a ValueError where they are none."""
    found = np.asarray(means, dtype=float)
    if found.ndim == 0 or found.size == 0:
        raise ValueError("the response must be a table: a row a group of runs, a column a point")
    if len(found) < least:
        raise ValueError(
            f"luck can be taken off only with {least} or more groups of independent runs; "
            f"here the groups are {len(found)}"
        )
    points = found.shape[1] if found.ndim > 1 else 1
    finite = np.isfinite(found).reshape(len(found), points, -1)
    if not finite.all():
        bad = np.flatnonzero(~finite.all(axis=(0, 2)))
        raise ValueError(f"the response is missing, or no finite number, at {which(bad)}")
    return found


def table(means: Any, points: int, least: int = 2) -> Any:
    """The same, where the design says how many points there are."""
    found = checked(means, least)
    if found.ndim != 2 or found.shape[1] != points:
        raise ValueError(
            f"the response must have a row a group and a column for each of {points:,} points: {found.shape}"
        )
    return found


def which(points: Any) -> str:
    """Points by their numbers, the first few."""
    told = [f"{point}" for point in points[:TOLD]]
    if len(points) > TOLD:
        told.append(f"{len(points) - TOLD:,} more")
    return f"point{'s' if len(points) > 1 else ''} {listed(told)}"
