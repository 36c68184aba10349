"""What a new process meets: compilation, the cache on disk, the whole command, peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec

from bench.clock import Row, best_of, once

TARGET_MEMORY = 2.0
TARGET_COMMAND = 2.0
FIRST_CALL = """
import sys, time, sim
scenario = sim.load(sys.argv[1])
began = time.perf_counter()
sim.simulate(scenario, runs=2)
print(time.perf_counter() - began)
"""
# On Linux a process inherits the ru_maxrss of the one that started it; VmHWM is its own.
PEAK = """
import json, resource, sys, sim
from pathlib import Path
def peak():
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
scenario = sim.load(sys.argv[1])
sim.simulate(scenario, runs=200)
before = peak()
sim.simulate(scenario, runs=int(sys.argv[2])).summary()
print(json.dumps({"peak": peak(), "before": before}))
"""
COMMAND = "import sys; from sim.cli import main; sys.exit(main())"
WITHOUT_COMMAND = "import sys, sim; sim.simulate(sim.load(sys.argv[2]), runs=100, twin=True).summary()"


def python(code: str, *arguments: str, cache: str | None = None) -> str:
    """What a new Python process prints; `cache` replaces the user's folder of compiled rules."""
    environment = {**os.environ, **({"XDG_CACHE_HOME": cache} if cache else {})}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def rows(path: str, memory_runs: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as cache:
        first = float(python(FIRST_CALL, path, cache=cache))
        cached = min(float(python(FIRST_CALL, path, cache=cache)) for _ in range(2))
    return [
        Row("first compilation", f"{first:.1f} s", note="once for each version of the rules"),
        Row("the same from the cache", f"{cached:.2f} s", note=f"{first / cached:.0f} times less"),
        command(path),
        memory(path, memory_runs),
    ]


def command(path: str) -> Row:
    """`sim run --runs 100` from an empty shell to its last line, the twin and the table included."""
    arguments = ["run", path, "--runs", "100", "--json"]
    code = COMMAND if find_spec("sim.cli") else WITHOUT_COMMAND
    python(code, *arguments)
    spent = best_of(3, lambda: python(code, *arguments)).wall
    bare = once(lambda: python("pass")).wall
    note = f"of which {bare:.2f} s is Python's own start"
    return Row(
        "sim run --runs 100 --json, from the cache", f"{spent:.2f} s", f"< {TARGET_COMMAND:.0f} s", note
    )


def memory(path: str, runs: int) -> Row:
    found = json.loads(python(PEAK, path, str(runs)))
    more = (found["peak"] - found["before"]) / runs
    return Row(
        f"peak memory of {runs:,} runs",
        f"{found['peak'] / 1e9:.2f} GB",
        f"< {TARGET_MEMORY:.0f} GB for 100,000",
        f"{found['before'] / 1e9:.2f} GB before; {more / 1e3:.1f} kB a run",
    )
