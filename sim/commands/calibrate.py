"""`sim calibrate`: what a record says of the numbers that nobody knew, and whether that can be trusted."""

from __future__ import annotations

import os
import shlex
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.problem import DONE, INTERRUPTED, Problem, as_problem, check_range, refuse_others
from sim.commands.progress import bar, say_if_compiling, say_if_slow
from sim.commands.screen import note

if TYPE_CHECKING:
    from sim.calibration.calibrating import Calibrated
    from sim.calibration.loading import Calibration


def calibrate(asked: Namespace) -> int:
    """Learn from the record, print the tables, write the folder."""
    calibration = loaded(asked.calibration)
    from sim.calibration.leaving import not_of_a_calibration
    from sim.calibration.variant import sound_variant, variant_text
    from sim.calibration.writing import write_calibration
    from sim.commands.calibrated import told
    from sim.results.place import Refused, new_folder, probe
    from sim.scenario.mistakes import ScenarioError

    runs, seed, sbc = numbers(asked, calibration)
    out = asked.out or os.path.join("results", calibration.id)
    command = command_of(asked, out)
    with as_problem(Refused):
        probe_variant(asked.scenario)
        probe(out, not_of_a_calibration)
    try:
        found = calibrated(calibration, runs, seed, sbc)
    except KeyboardInterrupt:
        note(f"\nInterrupted: nothing is written. To start again:\n  {command}")
        return INTERRUPTED
    text, name = told(found), f"{variant_id(calibration)}.yaml"
    target = Path(out).resolve() / name
    with as_problem(Refused, OSError, ScenarioError):
        variant = variant_text(found, target, command)
        sound_variant(variant, target)
        with new_folder(out, not_of_a_calibration) as folder:
            write_calibration(folder, found, text, (name, variant), command)
    if asked.scenario is not None:
        put_variant(found, Path(asked.scenario), command)
    print(text, end="")
    print_paths(Path(out), name, asked.scenario)
    return DONE


def loaded(path: str) -> Calibration:
    """A calibration, or every mistake in it as one problem."""
    from sim.calibration.loading import load_calibration
    from sim.scenario.mistakes import ScenarioError

    refuse_others(path, "calibration")
    with as_problem(ScenarioError):
        return load_calibration(path)


def numbers(asked: Namespace, calibration: Calibration) -> tuple[int, int, int]:
    """Runs, seed and replications: as asked for, else as the file says."""
    from sim.calibration.schema import FEWEST, MAX_RUNS, MAX_SBC

    document = calibration.document
    runs = document.runs if asked.runs is None else asked.runs
    seed = document.seed if asked.seed is None else asked.seed
    sbc = document.sbc if asked.sbc is None else asked.sbc
    check_range("--runs", runs, -int(-FEWEST // document.keep), MAX_RUNS)
    check_range("--seed", seed, 0, 2**64 - 1)
    check_range("--sbc", sbc, 0, MAX_SBC)
    if 0 < sbc < 100:
        raise Problem(f"--sbc must be 0 or 100 or more, not {sbc}: with fewer, nothing would be found amiss")
    return runs, seed, sbc


def command_of(asked: Namespace, out: str) -> str:
    """The command line that makes it again."""
    words = ["sim", "calibrate", asked.calibration]
    for option in ("runs", "seed", "sbc"):
        value = getattr(asked, option)
        words += [] if value is None else [f"--{option}", str(value)]
    words += [] if asked.out is None else ["--out", out]
    words += [] if asked.scenario is None else ["--scenario", asked.scenario]
    return shlex.join(words)


def calibrated(calibration: Calibration, runs: int, seed: int, sbc: int) -> Calibrated:
    from sim.calibration.calibrating import calibrate as work
    from sim.calibration.calibrating import runs_needed

    say_if_compiling("run_fresh")
    say_if_slow()
    total = runs_needed(runs, sbc, calibration.document.draws)
    with bar(calibration.id, total) as progress, as_problem(MemoryError):
        return work(calibration, runs, seed, sbc, progress)


def variant_id(calibration: Calibration) -> str:
    form = calibration.document.variant
    return form.id if form else f"{calibration.base.id}_calibrated"


def probe_variant(asked: str | None) -> None:
    """Raise Refused, before any work is done, where the calibrated scenario could not be put."""
    from sim.calibration.leaving import MADE_BY
    from sim.results.place import Refused

    if asked is None:
        return
    path = Path(asked)
    if not asked or not path.parent.is_dir():
        raise Refused(f"--scenario {asked}: there is no folder {path.parent}")
    if path.is_dir() or (path.exists() and f"`{MADE_BY}" not in path.read_text("utf-8", "replace")[:1000]):
        raise Refused(
            f"--scenario {asked} is there already, and {MADE_BY} did not make it: name another file"
        )


def put_variant(found: Calibrated, path: Path, command: str) -> None:
    """The calibrated scenario once more, where it is wanted, whole or not at all."""
    from sim.calibration.variant import sound_variant, variant_text
    from sim.scenario.mistakes import ScenarioError
    from sim.studies.keeping.files import write_whole

    text = variant_text(found, path.resolve(), command)
    with as_problem(OSError, ScenarioError):
        sound_variant(text, path)
        write_whole(path, lambda fresh: fresh.write_text(text, encoding="utf-8"))


def print_paths(out: Path, variant: str, elsewhere: str | None) -> None:
    """What was written, and what each file holds."""
    from sim.calibration.writing import ABOUT

    about = {variant: "the calibrated scenario", **ABOUT}
    there = {str(out / name): words for name, words in about.items() if (out / name).exists()}
    if elsewhere is not None:
        there[elsewhere] = "the calibrated scenario, too"
    widest = max(len(name) for name in there)
    print("\nWritten")
    for name, words in there.items():
        print(f"  {name.ljust(widest)}  {words}")
