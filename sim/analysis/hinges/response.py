"""How chances respond to one number of a study: a curve for each version of the scenario.

One number is moved while all else, the luck included, stays as it is (a one-way table of decision
analysis). Each chance has the 95% Wilson (1927) interval of its runs, and the 5th to 95th percentile
over what else is not known. Where points and versions share their luck, the curves differ by the
number and the version, and by little else: their differences are surer than the intervals, which
are each point's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.analysis.hinges.plane import Axis
from sim.analysis.hinges.versions import Measured
from sim.analysis.provenance import Source


@dataclass(frozen=True)
class Line:
    """One version of the scenario: a chance at each value of the number. Arrays are (values,)."""

    variant: str
    title: str
    share: Any
    low: Any
    high: Any
    range: tuple[Any, Any] | None  # over what else is not known


@dataclass(frozen=True)
class Panel:
    """One thing that may come, and how often it does under each version, the baseline first."""

    measure: Measured
    lines: list[Line]


@dataclass(frozen=True)
class Response:
    """Chances over the values of one number, in order of these; `title` is the study's."""

    source: Source
    title: str
    axis: Axis
    panels: list[Panel]
