"""Measure everything and print one table: `python -m bench [SCENARIO] [--quick]`.

Numbers are for looking at, not for passing: they depend on the machine and on what else it
is doing, so the targets stand beside them and nothing fails.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

import sim
from bench import chance, engines, fresh, growth, odds, reports, sweeps
from bench.clock import Row
from sim.scenario.loading import Scenario

FOLDER = Path("results/bench")
WIDTH = 150  # of a table that goes to a file


def main() -> None:
    asked = arguments()
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    scenario = sim.load(asked.scenario)
    small = asked.quick
    found = [Row("machine", machine(), note=f"load average {load()}")]
    with console.status("measuring; this takes some minutes") as status:
        speeds = engines.measure(scenario, runs=2000 if small else 8000, mesa_runs=5 if small else 20)
        found += engines.rows(speeds)
        status.update("counting random numbers")
        found += chance.rows(asked.scenario, speeds.ensemble)
        status.update("starting new processes")
        found += fresh.rows(asked.scenario, memory_runs=10_000 if small else 100_000)
        status.update("a study")
        found += sweeps.rows(asked.scenario, points=10 if small else 50)
        status.update("a report")
        found += reports.rows(asked.scenario, runs=3000 if small else 20_000)
        status.update("the odds of a game")
        found += odds.rows(scenario)
        status.update("forty seats at a table")
        found += tables()
        status.update("runs, days and postures")
        grown = growth.measure(scenario, unit=250 if small else 1000)
        found += growth.rows(grown)
    console.print(table(f"{scenario.title}: {size(scenario)}", found))
    picture = growth.draw(grown, FOLDER)
    numbers = FOLDER / "bench.json"
    numbers.write_text(json.dumps([asdict(row) for row in found], indent=1) + "\n")
    console.print(f"{numbers}\n{picture}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="How fast the simulation is.")
    parser.add_argument("scenario", nargs="?", default="scenarios/gaza_2023.yaml")
    parser.add_argument(
        "--quick", action="store_true", help="a quarter of the runs or fewer, for a first look"
    )
    return parser.parse_args()


def tables() -> list[Row]:
    """The pages need what a plain installation has not."""
    if find_spec("starlette") is None:
        return [Row("forty seats at once", "not measured", note="needs pip install 'escalation-ladder[web]'")]
    return import_module("bench.tables").rows()


def machine() -> str:
    return f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def size(scenario: Scenario) -> str:
    cast = scenario.plan.cast
    bound, sights = len(scenario.plan.bindings), len(scenario.plan.sights)
    return (
        f"{len(cast.actors)} actors, {len(cast.postures)} postures, {bound} bound triggers, "
        f"{sights} views, {scenario.days} days"
    )


def table(title: str, found: list[Row]) -> Table:
    drawn = Table(title=title, title_justify="left")
    for heading in ("measured", "value", "target", "note"):
        drawn.add_column(heading, overflow="fold")
    for row in found:
        drawn.add_row(row.what, row.value, row.target, row.note)
    return drawn


if __name__ == "__main__":
    main()
