"""The manifest: everything from which the same bits come again."""

from __future__ import annotations

import json
import platform
import shlex
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim.analysis.results import Ensemble
from sim.results.sources import unpack
from sim.rules.compiled import sources_hash
from sim.scenario.loading import load
from sim.simulation import simulate
from sim.version import VERSION

NAME = "manifest.json"
MADE_BY = "sim run"
FORM = 1
LIBRARIES = ("numpy", "numba", "scipy", "pyarrow")


@dataclass(frozen=True)
class Order:
    """What was asked of `sim run`."""

    scenario: str
    runs: int
    seed: int
    draws: int
    first: int
    fixed: Mapping[str, float]
    errors: bool
    twin: bool

    def command(self, out: str | None) -> str:
        """The command line that asks for this, every number said."""
        words = ["sim", "run", self.scenario, "--runs", str(self.runs), "--seed", str(self.seed)]
        words += ["--draws", str(self.draws)]
        words += ["--first", str(self.first)] if self.first else []
        words += [word for name, value in self.fixed.items() for word in ("--set", f"{name}={value!r}")]
        words += [] if self.errors else ["--no-errors"]
        words += [] if self.twin or not self.errors else ["--no-twin"]
        words += [] if out is None else ["--out", out]
        return shlex.join(words)

    def replay(self, run: int) -> str:
        """The command line that tells one of these runs day by day."""
        words = replace(self, twin=True, first=0).command(None)
        return words.replace("sim run", "sim replay", 1).replace(f"--runs {self.runs}", f"--run {run}", 1)


def manifest(ensemble: Ensemble, order: Order, files: Mapping[str, str], out: str | None) -> dict[str, Any]:
    """All of it, as plain values. `files`: the scenario's texts by portable path, its own first."""
    scenario = ensemble.scenario
    uncertain = [n for n, p in sorted(scenario.document.parameters.items()) if p.uncertainty is not None]
    return {
        "made_by": MADE_BY,
        "form": FORM,
        "command": order.command(out),
        "status": "interrupted" if ensemble.interrupted else "complete",
        "runs_finished": ensemble.runs,
        **{key: value for key, value in asdict(order).items() if key not in ("scenario", "fixed")},
        "parameters": {
            "fixed": dict(order.fixed),
            "drawn": [name for name in uncertain if name not in order.fixed],
            "draws_of": f"seed {order.seed}, draws 0 to {len(ensemble.parameters) - 1}; values in draws.csv",
        },
        "scenario": {
            "id": scenario.id,
            "path": order.scenario,
            "sha256": scenario.sha256,
            "files": dict(files),
        },
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """What computed the bits; `rules` is a hash of the rulebook's sources."""
    return {
        "sim": VERSION,
        "rules": sources_hash(),
        "python": platform.python_version(),
        **{name: installed(name) for name in LIBRARIES},
        "platform": f"{sys.platform} {platform.machine()}",
    }


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """A folder's manifest, or None where it has none that `sim run` wrote."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("made_by") == MADE_BY else None


def repeat(folder: str | Path) -> Ensemble:
    """Run a results folder's ensemble again, from its manifest alone: the runs that were finished."""
    told = read_manifest(Path(folder))
    if told is None:
        raise ValueError(f"{folder} has no {NAME} written by {MADE_BY}")
    with tempfile.TemporaryDirectory() as place:
        scenario = load(unpack(told["scenario"]["files"], Path(place)))
    return simulate(
        scenario,
        runs=told["runs_finished"],
        seed=told["seed"],
        draws=told["draws"],
        first=told["first"],
        errors=told["errors"],
        twin=told["twin"],
        parameters=told["parameters"]["fixed"],
    )
