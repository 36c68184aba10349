"""Levels spaced anew: places and order stay; and which rules ask for more than the order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import Tree, scenarios
from tools import fewer, grown_or_reject, small

import sim
import sim.scenario.loading
import sim.scenario.rewriting.mechanisms
from sim.scenario.cast import levels
from sim.scenario.rewriting.checked import rewritten
from sim.scenario.rewriting.comparing import compares_levels
from sim.scenario.rewriting.spacing import SHAPES, all_levels, respaced

QUIET = "actors: {aster: {postures: {birch: {climb: 0.1}}}, birch: {}}"
TWO = """
schema: 1
id: two
title: Two ladders
clock: {start: 2031-03-01, days: 3}
ladders:
  state: [{id: calm}, {id: threats}, {id: strikes, level: 3}, {id: war, level: 4}]
  militia: [{id: calm}, {id: fire, level: 3}]
actors: {aster: {ladder: state, postures: {birch: {}}}, birch: {ladder: militia, postures: {aster: {}}}}
"""


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("even", [0, 4 / 3, 8 / 3, 4]),
        ("squared", [0, 4 / 9, 16 / 9, 4]),
        ("square_root", [0, 4 * 3**-0.5, 4 * (2 / 3) ** 0.5, 4]),
    ],
)
def test_all_ladders_move_by_one_map(shape: str, expected: list[float]) -> None:
    document = sim.scenario.loading.load_text(TWO).document
    found = respaced(document, shape)
    assert levels(found.ladders["state"]) == pytest.approx(expected)
    assert levels(found.ladders["militia"])[1] == levels(found.ladders["state"])[2]


def test_a_shape_that_is_there_already_changes_nothing() -> None:
    document = small(QUIET).document
    assert respaced(document, "even") is document
    assert respaced(document, "squared") != document


@fewer
@given(tree=scenarios(), shape=st.sampled_from(sorted(SHAPES)))
def test_order_and_all_but_levels_stay(tree: Tree, shape: str) -> None:
    scenario = grown_or_reject(tree)
    found = rewritten(scenario, respaced(scenario.document, shape)).document
    assert all_levels(found)[-1] == pytest.approx(all_levels(scenario.document)[-1])
    for name, rungs in scenario.document.ladders.items():
        for old, new in zip(rungs, found.ladders[name], strict=True):
            assert new.model_copy(update={"level": old.level}) == old
    ranks = [np.argsort(np.concatenate([levels(r) for _, r in sorted(d.ladders.items())]), kind="stable")
             for d in (scenario.document, found)]  # fmt: skip
    assert ranks[0].tolist() == ranks[1].tolist()


@fewer
@given(tree=scenarios(), shape=st.sampled_from(sorted(SHAPES)))
def test_where_only_the_order_is_asked_for_nothing_changes(tree: Tree, shape: str) -> None:
    scenario = grown_or_reject(tree)
    document = scenario.document
    for mechanism in sim.scenario.rewriting.mechanisms.MECHANISMS:
        if mechanism.name in ("reaction", "matches"):
            document = mechanism.without(document)
    plain = rewritten(scenario, document)
    if any(each.changes for each in compares_levels(document)):
        return
    one = sim.simulate(plain, runs=15, draws=3)
    other = sim.simulate(rewritten(plain, respaced(document, shape)), runs=15, draws=3)
    for name in one.record.fields:
        np.testing.assert_array_equal(getattr(one.record, name), getattr(other.record, name), err_msg=name)


def test_rules_that_compare_levels_are_told() -> None:
    scenario = small(
        """
parameters: {height: 2}
actors:
  aster: {groups: [many], postures: {birch: {reactivity: 0.1}}}
  birch:
    groups: [many]
    postures: {aster: {}}
    triggers:
      - {id: follows, when: day() >= 1, then: {aster: {match: {leader: aster, toward: birch}}}}
      - id: trails
        when: rung(aster) >= threats
        then: {aster: {match: {leader: aster, toward: birch, offset: -1}}}
outcomes:
  high: rung(aster) >= height
  higher: 2 < rung(aster)
  above: rung(aster) > rung(birch)
  plain: rung(aster) >= strikes and count(many, war) >= 1
"""
    )
    found = [(each.kind, each.where, each.changes) for each in compares_levels(scenario.document)]
    assert found == [
        ("gap", "reactivity of aster>birch", True),
        ("offset", "actors.birch.triggers.trails.then.aster.match", True),
        ("number", "outcomes.high.when", True),
        ("number", "outcomes.higher.when", True),
        ("order", "actors.birch.triggers.follows.then.aster.match", False),
        ("order", "outcomes.above.when", False),
        ("order", "outcomes.plain.when", False),
    ]
