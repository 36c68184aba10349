"""What random numbers cost: the Philox blocks a run draws, and the time of as many alone.

Blocks are counted in plain Python, in a process of its own where every rule calls a
counting `block`. The time alone is that of a compiled loop over `block` on as many threads
as the ensemble has; its blocks do not wait for one another, so the share is a lower bound.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numba
import numpy as np

from bench.clock import Row, Spent, best_of
from sim.engines.ensemble import available_cores
from sim.rules.draws import POSTURE, block

COUNTED_RUNS = 4
COUNTER = """
import sys
from collections import Counter
import sim.rules.draws as draws
import sim.engines.crisis
plain, counts = draws.block, Counter()
def counting(seed, run, day, who, purpose, attempt):
    counts[int(purpose)] += 1
    return plain(seed, run, day, who, purpose, attempt)
for name, module in list(sys.modules.items()):
    if name.startswith("sim.rules.") and getattr(module, "block", None) is plain:
        module.block = counting
import sim
scenario = sim.load(sys.argv[1])
runs = int(sys.argv[2])
for run in range(runs):
    crisis = sim.Crisis(scenario, seed=1, run=run, draws=runs)
    while not crisis.over:
        crisis.step()
counts.pop(draws.PARAMETER, None)
print(" ".join(f"{purpose}:{count / runs:.1f}" for purpose, count in sorted(counts.items())))
"""
PURPOSES = {1: "postures", 2: "fronts", 3: "sights", 4: "events", 5: "resolves", 6: "compliance"}


def blocks_per_run(path: str) -> dict[str, float]:
    """Philox blocks a run draws on average, by what for; a parameter's draw is shared by many runs."""
    command = [sys.executable, "-c", COUNTER, path, str(COUNTED_RUNS)]
    plain = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(command, env=plain, capture_output=True, text=True, check=True)
    pairs = [pair.split(":") for pair in done.stdout.split()]
    return {PURPOSES[int(purpose)]: float(count) for purpose, count in pairs}


@numba.njit(nogil=True)
def draw_many(run: Any, who: Any, count: int) -> Any:
    """Draw this many blocks; the result depends on all of them, so that none is left out."""
    total = np.uint64(0)
    for day in range(count):
        a, b, c, d = block(np.uint64(1), run, day, who, POSTURE, 0)
        total ^= a ^ b ^ c ^ d
    return total


def time_of_a_block(count: int = 4_000_000) -> Spent:
    """Drawn on all cores, as the ensemble draws them."""
    threads = available_cores()
    who = np.uint64(12345678901234567890)
    draw_many(np.uint64(0), who, 10)

    def work() -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda k: draw_many(np.uint64(k), who, count // threads), range(threads)))

    spent = best_of(3, work)
    return Spent(spent.wall / count, spent.cpu / count)


def rows(path: str, run: Spent) -> list[Row]:
    """`run` is what a run of the ensemble takes."""
    counts, block_time = blocks_per_run(path), time_of_a_block()
    total = sum(counts.values())
    by_kind = ", ".join(f"{kind} {count / total:.0%}" for kind, count in counts.items())
    share, wall = total * block_time.cpu / run.cpu, total * block_time.wall / run.wall
    return [
        Row("random numbers: blocks a run", f"{total:,.0f}", note=by_kind),
        Row(
            "random numbers: blocks a second",
            f"{1e-6 / block_time.wall:.0f} million",
            note=f"drawn alone; {block_time.cpu * 1e9:.1f} ns of processor time each",
        ),
        Row("random numbers: share of the ensemble's time", f"{share:.0%}", note=f"of wall time {wall:.0%}"),
    ]
