"""Deliberate moves across lines their makers had not been told of: which lines, whose moves, known counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import Tree, scenarios
from tools import fewer, grown_or_reject, small

import sim
from sim.analysis.why.inadvertent import Inadvertent, inadvertent
from sim.analysis.why.inadvertent_words import words
from sim.analysis.why.lines_crossed import crossed_at, raising_lines
from sim.scenario.plan import Plan

LINE = """
actors:
  aster:
    postures: {{birch: {{}}}}
    triggers: [{{id: line, when: "{when}", then: {{birch: {{{then}}}}}{more}}}]
  birch: {{postures: {{aster: {{start: threats, {posture}}}, cedar: {{}}}}}}
  cedar: {{postures: {{birch: {{}}}}}}
{rest}
outcomes: {{answered: "rung(aster, birch) >= strikes"}}
"""


def world(
    when: str = "rung(birch, aster) >= strikes",
    then: str = "floor: strikes",
    more: str = "",
    posture: str = "climb: 500",
    rest: str = "",
) -> sim.scenario.loading.Scenario:
    return small(LINE.format(when=when, then=then, more=more, posture=posture, rest=rest))


def found_in(**said: str) -> Inadvertent:
    return inadvertent(sim.simulate(world(**said), runs=40))


def pairs(plan: Plan) -> list[tuple[str, int]]:
    return [pair for line in raising_lines(plan) for pair in crossed_at(plan.cast, line)]


def test_a_deliberate_move_across_an_undeclared_line() -> None:
    """Birch goes to strikes on day 1, aster answers from day 2 on."""
    found = found_in()
    (row,) = found.rows
    assert (row.posture, row.rung, row.line, row.holders) == ("birch>aster", "strikes", "line", ("Aster",))
    assert row.against_mover
    assert (row.crossed.came, row.armed.came, row.answered.came) == (40, 40, 40)
    assert (found.any_armed.came, found.any_answered.came) == (40, 40)
    assert (found.outcomes[0].share.came, found.outcomes[0].share.of) == (40, 40)
    assert "in at most 100% of the runs" in words(found)[0]


def test_a_line_that_was_declared_is_crossed_knowingly() -> None:
    assert found_in(more=", declared: {to: birch}").rows == []
    assert len(found_in(more=", declared: {to: cedar}").rows) == 1
    assert words(found_in(more=", declared: {to: birch}"))[0].startswith(
        "Inadvertent escalation: nobody holds"
    )


def test_a_line_that_is_defied_is_not_armed() -> None:
    found = found_in(more=", honoured: 0")
    assert (found.rows[0].crossed.came, found.rows[0].armed.came, found.any_armed.came) == (40, 0, 0)


def test_what_only_an_error_shows_is_no_move() -> None:
    """Aster believes it sees strikes, which birch never intends."""
    found = found_in(posture="", rest="miscalculation: {misperception: {up: {threats: 1}, down: 0}}")
    assert (found.rows[0].crossed.came, found.rows[0].armed.came) == (0, 0)


def test_a_start_beyond_the_line_is_no_move() -> None:
    found = found_in(when="rung(birch, aster) >= threats")
    assert found.rows[0].crossed.came == 0


def test_a_cap_answers_nobody() -> None:
    assert found_in(then="cap: calm").rows == []
    assert found_in(then="climb: 2").rows == []


def test_an_answer_against_somebody_else_counts_in_no_total() -> None:
    found = found_in(when="rung(cedar, birch) >= threats", posture="", rest="triggers: []")
    assert [row.against_mover for row in found.rows] == [False]
    both = inadvertent(
        sim.simulate(
            small(
                """
actors:
  aster: {postures: {birch: {climb: 500}}}
  birch: {postures: {cedar: {}}}
  cedar: {}
triggers:
  - {id: follows, who: [birch], when: "rung(aster, birch) >= threats", then: {cedar: {floor: war}}}
"""
            ),
            runs=10,
        )
    )
    assert (both.rows[0].armed.came, both.any_armed.came) == (10, 0)


def test_lines_that_bind_several_stand_in_one_row() -> None:
    scenario = small(
        """
actors:
  aster: {groups: [side], postures: {birch: {}}}
  cedar: {groups: [side], postures: {birch: {}}}
  birch: {postures: {aster: {climb: 500}}}
triggers:
  - {id: pact, who: [side], when: "rung(birch, aster) >= war", then: {birch: {floor: war}}, honoured: 0.5}
"""
    )
    ensemble = sim.simulate(scenario, runs=200)
    (row,) = inadvertent(ensemble).rows
    assert row.holders == ("Aster", "Cedar")
    assert row.armed.came == ensemble.record.honoured.any(axis=1).sum()


def test_lines_that_name_no_rung_of_others_are_not_judged() -> None:
    found = found_in(when="day() >= 3")
    assert (found.rows, found.not_judged) == ([], ["Aster: Line"])
    more = "triggers: [{id: late, who: [aster], when: day() >= 3, then: {birch: {floor: war}}}]"
    assert words(found_in(rest=more))[-1] == "Not judged, as no rung of others is named: 1 undeclared line."


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("rung(birch, aster) >= strikes", [("birch>aster", 2)]),
        ("rung(birch, aster) > strikes", [("birch>aster", 3)]),
        ("rung(birch, aster) == strikes", [("birch>aster", 2)]),
        ("strikes <= rung(birch)", [("birch>aster", 2), ("birch>cedar", 2)]),
        ("not rung(birch, aster) < war", [("birch>aster", 3)]),
        ("not (rung(birch, aster) <= threats or day() < 3)", [("birch>aster", 2)]),
        ("rung(birch, aster) < strikes", []),
        ("not rung(birch, aster) >= strikes", []),
        ("rung(birch, aster) > war", []),
        ("rung(birch, aster) >= calm", []),
        ("rung(birch, aster) >= 2", []),
        ("rung(aster, birch) >= strikes", []),
        ("threats < rung(birch, aster) <= war", [("birch>aster", 2)]),
        ("rung(birch, aster) >= war or rung(birch, aster) >= threats", [("birch>aster", 1)]),
    ],
)
def test_where_a_condition_is_crossed(when: str, expected: list[tuple[str, int]]) -> None:
    assert pairs(world(when=when).plan) == expected


@fewer
@given(tree=scenarios())
def test_bounds_are_in_order_in_any_scenario(tree: Tree) -> None:
    ensemble = sim.simulate(grown_or_reject(tree), runs=20, draws=4)
    found = inadvertent(ensemble)
    for row in found.rows:
        assert row.answered.came <= row.armed.came <= row.crossed.came
    assert found.any_answered.came <= found.any_armed.came
    words(found)
