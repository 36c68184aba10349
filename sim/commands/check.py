"""`sim check`: what is wrong in scenarios, and in what is asked of them, each thing with its place."""

from __future__ import annotations

import json
from argparse import Namespace
from importlib import import_module
from typing import TYPE_CHECKING

from sim.commands.problem import DONE, WRONG
from sim.commands.screen import note

if TYPE_CHECKING:
    from sim.scenario.kinds import Kind
    from sim.scenario.mistakes import Mistake

    Found = tuple[list[Mistake], list[Mistake]]


def check(asked: Namespace) -> int:
    """Mistakes and warnings on standard output, a line each; a tally on standard error."""
    if asked.schema or asked.study_schema:
        return print_schema(asked.study_schema)
    total = [0, 0]
    for path in asked.files:
        mistakes, lints = checked(path)
        for mistake in mistakes:
            print(mistake)
        for lint in lints:
            kind = "" if asked.strict else "warning: "
            print(f"{lint.file}:{lint.line}:{lint.column}: {kind}{lint.message}")
        total[0] += len(mistakes) + (len(lints) if asked.strict else 0)
        total[1] += 0 if asked.strict else len(lints)
    note(tally(len(asked.files), *total))
    return WRONG if total[0] else DONE


# What reads each kind of file, and tells mistakes alone or mistakes and warnings.
CHECKS: dict[Kind, str] = {
    "scenario": "sim.scenario.loading.check_file",
    "study": "sim.studies.form.loading.check_study",
    "cases": "sim.cases.loading.check_cases",
    "calibration": "sim.calibration.loading.check_calibration",
    "claims": "sim.scenario.claims.check_claims",
}


def checked(path: str) -> Found:
    """Mistakes and warnings of a file of any kind, and of the files that it names."""
    from sim.scenario.kinds import kind_of

    module, _, name = CHECKS[kind_of(path) or "scenario"].rpartition(".")
    found: Found | list[Mistake] = getattr(import_module(module), name)(path)
    return found if isinstance(found, tuple) else (found, [])


def tally(files: int, mistakes: int, warnings: int) -> str:
    parts = [counted(mistakes, "mistake")] + ([counted(warnings, "warning")] if warnings else [])
    return f"{counted(files, 'file')}: {', '.join(parts)}"


def counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def print_schema(of_studies: bool) -> int:
    """The form of scenario files, or of study files, for editors."""
    if of_studies:
        from sim.studies.form.json_schema import study_schema as schema
    else:
        from sim.scenario.json_schema import json_schema as schema
    print(json.dumps(schema(), indent=2))
    return DONE
