"""The agents: a Mesa model that can be collected, logged, ordered, snapshotted and thrown away."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import mesa
import numpy as np
import pytest
from tools import days_of, lived, record_row, runs, same_records, small

import sim
from sim.rules import state as s
from sim.rules.compiled import IS_COMPILED

DUEL = """
actors:
  aster:
    postures: {birch: {climb: 0.2, reactivity: 0.2, descend: 0.1}}
    triggers:
      - id: line
        title: A line
        when: rung(birch, aster) >= strikes
        then: {birch: {floor: war}}
        evidence: [E7, E9]
  birch: {postures: {aster: {floor: strikes, evidence: E3}}}
  cedar: {}
meters: {unease: {drift: 0.01}}
outcomes: {war: "rung(aster) >= war"}
"""


def duel(days: int = 10) -> sim.scenario.loading.Scenario:
    return small(DUEL, days=days)


def test_a_data_collector_collects() -> None:
    crisis = sim.Crisis(duel(), 1, 2)
    collector = mesa.DataCollector(
        model_reporters={"unease": lambda m: m.meter("unease"), "day": "day"},
        agent_reporters={"name": "name", "level": "highest_level"},
    )
    collector.collect(crisis)
    for _ in days_of(crisis):
        collector.collect(crisis)
    model, agents = collector.get_model_vars_dataframe(), collector.get_agent_vars_dataframe()
    assert model["day"].tolist() == list(range(11))
    assert model["unease"].iloc[-1] == pytest.approx(0.1)
    assert set(agents["name"]) == {"aster", "birch", "cedar"}
    assert len(agents) == 3 * 11
    birch = agents[agents["name"] == "birch"]["level"].tolist()
    assert birch == [0.0, 1.0] + [2.0] * 9
    assert (agents[agents["name"] == "cedar"]["level"] == 0).all()


def test_the_log_says_who_moved_and_why() -> None:
    moves = lived(duel(), 1, 0).log
    committed = [move for move in moves if move.cause == "committed" and move.trigger == "line"]
    assert committed
    assert committed[0].posture == "aster>birch"
    assert committed[0].evidence == ["E7", "E9"]
    assert list(committed[0]) == ["day", "posture", "from", "to", "cause", "trigger", "evidence"]
    assert committed[0]["cause"] == "committed"
    assert moves[0].day == 1
    base = [move for move in moves if move.posture == "birch>aster"]
    assert [tuple(m.values()) for m in base] == [
        (1, "birch>aster", "calm", "threats", "committed", None, ["E3"]),
        (2, "birch>aster", "threats", "strikes", "committed", None, ["E3"]),
    ]


def test_every_move_is_in_the_log_once() -> None:
    crisis = sim.Crisis(duel(), 3, 4)
    place, told = {p: crisis.intended(p) for p in crisis.postures}, 0
    for day in days_of(crisis):
        for move in crisis.log[told:]:
            assert move.day == day
            assert place[move.posture] == move.from_ != move.to
            place[move.posture] = move.to
        told = len(crisis.log)
        assert place == {p: crisis.intended(p) for p in crisis.postures}
    assert told > 3


@pytest.mark.parametrize(("honoured", "told"), [(0, "defied"), (1, "honoured")])
def test_a_line_tested_every_day_is_told_every_day(honoured: int, told: str) -> None:
    """Idle again and met again on one day: it is the same state, and another test."""
    scenario = small(
        f"""
actors:
  aster:
    postures: {{birch: {{}}}}
    triggers:
      - id: line
        when: day() >= 1
        honoured: {honoured}
        lasts: 1
        again: 1
        then: {{birch: {{floor: threats}}}}
  birch: {{}}
