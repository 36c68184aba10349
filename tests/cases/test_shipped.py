"""The cases that are shipped: they hold, cover what they set out to, and notice a rule that is spoilt."""

from __future__ import annotations

import pytest

from sim.cases.coverage import coverage
from sim.cases.file import CasesFile
from sim.cases.loading import load_cases
from sim.cases.running import Verdict, run_case
from sim.scenario.loading import Scenario
from tests.cases.listing import listing
from tests.cases.mutating import Rules, noticed, rules_of
from tests.cases.situations import ROOT, SHIPPED

# Of the main scenario: what must have a case, every claim of it.
MECHANISMS = {"threshold/trigger", "cap", "command network", "restraint"}

# Rules that only quicken or slow what others do: their cases see that they bind, not how much they change.
BY_DEGREES = {
    "washington_presses",
    "two_fronts",
    "no_foothold",
    "opposition_at_home",
    "answers_the_plea",
    "backlash_in_lebanon",
    "baghdad_restrains",
}
BY_CHANCE = {"victory_at_all_costs"}  # what it allows may come, which takes more runs to see


@pytest.fixture(scope="module")
def files() -> list[CasesFile]:
    known: dict[str, Scenario] = {}
    return [load_cases(path, known) for path in SHIPPED]


@pytest.fixture(scope="module")
def of_gaza(files: list[CasesFile]) -> list[CasesFile]:
    return [file for file in files if file.scenario.id == "gaza_2023"]


def test_every_claim_that_shall_have_a_case_has_one(files: list[CasesFile]) -> None:
    found = {each.scenario.id: each for each in coverage(files)}
    assert {name: each.missing for name, each in found.items()} == {name: [] for name in found}
    asked = {each.name for each in found["gaza_2023"].mechanisms if each.asked}
    assert asked == MECHANISMS
    assert found["gaza_2023"].cases >= 60


def test_no_case_of_a_scenario_has_the_name_of_another(files: list[CasesFile]) -> None:
    names = [(file.scenario.id, case.id) for file in files for case in file.cases]
    assert len(names) == len(set(names))


def test_conflicting_claims_each_have_a_case(of_gaza: list[CasesFile]) -> None:
    """Where claims contradict one another, neither side is left out."""
    tested = {claim for file in of_gaza for case in file.cases for claim in case.claims}
    claims = of_gaza[0].scenario.claims
    disputed = {
        name
        for name, claim in claims.items()
        if claim.fields["conflicts_with"] and claim.fields["mechanism"] in MECHANISMS
    }
    assert disputed <= tested


@pytest.mark.compiled_only
def test_all_hold(files: list[CasesFile]) -> None:
    failing = {
        case.id: told_of(verdict)
        for file in files
        for case in file.cases
        if not (verdict := run_case(file.scenario, case, file.document.runs, file.document.seed)).holds
    }
    assert failing == {}


def test_some_hold_in_plain_python(files: list[CasesFile]) -> None:
    """A few of the shortest, in few runs: what may be needs more."""
    few = sorted(files[0].cases, key=lambda case: case.within)[:4]
    for case in few:
        findings = run_case(files[0].scenario, case, 2, 0).findings
        assert all(finding.holds for finding in findings if finding.kind != "may"), case.id


def test_every_rule_of_the_main_scenario_has_a_case(of_gaza: list[CasesFile]) -> None:
    cases = [case for file in of_gaza for case in file.cases]
    named = {name for case in cases for name in {**case.bound, **case.situation.kept}}
    assert {rule.id for rule in rules_of(of_gaza[0].scenario)} == named


@pytest.mark.compiled_only
@pytest.mark.parametrize("kind", ["never", "inverted"])
def test_a_rule_that_is_spoilt_is_noticed(of_gaza: list[CasesFile], kind: str) -> None:
    scenario = of_gaza[0].scenario
    missed = [told(rule) for rule in rules_of(scenario) if noticed(scenario, rule, kind, of_gaza) is None]
    assert missed == []


@pytest.mark.compiled_only
def test_a_rule_that_does_nothing_is_noticed(of_gaza: list[CasesFile]) -> None:
    scenario = of_gaza[0].scenario
    missed = {rule.id for rule in rules_of(scenario) if noticed(scenario, rule, "toothless", of_gaza) is None}
    assert missed <= BY_DEGREES | BY_CHANCE


def told(rule: Rules) -> str:
    return f"{rule.id} of {', '.join(rule.actors)}"


def told_of(verdict: Verdict) -> list[tuple[str, str, str | None, int]]:
    return [(each.kind, each.words, each.actor, each.count) for each in verdict.findings if not each.holds]


def test_the_page_lists_what_is_covered(files: list[CasesFile]) -> None:
    page = (ROOT / "docs" / "cases.md").read_text(encoding="utf-8")
    assert page.split("python -m tests.cases.listing`.\n\n")[1] == listing(files)
