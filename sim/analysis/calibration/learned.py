"""A parameter before and after the record, in its own unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.analysis.calibration.contraction import Contraction


@dataclass(frozen=True)
class Summed:
    """The mean and the central 90%."""

    mean: float
    lo: float
    hi: float


@dataclass(frozen=True, eq=False)
class Learned:
    """What was not known and what is left of it.

    `prior` (points,) are even quantiles of the prior, `posterior` (draws,) draws from the posterior.
    """

    name: str
    unit: str | None
    prior: Any
    posterior: Any
    learnt: Contraction

    @property
    def is_moved(self) -> bool:
        return self.learnt.is_moved

    @cached_property
    def before(self) -> Summed:
        return summed(self.prior)

    @cached_property
    def after(self) -> Summed:
        return summed(self.posterior)


def summed(values: Any) -> Summed:
    lo, hi = np.quantile(values, [0.05, 0.95])
    return Summed(float(values.mean()), float(lo), float(hi))


def most_learned(parameters: list[Learned]) -> list[Learned]:
    """Those of which the record says something, most narrowed first."""
    return sorted(
        (each for each in parameters if each.is_moved), key=lambda each: -each.learnt.contraction.value
    )
