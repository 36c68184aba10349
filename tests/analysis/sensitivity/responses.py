"""Functions whose sensitivities are known, and runs whose luck is or is not shared."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

WEIGHTS = np.array([0.0, 1.0, 4.5, 99.0])  # of the g-function: 0 matters most


def ishigami(unit: Any) -> Any:
    """Ishigami & Homma (1990), of three inputs and any number of inert ones, from -10.8 to 17.8."""
    z = math.pi * (2.0 * unit - 1.0)
    return np.sin(z[:, 0]) + 7.0 * np.sin(z[:, 1]) ** 2 + 0.1 * z[:, 2] ** 4 * np.sin(z[:, 0])


def ishigami_indices() -> tuple[float, Any, Any]:
    """Variance, first-order and total indices, with one inert input."""
    pi4 = math.pi**4
    first = np.array([0.5 * (1.0 + 0.1 * pi4 / 5.0) ** 2, 49.0 / 8.0, 0.0, 0.0])
    both = 0.01 * pi4**2 * (1.0 / 18.0 - 1.0 / 50.0)
    variance = float(first.sum() + both)
    total = first + np.array([both, 0.0, both, 0.0])
    return variance, first / variance, total / variance


def g_function(unit: Any) -> Any:
    """Sobol's g-function, from 0 to 3.6."""
    return np.prod((np.abs(4.0 * unit - 2.0) + WEIGHTS) / (1.0 + WEIGHTS), axis=1)


def g_indices() -> tuple[float, Any, Any, Any]:
    """Variance, first-order, total and second-order indices."""
    alone = 1.0 / (3.0 * (1.0 + WEIGHTS) ** 2)
    whole = np.prod(1.0 + alone)
    variance = float(whole - 1.0)
    return (
        variance,
        alone / variance,
        alone * whole / (1.0 + alone) / variance,
        np.outer(alone, alone) / variance,
    )


def as_chance(response: Any, low: float, high: float) -> tuple[Any, float]:
    """A response between two bounds as a chance between 0.05 and 0.95, and the factor on its values."""
    scale = 0.9 / (high - low)
    return 0.05 + scale * (response - low), scale


def chances_of(name: str, unit: Any) -> Any:
    bounds = {"ishigami": (ishigami, -10.8, 17.8), "g": (g_function, 0.0, 3.6)}
    function, low, high = bounds[name]
    return as_chance(function(unit), low, high)[0]


def saltelli(rng: np.random.Generator, rows: int, factors: int, second_order: bool = False) -> Any:
    """A Saltelli design of random rows, in SALib's order."""
    a, b = rng.random((2, rows, factors))
    ab = [np.where(np.arange(factors) == j, b, a) for j in range(factors)]
    ba = [np.where(np.arange(factors) == j, a, b) for j in range(factors)] if second_order else []
    return np.stack([a, *ab, *ba, b], axis=1).reshape(-1, factors)


def lived(rng: np.random.Generator, chance: Any, groups: int, runs: int, common: bool) -> Any:
    """Shares of `runs` runs a group: a uniform number a run for all points, or luck of each point's own."""
    if not common:
        return rng.binomial(runs, chance, size=(groups, len(chance))) / runs
    luck = np.sort(rng.random((groups, runs)), axis=1)
    return np.stack([np.searchsorted(row, chance) for row in luck]) / runs


def noiseless(response: Any, groups: int = 4) -> Any:
    return np.tile(response, (groups, 1))
