"""Runs of many draws of what is not known: the table from which posteriors are learnt.

Every draw is kept as its place in its prior, a share between 0 and 1. The normal score of that
share is what is estimated: on this scale each prior is a standard normal, a posterior can never
leave the support of its prior, and a parameter of which the data say nothing keeps mean 0 and
variance 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

LEAST = 2.0**-53


@dataclass(frozen=True, eq=False)
class Reference:
    """A row a run, each run with a draw of its own.

    `shares` (runs, parameters) are places in the priors, in (0, 1); `misses` (runs, targets) say by
    how much a run missed what was recorded: 0 where it did as recorded, else in the target's unit.
    """

    parameters: tuple[str, ...]
    targets: tuple[str, ...]
    shares: Any
    misses: Any

    def __len__(self) -> int:
        return len(self.shares)

    @cached_property
    def scores(self) -> Any:
        """The normal scores of the shares: (runs, parameters)."""
        return ndtri(self.shares)

    def rows(self, begin: int, end: int) -> Reference:
        """A stretch of the runs."""
        return Reference(self.parameters, self.targets, self.shares[begin:end], self.misses[begin:end])


def shares_of(scores: Any) -> Any:
    """Normal scores as places in the prior, never quite 0 or 1, where a distribution may have no value."""
    return np.clip(ndtr(scores), LEAST, 1.0 - LEAST)
