"""Sobol' indices: which share of a response's variance each factor makes, alone and in all.

The first-order index of a factor is the share that would vanish on average if it alone were known;
its total index the share that would be left if all others were known. From a Saltelli design:
first order after Saltelli et al. (2010, Computer Physics Communications 181, 259-270), total after
Jansen (1999, Computer Physics Communications 117, 35-43), pairs after Saltelli (2002, the same 145,
280-297). The variance of luck, which would sit in the total index of every factor, the inert ones
too, is taken off each square and product (`luck.cross`).

Nothing is cut to 0..1: an estimate below 0 is one that cannot be told from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.sensitivity.luck import FEWEST, checked, crosses, pseudo, shared
from sim.analysis.sensitivity.resampling import interval, resampled
from sim.analysis.sensitivity.saltelli import Blocks, base_points, blocks, firsts, totals, variances

ROUNDING = 1e-12  # of the largest value: what differs by arithmetic alone


@dataclass(frozen=True)
class Index:
    """One factor: its first-order and its total index, each with a 95% interval."""

    name: str
    first: float
    first_lo: float
    first_hi: float
    total: float
    total_lo: float
    total_hi: float


@dataclass(frozen=True)
class Pair:
    """Two factors: the share of the variance that only both together make."""

    one: str
    other: str
    second: float
    second_lo: float
    second_hi: float


@dataclass(frozen=True)
class Sobol:
    """The indices in the order of the factors; none where `reason` says why they would mean nothing."""

    indices: tuple[Index, ...]
    pairs: tuple[Pair, ...]
    variance: float  # of the response over the factors, luck taken off
    variance_lo: float
    variance_hi: float
    noise_share: float  # of the variance of the measured means: what is luck
    reason: str | None


def sobol(names: list[str], means: Any, second_order: bool = False, seed: int = 0) -> Sobol:
    """Indices from the means (groups, points) at a Saltelli design, its points in SALib's order.

    `second_order` says that the design has the rows for pairs too (BA).
    """
    means = checked(means, FEWEST)
    parts = blocks(names, means, second_order)
    squares = variances(parts)
    variance, low, high = mean_of(squares, seed)
    share = noise_share(means, len(names), second_order, variance)
    reason = meaningless(low, means)
    if reason:
        return Sobol((), (), variance, low, high, share, reason)
    indices = indices_of(names, parts, squares, seed)
    pairs = pairs_of(names, parts, squares, seed) if second_order else ()
    return Sobol(indices, pairs, variance, low, high, share, None)


def meaningless(low: float, means: Any) -> str | None:
    """Why there is no variance to share out; None where there is."""
    if np.ptp(means, axis=1).max() <= ROUNDING * np.abs(means).max():
        return "the response is the same at every point: there is no variance to share out"
    if low <= 0.0:
        return (
            "the response varies between the points by no more than its luck can explain, so that shares "
            "of its variance would mean nothing: more runs a point, or more points, would tell"
        )
    return None


# ---------------------------------------------------------------- indices


def indices_of(names: list[str], parts: Blocks, squares: Any, seed: int) -> tuple[Index, ...]:
    k = len(names)
    tops = np.stack([each(parts, factor) for each in (firsts, totals) for factor in range(k)])
    found = np.stack(ratios(tops, squares, seed), axis=1)
    return tuple(Index(name, *map(float, [*found[j], *found[k + j]])) for j, name in enumerate(names))


def pairs_of(names: list[str], parts: Blocks, squares: Any, seed: int) -> tuple[Pair, ...]:
    """Every two factors, those of one first factor at a time to save memory."""
    alone = [firsts(parts, factor) for factor in range(len(names))]
    both = crosses(parts.a, parts.b)
    found = []
    for j in range(len(names) - 1):
        later = range(j + 1, len(names))
        mixed = [crosses(parts.ba[:, :, j], parts.ab[:, :, k]) - both - alone[j] - alone[k] for k in later]
        told = np.stack(ratios(np.stack(mixed), squares, seed), axis=1)
        found += [Pair(names[j], names[k], *map(float, row)) for k, row in zip(later, told, strict=True)]
    return tuple(found)


def mean_of(squares: Any, seed: int) -> tuple[float, float, float]:
    """The variance with its interval."""
    groups, rows = len(squares) - 1, squares.shape[1]
    value, again = squares[0].mean(), resampled(squares[:1], seed)[:, 0]
    low, high = interval(value, again, rows, shared(pseudo(squares)), groups)
    return float(value), float(low), float(high)


def ratios(tops: Any, squares: Any, seed: int) -> tuple[Any, Any, Any]:
    """Means of `tops` (terms, 1 + groups, rows) over the variance, each with its interval.

    The luck that all rows share is found by leaving out one group at a time (a jackknife), on the
    ratio made linear.
    """
    groups, rows = len(squares) - 1, squares.shape[1]
    variance = squares[0].mean()
    value = tops[:, 0].mean(axis=1) / variance
    again = resampled(np.concatenate([tops[:, 0], squares[:1]]), seed)
    influence = pseudo(tops - value[:, None, None] * squares) / variance
    low, high = interval(value, again[:, :-1] / again[:, -1:], rows, shared(influence), groups)
    return value, low, high


def noise_share(means: Any, factors: int, second_order: bool, variance: float) -> float:
    """Which share of the variance of the means, over the points A and B, luck has made."""
    raw = means[:, base_points(means.shape[1], factors, second_order)].mean(axis=0).var()
    return float(np.clip(1.0 - variance / raw, 0.0, 1.0)) if raw > 0.0 else 0.0
