"""Chance by address: NumPy's own generator, and no address asked for twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from naive import below, inside, words
from strategies import Tree, example_scenarios, scenarios
from tools import fewer, grown_or_reject, many_grown, small

import sim
from sim.rules import acts, draws, luck, sight
from sim.rules.compiled import IS_COMPILED
from sim.scenario.parameters import drawn_parameters
from sim.scenario.plan import make_plan
from sim.scenario.uncertainty import quantile

WORD = st.integers(0, 2**64 - 1)


@given(seed=WORD, run=WORD, day=WORD, who=WORD, purpose=st.integers(0, 2**64 - 1), attempt=WORD)
def test_blocks_are_numpys(seed: int, run: int, day: int, who: int, purpose: int, attempt: int) -> None:
    counter = (day + (who << 64) + (purpose << 128) + (attempt << 192) - 1) % 2**256
    expected = np.random.Philox(key=seed + (run << 64), counter=counter).random_raw(4)
    address = [np.uint64(part) for part in (seed, run, day, who, purpose, attempt)]
    assert [int(word) for word in draws.block(*address)] == expected.tolist()


def test_the_known_answer() -> None:
    """Of the Random123 distribution, for a key and a counter of all ones and all zeros."""
    zeros, ones = [np.uint64(0)] * 6, [np.uint64(2**64 - 1)] * 6
    assert [f"{int(w):016x}" for w in draws.block(*zeros)] == [
        "16554d9eca36314c",
        "db20fe9d672d0fdc",
        "d7e772cee186176b",
        "7e68b68aec7ba23b",
    ]
    assert [f"{int(w):016x}" for w in draws.block(*ones)] == [
        "87b092c3013fe90b",
        "438c3c67be8d0224",
        "9cc7d7c69cd777b6",
        "a09caebf594f0ba0",
    ]


@given(word=WORD)
def test_uniforms_are_the_top_bits_of_a_word(word: int) -> None:
    assert draws.uniform(np.uint64(word)) == below(word)
    assert draws.open_uniform(np.uint64(word)) == inside(word)
    assert 0.0 <= draws.uniform(np.uint64(word)) < 1.0
    assert 0.0 < draws.open_uniform(np.uint64(word)) <= 1.0


@given(
    names=st.lists(st.text(min_size=1), min_size=1, max_size=3), seed=WORD, run=WORD, day=st.integers(0, 3660)
)
def test_names_are_addresses(names: list[str], seed: int, run: int, day: int) -> None:
    numbers = [np.uint64(part) for part in (seed, run, day, draws.entity(*names), draws.POSTURE, 0)]
    assert [int(word) for word in draws.block(*numbers)] == words(seed, run, day, tuple(names), draws.POSTURE)


def test_parameters_are_drawn_by_name_and_draw() -> None:
    scenario = small("""
actors: {aster: {postures: {birch: {climb: tempo, memory: hold}}}, birch: {}}
parameters:
  tempo: {uncertainty: {lognormal: [-1, 0.5], truncate: [0.01, 2]}}
  hold: {value: 0.4, uncertainty: {beta: [2, 3]}}
""")
    for draw in (0, 7, 199):
        drawn = drawn_parameters(scenario.document, 42, draw, {})
        for name, parameter in scenario.document.parameters.items():
            u = inside(words(42, draw, 0, (name,), draws.PARAMETER)[0])
            assert parameter.uncertainty is not None
            assert drawn[name] == quantile(parameter.uncertainty, u)
        assert sim.Crisis(scenario, 42, draw + 200).parameters == drawn
    assert drawn_parameters(scenario.document, 42, 3, {"hold": 0.5})["hold"] == 0.5


@fewer
@given(tree=scenarios())
def test_no_two_things_have_one_address(tree: Tree) -> None:
    """Of one purpose, everybody and everything draws at a place of its own."""
    plan = make_plan(grown_or_reject(tree).document)
    identity, origin = plan.fixed["identity"], plan.fixed["origin"].tolist()
    for start, stop in zip(origin, [*origin[1:], len(identity)], strict=True):
        kind = identity[start:stop].tolist()
        assert len(set(kind)) == len(kind)


@pytest.mark.skipif(IS_COMPILED, reason="compiled rules cannot be listened to")
def test_no_address_is_asked_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Listening to every draw of whole runs, compilation being off."""
    asked: list[tuple[int, ...]] = []
    true_block = draws.block

    def listening(*address: Any) -> Any:
        asked.append(tuple(int(part) for part in address))
        return true_block(*address)

    for module in (draws, acts, luck, sight):
        monkeypatch.setattr(module, "block", listening)
    purposes: set[int] = set()
    for run, scenario in enumerate(many_grown(example_scenarios(20, seed=41))):
        asked.clear()
        crisis = sim.Crisis(scenario, 5, run)
        drawn = [address for address in asked if address[4] == draws.PARAMETER]
        while not crisis.over:
            crisis.step()
        purposes |= {address[4] for address in asked}
        assert len(drawn) == len(set(drawn))
        twice = {address: n for address, n in Counter(asked).items() if n > 1}
        assert not twice
        assert {address[:2] for address in asked if address[4] != draws.PARAMETER} == {(5, run)}
    assert purposes == {
        draws.POSTURE,
        draws.FRONT,
        draws.SIGHT,
        draws.EVENT,
        draws.HONOUR,
        draws.COMPLY,
        draws.PARAMETER,
    }
