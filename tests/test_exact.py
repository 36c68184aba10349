"""Small crises whose chances are known exactly, from the file to the summary."""

from __future__ import annotations

from itertools import product
from math import exp, floor

import numpy as np
import pytest
from scipy.stats import beta
from tools import THREE, assert_share, assert_shares, lived, runs, small

import sim
from sim.scenario.loading import Scenario

# ---------------------------------------------------------------- two actors as a Markov chain

RUNGS = ("calm", "threats", "war")
CLIMB, DESCEND, REACTIVITY = (0.1, 0.25), (0.15, 0.05), (0.3, 0.2)
UP, DOWN, SEEN_UP, SEEN_DOWN, ALARM = 0.12, 0.2, 0.15, 0.1, 0.07
DAYS = 6


def duel(errors: bool) -> Scenario:
    """Two who forget yesterday; every pair of rungs on the last day is an outcome."""
    ends = "\n".join(
        f"  {one}_{other}: day() == {DAYS} and rung(aster, birch) == {one} and rung(birch, aster) == {other}"
        for one, other in product(RUNGS, repeat=2)
    )
    noise = f"""
miscalculation:
  accident: {{up: {UP}, down: {DOWN}}}
  misperception: {{up: {SEEN_UP}, down: {SEEN_DOWN}}}
  false_alarm: {ALARM}
"""
    return small(
        f"""
actors:
  aster:
    postures: {{birch: {{climb: {CLIMB[0]}, descend: {DESCEND[0]}, reactivity: {REACTIVITY[0]}, memory: 0}}}}
  birch:
    postures:
      aster:
        {{climb: {CLIMB[1]}, descend: {DESCEND[1]}, reactivity: {REACTIVITY[1]}, memory: 0, start: threats}}
outcomes:
{ends}
{noise if errors else ""}
""",
        days=DAYS,
        ladder=THREE,
    )


def moves(actor: int) -> np.ndarray:
    """[felt, now, next]: the chances of a day's move, by what is felt."""
    found = np.zeros((3, 3, 3))
    for felt, now in product(range(3), repeat=2):
        gap = felt - now
        up = 1 - exp(-(CLIMB[actor] + REACTIVITY[actor] * max(0, gap))) if now < 2 else 0.0
        down = 1 - exp(-(DESCEND[actor] + REACTIVITY[actor] * max(0, -gap))) if now > 0 else 0.0
        down = min(down, 1 - up)  # one uniform: up from its low end, down from its high end
        found[felt, now, now] += 1 - up - down
        if now < 2:
            found[felt, now, now + 1] = up
        if now > 0:
            found[felt, now, now - 1] = down
    return found


def shown() -> np.ndarray:
    """[intended, seen]: an accident first, then the eye."""
    acted = np.array([[1, 0, 0], [DOWN, 1 - UP - DOWN, UP], [0, DOWN, 1 - DOWN]])
    eye = np.array(
        [[1 - ALARM, ALARM, 0], [SEEN_DOWN, 1 - SEEN_DOWN - SEEN_UP, SEEN_UP], [0, SEEN_DOWN, 1 - SEEN_DOWN]]
    )
    return np.asarray(acted @ eye)


def joint(errors: bool) -> np.ndarray:
    """The chances of both rungs on the last day."""
    one, other = moves(0), moves(1)
    now = np.zeros((3, 3))
    now[0, 1] = 1.0
    for day in range(DAYS):
        # on day 0 everybody is seen as it stands
        seen = shown() if errors and day > 0 else np.eye(3)
        step_one = np.einsum("yf,fxn->xyn", seen, one)
        step_other = np.einsum("xf,fyn->xyn", seen, other)
        now = np.einsum("xy,xyn,xym->nm", now, step_one, step_other)
    assert abs(now.sum() - 1) < 1e-12
    return now


@pytest.mark.parametrize("errors", [True, False], ids=["errors", "no_errors"])
def test_two_actors_without_memory_are_a_markov_chain(errors: bool) -> None:
    ensemble = sim.simulate(duel(errors), runs=runs(100_000, 1500), seed=1)
    expected = joint(errors)
    for (x, one), (y, other) in product(enumerate(RUNGS), repeat=2):
        ended = ensemble.outcomes[f"{one}_{other}"] == DAYS
        assert_share(ended.sum(), ensemble.runs, expected[x, y])
    same_luck = sim.simulate(duel(True), runs=ensemble.runs, seed=1, errors=errors)
    np.testing.assert_array_equal(same_luck.record.outcome, ensemble.record.outcome)


# ---------------------------------------------------------------- the clock


