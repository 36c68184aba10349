"""The same runs in two worlds, counted together: with errors and, under the same luck, without.

What is in one world and not in the other is counted run by run, so that made less averted is with
less without, exactly and in numbers of runs. The 95% interval of the difference is Newcombe's method
8 for paired proportions (Newcombe 1998).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.analysis.intervals import paired_difference


@dataclass(frozen=True)
class Paired:
    """What errors made of something, in numbers of runs: with them, and the same luck without.

    `made`: with errors and not without; `averted`: without and not with; `both`: either way.
    """

    runs: int
    both: int
    made: int
    averted: int
    low: float  # of the difference
    high: float

    @property
    def with_errors(self) -> int:
        return self.both + self.made

    @property
    def without(self) -> int:
        return self.both + self.averted

    @property
    def difference(self) -> float:
        """Share with errors less share without."""
        return (self.made - self.averted) / self.runs if self.runs else 0.0

    def share(self, count: int) -> float:
        """A number of runs as a share of them."""
        return count / self.runs if self.runs else 0.0


def paired(with_errors: Any, without: Any) -> Paired:
    """Two worlds' truths in the same runs, (runs,) each."""
    low, high = paired_difference(with_errors, without)
    return Paired(
        runs=len(with_errors),
        both=int((with_errors & without).sum()),
        made=int((with_errors & ~without).sum()),
        averted=int((without & ~with_errors).sum()),
        low=low,
        high=high,
    )
