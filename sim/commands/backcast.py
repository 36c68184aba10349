"""`sim backcast`: a scenario scored against a dated record, beside models that know less."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from typing import TYPE_CHECKING

from sim.commands.interrupts import held_back, patient
from sim.commands.problem import DONE, INTERRUPTED, Problem, as_problem, check_range, load_scenario
from sim.commands.progress import bar, say_if_compiling, say_if_slow
from sim.commands.screen import note

if TYPE_CHECKING:
    from sim.analysis.scoring.backcast import Backcast
    from sim.scenario.loading import Scenario
    from sim.studies.backcasting.record import Record

STOPPING = "Interrupted: nothing is kept (Ctrl-C again: stop at once)"


def backcast(asked: Namespace) -> int:
    """Read both files, run every model, print the scores, and write the folder where one is asked for."""
    for name, low, high in (("runs", 1, None), ("draws", 1, None), ("seed", 0, 2**64 - 1)):
        check_range(f"--{name}", getattr(asked, name), low, high)
    if asked.scenario.lower().endswith(".csv"):
        raise Problem(f"{asked.scenario} is a table: the scenario comes first: sim backcast SCENARIO RECORD")
    scenario = load_scenario(asked.scenario)
    record = load(asked.record, scenario)
    from sim.results.backcast import not_of_a_backcast, write
    from sim.results.place import Refused, new_folder, probe

    with as_problem(Refused):
        probe(asked.out, not_of_a_backcast)
    found = scored(scenario, record, asked)
    if found is None:
        return INTERRUPTED
    from sim.analysis.scoring.as_json import as_json
    from sim.commands.scores import told

    with held_back():
        values, text = as_json(found), told(found)
        if asked.out is not None:
            with as_problem(Refused, OSError), new_folder(asked.out, not_of_a_backcast) as folder:
                write(folder, found, values, text)
    print(json.dumps(values, indent=1) if asked.json else text.rstrip("\n"))
    if asked.out is not None and not asked.json:
        print(f"\nWritten to {asked.out}")
    return DONE


def load(path: str, scenario: Scenario) -> Record:
    """The record, or every mistake in it as one problem."""
    from sim.scenario.mistakes import ScenarioError
    from sim.studies.backcasting.record import load_record

    with as_problem(ScenarioError):
        record = load_record(path, scenario)
    if record.unread:
        note(f"{path}: not read: {', '.join(record.unread)}")
    return record


def check_memory(scenario: Scenario, runs: int) -> None:
    """Refuse more runs than this machine can keep; two models are held at a time."""
    from sim.rules.record import empty_record

    record = empty_record(scenario.plan.world(scenario.parameters), 1)
    row = 2 * sum(getattr(record, name).nbytes for name in record.fields)
    have = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 2**63
    if row * runs > have:
        raise Problem(f"--runs {runs} need more memory than there is: take {have // row // 2} at most")


def scored(scenario: Scenario, record: Record, asked: Namespace) -> Backcast | None:
    """The back-cast; None after Ctrl-C."""
    from sim.studies.backcasting.forecasting import Stopped
    from sim.studies.backcasting.whole import backcast as run
    from sim.studies.backcasting.whole import runs_needed

    check_memory(scenario, asked.runs)
    say_if_compiling("run_fresh")
    say_if_slow()
    with as_problem(ValueError):
        total = runs_needed(scenario, record, asked.runs)
    try:
        with patient(STOPPING), bar(scenario.id, total) as progress, as_problem(ValueError, MemoryError):
            return run(
                scenario, record, runs=asked.runs, seed=asked.seed, draws=asked.draws, progress=progress
            )
    except Stopped:
        note("Interrupted: nothing was kept")
        return None
