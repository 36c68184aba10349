"""`sim run`: a scenario as an ensemble, with its twin without errors."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.interrupts import held_back, patient
from sim.commands.problem import (
    DONE,
    INTERRUPTED,
    Problem,
    as_problem,
    check_range,
    load_scenario,
    settings,
)
from sim.commands.progress import bar, say_if_compiling, say_if_slow
from sim.commands.screen import note

if TYPE_CHECKING:
    from sim.analysis.results import Ensemble
    from sim.results.manifest import Order
    from sim.scenario.loading import Scenario

STOPPING = "Interrupted: finishing the runs under way (Ctrl-C again: stop at once and keep nothing)"


def run(asked: Namespace) -> int:
    """Simulate, write the folder, print the summary."""
    check_numbers(asked)
    if asked.weekly:
        from sim.commands.weekly import weekly

        return weekly(asked)
    fixed = settings(asked.set)
    scenario = load_scenario(asked.scenario)
    from sim.results.manifest import Order
    from sim.results.place import Refused, probe
    from sim.results.sources import Changed, portable, sources
    from sim.scenario.fixing import fixed_parameters
    from sim.scenario.mistakes import ScenarioError

    with as_problem(ValueError):
        fixed_parameters(scenario, fixed)
    out = where(asked, scenario)
    with as_problem(Changed, ScenarioError):
        files = {} if out is None else portable(sources(scenario))
    twin = not asked.no_errors and not asked.no_twin
    order = Order(
        asked.scenario, asked.runs, asked.seed, asked.draws, asked.first, fixed, not asked.no_errors, twin
    )
    with as_problem(Refused):
        probe(out)
    ensemble = simulated(scenario, order)
    if not ensemble.runs:
        note(f"\nNo run was finished. To start again:\n  {order.command(out)}")
        return INTERRUPTED
    with held_back():
        text = finished(ensemble, order, files, out, asked.json)
    print(text, end="")
    if not asked.json and out is not None:
        print_paths(Path(out))
        print_run_to_read(ensemble, order)
    return interrupted(ensemble, order, out) if ensemble.interrupted else DONE


def check_numbers(asked: Namespace) -> None:
    check_range("--runs", asked.runs, 1)
    check_range("--draws", asked.draws, 1)
    check_range("--seed", asked.seed, 0, 2**64 - 1)
    check_range("--first", asked.first, 0, 2**63)


def check_memory(scenario: Scenario, order: Order) -> None:
    """Refuse more runs than this machine can keep; a row a run is held until the end."""
    from sim.rules.record import empty_record

    record = empty_record(scenario.plan.world(scenario.parameters), 1)
    row = sum(getattr(record, name).nbytes for name in record.fields) * (2 if order.twin else 1)
    have = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 2**63
    if row * order.runs > have:
        most = have // row // 2
        raise Problem(
            f"--runs {order.runs} need more memory than there is: run up to {most} at a time (--first)"
        )


def where(asked: Namespace, scenario: Scenario) -> str | None:
    """The results folder: as asked, else one by scenario and seed; with --json only as asked."""
    if asked.out is not None:
        if not asked.out:
            raise Problem("--out takes the name of a folder")
        return str(asked.out)
    return None if asked.json else os.path.join("results", f"{scenario.id}-{asked.seed}")


def simulated(scenario: Scenario, order: Order) -> Ensemble:
    """The ensemble; after Ctrl-C the runs that were finished by then."""
    from sim.simulation import simulate

    check_memory(scenario, order)
    say_if_compiling("run_fresh")
    say_if_slow()
    with patient(STOPPING), bar(scenario.id, order.runs) as progress, as_problem(ValueError, MemoryError):
        return simulate(
            scenario,
            order.runs,
            order.seed,
            draws=order.draws,
            errors=order.errors,
            twin=order.twin,
            parameters=order.fixed,
            first=order.first,
            progress=progress,
        )


def finished(ensemble: Ensemble, order: Order, files: dict[str, str], out: str | None, as_json: bool) -> str:
    """Write the results where they are wanted; returns what is to be printed."""
    summary, text = ensemble.summary(), ""
    if out is not None:
        from sim.commands.summary import told
        from sim.results.place import Refused, new_folder
        from sim.results.writing import write_results

        text = told(ensemble, summary, order.first)
        with as_problem(Refused, OSError), new_folder(out) as folder:
            write_results(folder, ensemble, summary, text, order, files, out)
    return json.dumps(summary, indent=1) + "\n" if as_json else text


def print_paths(out: Path) -> None:
    """What was written, and what each file holds."""
    from sim.results.writing import ABOUT

    there = [name for name in ABOUT if (out / name).exists()]
    widest = max(len(str(out / name)) for name in there)
    print("\nWritten")
    for name in there:
        print(f"  {str(out / name).ljust(widest)}  {ABOUT[name]}")


def print_run_to_read(ensemble: Ensemble, order: Order) -> None:
    """One run of the rarest outcome that came, for whoever wants to see how."""
    from sim.analysis.one_run.to_read import run_to_read

    found = run_to_read(ensemble)
    if found is not None:
        words = f"To read a run in which {found.outcome} came"
        print(f"\n{words}:\n  {order.replay(order.first + found.row)}")


def interrupted(ensemble: Ensemble, order: Order, out: str | None) -> int:
    """Say what was kept, and what would run the rest."""
    first = order.first + ensemble.runs
    rest = replace(order, runs=order.runs - ensemble.runs, first=first)
    sys.stdout.flush()
    note(f"\nInterrupted after {ensemble.runs:,} of {order.runs:,} runs; these are kept. To run the rest:")
    note(f"  {rest.command(None if out is None else f'{out}-from-{first}')}")
    return INTERRUPTED
