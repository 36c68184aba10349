"""`sim cases`: situations, and whether the rules of a scenario make of them what they must."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from sim.commands.problem import DONE, WRONG, as_problem, check_range, refuse_others
from sim.commands.progress import say_if_compiling, say_if_slow
from sim.commands.screen import prose, table

if TYPE_CHECKING:
    from sim.cases.coverage import Coverage, Mechanism
    from sim.cases.file import CasesFile
    from sim.cases.running import Finding, Verdict
    from sim.scenario.loading import Scenario

MOST_RUNS = 100_000
EXPECTED = {
    "must": "must",
    "must_not": "must not",
    "may": "may",
    "bound": "bound",
    "not_bound": "not bound",
}


def cases(asked: Namespace) -> int:
    """Run every case of the files; what holds, what does not and why, and which claims have a case."""
    if asked.runs is not None:
        check_range("--runs", asked.runs, 1, MOST_RUNS)
    known: dict[str, Scenario] = {}
    files = [load(path, known) for path in asked.files]
    say_if_compiling("run_fresh")
    say_if_slow()
    return print_json(files, asked.runs) if asked.json else print_all(files, asked.runs)


def load(path: str, known: dict[str, Scenario]) -> CasesFile:
    """Cases, or every mistake in them as one problem."""
    from sim.cases.loading import load_cases
    from sim.scenario.mistakes import ScenarioError

    refuse_others(path, "cases")
    with as_problem(ScenarioError):
        return load_cases(path, known)


def print_all(files: list[CasesFile], runs: int | None) -> int:
    from sim.cases.coverage import coverage
    from sim.cases.running import run_file

    held, total = 0, 0
    for file in files:
        print(f"{file.document.title} ({file.path})")
        for verdict in run_file(file, runs):
            print_verdict(verdict)
            held, total = held + verdict.holds, total + 1
        print()
    covered = coverage(files)
    for each in covered:
        print_coverage(each)
    bare = [claim for each in covered for claim in each.missing]
    print(said_in_all(held, total, bare))
    return DONE if held == total and not bare else WRONG


def print_verdict(verdict: Verdict) -> None:
    """One line where a case holds; else everything that does not."""
    from sim.cases.retelling import retold

    case = verdict.case
    print(prose(f"{case.id}: {case.title}", "  ok    " if verdict.holds else "  FAILS ", "        "))
    for alike in failing(verdict):
        print(prose(complaint(alike), "        ", "          "))
        for line in retold(verdict, alike[0]):
            print(prose(line, "          ", "            "))
    if not verdict.holds:
        print(prose(f"the case says: {case.because}", "        ", "          "))


def failing(verdict: Verdict) -> list[list[Finding]]:
    """What does not hold; actors of whom a rule says the same in as many runs stand together."""
    groups: dict[tuple[str, str, int, bool], list[Finding]] = {}
    for finding in verdict.findings:
        if not finding.holds:
            key = (finding.kind, finding.words, finding.count, finding.impossible)
            groups.setdefault(key, []).append(finding)
    return list(groups.values())


def complaint(alike: list[Finding]) -> str:
    """What must have been, and in how many runs it was."""
    one = alike[0]
    who = ", ".join(each.actor for each in alike if each.actor)
    words = f"{EXPECTED[one.kind]}: {one.words}{f' of {who}' if who else ''}"
    if one.impossible:
        return f"{words}: no such rule can bind {who}"
    asked = ", where it should be some and not all" if one.kind == "may" else ""
    return f"{words}: in {one.count} of {one.runs} runs{asked}"


def print_coverage(each: Coverage) -> None:
    """The claims by mechanism, those that the files set out to cover first."""
    if not each.scenario.claims:
        return
    rows = [row(mechanism) for mechanism in each.mechanisms]
    heads = ["mechanism", "claims", "with a case", "without"]
    title = (
        f"{each.scenario.id}: {each.cases} cases, and the claims they test (* all of them shall have a case)"
    )
    print(table(title, heads, rows, right=(1, 2)))
    print()


def row(mechanism: Mechanism) -> list[str]:
    star = " *" if mechanism.asked else ""
    without = ", ".join(mechanism.missing) if mechanism.asked else f"{len(mechanism.missing) or ''}"
    return [f"{mechanism.name}{star}", str(mechanism.total), str(len(mechanism.covered)), without]


def said_in_all(held: int, total: int, bare: list[str]) -> str:
    """How many cases hold, and which claims have none though the files set out to cover them."""
    many = f"{total} case{'' if total == 1 else 's'}"
    told = f"{many}: all hold" if held == total else f"{many}: {total - held} not as it must be"
    return f"{told}; without a case, and shall have one: {', '.join(bare)}" if bare else told


# ---------------------------------------------------------------- as data


def print_json(files: list[CasesFile], runs: int | None) -> int:
    from sim.cases.coverage import coverage
    from sim.cases.running import run_file

    verdicts = [(file, verdict) for file in files for verdict in run_file(file, runs)]
    covered = coverage(files)
    data = {
        "cases": [as_data(file, verdict) for file, verdict in verdicts],
        "coverage": [coverage_data(each) for each in covered],
    }
    print(json.dumps(data, indent=1))
    as_it_must = all(verdict.holds for _, verdict in verdicts) and not any(each.missing for each in covered)
    return DONE if as_it_must else WRONG


def as_data(file: CasesFile, verdict: Verdict) -> dict[str, Any]:
    case = verdict.case
    return {
        "file": str(file.path),
        "id": case.id,
        "title": case.title,
        "claims": list(case.claims),
        "because": case.because,
        "holds": verdict.holds,
        "findings": [finding_data(finding) for finding in verdict.findings],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "words": finding.words,
        "actor": finding.actor,
        "runs": finding.runs,
        "came": finding.count,
        "holds": finding.holds,
    }


def coverage_data(each: Coverage) -> dict[str, Any]:
    return {
        "scenario": each.scenario.id,
        "cases": each.cases,
        "mechanisms": [
            {
                "mechanism": mechanism.name,
                "asked": mechanism.asked,
                "covered": list(mechanism.covered),
                "missing": list(mechanism.missing),
            }
            for mechanism in each.mechanisms
        ],
    }
