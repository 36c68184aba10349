"""Elementary effects: how far a response moves when one factor takes a step, here and there.

A screening design for many factors (Morris 1991, Technometrics 33, 161-174). `mu` is the mean
effect, `mu_star` the mean size of the effects (Campolongo et al. 2007, Environmental Modelling &
Software 22, 1509-1518), `sigma` how much the effect differs from place to place: a factor that acts
on others, or bends. Sizes and scatter grow by luck alone; here they do not. The sign of an effect is
read off one half of the groups and its value off the other, so that an effect of 0 comes out as 0 on
average, an effect clear of its luck as its size, and one in between as too small rather than too big.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.sensitivity.luck import FEWEST, crosses, pseudo, shared, table
from sim.analysis.sensitivity.resampling import interval, resampled

SPLITS = 32
SAME = 1e-9  # of the unit cube: a coordinate that did not move


@dataclass(frozen=True)
class Effect:
    """One factor, each measure with a 95% interval; in units of the response per whole range."""

    name: str
    mu: float
    mu_lo: float
    mu_hi: float
    mu_star: float
    mu_star_lo: float
    mu_star_hi: float
    sigma: float
    sigma_lo: float
    sigma_hi: float


def morris(names: list[str], unit: Any, means: Any, seed: int = 0) -> list[Effect]:
    """The effects of each factor, from trajectories.

    `unit` (points, factors) is the design in the unit cube, as SALib's `morris.sample` gives it:
    factors + 1 points a trajectory, one factor a step. `means` (groups, points) is the response.
    """
    unit = trajectories(names, unit)
    means = table(means, unit.shape[0] * unit.shape[1], FEWEST)
    found = effects(unit, means.reshape(len(means), *unit.shape[:2]))
    columns = [column for each in (means_of, sizes_of, scatters_of) for column in each(found, seed)]
    return [
        Effect(name, *map(float, row)) for name, row in zip(names, np.stack(columns, axis=1), strict=True)
    ]


def trajectories(names: list[str], unit: Any) -> Any:
    """The design as (trajectories, steps + 1, factors), if it is one."""
    unit, k = np.asarray(unit, dtype=float), len(names)
    if unit.ndim != 2 or unit.shape[1] != k or len(unit) % (k + 1) or len(unit) < 2 * (k + 1):
        raise ValueError(
            f"Morris's design of {k} factors has two or more trajectories of {k + 1} points; "
            f"this one has the shape {unit.shape}"
        )
    paths = unit.reshape(-1, k + 1, k)
    moved = np.abs(np.diff(paths, axis=1)) > SAME
    wrong = np.flatnonzero((moved.sum(axis=1) != 1).any(axis=1) | (moved.sum(axis=2) != 1).any(axis=1))
    if len(wrong):
        raise ValueError(
            f"trajectory {wrong[0]} of Morris's design does not move one factor a step, and each once"
        )
    return paths


def effects(paths: Any, means: Any) -> Any:
    """Response per step, by factor: (factors, groups, trajectories)."""
    steps = np.diff(paths, axis=1)
    when = np.abs(steps).argmax(axis=1)  # (trajectories, factors): at which step each factor moves
    rose = np.take_along_axis(np.diff(means, axis=2), when[None], axis=2)
    step = np.take_along_axis(steps, when[:, None, :], axis=1)[:, 0]
    return np.moveaxis(rose / step, 2, 0)


def means_of(found: Any, seed: int) -> tuple[Any, Any, Any]:
    return told(found.mean(axis=1), found, seed)


def sizes_of(found: Any, seed: int) -> tuple[Any, Any, Any]:
    """The sign by one half times the value of the other, both ways, over fixed splits."""
    groups = found.shape[1]
    half = splits(groups)
    each, rest = half.sum(axis=1)[:, None], (1.0 - half).sum(axis=1)[:, None]
    signs, others = np.sign(half @ found / each), np.sign((1.0 - half) @ found / rest)
    # A group counts with the sign of the half it is not in.
    sign = ((half / each).T @ others + ((1.0 - half) / rest).T @ signs) * groups / (2 * SPLITS)
    apart = found - found.mean(axis=1, keepdims=True)
    return told((sign * found).mean(axis=1), sign * apart, seed)


def scatters_of(found: Any, seed: int) -> tuple[Any, Any, Any]:
    """The standard deviation over the trajectories, the variance of luck taken off; 0 where none is left."""
    count = found.shape[2]
    apart = np.moveaxis(found - found.mean(axis=2, keepdims=True), 1, 0)
    squares = np.moveaxis(crosses(apart, apart), 0, 1) * count / (count - 1)
    value, low, high = told(squares[:, 0], pseudo(squares), seed)
    return np.sqrt(np.maximum(0.0, value)), np.sqrt(np.maximum(0.0, low)), np.sqrt(np.maximum(0.0, high))


def told(rows: Any, influence: Any, seed: int) -> tuple[Any, Any, Any]:
    """Means over trajectories (factors, trajectories), with intervals; `influence` (factors, groups, ...)."""
    groups, count = influence.shape[1:]
    value = rows.mean(axis=1)
    low, high = interval(value, resampled(rows, seed), count, shared(influence), groups)
    return value, low, high


def splits(groups: int) -> Any:
    """Fixed halves of the groups, 1 for those in the first: (splits, groups)."""
    rng = np.random.default_rng(0)
    order = np.stack([rng.permutation(groups) for _ in range(SPLITS)])
    return (order < groups // 2).astype(float)
