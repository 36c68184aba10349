"""Designs: which points are run, as a column of values for each factor.

Sampled designs are drawn in the unit cube from the study's seed, and each factor turns its
coordinate into a value by the inverse of its distribution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scipy.stats import qmc

from sim.studies.form.factors import HIGH, LOW, Factor
from sim.studies.form.schema import DesignForm, Kind

SAMPLED = frozenset({"latin_hypercube", "sobol", "saltelli", "morris"})
LEVELS = 4
TAIL = 0.005  # Morris's outermost levels are 0 and 1, where a distribution without an end has no value

Columns = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Design:
    """A design and what its analysis asks for.

    `units` is the sample in the unit cube, a row a point and a column a factor; None where
    nothing was sampled. `sides` says of each point of a one_at_a_time design which factor
    is moved and whether to its low or high end; the first point moves none.
    """

    form: DesignForm
    units: Any = None
    sides: tuple[tuple[str, str] | None, ...] | None = None

    @property
    def kind(self) -> Kind:
        return self.form.kind

    @property
    def base(self) -> int | None:
        """The N of a Saltelli design, which has N (k + 2) points of k factors, or N (2 k + 2)."""
        return self.form.points if self.kind == "saltelli" else None

    @property
    def second_order(self) -> bool:
        return bool(self.form.second_order)

    @property
    def trajectories(self) -> int | None:
        return self.form.trajectories

    @property
    def levels(self) -> int:
        return self.form.levels or LEVELS


def size(form: DesignForm, factors: Sequence[Factor]) -> int:
    """How many points a design will have (a csv design has as many as its file)."""
    count = len(factors)
    points, trajectories = form.points or 0, form.trajectories or 0
    if form.kind == "grid":
        return math.prod(len(factor.grid) for factor in factors)
    if form.kind == "saltelli":
        return points * (2 * count + 2 if form.second_order else count + 2)
    if form.kind == "morris":
        return trajectories * (count + 1)
    return 1 + 2 * count if form.kind == "one_at_a_time" else points


def designed(form: DesignForm, factors: Sequence[Factor], seed: int) -> tuple[Design, Columns]:
    """The design and its columns; the factors and the size are known to be sound."""
    if form.kind == "grid":
        return Design(form), grid(factors)
    if form.kind == "one_at_a_time":
        return one_at_a_time(form, factors)
    units = UNITS[form.kind](form, factors, seed)
    units.setflags(write=False)
    shares = units.clip(TAIL, 1.0 - TAIL) if form.kind == "morris" else units
    return Design(form, units), {
        factor.name: factor.column((shares if factor.is_endless else units)[:, k])
        for k, factor in enumerate(factors)
    }


def grid(factors: Sequence[Factor]) -> Columns:
    """Every combination; the first factor is the slowest."""
    lengths = [len(factor.grid) for factor in factors]
    columns = {}
    for k, factor in enumerate(factors):
        each, times = math.prod(lengths[k + 1 :]), math.prod(lengths[:k])
        columns[factor.name] = factor.as_column([value for value in factor.grid for _ in range(each)] * times)
    return columns


def one_at_a_time(form: DesignForm, factors: Sequence[Factor]) -> tuple[Design, Columns]:
    """Each factor at its low and its high end, the others at their middle; first all at their middle."""
    sides = [None, *((factor.name, side) for factor in factors for side in (LOW, HIGH))]
    columns = {
        factor.name: factor.as_column(
            [factor.end(side[1]) if side and side[0] == factor.name else factor.middle for side in sides]
        )
        for factor in factors
    }
    return Design(form, sides=tuple(sides)), columns


def latin_hypercube(form: DesignForm, factors: Sequence[Factor], seed: int) -> Any:
    return qmc.LatinHypercube(len(factors), seed=seed).random(form.points or 0)


def sobol(form: DesignForm, factors: Sequence[Factor], seed: int) -> Any:
    """The first points of a scrambled Sobol' sequence."""
    return qmc.Sobol(len(factors), scramble=True, seed=seed).random_base2((form.points or 1).bit_length() - 1)


def saltelli(form: DesignForm, factors: Sequence[Factor], seed: int) -> Any:
    """Saltelli's extension of the Sobol' sequence, in SALib's order, which its analysis needs."""
    from SALib.sample.sobol import sample

    return sample(cube(factors), form.points, calc_second_order=bool(form.second_order), seed=seed)


def morris(form: DesignForm, factors: Sequence[Factor], seed: int) -> Any:
    """Morris's trajectories, in SALib's order."""
    from SALib.sample.morris import sample

    return sample(cube(factors), form.trajectories, num_levels=form.levels or LEVELS, seed=seed)


def cube(factors: Sequence[Factor]) -> Mapping[str, Any]:
    """The unit cube as SALib's problem."""
    names = [factor.name for factor in factors]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


UNITS: Mapping[str, Callable[[DesignForm, Sequence[Factor], int], Any]] = {
    "latin_hypercube": latin_hypercube,
    "sobol": sobol,
    "saltelli": saltelli,
    "morris": morris,
}
