"""`sim check`: what is wrong in scenarios and studies, each thing with its place."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING

from sim.commands.problem import DONE, WRONG
from sim.commands.screen import note

if TYPE_CHECKING:
    from sim.scenario.mistakes import Mistake


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


def checked(path: str) -> tuple[list[Mistake], list[Mistake]]:
    """Mistakes and warnings of a scenario, or of a study, cases or a calibration and what they name."""
    from sim.scenario.kinds import kind_of

    kind = kind_of(path)
    if kind == "calibration":
        from sim.calibration.loading import check_calibration

        return check_calibration(path), []
    if kind == "cases":
        from sim.cases.loading import check_cases

        return check_cases(path), []
    if kind == "study":
        from sim.studies.form.loading import check_study

        return check_study(path)
    from sim.scenario.loading import check_file

    return check_file(path)


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
