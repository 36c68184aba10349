"""Which claims have a case: of the mechanisms that files of cases set out to cover, and of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.cases.file import CasesFile
from sim.scenario.loading import Scenario


@dataclass(frozen=True)
class Mechanism:
    """The claims of one mechanism: those with a case, those without; `asked`: all of them shall have one."""

    name: str
    covered: tuple[str, ...]
    missing: tuple[str, ...]
    asked: bool

    @property
    def total(self) -> int:
        return len(self.covered) + len(self.missing)


@dataclass(frozen=True)
class Coverage:
    """Of one scenario, over all its files of cases, in the order of its claims."""

    scenario: Scenario
    cases: int
    mechanisms: tuple[Mechanism, ...]

    @property
    def missing(self) -> list[str]:
        """Claims that shall have a case and have none."""
        return [claim for each in self.mechanisms if each.asked for claim in each.missing]


def coverage(files: Sequence[CasesFile]) -> list[Coverage]:
    """Scenario by scenario, in the order in which the files name them."""
    by_scenario: dict[str, list[CasesFile]] = {}
    for file in files:
        by_scenario.setdefault(file.scenario.sha256, []).append(file)
    return [of_scenario(each) for each in by_scenario.values()]


def of_scenario(files: Sequence[CasesFile]) -> Coverage:
    scenario = files[0].scenario
    tested = {claim for file in files for case in file.cases for claim in case.claims}
    asked = {mechanism for file in files for mechanism in file.document.covers}
    groups: dict[str, list[str]] = {}
    for claim in scenario.claims.values():
        groups.setdefault(str(claim.fields.get("mechanism")), []).append(claim.id)
    found = [
        Mechanism(
            name,
            tuple(claim for claim in claims if claim in tested),
            tuple(claim for claim in claims if claim not in tested),
            name in asked,
        )
        for name, claims in groups.items()
    ]
    in_order = sorted(found, key=lambda each: (not each.asked, each.name))
    return Coverage(scenario, sum(len(file.cases) for file in files), tuple(in_order))
