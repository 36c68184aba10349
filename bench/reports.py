"""What a report costs: `sim report` of a results folder, in a process of its own.

By itself: `python -m bench.reports --runs 100000`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from bench.clock import Row
from bench.fresh import COMMAND, PEAK, python

RUNS = 20_000
TARGET = 60.0
TARGET_MEMORY = 1.0
REPORT = (
    PEAK[: PEAK.index("scenario = ")]
    + """
import time
from sim.cli import main
from sim.report import page
before, began = peak(), time.perf_counter()
assert main(["report", sys.argv[1]]) == 0
spent = {"wall": time.perf_counter() - began, "cpu": time.process_time()}
print(json.dumps({"before": before, "peak": peak(), **spent}))
"""
)


def rows(scenario: str, runs: int) -> list[Row]:
    """The time, the peak memory beyond what the program itself takes, and the size of the page."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "out"
        python(COMMAND, "run", scenario, "--runs", str(runs), "--out", str(folder))
        found = json.loads(python(REPORT, str(folder)).splitlines()[-1])
        size = (folder / "report.html").stat().st_size
    more = found["peak"] - found["before"]
    return [
        Row(
            f"report of {runs:,} runs",
            f"{found['wall']:.1f} s",
            f"< {TARGET:.0f} s for 100,000",
            f"{found['cpu']:.1f} s of processor; a page of {size / 1e6:.1f} MB",
        ),
        Row(
            "the same, peak memory",
            f"{found['peak'] / 1e9:.2f} GB",
            f"< {TARGET_MEMORY:.0f} GB more for 100,000",
            f"{more / 1e9:.2f} GB more than the program alone",
        ),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reports", description="What a report costs.")
    parser.add_argument("scenario", nargs="?", default="scenarios/gaza_2023.yaml")
    parser.add_argument("--runs", type=int, default=RUNS)
    asked = parser.parse_args()
    for row in rows(asked.scenario, asked.runs):
        print(f"{row.what}: {row.value} ({row.target}); {row.note}")


if __name__ == "__main__":
    main()