""",
        days=5,
    )
    found = [(h.day, h.kind, h.what, h.who) for h in lived(scenario).happenings]
    every = 1 if told == "defied" else 2  # honoured, it is in force for its day first
    assert found == [(day, told, "line", "aster") for day in range(1, 6, every)]


def test_stepping_on_after_the_end_changes_nothing() -> None:
    crisis = lived(duel(5), 1, 0)
    assert crisis.over
    assert not crisis.running
    before, log, happenings = crisis.state.copy(), list(crisis.log), list(crisis.happenings)
    for _ in range(3):
        crisis.step()
    for name in before.fields:
        np.testing.assert_array_equal(getattr(before, name), getattr(crisis.state, name))
    assert (crisis.log, crisis.happenings, crisis.day) == (log, happenings, 5)


def test_a_crisis_by_its_public_names() -> None:
    crisis = sim.Crisis(duel(), seed=7, run=41)
    assert isinstance(crisis, mesa.Model)
    assert crisis.postures == ["aster>birch", "birch>aster"]
    assert crisis.rungs("aster>birch") == ["calm", "threats", "strikes", "war"]
    assert crisis.intended("birch>aster") == crisis.executed("birch>aster") == "calm"
    assert [agent.name for agent in crisis.agents] == ["aster", "birch", "cedar"]
    assert crisis.day == 0
    assert not crisis.over
    assert crisis.running
    crisis.step()
    assert crisis.day == 1
    with pytest.raises(KeyError):
        crisis.intended("aster>nobody")
    with pytest.raises(KeyError):
        crisis.perceived("cedar", "aster>birch")


@pytest.mark.parametrize("numbers", [{"seed": -1}, {"seed": 2**64}, {"run": -1}, {"draws": 0}])
def test_numbers_out_of_range_are_refused(numbers: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="seed"):
        sim.Crisis(duel(), **numbers)


def test_a_parameter_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="tempo"):
        sim.Crisis(duel(), parameters={"tempo": 1})


def test_two_crises_do_not_meddle() -> None:
    alone = lived(duel(), 5, 1)
    one, other = sim.Crisis(duel(), 5, 1), sim.Crisis(duel(), 5, 2)
    for _ in range(10):
        other.step()
        one.step()
    assert one.log == alone.log
    assert other.log == lived(duel(), 5, 2).log


def test_crises_are_let_go() -> None:
    """Mesa keeps models in a table of its own; two hundred leave nothing behind."""
    scenario, left = duel(3), []
    for run in range(200):
        crisis = sim.Crisis(scenario, 1, run)
        crisis.step()
        left.append(weakref.ref(crisis))
        for actor in crisis.actors:
            left.append(weakref.ref(actor))
    del crisis, actor
    gc.collect()
    assert not [ref for ref in left if ref() is not None]


# ---------------------------------------------------------------- seats

SEATS = """
actors:
  aster: {postures: {birch: {climb: 90, ceiling: strikes, floor: threats}}}
  birch: {postures: {aster: {climb: 0.4}}}
