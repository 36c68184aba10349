"""`sim check`: what is wrong in scenario files, each with its place."""

from __future__ import annotations

import json
from argparse import Namespace

from sim.commands.problem import DONE, WRONG
from sim.commands.screen import note


def check(asked: Namespace) -> int:
    """Mistakes and warnings on standard output, a line each; a tally on standard error."""
    if asked.schema:
        return print_schema()
    from sim.scenario.loading import check_file

    total = [0, 0]
    for path in asked.files:
        mistakes, lints = check_file(path)
        for mistake in mistakes:
            print(mistake)
        for lint in lints:
            kind = "" if asked.strict else "warning: "
            print(f"{lint.file}:{lint.line}:{lint.column}: {kind}{lint.message}")
        total[0] += len(mistakes) + (len(lints) if asked.strict else 0)
        total[1] += 0 if asked.strict else len(lints)
    note(tally(len(asked.files), *total))
    return WRONG if total[0] else DONE


def tally(files: int, mistakes: int, warnings: int) -> str:
    parts = [counted(mistakes, "mistake")] + ([counted(warnings, "warning")] if warnings else [])
    return f"{counted(files, 'file')}: {', '.join(parts)}"


def counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def print_schema() -> int:
    """The form of scenario files, for editors."""
    from sim.scenario.json_schema import json_schema

    print(json.dumps(json_schema(), indent=2))
    return DONE
