"""The last clear chance, in worlds in which it is known; and the futures it is told from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from tools import assert_share, lived, runs, small

import sim
from sim.analysis.intervals import paired_difference
from sim.analysis.one_run.timeline import timeline
from sim.analysis.what_if.changes import Manner, Past
from sim.analysis.what_if.futures import Chance, Oracle, futures
from sim.analysis.what_if.last_chance import last_clear_chance
from sim.analysis.what_if.scaled import scaled_difference

FEW = {"futures": 40, "screen": 8, "confirm": 60, "most": 60}

# Aster is drawn up on days 4 and 5 and no longer; birch, which sees it, rises by a line that nothing ends.
FUSE = """
actors:
  aster:
    title: Aster
    postures: {birch: {}}
    triggers: [{id: outburst, when: day() == 4, then: {birch: {floor: strikes}}, lasts: 2}]
  birch:
    title: Birch
    postures: {aster: {}}
    triggers:
      - {id: fuse, when: "rung(aster, birch) >= strikes", then: {aster: {floor: war}}, delay: 5}
  cedar: {postures: {aster: {start: threats}}}
outcomes:
  war: {title: War, when: "rung(birch, aster) >= war"}
"""

# One climb a day with chance P: from strikes one is enough for war, from threats it takes two.
CLIMB, DAYS = 0.3, 12
P = 1 - np.exp(-CLIMB)
HILL = f"""
actors:
  aster: {{postures: {{birch: {{start: strikes, climb: {CLIMB}}}}}}}
  birch: {{}}
outcomes: {{war: "rung(aster, birch) >= war", never: day() < 0}}
"""


def chance_of(steps: int, days: int) -> float:
    return float(binom.sf(steps - 1, days, P))


def run_in_which(scenario: sim.scenario.loading.Scenario, outcome: str, day: int, seed: int = 1) -> int:
    """The first run in which an outcome comes on this day."""
    days = sim.simulate(scenario, 2000 if day < 20 else 20_000, seed).outcomes[outcome]
    return int(np.flatnonzero(days == day)[0])


# ---------------------------------------------------------------- futures


def test_the_chance_from_a_state_is_the_exact_one() -> None:
    crisis = sim.Crisis(small(HILL, days=DAYS), 1, run_in_which(small(HILL, days=DAYS), "war", 9))
    for _ in range(4):
        crisis.step()
    found = futures(crisis, runs(20_000, 400))
    assert (found.day, found.days, crisis.day) == (4, DAYS, 4)
    war = found.of("war")
    assert war.came is None
    assert_share(war.chance.hits, war.chance.runs, chance_of(1, DAYS - 4))
    assert war.chance.low < war.chance.share < war.chance.high
    never = found.of("never").chance
    assert (never.hits, never.low) == (0, 0.0)
    assert 0.0 < never.high < 0.02


def test_what_has_come_stays_so() -> None:
    found = futures(lived(small(FUSE), 0, 0), 10)
    assert found.of("war").came == 13
    assert found.of("war").chance == Chance(10, 10)


def test_the_luck_of_futures_is_not_that_of_the_run() -> None:
    crisis = sim.Crisis(small(HILL, days=DAYS), 1, 0)
    with pytest.raises(ValueError, match="another seed than the run's own, 1"):
        futures(crisis, 10, 1)
    assert futures(crisis, 50).seed != 1
    assert futures(crisis, 50) == futures(crisis, 50)


@pytest.mark.parametrize("more", ["", "stop_when: rung(aster, birch) <= calm and day() >= 3\n"])
def test_an_oracle_answers_as_an_ensemble_does(more: str) -> None:
    """Ending a future where the outcome comes, or not where the scenario ends it, changes no answer."""
    scenario = small(
        HILL.replace("climb:", "descend: 0.3, climb:") + "events: {e: {rate: 0.1}}\n" + more, days=DAYS
    )
    crisis = sim.Crisis(scenario, 1, 5)
    crisis.step()
    oracle = Oracle(crisis, "war", 99)
    states = [crisis.state.copy(), sim.Crisis(scenario, 1, 6).state]
    came = oracle.came(states, 1000, 300)
    ensemble = sim.simulate(scenario, 300, 99, first=1000, start=crisis.snapshot())
    np.testing.assert_array_equal(came[0], ensemble.outcomes["war"] >= 0)
    assert (came[0] != came[1]).any()
    np.testing.assert_array_equal(came[:1, :7], oracle.came(states[:1], 1000, 7))
    assert oracle.asked == 607


# ---------------------------------------------------------------- single changes


def past_of(scenario: sim.scenario.loading.Scenario, run: int = 0):
    past = Past(sim.Crisis(scenario, 1, run), 0)
    lanes = {lane.posture: lane for lane in timeline(past.crisis).lanes}

    def tried(day: int, steps: int | None = None, up: bool = False, bind: bool = False):
        found = past.branches(day, lanes, Manner(steps, up, bind))
        return {(branch.change.posture, branch.change.put) for branch in found}

    return past, tried


def test_the_changes_of_a_day() -> None:
    scenario = small(
        """
