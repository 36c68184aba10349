"""Running a case: in how many runs each thing came that must, must not or may come, and who was bound.

Chance has its address by names, so that a case is the same whenever and wherever it is run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.cases.file import CasesFile, expectations
from sim.cases.naming import bindings_of, unbound
from sim.cases.schema import Case
from sim.cases.staging import Staged, staged
from sim.engines.ensemble import run_batches
from sim.rules.record import Record
from sim.scenario.loading import Scenario

BLOCK = 50  # runs of a block: a case has too few for the usual size to reach every core


@dataclass(frozen=True)
class Finding:
    """One thing that a case expects, and in which of its runs it came.

    `kind` is must, must_not, may, bound or not_bound; `words` are those of the case, a rule for the last
    two; `days` (runs,) are the first days after the situation, -1 where never; without days, `came` says
    it run by run. `actor` is the one who is bound or not, `impossible` where no such rule binds it.
    """

    kind: str
    words: str
    came: Any
    days: Any = None
    actor: str | None = None
    impossible: bool = False

    @property
    def runs(self) -> int:
        return len(self.came)

    @property
    def count(self) -> int:
        """In how many runs it came."""
        return int(self.came.sum())

    @property
    def holds(self) -> bool:
        """Whether it is as the case says it must be."""
        if self.kind in ("must", "bound"):
            return self.count == self.runs and not self.impossible
        return self.count == 0 if self.kind in ("must_not", "not_bound") else 0 < self.count < self.runs

    @cached_property
    def example(self) -> int | None:
        """The first run that speaks against it; None where none does, or no run could be otherwise."""
        if self.impossible:
            return None
        against = ~self.came if self.kind in ("must", "bound") else self.came
        return int(np.argmax(against)) if not self.holds and against.any() else None


@dataclass(frozen=True)
class Verdict:
    """What came of a case."""

    case: Case
    staged: Staged
    seed: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return all(finding.holds for finding in self.findings)


def run_file(file: CasesFile, runs: int | None = None) -> Iterator[Verdict]:
    """Every case of a file, in order, each when it is done."""
    document = file.document
    for case in file.cases:
        yield run_case(file.scenario, case, runs or document.runs, document.seed)


def run_case(scenario: Scenario, case: Case, runs: int, seed: int) -> Verdict:
    """Runs 0 .. runs - 1 of a case; Ctrl-C ends it, for fewer runs would be another case."""
    stage = staged(scenario, case)
    done, batches = run_batches(stage.plan, [stage.values], seed, runs, variants=(case.errors,), block=BLOCK)
    if done < runs:
        raise KeyboardInterrupt
    record = batches[0].record
    findings = [*conditions_met(case, record), *rules_met(case, stage, record)]
    return Verdict(case, stage, seed, tuple(findings))


def conditions_met(case: Case, record: Record) -> Iterator[Finding]:
    for k, (kind, _, text) in enumerate(expectations(case)):
        days = record.outcome[:, k]
        yield Finding(kind, " ".join(text.split()), days >= 0, days)


def rules_met(case: Case, stage: Staged, record: Record) -> Iterator[Finding]:
    for kind, rules in (("bound", case.bound), ("not_bound", case.not_bound)):
        for rule, who in rules.items():
            yield from bound(kind, rule, who, stage, record)


def bound(kind: str, rule: str, who: Iterable[str], stage: Staged, record: Record) -> Iterator[Finding]:
    """Each actor named: in which runs the condition of the rule came true for it."""
    plan, named = stage.plan, list(who)
    for k in bindings_of(plan.bindings, plan.cast, rule, named):
        yield Finding(kind, rule, record.met[:, k], actor=plan.bindings[k].actor)
    for actor in unbound(plan.bindings, plan.cast, rule, named):
        never = np.zeros(len(record.met), np.bool_)
        yield Finding(kind, rule, never, actor=actor, impossible=True)