"""


def test_a_seats_order_stands_until_it_is_taken_back() -> None:
    crisis = sim.Crisis(small(SEATS, days=9), 1, 0)
    crisis.order("aster>birch", "war")
    crisis.step()
    assert crisis.intended("aster>birch") == "war"  # limits are advice
    crisis.step()
    crisis.order("aster>birch", "calm")
    crisis.step()
    crisis.order("aster>birch", None)
    crisis.step()
    moves = [(m.day, m.from_, m.to, m.cause) for m in crisis.log if m.posture == "aster>birch"]
    assert moves == [
        (1, "calm", "war", "ordered"),
        (3, "war", "calm", "ordered"),
        (4, "calm", "threats", "committed"),
    ]


def test_an_order_stands_until_its_day() -> None:
    """From then on the rulebook has the posture again, here and in every future run from here."""
    scenario = small(SEATS, days=9)
    crisis = sim.Crisis(scenario, 1, 0)
    crisis.order("aster>birch", "war", until=3)
    future = sim.simulate(scenario, runs=5, seed=9, start=crisis.snapshot())
    stood = []
    for _ in range(5):
        crisis.step()
        stood.append(crisis.intended("aster>birch"))
    assert stood == ["war", "war", "war", "strikes", "strikes"]  # its ceiling draws it in
    assert set(future.first_day("aster>birch", "war")) == {1}
    with pytest.raises(ValueError, match="day 1 or later"):
        crisis.order("aster>birch", "war", until=0)


def test_limits_may_bind_a_seat() -> None:
    crisis = sim.Crisis(small(SEATS, days=9), 1, 0)
    crisis.bind_orders(True)
    for order, stands in (("war", "strikes"), ("calm", "threats"), ("strikes", "strikes")):
        crisis.order("aster>birch", order)
        crisis.step()
        assert crisis.intended("aster>birch") == stands
    crisis.bind_orders(False)
    crisis.order("aster>birch", "war")
    crisis.step()
    assert crisis.intended("aster>birch") == "war"


def test_an_order_leaves_the_luck_of_others_alone() -> None:
    free, ordered = (sim.Crisis(small(SEATS, days=9), 2, 3) for _ in range(2))
    ordered.order("aster>birch", "threats")
    for _ in days_of(free):
        ordered.step()
    moves = [[(m.day, m.to) for m in c.log if m.posture == "birch>aster"] for c in (free, ordered)]
    assert moves[0] == moves[1]


def test_orders_for_what_does_not_exist_are_refused() -> None:
    crisis = sim.Crisis(small(SEATS))
    with pytest.raises(KeyError):
        crisis.order("aster>cedar", "war")
    with pytest.raises(KeyError, match="peace"):
        crisis.order("aster>birch", "peace")
    with pytest.raises(KeyError, match="unease"):
        crisis.meter("unease")


# ---------------------------------------------------------------- snapshots


def test_a_snapshot_goes_on_as_the_crisis_would() -> None:
    scenario = small(SEATS + "parameters: {tempo: {uncertainty: {uniform: [0, 1]}}}\n", days=9)
    for day in (0, 3, 9):
        crisis = sim.Crisis(scenario, 5, 6, draws=4)
        for _ in range(day):
            crisis.step()
        snapshot = crisis.snapshot()
        assert snapshot.day == day
        for _ in days_of(crisis):
            pass
        assert snapshot.day == day  # the crisis went on, the snapshot did not
        onward = sim.simulate(scenario, runs=1, seed=5, first=6, draws=4, start=snapshot)
        straight = sim.simulate(scenario, runs=1, seed=5, first=6, draws=4)
        same_records(record_row(onward, 0), record_row(straight, 0))


def test_what_was_resolved_stays_resolved() -> None:
    """Many futures of one present share its resolves, not its luck."""
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {climb: 0.2}}
    triggers: [{id: line, when: day() >= 5, honoured: 0.5, then: {birch: {floor: strikes}}}]
  birch: {}
events: {storm: {probability: 0.5, when: day() >= 5}}
""",
        days=8,
    )
    ends = set()
    for run in range(12):
        crisis = sim.Crisis(scenario, 1, run)
        crisis.step()
        futures = sim.simulate(scenario, runs=runs(200, 40), seed=9, start=crisis.snapshot())
        honoured, storm = np.unique(futures.record.honoured), np.unique(futures.events["storm"])
        assert len(honoured) == len(storm) == 1
        assert len(np.unique(futures.first_day("aster>birch", "threats"))) > 2
        ends.add((bool(honoured[0]), int(storm[0])))
    assert len(ends) > 2


def test_without_errors_a_snapshot_goes_on_with_clear_eyes() -> None:
    """A misperception under way ends where there are to be none."""
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {}}
    triggers: [{id: line, when: "day() >= 5 and rung(birch, aster) >= war", then: {birch: {floor: war}}}]
  birch: {postures: {aster: {start: strikes, ceiling: strikes}}}
miscalculation: {misperception: {up: 1, down: 0, spell: 1000}}
""",
        days=8,
    )
    crisis = sim.Crisis(scenario)
    for _ in range(3):
        crisis.step()
    futures = sim.simulate(scenario, runs=20, start=crisis.snapshot(), twin=True)
    assert futures.twin is not None
    assert futures.record.met.all()
    assert not futures.twin.record.met.any()


@pytest.mark.skipif(not IS_COMPILED, reason="one engine is enough in plain Python")
def test_the_state_of_the_agents_is_the_state_of_the_rules() -> None:
    crisis = sim.Crisis(duel(), 1, 1)
    before = crisis.state.stance.ctypes.data
    crisis.step()
    assert crisis.state.stance.ctypes.data == before
    assert crisis.state.stance[1, s.INTENDED] == 1
