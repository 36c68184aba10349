"""The command line: what can be asked, and how it ends.

Exit status: 0 done, 1 the input is wrong, 2 the command line is wrong, 130 interrupted.
Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from sim.commands.interrupts import unmistakable
from sim.commands.problem import DONE, INTERRUPTED, WRONG, Problem

DRAWS, RUNS, PORT = 200, 20_000, 8000
EPILOG = "It explores what a scenario's assumptions imply; it does not predict."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the value is the exit status."""
    said = parser()
    asked = said.parse_args(arguments)
    if asked.command == "check" and bool(asked.files) + asked.schema + asked.study_schema != 1:
        said.error("sim check takes files, or --schema alone, or --study-schema alone")
    be_lenient()
    try:
        with unmistakable():
            status = int(getattr(import_module(f"sim.commands.{asked.command}"), asked.command)(asked))
            sys.stdout.flush()
        return status
    except Problem as problem:
        print(problem, file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print("Interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def be_lenient() -> None:
    """A terminal that cannot show a sign shows another, and nothing fails for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="sim", description="An escalation-ladder simulation of international crises.", epilog=EPILOG
    )
    top.add_argument("--version", action=Version, nargs=0, help="print the version")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    add_check(commands)
    add_run(commands)
    add_play(commands)
    add_replay(commands)
    add_report(commands)
    add_sweep(commands)
    add_evidence(commands)
    add_calibrate(commands)
    add_backcast(commands)
    add_cases(commands)
    return top


class Version(argparse.Action):
    """The version, looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from sim.version import VERSION

        print(f"sim {VERSION}")
        parser.exit()


Commands = argparse._SubParsersAction  # argparse gives it no public name


def add_check(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "validate scenarios, studies, cases, calibrations, claims: every mistake with its place"
    command = commands.add_parser("check", help=words, description=words)
    command.add_argument("files", nargs="*", metavar="FILE", help="files of any of these kinds")
    command.add_argument("--strict", action="store_true", help="warnings are mistakes")
    words = "print the JSON Schema of scenario files, for editors"
    command.add_argument("--schema", action="store_true", help=words)
    words = "print the JSON Schema of study files"
    command.add_argument("--study-schema", action="store_true", help=words)


def add_run(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "run a scenario many times, and its twin without errors"
    command = commands.add_parser("run", help=words, description=words, epilog=EPILOG)
    command.add_argument("scenario", metavar="SCENARIO", help="a scenario file")
    command.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"how many (default {RUNS:,})")
    add_address(command)
    command.add_argument(
        "--first", type=int, default=0, metavar="N", help="number of the first run (default 0)"
    )
    command.add_argument("--out", metavar="DIR", help="the results folder (default results/ID-SEED)")
    command.add_argument("--json", action="store_true", help="print the summary as JSON, and nothing else")
    command.add_argument("--no-twin", action="store_true", help="leave out the twin: twice as fast")
    words = "of a scenario with a record: what each week of it changed (no twin)"
    command.add_argument("--weekly", action="store_true", help=words)


def add_play(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "play a scenario as a war game: people in its seats, the rulebook in the others"
    command = commands.add_parser("play", help=words, description=words, epilog=EPILOG)
    command.add_argument("scenario", metavar="SCENARIO", nargs="?", help="a scenario file")
    words = (
        "a seat that people take, by its actor; may be given more than once (default: as the scenario says)"
    )
    command.add_argument("--seat", action="append", default=[], metavar="ACTOR", help=words)
    command.add_argument("--port", type=int, default=PORT, metavar="P", help=f"default {PORT}")
    words = "the address to serve on (default 127.0.0.1: this computer alone; 0.0.0.0: its whole network)"
    command.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help=words)
    command.add_argument("--seed", type=int, default=0, metavar="S", help="the seed of all luck (default 0)")
    words = "fix a parameter instead of drawing it; may be given more than once"
    command.add_argument("--set", action="append", default=[], metavar="PARAMETER=VALUE", help=words)
    command.add_argument("--out", metavar="FILE", help="the game's file (default games/ID-DATE-N.game)")
    command.add_argument("--fictional", action="store_true", help="under the scenario's invented names")
    words = "play at this keyboard, which is passed around, and not in browsers"
    command.add_argument("--terminal", action="store_true", help=words)
    command.add_argument("--print", metavar="DIR", help="write what is printed for a game, and play nothing")
    command.add_argument("--resume", metavar="FILE", help="go on with a saved game")


def add_replay(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "tell one run of an ensemble, or a saved game, day by day: who moved, and why"
    command = commands.add_parser("replay", help=words, description=words)
    words = "a scenario file, or a saved game of sim play"
    command.add_argument("scenario", metavar="FILE", help=words)
    command.add_argument("--run", type=int, default=0, metavar="N", help="the number of the run (default 0)")
    add_address(command)
    form = command.add_mutually_exclusive_group()
    words = "only firebreaks crossed, events, lines honoured or not, outcomes, and a last line"
    form.add_argument("--brief", action="store_true", help=words)
    form.add_argument("--json", action="store_true", help="print the run as JSON, and nothing else")


def add_report(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "make one page of a results folder, or the debrief of a saved game"
    command = commands.add_parser("report", help=words, description=words, epilog=EPILOG)
    words = "a results folder of sim run, or a saved game of sim play"
    command.add_argument("folder", metavar="DIR", help=words)
    words = "the page (default DIR/report.html), or of a game the folder (default GAME-debrief)"
    command.add_argument("--out", metavar="PATH", help=words)
    which = command.add_mutually_exclusive_group()
    words = "of results, also what needs new runs: mechanisms off, ladders anew, assumed numbers ranked"
    which.add_argument("--more", action="store_true", help=words)
    words = "of a game, without the players' names and what they typed"
    which.add_argument("--anonymous", action="store_true", help=words)


def add_sweep(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "run a study: a designed experiment over parameters and variants of a scenario"
    command = commands.add_parser("sweep", help=words, description=words, epilog=EPILOG)
    command.add_argument("study", metavar="STUDY", help="a study file")
    command.add_argument("--out", metavar="DIR", help="the folder of the study (default results/ID)")
    command.add_argument("--resume", action="store_true", help="go on with a folder that was begun")
    words = "every N-th point from the I-th, for machines that share the folder"
    command.add_argument("--shard", metavar="I/N", help=words)
    where = command.add_mutually_exclusive_group()
    words = "run on N processes of this machine (default: its threads)"
    where.add_argument("--workers", type=int, metavar="N", help=words)
    where.add_argument("--scheduler", metavar="ADDRESS", help="run on an existing Dask cluster")


def add_calibrate(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "learn a scenario's uncertain numbers from what was recorded, and check what was learnt"
    command = commands.add_parser("calibrate", help=words, description=words, epilog=EPILOG)
    command.add_argument("calibration", metavar="FILE", help="a calibration file: a scenario and targets")
    words = "the folder of the calibration (default results/ID)"
    command.add_argument("--out", metavar="DIR", help=words)
    words = "runs to learn from (default: as the file says)"
    command.add_argument("--runs", type=int, metavar="N", help=words)
    command.add_argument(
        "--seed", type=int, metavar="S", help="the seed of all luck (default: as the file says)"
    )
    words = "known runs to find again, all over the prior and as many near the record; 0: none"
    command.add_argument("--sbc", type=int, metavar="N", help=words)
    words = "also write the calibrated scenario here, beside others"
    command.add_argument("--scenario", metavar="FILE", help=words)


def add_evidence(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "list every threshold with what it rests on, and every number that is only assumed"
    command = commands.add_parser("evidence", help=words, description=words)
    command.add_argument("scenario", metavar="SCENARIO", help="a scenario file")
    forms = ("text", "table", "markdown", "html")
    words = "a listing (text, the default), tables, Markdown, or one HTML page"
    command.add_argument("--format", choices=forms, default="text", help=words)
    command.add_argument("--out", metavar="FILE", help="write it to a file")
    which = command.add_mutually_exclusive_group()
    words = "one claim: its grade, who contradicts it, and everything that rests on it"
    which.add_argument("--claim", metavar="ID", help=words)
    words = "one parameter, or another entry by its name: its claims, their grades, its range"
    which.add_argument("--parameter", metavar="NAME", help=words)
    words = "what to find out next: assumed numbers, ranked by a finished study's folder"
    which.add_argument("--study", metavar="DIR", help=words)


def add_cases(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "run cases: situations, and what the rules of a scenario must make of them"
    command = commands.add_parser("cases", help=words, description=words)
    command.add_argument("files", nargs="+", metavar="FILE", help="files of cases")
    words = "how many runs of each case (default: as its file says)"
    command.add_argument("--runs", type=int, metavar="N", help=words)
    command.add_argument("--json", action="store_true", help="print the results as JSON, and nothing else")


def add_backcast(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "score a scenario against a dated record, beside models that know less"
    command = commands.add_parser("backcast", help=words, description=words, epilog=EPILOG)
    command.add_argument("scenario", metavar="SCENARIO", help="a scenario file")
    words = "a CSV file of dated observations: kind, what, from, to, value, source, note"
    command.add_argument("record", metavar="RECORD", help=words)
    command.add_argument(
        "--runs", type=int, default=RUNS, metavar="N", help=f"of each model (default {RUNS:,})"
    )
    command.add_argument("--seed", type=int, default=0, metavar="S", help="the seed of all luck (default 0)")
    words = f"draws of the uncertain parameters (default {DRAWS})"
    command.add_argument("--draws", type=int, default=DRAWS, metavar="D", help=words)
    command.add_argument("--json", action="store_true", help="print the scores as JSON, and nothing else")
    command.add_argument("--out", metavar="DIR", help="also write scores and figures into this folder")


def add_address(command: argparse.ArgumentParser) -> None:
    """What says which runs are meant."""
    command.add_argument("--seed", type=int, default=0, metavar="S", help="the seed of all luck (default 0)")
    words = f"draws of the uncertain parameters; run n uses draw n mod D (default {DRAWS})"
    command.add_argument("--draws", type=int, default=DRAWS, metavar="D", help=words)
    words = "fix a parameter instead of drawing it; may be given more than once"
    command.add_argument("--set", action="append", default=[], metavar="PARAMETER=VALUE", help=words)
    words = "no accidents, misperception or false alarms; the same luck"
    command.add_argument("--no-errors", action="store_true", help=words)


if __name__ == "__main__":
    sys.exit(main())
