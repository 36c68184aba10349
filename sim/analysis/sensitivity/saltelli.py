"""A Saltelli design: the response in its parts, and what each row says of each factor.

Every row holds two points of a plain sample, A and B, and for each factor the point A with that one
factor from B (AB); where pairs are asked for also B with one factor from A (BA). The order of the
points is SALib's: A, AB of each factor, BA of each factor, B.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.analysis.sensitivity.luck import crosses


class Blocks(NamedTuple):
    """The response in the parts of the design, less the mean of its group: (groups, rows, ...)."""

    a: Any
    ab: Any
    ba: Any
    b: Any


def row_size(factors: int, second_order: bool) -> int:
    """How many points a row of the design has: A, AB and, for pairs, BA of each factor, B."""
    return (2 * factors if second_order else factors) + 2


def base_points(points: int, factors: int, second_order: bool = False) -> Any:
    """The numbers of the points A and B: the plain sample within a Saltelli design."""
    step = row_size(factors, second_order)
    return np.flatnonzero(np.isin(np.arange(points) % step, [0, step - 1]))


def blocks(names: list[str], means: Any, second_order: bool) -> Blocks:
    """The parts of the design. Without the mean of its group, a response's luck in all points is gone."""
    k, step = len(names), row_size(len(names), second_order)
    rows, left = divmod(means.shape[1], step) if means.ndim == 2 else (0, 1)
    if left or rows < 2 or not names:
        raise ValueError(
            f"a Saltelli design of {k} factors {'with' if second_order else 'without'} pairs has two or "
            f"more rows of {step} points; these means have the shape {means.shape}"
        )
    each = (means - means.mean(axis=1, keepdims=True)).reshape(len(means), rows, step)
    return Blocks(each[:, :, 0], each[:, :, 1 : k + 1], each[:, :, k + 1 : -1], each[:, :, -1])


# ---------------------------------------------------------------- estimates, row by row


def variances(parts: Blocks) -> Any:
    """The square of each row's A and B, about their mean: (1 + groups, rows)."""
    middle = (parts.a + parts.b).mean(axis=1, keepdims=True) / 2.0
    a, b = parts.a - middle, parts.b - middle
    return (crosses(a, a) + crosses(b, b)) / 2.0


def firsts(parts: Blocks, factor: int) -> Any:
    return crosses(parts.b, parts.ab[:, :, factor] - parts.a)


def totals(parts: Blocks, factor: int) -> Any:
    moved = parts.a - parts.ab[:, :, factor]
    return crosses(moved, moved) / 2.0
