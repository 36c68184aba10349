"""What actors do and why, as parts of sentences."""

from __future__ import annotations

import pytest
from tools import small

from sim.analysis.deeds import deed, deeds, reason, within
from sim.scenario.plan import Plan

TEXT = """
groups: {side: {title: The northern side}}
fronts: {hills: {title: Golden hills}}
actors:
  aster:
    title: The Aster league
    groups: [side]
    postures: {birch: {}, cedar: {}}
    triggers: [{id: line, title: The line, when: day() >= 1, then: {birch: {floor: war}}}]
  birch: {title: Birch, groups: [side], postures: {aster: {}}}
  cedar: {}
rooms:
  joint_room:
    title: The joint room
    members: {birch: 1}
    review_every: 3
    directives: [{id: go, when: day() >= 1, then: {aster: {floor: war}}}]
outcomes:
  plain: {title: Aster makes war, when: "rung(aster, birch)   >=  war"}
  more: {title: Both make war, when: "rung(aster, birch) >= war and rung(birch, aster) >= war"}
  untitled: rung(birch, aster) >= war
"""
LADDER = "[{id: calm}, {id: sea_war, title: War at sea}, {id: war}]"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return small(TEXT, ladder=LADDER).plan


def test_an_arrival_is_a_noun(plan: Plan) -> None:
    assert deed(plan, "aster>cedar", "sea_war") == "War at sea by the Aster league against Cedar"
    assert deed(plan, "birch>aster", "war") == "War by Birch against the Aster league"
    assert deed(plan, "birch", "war") == "War by Birch"
    assert deed(plan, "side", "sea_war") == "War at sea by the northern side"
    several = deeds(plan, "aster", "war", ["birch", "cedar"])
    assert several == "War by the Aster league against Birch and Cedar"


def test_an_outcome_that_says_no_more_says_it_better(plan: Plan) -> None:
    assert deed(plan, "aster>birch", "war") == "Aster makes war"


def test_a_reason_names_the_rule_that_forced_or_permitted_it(plan: Plan) -> None:
    rules = {binding.id: k for k, binding in enumerate(plan.bindings)}
    assert reason(plan, "committed", rules["line"]) == "committed by its line 'The line'"
    assert reason(plan, "ordered", rules["go"]) == "ordered by the directive 'Go' of the joint room"
    permitted = "in answer to what it faced, permitted by its line 'The line'"
    assert reason(plan, "retaliated", rules["line"]) == permitted
    assert reason(plan, "initiated", -1) == "on its own initiative"
    assert reason(plan, "committed", -1) == "drawn up to its floor"


@pytest.mark.parametrize(
    ("phrase", "inside"),
    [
        ("War at sea by Birch", "war at sea by Birch"),
        ("Birch makes war", "Birch makes war"),
        ("The hills fall", "the hills fall"),
        ("Golden days", "Golden days"),  # the name of a front keeps its capital
        ("NATO steps in", "NATO steps in"),
    ],
)
def test_inside_a_sentence_the_first_letter_is_small_but_for_names(
    plan: Plan, phrase: str, inside: str
) -> None:
    assert within(plan, phrase) == inside
