"""`sim play`: people in the seats of a scenario, in browsers or at one keyboard."""

from __future__ import annotations

import datetime as dt
import sys
from argparse import Namespace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.problem import DONE, Problem, as_problem, check_range, load_scenario, settings
from sim.commands.progress import say_if_compiling
from sim.commands.screen import note

if TYPE_CHECKING:
    from sim.scenario.loading import Scenario
    from sim.wargame.journal import Journal

GAMES = "games"
WEB = ("starlette", "uvicorn", "jinja2")


def play(asked: Namespace) -> int:
    """Begin a game or go on with one, and serve it; or write what is printed for it."""
    if asked.resume is not None:
        check_is_alone(asked)
        check_way(asked)
        from sim.wargame.journal import Unusable, resume

        with as_problem(Unusable):
            return played(asked, resume(Path(asked.resume)))
    if asked.scenario is None:
        raise Problem("sim play takes a scenario file, or --resume with a saved game")
    check_range("--seed", asked.seed, 0, 2**64 - 1)
    fixed = settings(asked.set)
    scenario = load_scenario(asked.scenario)
    if asked.fictional and not scenario.document.game.display_names:
        raise Problem(f"{asked.scenario} has no invented names (game: display_names): leave out --fictional")
    if asked.print is not None:
        return printed(scenario, asked)
    check_way(asked)
    return played(asked, begun(asked, scenario, fixed))


def check_is_alone(asked: Namespace) -> None:
    """A saved game has its scenario, its seats and its luck."""
    said = {
        "a scenario": asked.scenario is not None,
        "--seat": bool(asked.seat),
        "--seed": asked.seed != 0,
        "--set": bool(asked.set),
        "--out": asked.out is not None,
        "--fictional": asked.fictional,
        "--print": asked.print is not None,
    }
    strange = [name for name, is_said in said.items() if is_said]
    if strange:
        raise Problem(f"--resume goes on with a game as it was begun: leave out {', '.join(strange)}")


def check_way(asked: Namespace) -> None:
    """Whether what serves the game is there, before a file is begun for it."""
    check_range("--port", asked.port, 0, 65_535)
    missing = [name for name in WEB if find_spec(name) is None]
    if missing and not asked.terminal:
        raise Problem(
            f"pages for browsers need what is not installed ({', '.join(missing)}):\n"
            "  pip install 'escalation-ladder[web]'\n"
            "or play at this keyboard alone, with --terminal"
        )


def begun(asked: Namespace, scenario: Scenario, fixed: dict[str, float]) -> Journal:
    """A new game in a new file."""
    from sim.wargame.journal import Unusable, begin
    from sim.wargame.table import Setup

    people = tuple(dict.fromkeys(asked.seat)) or None
    say_if_compiling("begin_by_ref")
    with as_problem(Unusable, ValueError, OSError):
        path = place(asked, scenario)
        setup = Setup(scenario, asked.seed, fixed, people)
        return begin(path, setup, fictional_names=asked.fictional)


def place(asked: Namespace, scenario: Scenario) -> Path:
    """The game's file: as asked, else the next of this scenario and day."""
    if asked.out is not None:
        if not asked.out:
            raise Problem("--out takes the name of a file")
        return Path(asked.out)
    folder = Path(GAMES)
    stem, number = f"{scenario.id}-{dt.date.today().isoformat()}", 1
    while (folder / f"{stem}-{number}.game").exists():
        number += 1
    return folder / f"{stem}-{number}.game"


def played(asked: Namespace, journal: Journal) -> int:
    """Play it, in browsers or here; it is saved whatever happens."""
    from sim.wargame.journal import Unusable

    note(f"The game is kept in {journal.path}")
    try:
        if asked.terminal:
            from sim.wargame.terminal.playing import play_at_terminal

            be_lenient_with_what_is_typed()
            with as_problem(Unusable):
                play_at_terminal(journal)
        else:
            with as_problem(OSError):
                import_module("sim.wargame.web.serving").serve(journal, asked.host, asked.port)
    finally:
        journal.close()
    return DONE


def be_lenient_with_what_is_typed() -> None:
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def printed(scenario: Scenario, asked: Namespace) -> int:
    """Write what is printed before a game, and say where it is."""
    from sim.wargame.naming import fictional

    write = import_module("sim.wargame.printing.pack").write_print_pack
    with as_problem(OSError, ValueError):
        for path in write(fictional(scenario) if asked.fictional else scenario, Path(asked.print)):
            print(path)
    return DONE
