"""A rung in two halves: one more step, and every rule asks the same of both."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import nbinom
from strategies import Tree, scenarios
from tools import assert_share, fewer, grown_or_reject, runs, small

import sim
from sim.scenario.cast import Cast, levels
from sim.scenario.expression import parse
from sim.scenario.rewriting.asking import with_upper_half
from sim.scenario.rewriting.checked import rewritten
from sim.scenario.rewriting.splitting import split, splittable

CLIMBING = (
    "actors: {aster: {postures: {birch: {climb: 0.2}}}, birch: {}}\noutcomes: {war: rung(aster) >= war}"
)
THREATS = "{id: threats, incidents: 1, menace: 0.4, resistance: 0.3, firebreak: true}"
LADDER = f"[{{id: calm}}, {THREATS}, {{id: war, level: 3}}]"


def test_the_upper_half_does_what_the_rung_does() -> None:
    document = split(small(CLIMBING, ladder=LADDER).document, "threats")
    calm, lower, upper, war = document.ladders["common"]
    assert [each.id for each in (calm, lower, upper, war)] == ["calm", "threats", "threats_upper", "war"]
    assert levels(document.ladders["common"]) == [0, 1, 2, 3]
    assert (lower.resistance, lower.firebreak) == (0.3, True)
    assert (upper.resistance, upper.firebreak, upper.menace, upper.incidents) == (0, False, 0.4, 1)
    assert upper.title == "Threats, upper half"


def test_a_climb_takes_one_step_more() -> None:
    scenario = small(CLIMBING, days=10, ladder="[{id: calm}, {id: threats}, {id: war}]")
    p, many = 1 - np.exp(-0.2), runs()
    for document, steps in ((scenario.document, 2), (split(scenario.document, "threats"), 3)):
        ensemble = sim.simulate(rewritten(scenario, document), runs=many)
        came = (ensemble.outcomes["war"] >= 0).sum()
        assert_share(came, many, float(nbinom.cdf(10 - steps, steps, p)))


def test_a_rung_that_nobody_leaves_upwards_can_be_split_without_a_trace() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {climb: 0.2, descend: 0.1, ceiling: threats}}
    triggers: [{id: line, when: day() >= 3, then: {birch: {floor: threats}}, honoured: 0.5}]
  birch: {}
outcomes: {there: rung(aster) >= threats, beyond: rung(aster) > threats}
"""
    )
    one, other = (
        sim.simulate(rewritten(scenario, document), runs=200)
        for document in (scenario.document, split(scenario.document, "threats"))
    )
    assert np.array_equal(one.outcomes["there"], other.outcomes["there"])
    assert (other.outcomes["beyond"] < 0).all()
    assert (other.first_day("aster", "threats_upper") >= 0).any()  # what was permitted is, in both halves


def test_ceilings_caps_rates_and_errors_hold_for_both_halves() -> None:
    scenario = small(
        """
dispositions: {low: {ceiling: threats, incidents: {threats: 2}}}
actors:
  aster:
    postures: {birch: {like: low, start: threats, incidents: {threats: 3, war: 4}}}
    triggers:
      - {id: a, when: day() >= 1, then: {birch: {floor: threats, cap: threats, ceiling: threats}}}
    accident: {up: {threats: 0.1}, down: {war: 0.2}}
  birch: {}
miscalculation: {misperception: {up: {threats: 0.3}}, accident: {up: 0.1}}
observed: {until: 2031-03-02, rungs: {aster>birch: {2031-03-01: threats}}}
"""
    )
    found = rewritten(scenario, split(scenario.document, "threats")).document
    fields = found.actors["aster"].postures["birch"]
    effects = found.actors["aster"].triggers[0].then["birch"]
    assert found.dispositions["low"].ceiling == "threats_upper"
    assert found.dispositions["low"].incidents == {"threats": 2, "threats_upper": 2}
    assert fields.incidents == {"threats": 3, "war": 4, "threats_upper": 3}
    assert (fields.start, effects.floor, effects.cap, effects.ceiling) == (
        "threats", "threats", "threats_upper", "threats_upper")  # fmt: skip
    assert found.actors["aster"].accident.up == {"threats": 0.1, "threats_upper": 0.1}
    assert found.actors["aster"].accident.down == {"war": 0.2}
    assert found.miscalculation.misperception.up == {"threats": 0.3, "threats_upper": 0.3}
    assert found.miscalculation.accident.up == 0.1
    assert list(found.observed.rungs["aster>birch"].values()) == ["threats"]


@pytest.mark.parametrize(
    ("said", "anew"),
    [
        ("rung(aster) >= threats", None),
        ("rung(aster) < threats", None),
        ("threats <= rung(aster)", None),
        ("rung(aster) > threats", "rung(aster) > threats_upper"),
        ("executed(aster, birch) <= threats", "executed(aster, birch) <= threats_upper"),
        ("threats < rung(aster)", "rung(aster) > threats_upper"),
        ("rung(aster) == threats", "rung(aster) >= threats and rung(aster) <= threats_upper"),
        ("rung(aster) != threats", "rung(aster) < threats or rung(aster) > threats_upper"),
        ("calm < rung(aster) <= threats", "calm < rung(aster) and rung(aster) <= threats_upper"),
        ("not (rung(aster) > threats or day() >= 3)", "not (rung(aster) > threats_upper or day() >= 3)"),
        ("count(all, threats) >= 1", None),
        ("rung(aster) > war and meter(threats) > 0", None),
        ("day() > threats", None),  # a number of that name
    ],
)
def test_conditions_ask_the_same_of_both_halves(said: str, anew: str | None) -> None:
    scenario = small("actors: {aster: {postures: {birch: {}}}, birch: {}}")
    found = with_upper_half(said, Cast(scenario.document), "threats", "threats_upper")
    assert found == (anew or said)
    parse(found)


def test_conditions_mean_the_same_on_every_rung() -> None:
    cast = Cast(small("actors: {aster: {postures: {birch: {}}}, birch: {}}").document)
    before = {"calm": 0.0, "threats": 1.0, "strikes": 2.0}
    after = {**before, "threats_upper": 1.5}
    for sign, turned in product((">=", ">", "<=", "<", "==", "!="), (False, True)):
        said = f"threats {sign} rung(aster)" if turned else f"rung(aster) {sign} threats"
        anew = with_upper_half(said, cast, "threats", "threats_upper")
        for rung, level in after.items():
            own = before[rung.removesuffix("_upper")]
            old = eval(said, {}, {**before, "rung": lambda _, at=own: at, "aster": None})
            new = eval(anew, {}, {**after, "rung": lambda _, at=level: at, "aster": None})
            assert old == new, (said, rung)


def test_the_highest_rung_and_unknown_ones_cannot_be_split() -> None:
    document = small(CLIMBING).document
    assert splittable(document) == ["calm", "threats", "strikes"]
    for rung in ("war", "peace"):
        with pytest.raises(ValueError, match=f"{rung} is the highest rung of a ladder, or none"):
            split(document, rung)


def test_the_upper_half_has_a_name_of_its_own() -> None:
    scenario = small(f"parameters: {{threats_upper: 1}}\n{CLIMBING}")
    assert split(scenario.document, "threats").ladders["common"][2].id == "threats_upper_half"


@fewer
@given(tree=scenarios())
def test_any_rung_of_any_scenario_can_be_split(tree: Tree) -> None:
    scenario = grown_or_reject(tree)
    for rung in splittable(scenario.document):
        found = rewritten(scenario, split(scenario.document, rung))
        sim.simulate(found, runs=3, draws=2)
        assert rung in splittable(found.document)