def test_a_crisis_that_is_over_stands_still() -> None:
    scenario = small(
        """
actors:
  aster: {postures: {birch: {climb: 90, incidents: {threats: 3, strikes: 3, war: 3}}}}
  birch: {postures: {aster: {climb: 0.2}}}
events: {storm: {at: 5}, calm_before: {at: 1}}
meters: {unease: {drift: 0.1}}
outcomes: {two: "rung(aster, birch) >= strikes", three: "rung(aster, birch) >= war", late: day() >= 4}
stop_when: rung(aster, birch) >= strikes
""",
        days=9,
    )
    ensemble = sim.simulate(scenario, runs=200, seed=1)
    assert (ensemble.outcomes["two"] == 2).all()
    assert (ensemble.outcomes["three"] == -1).all()
    assert (ensemble.outcomes["late"] == -1).all()
    assert (ensemble.events["calm_before"] == 1).all()
    assert (ensemble.events["storm"] == -1).all()
    standing = ensemble.standing.sum(axis=0)
    assert (standing[3:] == standing[2]).all()  # later days carry it
    crisis = sim.Crisis(scenario, 1, 0)
    for _ in range(20):
        crisis.step()
    assert crisis.day == 2
    assert crisis.meter("unease") == pytest.approx(0.2)
    assert crisis.happenings[-1].kind == "end"
    np.testing.assert_array_equal(crisis.state.incidents[2], ensemble.record.incidents[0])


def test_stop_when_is_not_looked_at_on_day_zero() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {climb: 90}}}, birch: {}}
stop_when: day() >= 0
""",
        days=5,
    )
    assert [move.day for move in lived(scenario).log] == [1]


OBSERVED = """
actors:
  aster:
    postures: {birch: {start: threats, climb: 0.2, ceiling: strikes}}
  birch:
    postures: {aster: {memory: 0, climb: 0.3}}
    triggers: [{id: line, when: "rung(aster, birch) >= war", then: {aster: {floor: strikes}}}]
events: {storm: {rate: 5}, alarm: {when: day() >= 99}}
miscalculation: {accident: {up: 0.5, down: 0.5}}
observed:
  until: 2031-03-05
  rungs: {aster>birch: {2031-03-02: war, 2031-03-04: calm}}
  events: {alarm: 2031-03-03, storm: 2031-03-05}
outcomes: {again: "day() >= 5 and rung(aster, birch) >= threats"}
"""


def test_what_is_known_is_pinned_and_the_rest_runs_free() -> None:
    ensemble = sim.simulate(small(OBSERVED, days=9), runs=runs(), seed=1)
    assert (ensemble.events["alarm"] == 2).all()
    assert (ensemble.events["storm"] == 4).all()
    assert (ensemble.first_day("aster>birch", "war") == 1).all()  # beyond its ceiling: it is what happened
    assert (ensemble.record.peak_executed[:, 0] == 3).all()
    p = 1 - exp(-0.2)
    chances = {day: p * (1 - p) ** (day - 5) for day in range(5, 10)} | {-1: (1 - p) ** 5}
    assert_shares(ensemble.outcomes["again"], chances)
    row = ensemble.summary()["proximate_causes"]["aster>birch"]["war"]
    assert set(row.values()) == {0.0}  # what is on record has no proximate cause
    crisis = lived(small(OBSERVED, days=9), 1, 0)
    moves = [(m.day, m.from_, m.to, m.cause) for m in crisis.log if m.posture == "aster>birch"]
    assert moves[:2] == [(1, "threats", "war", "observed"), (3, "war", "calm", "observed")]
    # seen on day 1, the line binds on day 2
    assert next(m.day for m in crisis.log if m.trigger == "line") == 2


def test_what_is_pinned_on_day_zero_is_seen_on_day_zero() -> None:
    text = OBSERVED.replace("2031-03-02: war", "2031-03-01: war")
    crisis = sim.Crisis(small(text, days=9), 1, 0)
    assert crisis.intended("aster>birch") == crisis.perceived("birch", "aster>birch") == "war"
    crisis.step()
    assert [m.posture for m in crisis.log if m.trigger == "line"] == ["birch>aster"]


# ---------------------------------------------------------------- what is not known


def test_the_range_is_that_of_the_parameter() -> None:
    """The chance of the event is the parameter itself, so its range is the parameter's."""
    scenario = small(
        """
actors: {aster: {postures: {birch: {}}}, birch: {}}
parameters:
  chance: {uncertainty: {uniform: [0.2, 0.6]}}
  doubt: {uncertainty: {beta: [2, 5]}}
events:
  storm: {probability: chance, when: day() == 1}
  alarm: {probability: doubt, when: day() == 1}
  dawn: {at: 1}
""",
        days=2,
    )
    draws, each = runs(1000, 200), 60 if runs(1, 0) else 10
    ensemble = sim.simulate(scenario, runs=draws * each, seed=1, draws=draws)
    events = ensemble.summary()["events"]
    drawn = [parameters["chance"] for parameters in ensemble.parameters]
    assert len(drawn) == draws
    wide = 0.03 if draws == 1000 else 0.1
    assert events["storm"]["range"] == pytest.approx([0.22, 0.58], abs=wide)
    assert events["alarm"]["range"] == pytest.approx(beta.ppf([0.05, 0.95], 2, 5), abs=wide)
    assert events["dawn"]["range"] == [1.0, 1.0]
    assert_share(ensemble.events["storm"].clip(0).sum(), ensemble.runs, float(np.mean(drawn)))
    fixed = sim.simulate(scenario, runs=400, seed=1, parameters={"chance": 0.5, "doubt": 0.5})
    assert fixed.summary()["events"]["storm"]["range"] is None
    assert {tuple(sorted(p.items())) for p in fixed.parameters} == {(("chance", 0.5), ("doubt", 0.5))}
    half = sim.simulate(scenario, runs=400, seed=1, parameters={"chance": 0.5})
    np.testing.assert_array_equal(half.events["storm"], fixed.events["storm"])
    np.testing.assert_array_equal(
        half.events["alarm"], sim.simulate(scenario, runs=400, seed=1).events["alarm"]
    )


