"""Factors: what a study varies, and over which values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

import numpy as np

from sim.scenario.parameters import BELOW_ONE
from sim.scenario.uncertainty import quantile, support
from sim.scenario.unknowns import Parameter, Uncertainty
from sim.studies.form.schema import Value

LOWEST, HIGHEST = 0.05, 0.95  # the ends of what is not known
ABOVE_ZERO = 2.0**-53
LOW, HIGH = "low", "high"


@dataclass(frozen=True)
class Factor:
    """What is varied: a parameter, or the place of the scenario at `path`.

    Over a range, over values, or over an uncertainty; over a table's column the range is
    that of the column. `central` is the scenario's own value, where it says one. A factor
    that is not numeric is a name, a date or a truth.
    """

    name: str
    title: str | None = None
    unit: str | None = None
    numeric: bool = True
    path: str | None = None
    range: tuple[float, float] | None = None
    steps: int | None = None
    values: tuple[Any, ...] | None = None
    uncertainty: Uncertainty | None = None
    central: Any = None

    @cached_property
    def grid(self) -> tuple[Any, ...]:
        """The values of a grid: those named, or evenly spaced over the range, both ends included."""
        if self.values is not None:
            return self.values
        return tuple(float(value) for value in np.linspace(self.low, self.high, self.steps or 2))

    @property
    def low(self) -> Any:
        return self.ends[0]

    @property
    def high(self) -> Any:
        return self.ends[1]

    @cached_property
    def ends(self) -> tuple[Any, Any]:
        """Low and high: the ends of the range, the first and last value, or the 5th and 95th percentile."""
        if self.range is not None:
            return self.range
        if self.values is not None:
            return self.values[0], self.values[-1]
        return self.quantile(LOWEST), self.quantile(HIGHEST)

    @cached_property
    def middle(self) -> Any:
        """The scenario's own value where it lies between the ends, else the median."""
        if not self.numeric:
            values = self.values or ()
            return self.central if self.central in values else values[(len(values) - 1) // 2]
        least, most = sorted(self.ends)
        if self.central is not None and least <= self.central <= most:
            return self.central
        return self.quantile(0.5) if self.values is None else median(self.values)

    def end(self, side: str) -> Any:
        return self.ends[side == HIGH]

    def quantile(self, u: float) -> Any:
        """The value at the share u of the factor's distribution; values have equal shares."""
        if self.values is not None:
            return self.values[min(int(u * len(self.values)), len(self.values) - 1)]
        if self.range is not None:
            return self.range[0] + u * (self.range[1] - self.range[0])
        assert self.uncertainty is not None
        end = support(self.uncertainty)[u >= 1.0]
        if not 0.0 < u < 1.0 and math.isfinite(end):
            return end
        return quantile(self.uncertainty, min(max(u, ABOVE_ZERO), BELOW_ONE))

    @property
    def is_endless(self) -> bool:
        """Whether its distribution reaches to infinity."""
        return self.uncertainty is not None and not all(map(math.isfinite, support(self.uncertainty)))

    @cached_property
    def reach(self) -> Parameter:
        """Everything it can be, as a parameter: for checks of what a field admits."""
        if self.uncertainty is not None:
            return Parameter(uncertainty=self.uncertainty)
        least, most = min(self.values or self.ends), max(self.values or self.ends)
        if least == most:
            return Parameter(value=least)
        return Parameter(uncertainty=Uncertainty(uniform=(least, most)))

    def column(self, units: Any) -> Any:
        """The values at many shares."""
        distinct, places = np.unique(units, return_inverse=True)  # many designs name a share many times
        values = [self.quantile(float(u)) for u in distinct]
        return self.as_column([values[place] for place in places])

    def as_column(self, values: Sequence[Value]) -> Any:
        """A column that nobody can change: an array of numbers, else a tuple."""
        if not self.numeric:
            return tuple(values)
        column = np.array(values, np.float64)
        column.setflags(write=False)
        return column
