"""What a study costs beyond its runs: `sim sweep` against one `sim.simulate` of as many runs.

Both are timed in one process, in turns of some points each, so that whatever else the machine
does weighs on both alike. By itself: `python -m bench.sweeps --points 1000`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

import sim
from bench.clock import Row
from bench.fresh import PEAK, python
from sim.studies.form.loading import load_study

RUNS = 2000
TURNS = 5
TARGET = 0.10
TARGET_MEMORY = 2.0
STUDY = """
schema: 1
id: bench
title: A study of two parameters
scenario: {scenario}
vary: {{hezbollah_resolve: {{range: [0, 1]}}, misreading: {{range: [0, 0.05]}}}}
design: {{kind: latin_hypercube, points: {points}}}
runs: {runs}
seed: {seed}
"""
PLAIN = 5  # a sweep is timed against as many plain runs, of which one in so many is run
ALONE = (
    PEAK[: PEAK.index("scenario = ")]
    + """
from pathlib import Path
from bench.sweeps import turns
swept, plain = turns(Path(sys.argv[2]), sys.argv[1], int(sys.argv[3]))
print(json.dumps({"swept": swept, "plain": plain, "peak": peak()}))
"""
)


def rows(scenario: str, points: int) -> list[Row]:
    """The overhead, the rate, and the peak memory, of a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        told = json.loads(python(ALONE, scenario, place, str(points)))
    swept, plain, runs = told["swept"], told["plain"], points * RUNS
    return [
        Row(
            f"study of {points:,} points x {RUNS:,} runs, beyond its runs",
            f"{swept / plain - 1:+.1%}",
            f"< {TARGET:.0%}",
            f"{swept:,.0f} s: {runs / swept:,.0f} runs a second; sim.simulate {runs / plain:,.0f}",
        ),
        Row("the same, peak memory", f"{told['peak'] / 1e9:.2f} GB", f"< {TARGET_MEMORY:.0f} GB"),
    ]


def turns(place: Path, scenario: str, points: int) -> tuple[float, float]:
    """Seconds of the sweeps and, in turns with them, of as many plain runs."""
    loaded, swept, plain = sim.load(scenario), 0.0, 0.0
    sim.simulate(loaded, runs=200)
    for turn in range(TURNS):
        study = load_study(written(place, scenario, points // TURNS, turn))
        runs = study.size * RUNS // PLAIN
        began = time.perf_counter()
        sim.sweep(study, place / f"turn-{turn}")
        middle = time.perf_counter()
        sim.simulate(loaded, runs, turn)
        swept, plain = swept + middle - began, plain + PLAIN * (time.perf_counter() - middle)
    return swept, plain


def written(place: Path, scenario: str, points: int, seed: int) -> Path:
    path = place / f"study-{points}-{seed}.yaml"
    path.write_text(STUDY.format(scenario=Path(scenario).resolve(), points=points, runs=RUNS, seed=seed))
    return path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sweeps", description="What a study costs.")
    parser.add_argument("scenario", nargs="?", default="scenarios/gaza_2023.yaml")
    parser.add_argument("--points", type=int, default=50)
    asked = parser.parse_args()
    for row in rows(asked.scenario, asked.points):
        print(f"{row.what}: {row.value} (wanted: {row.target}) {row.note}")


if __name__ == "__main__":
    main()
