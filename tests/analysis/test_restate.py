"""What an outcome restates: found where it is so, and silent where it is not."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.analysis.hinges.restate import dispersed, noise_floor, rank_correlation, restate
from sim.analysis.words import given_back
from tests.tools import runs, small

LINE = """
parameters:
  resolve: {uncertainty: {beta: [2, 2]}}
  idle: {uncertainty: {uniform: [0, 1]}}
  pace: {uncertainty: {uniform: [0, 0.001]}}
actors:
  one:
    postures: {two: {}}
    triggers:
      - {id: line, when: day() >= 3, then: {two: {floor: war}}, honoured: resolve}
  two: {postures: {one: {climb: pace}}}
outcomes: {war: "rung(one, two) >= war"}
"""

COIN = """
actors:
  one:
    postures: {two: {step: 3}}
    triggers:
      - {id: line, when: happened(shot), then: {two: {floor: war}}, honoured: 0.3}
  two: {}
events: {shot: {probability: 0.4, at: 2}}
outcomes: {war: "rung(one, two) >= war", shot: happened(shot), never: day() > 400}
"""

MANY = """
actors:
  one:
    postures: {two: {climb: 0.05, descend: 0.02}}
  two: {}
parameters: {idle: {uncertainty: {uniform: [0, 1]}}}
outcomes: {war: "rung(one, two) >= war"}
"""


@pytest.mark.compiled_only
def test_the_parameter_that_decides_is_named_and_no_other() -> None:
    ensemble = sim.simulate(small(LINE), runs(), 1, draws=100)
    (war,) = restate(ensemble)
    assert war.varies
    assert [driver.parameter for driver in war.drivers] == ["resolve"]
    assert war.drivers[0].mostly
    assert war.drivers[0].correlation > 0.9
    assert given_back(ensemble, [war])[0].startswith(
        "War: nearly the single throw of 'honoured' of one, line"
    )
    assert "mostly restates resolve (+0." in given_back(ensemble, [war])[0]


@pytest.mark.compiled_only
def test_the_draws_of_later_runs_are_theirs() -> None:
    scenario = small(LINE)
    part = sim.simulate(scenario, runs(), 1, draws=100, first=37)
    assert restate(part, 37)[0].drivers[0].correlation > 0.9
    assert not restate(part, 0)[0].drivers, "other draws tell nothing"


def test_one_typed_probability_comes_out_again() -> None:
    ensemble = sim.simulate(small(COIN), runs(), 2)
    found = {each.outcome: each for each in restate(ensemble)}
    assert [(c.kind, c.name, c.actor) for c in found["war"].coins] == [("honoured", "line", "one")]
    assert found["war"].coins[0].typed == pytest.approx(0.3)
    assert found["war"].coins[0].found == pytest.approx(0.3, abs=0.1)
    assert [(c.kind, c.name, c.actor) for c in found["shot"].coins] == [("probability", "shot", None)]
    assert found["never"].coins == []
    assert not found["war"].varies
    assert given_back(ensemble, [found["never"]]) == []


def test_what_is_sure_or_waits_for_something_is_no_coin() -> None:
    text = COIN.replace("honoured: 0.3", "honoured: 1").replace("at: 2", "when: day() >= 2")
    assert [each.coins for each in restate(sim.simulate(small(text), runs=200, seed=2))] == [[], [], []]


def test_what_rests_on_many_days_restates_nothing() -> None:
    ensemble = sim.simulate(small(MANY), runs(), 3)
    (war,) = restate(ensemble)
    assert war.drivers == []
    assert war.coins == []


def test_idle_parameters_seldom_pass_the_floor() -> None:
    rng = np.random.default_rng(4)
    draws, idle = 200, 20
    floor = noise_floor(draws, idle)
    passed = [
        max(abs(rank_correlation(rng.random(draws), shares)) for _ in range(idle)) > floor
        for shares in rng.random((200, draws))
    ]
    assert 0.005 < np.mean(passed) < 0.12


def test_luck_alone_is_no_dispersion() -> None:
    rng = np.random.default_rng(5)
    draws = np.arange(5000) % 100
    seen = [dispersed(rng.random(5000) < 0.1, draws) for _ in range(200)]
    assert np.mean(seen) < 0.12
    assert dispersed(rng.random(5000) < np.linspace(0.02, 0.2, 100)[draws], draws)
    assert not dispersed(np.zeros(100, bool), np.arange(100) % 10)