actors:
  aster: {postures: {birch: {start: war, floor: threats}, cedar: {}}}
  birch: {postures: {aster: {start: threats, ceiling: threats}}}
  cedar: {}
outcomes: {late: day() >= 5}
"""
    )
    past, tried = past_of(scenario)
    assert len(past.states) == 6
    down = {("aster>birch", 2), ("aster>birch", 1), ("aster>birch", 0), ("birch>aster", 0)}
    assert tried(3) == down
    assert tried(3, steps=1) == {("aster>birch", 2), ("birch>aster", 0)}
    assert tried(3, steps=2) == {("aster>birch", 2), ("aster>birch", 1), ("birch>aster", 0)}
    assert tried(3, up=True) == down | {("birch>aster", 2), ("aster>cedar", 1)}
    assert tried(3, bind=True) == {("aster>birch", 2), ("aster>birch", 1), ("birch>aster", 0)}
    assert tried(3, up=True, bind=True) == tried(3, bind=True) | {("aster>cedar", 1)}


def test_a_change_lasts_a_day_and_touches_one_posture() -> None:
    past, _ = past_of(small(FUSE))
    lanes = {lane.posture: lane for lane in timeline(past.crisis).lanes}
    for branch in past.branches(5, lanes, Manner(None, False, False)):
        moved = branch.state.stance[:, 0] != past.states[5].stance[:, 0]
        assert moved.sum() == 1
        assert int(branch.state.clock[0]) == 5
        assert (branch.state.stance[:, 5] == -1).all()  # no order stands


# ---------------------------------------------------------------- the last clear chance


def test_it_lies_where_the_fuse_was_lit() -> None:
    """Once birch has seen it, nothing that anybody does on one day keeps it from rising to war."""
    seen = []
    found = last_clear_chance(small(FUSE), 0, 0, "war", **FEW, progress=seen.append)
    assert found.came == 13
    assert found.found is not None
    assert found.found.day == 5
    change = found.found.change
    assert (change.posture, change.stood_title, change.put_title) == ("aster>birch", "Strikes", "Threats")
    assert change.held is not None
    assert (change.held.day, change.held.trigger) == (5, "outburst")
    assert (found.found.without, found.found.changed) == (Chance(60, 60), Chance(0, 60))
    assert found.found.difference[0] == -1.0
    assert [each.day for each in found.looked] == list(range(5, 13))
    assert seen == found.looked[::-1]
    assert [each.confirmed for each in found.looked] == [True] + [False] * 7
    assert all(each.changed == Chance(40, 40) for each in found.looked[1:])
    told = " ".join(found.sentences())
    assert "'War', which came on day 13, 14 Mar 2031, was day 5, 6 Mar 2031" in told
    assert "Aster toward Birch at 'Threats' for that day instead of 'Strikes' (1 rung down)" in told
    assert "it had come that very day (committed by its line outburst)" in told
    assert "On the 7 days after it, none of" in told
    assert "does not predict" in told


def test_the_curve_may_go_on_before_it() -> None:
    found = last_clear_chance(small(FUSE), 0, 0, "war", **FEW, before=2)
    assert [each.day for each in found.looked] == list(range(3, 13))
    assert found.found is not None
    assert found.found.day == 5


def test_its_chances_are_the_exact_ones() -> None:
    scenario = small(HILL, days=DAYS)
    run = run_in_which(scenario, "war", 6)
    sizes = {"confirm": runs(4000, 300), "most": runs(4000, 300), "futures": runs(400, 60)}
    found = last_clear_chance(scenario, 1, run, "war", level=0.5, **sizes)
    assert found.found is not None
    assert (found.found.day, found.found.change.put) == (5, 0)
    assert_share(found.found.without.hits, found.found.without.runs, chance_of(1, DAYS - 5))
    assert_share(found.found.changed.hits, found.found.changed.runs, chance_of(3, DAYS - 5))
    gap, low, high = found.found.difference
    assert low < gap < high < 0.0
    assert "where it had stood from the start" in " ".join(found.sentences())


def test_a_smaller_change_has_to_come_earlier_or_is_not_enough() -> None:
    """One rung down leaves two climbs, which are too likely on every day before."""
    scenario = small(HILL, days=DAYS)
    run = run_in_which(scenario, "war", 6)
    found = last_clear_chance(scenario, 1, run, "war", level=0.3, steps=1, **FEW)
    assert found.found is None
    assert found.foretold
    assert "none of 5 single changes" in " ".join(found.sentences())
    assert len(last_clear_chance(scenario, 1, run, "war", level=0.3, steps=1, back=2, **FEW).looked) == 2


def test_a_level_may_be_a_share_of_the_chance_without() -> None:
    """Two climbs in seven days are 0.66 of one, three are 0.30."""
    scenario = small(HILL, days=DAYS)
    run = run_in_which(scenario, "war", 6)
    sizes = {"confirm": 400, "most": 400, "futures": 60, "screen": 16, "back": 1, "relative": True}
    half = last_clear_chance(scenario, 1, run, "war", level=0.5, **sizes)
    assert half.found is not None
    assert half.found.change.put == 0
    assert "below 50.0% of the chance without it" in " ".join(half.sentences())
    assert last_clear_chance(scenario, 1, run, "war", level=0.2, **sizes).found is None
    assert last_clear_chance(scenario, 1, run, "war", level=0.5, steps=1, **sizes).found is None


def test_what_came_by_luck_had_no_last_clear_chance() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {start: threats}}}, birch: {}}
events: {lightning: {rate: 0.002}}
outcomes: {struck: happened(lightning)}
"""
    )
    run = run_in_which(scenario, "struck", 8)
    found = last_clear_chance(scenario, 1, run, "struck", **{**FEW, "futures": 200})
    assert (found.found, found.foretold) == (None, False)
    assert all(each.change is None and each.tried == 0 for each in found.looked)
    assert "Luck alone made" in found.sentences()[0]


