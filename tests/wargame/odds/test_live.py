from __future__ import annotations

import math

import numpy as np
import pytest

import sim
from sim.analysis.what_if.futures import Chance
from sim.rules.state import RUN, SEED
from sim.wargame.odds.live import change, independent_difference, odds, seed_for
from sim.wargame.played import Moment
from sim.wargame.refusing import Refused
from tests.tools import assert_share, runs
from tests.wargame.playing import advance, game, order, quiet, until

HAZARD = 0.06
WAITING = f"""
  aster: {{postures: {{birch: {{climb: {HAZARD}, ceiling: threats}}}}}}
  birch: {{postures: {{aster: {{}}}}}}
outcomes: {{talk: "rung(aster, birch) >= threats"}}
"""


def moment_after(turns: int, seed: int = 3) -> Moment:
    """A crisis at a strait, some turns of which were played by people."""
    played = game(seed=seed)
    for _ in range(turns):
        until(played, "plan")
        order(played, "birch", rungs={"aster": "strikes"})
        until(played, "adjudicate")
        advance(played)
    return Moment.of(played.table.crisis)


def test_a_chance_that_is_known() -> None:
    played = game(quiet(WAITING), seed=1, people=())
    until(played, "adjudicate")
    table = played.table
    assert table.crisis.intended("aster>birch") == "calm"
    found = odds(Moment.of(table.crisis), runs(), 77).of("talk")
    assert_share(found.chance.hits, found.chance.runs, 1.0 - math.exp(-HAZARD * (20 - table.crisis.day)))
    assert found.chance.low < 1.0 - math.exp(-HAZARD * 15) < found.chance.high
    assert found.came is None


def test_what_has_come_is_certain() -> None:
    played = game(quiet(WAITING.replace("calm", "calm")), people=("aster",))
    until(played, "plan")
    order(played, "aster", rungs={"birch": "threats"})
    until(played, "adjudicate")
    found = odds(Moment.of(played.table.crisis), 50, 5).of("talk")
    assert (found.chance.share, found.came) == (1.0, 1)


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_each_future_is_the_run_that_the_agents_step_from_there(turns: int) -> None:
    moment = moment_after(turns)
    found = odds(moment, 12, 9)
    for number in range(12):
        crisis = sim.Crisis(moment.scenario, 3, parameters=moment.snapshot.parameters)
        crisis.state = moment.snapshot.state.copy()
        crisis.state.key[[SEED, RUN]] = 9, number
        while not crisis.over:
            crisis.step()
        came = [bool(each.hits[number]) for each in found.outcomes.values()]
        assert came == (crisis.state.outcome >= 0).tolist()


@pytest.mark.compiled_only
def test_against_a_long_direct_simulation_from_the_same_state() -> None:
    moment = moment_after(1)
    found = odds(moment, 2_000, seed_for(moment))
    direct = sim.simulate(moment.scenario, 100_000, 123, start=moment.snapshot)
    for name, days in direct.outcomes.items():
        share = float((days >= 0).mean())
        assert_share(found.of(name).chance.hits, 2_000, share)
    assert 0.05 < float((direct.outcomes["open_war"] >= 0).mean()) < 0.95


def test_a_stretch_and_the_next_are_the_whole() -> None:
    moment = moment_after(1)
    whole = odds(moment, 40, 9)
    both = odds(moment, 25, 9).with_more(odds(moment, 15, 9, first=25))
    assert both.runs == whole.runs
    for name in whole.outcomes:
        np.testing.assert_array_equal(both.of(name).hits, whole.of(name).hits)
        np.testing.assert_array_equal(whole.first(25).of(name).hits, whole.of(name).hits[:25])


def test_the_games_own_luck_is_refused() -> None:
    moment = moment_after(0)
    with pytest.raises(Refused, match="another seed"):
        odds(moment, 10, 3)
    assert seed_for(moment) != 3


# ---------------------------------------------------------------- changes


def test_one_seed_is_compared_in_pairs_over_the_runs_both_have() -> None:
    before, now = odds(moment_after(0), 60, 9), odds(moment_after(1), 40, 9)
    found = change(now, before)["open_war"]
    one, other = now.of("open_war").hits, before.of("open_war").hits[:40]
    assert (found.paired, found.runs) == (True, 40)
    assert found.difference == pytest.approx(one.mean() - other.mean())
    assert found.low <= found.difference <= found.high
    same = change(now, now)["open_war"]
    assert (same.difference, same.is_clear) == (0.0, False)


def test_other_seeds_are_compared_as_other_luck() -> None:
    one, other = odds(moment_after(1), 60, 9), odds(moment_after(1), 60, 10)
    assert not change(one, other)["open_war"].paired


def test_the_interval_of_independent_chances() -> None:
    # Newcombe 1998, table II, 56/70 less 48/80
    low, high = independent_difference(Chance(56, 70), Chance(48, 80))
    assert (low, high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))