def test_whole_numbers_round_halves_up() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {floor: war, step: 1}}}, birch: {}}
parameters: {when: {uncertainty: {uniform: [1, 4]}}}
events: {storm: {at: when}}
""",
        days=5,
    )
    draws = runs(3000, 300)
    ensemble = sim.simulate(scenario, runs=draws, seed=2, draws=draws)
    assert_shares(ensemble.events["storm"], {1: 1 / 6, 2: 1 / 3, 3: 1 / 3, 4: 1 / 6})
    days = [floor(parameters["when"] + 0.5) for parameters in ensemble.parameters]
    assert days == ensemble.events["storm"].tolist()
    for value, day in ((2.5, 3), (2.49, 2), (3.5, 4)):
        fixed = sim.simulate(scenario, runs=3, parameters={"when": value})
        assert fixed.events["storm"].tolist() == [day] * 3


def test_run_n_uses_draw_n_modulo_draws() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {}}}, birch: {}}
parameters: {when: {uncertainty: {uniform: [1, 9]}}}
events: {storm: {at: when}}
""",
        days=9,
    )
    storm = sim.simulate(scenario, runs=23, seed=3, draws=5).events["storm"]
    assert storm.tolist() == (storm[:5].tolist() * 5)[:23]
    later = sim.simulate(scenario, runs=9, seed=3, draws=5, first=13).events["storm"]
    assert later.tolist() == storm[13:22].tolist()
    assert lived(scenario, 3, 17, draws=5).happenings[0].day == storm[17]


def test_a_stretch_in_the_middle_has_the_draws_of_the_whole() -> None:
    """Also where the stretch ends before every parameter was drawn."""
    scenario = small(
        """
actors: {aster: {postures: {birch: {climb: tempo}}}, birch: {}}
parameters: {tempo: {uncertainty: {uniform: [0, 1]}}}
""",
        days=5,
    )
    whole = sim.simulate(scenario, runs=60, seed=3, draws=40)
    for first, some in ((10, 5), (35, 10), (39, 1), (50, 10)):
        part = sim.simulate(scenario, runs=some, seed=3, draws=40, first=first)
        np.testing.assert_array_equal(part.record.reached, whole.record.reached[first : first + some])


# ---------------------------------------------------------------- what errors make


def test_made_and_averted_are_told_apart() -> None:
    """An accident makes the outcome in one run of ten, and averts it in one of five."""
    scenario = small(
        """
actors:
  aster: {postures: {birch: {start: strikes, floor: strikes, ceiling: strikes}}}
  birch: {}
miscalculation: {accident: {up: 0.1, down: 0.2}}
outcomes: {worse: "executed(aster, birch) == war", same: "day() == 1 and executed(aster, birch) == strikes"}
""",
        days=1,
    )
    ensemble = sim.simulate(scenario, runs=runs(), seed=4, twin=True)
    told = ensemble.summary()["miscalculation"]
    worse, same = told["worse"], told["same"]
    assert_share(round(worse["made"] * ensemble.runs), ensemble.runs, 0.1)
    assert (worse["without"], worse["averted"], worse["with"]) == (0.0, 0.0, worse["made"])
    assert_share(round(same["averted"] * ensemble.runs), ensemble.runs, 0.3)
    assert (same["without"], same["made"]) == (1.0, 0.0)
    assert same["lo"] < same["with"] - same["without"] < same["hi"]


def test_errors_that_favour_neither_side_still_trip_a_one_way_line() -> None:
    """A result, not a bug: symmetric eyes raise the chance of what can happen only upward."""
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {}}
    triggers: [{id: line, when: "rung(birch, aster) >= war", then: {birch: {floor: war}}}]
  birch: {postures: {aster: {start: strikes, climb: 0.02, descend: 0.02}}}
miscalculation: {misperception: {up: 0.02, down: 0.02}}
outcomes: {tripped: "rung(aster, birch) >= threats"}
""",
        days=30,
    )
    row = sim.simulate(scenario, runs=runs(), seed=5, twin=True).summary()["miscalculation"]["tripped"]
    assert row["averted"] < row["made"]
    assert row["lo"] > 0
