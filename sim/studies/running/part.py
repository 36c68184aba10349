"""What one point of a study leaves: rows of tables, ready to be kept or sent."""

from __future__ import annotations

import pickle
from dataclasses import dataclass

import pyarrow as pa

CHANCE, NUMBER = "chance", "number"

SUMMARIES = pa.schema(
    [
        ("point", pa.int32()),
        ("variant", pa.string()),
        ("measure", pa.string()),
        ("kind", pa.string()),
        ("runs", pa.int64()),
        ("failed", pa.int64()),
        ("value", pa.float64()),
        ("lo", pa.float64()),
        ("hi", pa.float64()),
        ("range_lo", pa.float64()),
        ("range_hi", pa.float64()),
        ("median_day", pa.int32()),
        ("sd", pa.float64()),
        ("q05", pa.float64()),
        ("q50", pa.float64()),
        ("q95", pa.float64()),
        ("difference", pa.float64()),
        ("difference_lo", pa.float64()),
        ("difference_hi", pa.float64()),
        ("gained", pa.float64()),
        ("lost", pa.float64()),
        ("replicates", pa.list_(pa.float64())),
    ]
)
FAILURES = pa.schema(
    [
        ("point", pa.int32()),
        ("variant", pa.string()),
        ("run", pa.int64()),
        ("seed", pa.uint64()),
        ("error", pa.string()),
    ]
)

# What each column of the store holds, for the manifest: an analyst may have nothing else at hand.
COLUMNS = {
    "point": "number of the point of the design, from 0; points.parquet holds its values of the factors",
    "variant": "name of the variant; the first is the baseline of every difference",
    "measure": "outcome.NAME, event.NAME, reach.POSTURE.RUNG (chances); count.NAME, incidents.POSTURE, "
    "severe.POSTURE (numbers)",
    "kind": "chance: the share of runs in which it came; number: a count in each run",
    "runs": "runs behind the row",
    "failed": "runs that failed and are left out; failures.parquet says why",
    "value": "the chance, or the mean of the number",
    "lo, hi": "95% interval of the Monte Carlo error alone: Wilson for a chance, normal for a mean",
    "range_lo, range_hi": "5th and 95th percentile of the chance over the draws of what is not known, "
    "binomial noise taken off; null where nothing is drawn",
    "median_day": "lower median of the first days among the runs in which it came; null if none",
    "sd, q05, q50, q95": "standard deviation and quantiles of a number over runs",
    "difference, difference_lo, difference_hi": "variant less baseline at the same point, paired run by "
    "run, with its 95% interval (Newcombe's method 8 for chances, normal for means)",
    "gained, lost": "share of runs in which it came under this variant and not the baseline, and the reverse",
    "replicates": "means over groups of runs with luck and draws of their own: group g holds the runs n "
    "with (n mod draws) mod G = g (n mod G = g where nothing is drawn under any variant)",
    "run": "number of the run (null in failures: every run of the point)",
    "seed": "seed of the run's luck",
}


@dataclass(frozen=True)
class Part:
    """One finished point: its rows of the summaries, of the failures, and of the runs where asked for."""

    point: int
    summaries: pa.Table
    failures: pa.Table
    runs: pa.Table | None

    def to_bytes(self) -> bytes:
        """For another process of the same program; never for a file."""
        return pickle.dumps(self, protocol=pickle.HIGHEST_PROTOCOL)

    @classmethod
    def from_bytes(cls, data: bytes) -> Part:
        part = pickle.loads(data)
        assert isinstance(part, cls)
        return part
