"""The list at the end of docs/cases.md, made from the cases themselves: `python -m tests.cases.listing`."""

from __future__ import annotations

from collections.abc import Sequence

from sim.cases.coverage import Coverage, coverage
from sim.cases.file import CasesFile
from sim.cases.loading import load_cases
from sim.scenario.loading import Scenario
from tests.cases.situations import SHIPPED


def listing(files: Sequence[CasesFile]) -> str:
    """By scenario and mechanism: each claim that is tested, with its cases."""
    return "\n".join(of_scenario(each, files) for each in coverage(files))


def of_scenario(each: Coverage, files: Sequence[CasesFile]) -> str:
    cases: dict[str, list[str]] = {}
    for file in files:
        for case in file.cases if file.scenario.sha256 == each.scenario.sha256 else []:
            for claim in case.claims:
                cases.setdefault(claim, []).append(case.id)
    lines = [f"### {each.scenario.id}: {each.cases} cases", ""]
    for mechanism in each.mechanisms:
        if mechanism.covered:
            whole = "all" if not mechanism.missing else f"{len(mechanism.covered)} of {mechanism.total}"
            lines += [f"**{mechanism.name}** ({whole})", ""]
            lines += [f"- {claim}: {', '.join(cases[claim])}" for claim in mechanism.covered]
            lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    known: dict[str, Scenario] = {}
    print(listing([load_cases(path, known) for path in SHIPPED]), end="")
