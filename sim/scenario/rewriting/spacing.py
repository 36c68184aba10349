"""The levels of ladders spaced anew: every rung keeps its place, and what it does.

The levels are a convention: they say which rung is above which, and by their distances how much a
climb weighs. Results that hang on the distances hang on the convention. All ladders are moved by
one rising map of levels, so that whatever was at, above or below another level still is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sim.scenario.cast import levels
from sim.scenario.schema import Document, Rung

# The new level of the k-th of n levels above the lowest, the top at 1.
SHAPES: Mapping[str, Callable[[int, int], float]] = {
    "even": lambda k, n: k / n,
    "square_root": lambda k, n: math.sqrt(k / n),
    "squared": lambda k, n: (k * k) / (n * n),
}


def respaced(document: Document, shape: str) -> Document:
    """The ladders with their levels in another shape; the same document where they have it already."""
    known = all_levels(document)
    top, last = known[-1], len(known) - 1
    new = {level: top * SHAPES[shape](k, last) for k, level in enumerate(known)}
    if all(math.isclose(old, new[old], abs_tol=1e-12) for old in known):
        return document
    ladders = {name: moved(rungs, new) for name, rungs in document.ladders.items()}
    return document.model_copy(update={"ladders": ladders})


def all_levels(document: Document) -> list[float]:
    """Every level of every ladder, once, lowest first."""
    return sorted({level for rungs in document.ladders.values() for level in levels(rungs)})


def moved(rungs: list[Rung], new: Mapping[float, float]) -> list[Rung]:
    return [
        rung.model_copy(update={"level": new[level]})
        for rung, level in zip(rungs, levels(rungs), strict=True)
    ]
