"""Which run to read: one in which the rarest outcome came, on the middle one of its days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.analysis.results import Ensemble


@dataclass(frozen=True)
class ToRead:
    """A row of the ensemble (its first run is 0), and the outcome for which it was chosen."""

    row: int
    outcome: str


def run_to_read(ensemble: Ensemble) -> ToRead | None:
    """One run of the rarest outcome that came, for whoever wants to see how; None where none came."""
    came = {name: np.flatnonzero(days >= 0) for name, days in ensemble.outcomes.items()}
    there = {name: rows for name, rows in came.items() if len(rows) > 0}
    if not there:
        return None
    rarest = min(there, key=lambda name: (len(there[name]), name))
    days = ensemble.outcomes[rarest][there[rarest]]
    middle = np.argsort(days, kind="stable")[(len(days) - 1) // 2]
    return ToRead(int(there[rarest][middle]), rarest)
