"""A map: one measure over every combination of two numbers, with the luck the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.analysis.hinges.tornado_table import shown
from sim.analysis.hinges.versions import Measured
from sim.analysis.percents import percent, span
from sim.analysis.provenance import Source


@dataclass(frozen=True)
class Axis:
    """One of the two: its values in order, and the scenario's own where it says one."""

    name: str
    title: str
    unit: str | None
    values: list[Any]
    central: Any


@dataclass(frozen=True)
class Plane:
    """`value`, `low` and `high` (values down, values across): the measure and its 95% interval.

    NaN where every run failed. `held` are the other factors with the value each is held at.
    """

    source: Source
    measure: Measured
    across: Axis
    down: Axis
    value: Any
    low: Any
    high: Any
    held: tuple[tuple[str, str], ...]


def words(plane: Plane) -> list[str]:
    """Where the measure is lowest and highest, and what each number does along the other's ends."""
    if not (plane.value == plane.value).any():
        return [f"{plane.measure.title}: every run failed."]
    cells = [(r, c) for r in range(len(plane.down.values)) for c in range(len(plane.across.values))]
    known = [cell for cell in cells if plane.value[cell] == plane.value[cell]]
    least, most = (pick(known, key=lambda cell: plane.value[cell]) for pick in (min, max))
    return [f"{plane.measure.title}: from {told(plane, least)} to {told(plane, most)}."]


def told(plane: Plane, cell: tuple[int, int]) -> str:
    low, high = plane.low[cell], plane.high[cell]
    if plane.measure.is_chance:
        value = f"{percent(plane.value[cell])} (95%: {span(low, high)})"
    else:
        value = f"{plane.value[cell]:.1f} (95%: {low:.1f} to {high:.1f})"
    down, across = plane.down.values[cell[0]], plane.across.values[cell[1]]
    return f"{value} at {plane.across.name} {shown(across)}, {plane.down.name} {shown(down)}"