def test_no_day_before_it() -> None:
    scenario = small(HILL + "\n", days=DAYS)
    found = last_clear_chance(scenario, 1, run_in_which(scenario, "war", 1), "war", **FEW)
    assert (found.came, found.looked, found.found) == (1, [], None)
    assert "there was nothing to decide" in found.sentences()[0]


def test_the_same_twice_on_any_number_of_threads() -> None:
    scenario = small(HILL, days=DAYS)
    run = run_in_which(scenario, "war", 6)
    one, two = (last_clear_chance(scenario, 1, run, "war", level=0.5, **FEW, threads=n) for n in (1, 3))
    assert one == two


def test_what_is_refused() -> None:
    scenario = small(FUSE)
    with pytest.raises(KeyError, match="no outcome is called peace"):
        last_clear_chance(scenario, 0, 0, "peace")
    with pytest.raises(ValueError, match="war does not come in run 0 of seed 1"):
        last_clear_chance(small(FUSE, days=9), 1, 0, "war")
    for wrong in ({"level": 0.0}, {"level": 1.0}, {"screen": 0}, {"most": 10}, {"steps": 0}, {"before": -1}):
        with pytest.raises(ValueError, match="must be"):
            last_clear_chance(scenario, 0, 0, "war", **wrong)


# ---------------------------------------------------------------- a share of another chance


@given(st.integers(0, 2**32 - 1), st.integers(2, 60))
def test_at_a_scale_of_one_it_is_the_paired_difference(seed: int, n: int) -> None:
    one, other = np.random.default_rng(seed).random((2, n)) < 0.4
    low, high = scaled_difference(one, other, 1.0)
    assert paired_difference(one, other) == (max(-1.0, low), min(1.0, high))


def test_it_covers_the_difference_it_is_of() -> None:
    rng = np.random.default_rng(4)
    kept = 0
    for _ in range(1000):
        other = rng.random(200) < 0.8
        one = other & (rng.random(200) < 0.45)  # 0.36
        low, high = scaled_difference(one, other, 0.5)
        kept += low <= 0.36 - 0.4 <= high
    assert 0.93 <= kept / 1000 <= 0.99
