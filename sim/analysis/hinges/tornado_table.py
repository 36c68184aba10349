"""A tornado table: how far a measure goes from one end of each number to the other, the widest first.

Each number moves by itself, all others at their middle and the luck the same, so the table tells
what one wrong number would do and nothing of numbers that act together. The intervals are Student's
on the differences between independent groups of runs (sim/analysis/sensitivity/tornado.py); the
display is Howard's (1988, Decision Analysis: Practice and Promise).
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.hinges.versions import Measured
from sim.analysis.provenance import Source
from sim.analysis.sensitivity.tornado import Swing


@dataclass(frozen=True)
class Bar:
    """One number: its ends as they were set, and the measure at both (`swing`)."""

    name: str
    title: str
    unit: str | None
    low_end: str
    high_end: str
    swing: Swing

    @property
    def is_clear(self) -> bool:
        """Whether the interval of the swing lies on one side of 0."""
        return self.swing.lo > 0.0 or self.swing.hi < 0.0


@dataclass(frozen=True)
class Tornado:
    """The bars of one measure, widest first. `middle`: the measure with every number at its middle.

    `ways`: how the ends were taken, in words. `points`: how many points were run.
    """

    source: Source
    measure: Measured
    middle: float
    bars: list[Bar]
    ways: str
    points: int


def shown(value: object) -> str:
    """A value of a number, or a name or date, as a reader meets it."""
    return f"{value:.3g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
