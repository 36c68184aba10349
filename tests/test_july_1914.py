"""July 1914: what it rests on, and what its documents say must hold."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import sim
from sim.analysis.intervals import lower_median
from sim.analysis.results import Ensemble

ROOT = Path(__file__).resolve().parents[1]
SCENARIO = ROOT / "scenarios" / "july_1914.yaml"
EVIDENCE = ROOT / "scenarios" / "evidence" / "july_1914.yaml"
PAGE = ROOT / "docs" / "july-1914.md"
CLAIM = re.compile(r"\bJ\d+\b")
RUNS, SEED = 2000, 1
GREAT_POWERS = {"austria_hungary", "russia", "germany", "france", "united_kingdom"}

# The day on record, counted from 5 July, of each outcome, and of each rung that is no outcome.
ON_RECORD = {
    "note_handed_over": 18,
    "local_war": 23,
    "russia_mobilises_in_part": 24,
    "russia_mobilises": 25,
    "war_in_the_east": 27,
    "france_mobilises": 27,
    "continental_war": 29,
    "belgium_invaded": 30,
    "britain_enters": 30,
}
RUNGS_ON_RECORD = [
    ("austria_hungary>serbia", "partial_mobilisation", 20),
    ("serbia>austria_hungary", "mobilised", 20),
    ("russia>austria_hungary", "preparation", 21),
    ("germany>russia", "ultimatum", 26),
    ("austria_hungary>russia", "general_mobilisation", 26),
    ("germany>belgium", "ultimatum", 28),
    ("united_kingdom>germany", "fleet_mobilised", 28),
    ("austria_hungary>russia", "war", 32),
    ("austria_hungary>serbia", "invasion", 38),
]

# A reading or a decision that was not taken, and the outcome it makes likelier or less likely.
OTHERWISE = [
    ({"promise_chance": 0.0}, "local_war", -1),
    ({"acceptance_chance": 1.0}, "general_war", -1),
    ({"general_resolve": 0.2}, "general_war", -1),
    ({"line_resolve": 0.5}, "war_in_the_east", -1),
    ({"west_resolve": 0.0}, "belgium_invaded", -1),
    ({"belgian_line": 0.0}, "britain_enters", -1),
    ({"halt_rate": 1.0}, "halt_holds", 1),
    ({"halt_rate": 1.0}, "general_war", -1),
]


@cache
def scenario() -> sim.Scenario:
    return sim.load(SCENARIO)


@cache
def ensemble(**fixed: float) -> Ensemble:
    """Every number at its central value, but for those that are given."""
    return sim.simulate(scenario(), runs=RUNS, seed=SEED, parameters={**scenario().parameters, **fixed})


def chance(found: Ensemble, outcome: str) -> float:
    return float((found.outcomes[outcome] >= 0).mean())


@cache
def record():
    return YAML(typ="safe").load(EVIDENCE.read_text(encoding="utf-8"))


# ---------------------------------------------------------------- what it rests on


def test_claims_name_a_document_and_say_what_they_are():
    documents = {entry["id"] for entry in record()["documents"]}
    ids = [claim["id"] for claim in record()["claims"]]
    assert len(ids) == len(set(ids))
    assert {claim["document"] for claim in record()["claims"]} == documents
    conflicts = {claim["id"]: set(claim["conflicts_with"]) for claim in record()["claims"]}
    for claim in record()["claims"]:
        assert claim["directness"] in {"seen", "said", "reported"}, claim["id"]
        for key in ("claim", "speaker", "mechanism", "sets"):
            assert claim[key].strip(), (claim["id"], key)
        assert "quote" not in claim, claim["id"]
        assert all(claim["id"] in conflicts[other] for other in conflicts[claim["id"]]), claim["id"]


def test_every_source_was_published_and_says_where():
    for entry in record()["documents"]:
        assert all(entry[key] for key in ("author", "title", "outlet", "date", "published", "why"))


def test_no_claim_is_idle():
    named = set(CLAIM.findall(SCENARIO.read_text(encoding="utf-8")))
    assert named == {claim["id"] for claim in record()["claims"]}


def test_the_page_tells_every_conflict():
    disputed = {claim["id"] for claim in record()["claims"] if claim["conflicts_with"]}
    assert disputed - set(CLAIM.findall(PAGE.read_text(encoding="utf-8"))) == set()


def test_every_parameter_and_rule_says_what_it_rests_on():
    document = scenario().document
    for name, parameter in document.parameters.items():
        assert parameter.evidence, name
        assert parameter.assumed, name
        assert parameter.range, name
    for name, actor in document.actors.items():
        for trigger in actor.triggers:
            assert trigger.evidence, (name, trigger.id)
    assert all(event.evidence for event in document.events.values())


def test_every_power_decides_and_belgium_is_only_in_the_way():
    actors = scenario().document.actors
    assert set(actors) == {*GREAT_POWERS, "serbia", "belgium"}
    assert all(len(actors[name].triggers) >= 3 for name in GREAT_POWERS)
    assert (actors["belgium"].postures, actors["belgium"].triggers) == ({}, [])
    assert len({scenario().document.actors[name].ladder for name in actors}) == 3


# ---------------------------------------------------------------- what comes out


@pytest.mark.compiled_only
def test_a_general_war_by_4_august_is_likely_and_not_certain():
    assert 0.5 < chance(ensemble(), "general_war_by_4_august") < 0.85
    assert chance(ensemble(), "general_war_by_4_august") < chance(ensemble(), "general_war") < 0.9


@pytest.mark.compiled_only
@pytest.mark.parametrize(("outcome", "day"), ON_RECORD.items())
def test_the_median_lies_within_two_days_of_the_record(outcome, day):
    assert abs(lower_median(ensemble().outcomes[outcome]) - day) <= 2


@pytest.mark.compiled_only
@pytest.mark.parametrize(("posture", "rung", "day"), RUNGS_ON_RECORD)
def test_so_do_the_steps_between(posture, rung, day):
    assert abs(lower_median(ensemble().first_day(posture, rung)) - day) <= 2


@pytest.mark.compiled_only
def test_nothing_is_mobilised_before_the_note():
    note = ensemble().outcomes["note_handed_over"]
    for owner in ("austria_hungary>serbia", "russia>austria_hungary", "germany>russia", "france>germany"):
        first = ensemble().first_day(owner, "partial_mobilisation")
        assert ((first < 0) | ((note >= 0) & (first > note))).all(), owner


@pytest.mark.compiled_only
def test_steps_come_in_the_order_of_the_record():
    """Each follows the one before it in every run that comes so far."""
    order = ["local_war", "russia_mobilises", "war_in_the_east", "continental_war"]
    for first, then in pairwise(order):
        one, other = ensemble().outcomes[first], ensemble().outcomes[then]
        assert ((other < 0) | ((one >= 0) & (one <= other))).all(), (first, then)


@pytest.mark.compiled_only
@pytest.mark.parametrize(("fixed", "outcome", "direction"), OTHERWISE)
def test_the_other_decision_is_within_reach(fixed, outcome, direction):
    change = chance(ensemble(**fixed), outcome) - chance(ensemble(), outcome)
    assert direction * change > 0.02


@pytest.mark.compiled_only
def test_every_mechanism_works_in_some_run():
    summary = sim.simulate(scenario(), runs=4 * RUNS, seed=SEED).summary()
    silent = [
        (trigger, actor)
        for trigger, actors in summary["triggers"].items()
        for actor, row in actors.items()
        if row["honoured"] == 0
    ]
    assert silent == []
    assert [name for name, event in summary["events"].items() if event["p"] == 0] == []
    assert [name for name, outcome in summary["outcomes"].items() if outcome["p"] == 0] == []
