"""The runs as a Parquet table: one row a run, days as small whole numbers, null where never.

Columns: run, draw; outcome.NAME and event.NAME (first day), without_errors.NAME (an outcome's
first day under the same luck without errors); reach.POSTURE.RUNG (first day intended at or
above it); count.NAME; incidents.POSTURE and severe.POSTURE (by the last day).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.analysis.results import Ensemble

GROUP = 100_000  # rows made at a time


def write_runs(ensemble: Ensemble, first: int, path: Path) -> None:
    """Write every run, a stretch at a time, so that memory stays bounded."""
    with pq.ParquetWriter(path, rows(ensemble, first, 0, 0).schema, compression="zstd") as writer:
        for begin in range(0, ensemble.runs, GROUP):
            writer.write_table(rows(ensemble, first, begin, min(begin + GROUP, ensemble.runs)))


def rows(ensemble: Ensemble, first: int, begin: int, end: int) -> pa.Table:
    """Runs begin..end of an ensemble whose first run has this number."""
    part = slice(begin, end)
    numbers = np.arange(begin, end, dtype=np.int64) + first
    return pa.table(
        {
            "run": pa.array(numbers),
            "draw": pa.array((numbers % len(ensemble.parameters)).astype(np.int32)),
            **{f"outcome.{name}": first_days(days[part]) for name, days in ensemble.outcomes.items()},
            **without_errors(ensemble, part),
            **{f"event.{name}": first_days(days[part]) for name, days in ensemble.events.items()},
            **reach(ensemble, part),
            **counts(ensemble, part),
            **incidents(ensemble, part),
        }
    )


def first_days(days: Any) -> pa.Array:
    """First days as small integers; -1 becomes null."""
    return pa.array(days.astype(np.int16), mask=days < 0)


def without_errors(ensemble: Ensemble, part: slice) -> dict[str, pa.Array]:
    twin = {} if ensemble.twin is None else ensemble.twin.outcomes
    return {f"without_errors.{name}": first_days(days[part]) for name, days in twin.items()}


def reach(ensemble: Ensemble, part: slice) -> dict[str, pa.Array]:
    """The first day at or above every rung of every posture."""
    reached = ensemble.record.reached
    return {
        f"reach.{posture}.{rung}": first_days(reached[part, p, k])
        for p, posture in enumerate(ensemble.postures)
        for k, rung in enumerate(ensemble.rungs(posture))
    }


def counts(ensemble: Ensemble, part: slice) -> dict[str, pa.Array]:
    names = sorted(ensemble.plan.document.counts)
    return {f"count.{name}": pa.array(ensemble.record.count[part, k]) for k, name in enumerate(names)}


def incidents(ensemble: Ensemble, part: slice) -> dict[str, pa.Array]:
    """Incidents by the last day, summed over fronts, and how many of them were severe."""
    found = {}
    for posture in ensemble.postures:
        own = [c for c, (name, _) in enumerate(ensemble.plan.cells) if name == posture]
        for kind, values in (("incidents", ensemble.record.incidents), ("severe", ensemble.record.severe)):
            found[f"{kind}.{posture}"] = pa.array(values[part][:, own].sum(axis=1, dtype=np.int32))
    return found
