"""A scenario with one rule spoilt: does any of its cases notice?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.cases.file import CasesFile
from sim.cases.running import Finding, run_case
from sim.cases.schema import Case
from sim.scenario.loading import Scenario
from sim.scenario.rewriting.editing import each_rule
from sim.scenario.schema import Effects, Rule

FEW = 8  # runs: enough for what must or must not be, too few for what may
KINDS = ("never", "inverted", "toothless")


@dataclass(frozen=True)
class Rules:
    """One rule as it stands in the file: whom it binds, and what it is called."""

    id: str
    actors: tuple[str, ...]
    rule: Rule


def rules_of(scenario: Scenario) -> list[Rules]:
    """Every trigger and directive, once."""
    found: dict[int, Rules] = {}
    for each in scenario.plan.bindings:
        known = found.get(id(each.rule))
        actors = (*(known.actors if known else ()), each.actor)
        found[id(each.rule)] = Rules(each.id, actors, each.rule)
    return list(found.values())


def spoilt(scenario: Scenario, rule: Rule, kind: str) -> Scenario:
    """The scenario in which a rule is never met, met when it should not be, or does nothing."""
    when = {"never": "day() < 0", "inverted": f"not ({rule.when})", "toothless": rule.when}[kind]
    then = dict.fromkeys(rule.then, Effects()) if kind == "toothless" else rule.then
    changed = rule.model_copy(update={"when": when, "then": then})
    document = each_rule(scenario.document, lambda each: changed if each is rule else each)
    return replace(scenario, document=document)


def noticed(scenario: Scenario, rules: Rules, kind: str, files: list[CasesFile]) -> str | None:
    """The first case that a spoilt rule makes fail, of those that speak of the rule."""
    other = spoilt(scenario, rules.rule, kind)
    for case in likeliest_first(rules, kind, files):
        findings = run_case(other, case, FEW, 0).findings
        if any(fails(finding) for finding in findings):
            return case.id
    return None


def fails(finding: Finding) -> bool:
    return not finding.holds and finding.kind != "may"


def likeliest_first(rules: Rules, kind: str, files: list[CasesFile]) -> list[Case]:
    """The cases that name the rule, those first that such a fault is likeliest to show in."""

    def order(case: Case) -> tuple[bool, int]:
        shows = {
            "never": rules.id in case.bound,
            "inverted": rules.id in case.not_bound,
            "toothless": rules.id in case.situation.kept and bool(case.must),
        }
        return not shows[kind], case.within

    return sorted((case for file in files for case in file.cases if names(case, rules)), key=order)


def names(case: Case, rules: Rules) -> bool:
    situation = case.situation
    said = (case.bound, case.not_bound, situation.kept, situation.broken)
    return any(rules.id in each for each in said)
