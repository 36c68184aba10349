"""`sim report`: one page of everything that a results folder says."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from sim.commands.interrupts import asked_to_stop
from sim.commands.problem import DONE, INTERRUPTED, Problem, as_problem
from sim.commands.progress import say_if_compiling, say_if_slow
from sim.commands.screen import note

if TYPE_CHECKING:
    from sim.report.results import Results

STOPPING = "Interrupted: nothing is written"


def report(asked: Namespace) -> int:
    """Read the folder, write the page, say where it is; of a saved game, its debrief."""
    from sim.report.results import Unreadable, read
    from sim.report.writing import NAME, Refused, probe, write
    from sim.wargame.journal import is_game

    if is_game(Path(asked.folder)):
        return of_game(asked)
    if asked.anonymous:
        raise Problem(f"--anonymous is of a saved game, and {asked.folder} is none")
    out = Path(asked.folder) / NAME if asked.out is None else Path(asked.out)
    with as_problem(Unreadable, Refused):
        results = read(asked.folder)
        probe(out)
    if asked.more:
        found = with_more(results)
        if found is None:
            return INTERRUPTED
        results = found
    text = written(results)
    with as_problem(Refused):
        write(text, out)
    print(f"{out}  one page, {len(text.encode()) / 1e6:.1f} MB: open it in a browser")
    return DONE


def of_game(asked: Namespace) -> int:
    """The debrief of a saved game."""
    from sim.commands.review import review_command

    if asked.more:
        raise Problem(f"--more is of a results folder, and {asked.folder} is a saved game")
    return review_command(asked)


def written(results: Results) -> str:
    """The page; no window is opened for its figures."""
    import matplotlib

    matplotlib.use("svg")
    from sim.report.page import page

    say_if_compiling("begin_by_ref")
    return page(results)


def with_more(results: Results) -> Results | None:
    """The results with what new runs tell; None where that was called off."""
    from sim.report.more import more
    from sim.studies.asking.versions import Failed
    from sim.studies.running.sample import Stopped

    if not results.ensemble.outcomes:
        note("--more asks what outcomes hang on, and the scenario names none: left out")
        return results
    say_if_compiling("run_fresh")
    say_if_slow()
    stop = Event()
    with as_problem(Failed), asked_to_stop(stop, STOPPING, "sim report DIR --more"):
        try:
            return replace(results, more=more(results.ensemble, told=said, stopping=stop.is_set))
        except Stopped:
            return None


def said(what: str) -> None:
    note(f"Running: {what}")
