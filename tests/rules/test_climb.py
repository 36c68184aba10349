"""How a posture climbs and descends by chance: the hazards of the model, in closed form."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from scipy.stats import nbinom
from tools import THREE, assert_fits, assert_share, assert_shares, lived, runs, small

import sim
from sim.rules import state as s


def chance(hazard: float) -> float:
    return 1.0 - exp(-hazard)


def waits(chance: float, days: int) -> dict[int, float]:
    """First days of something that comes with this chance each day: geometric, -1 where never."""
    return {day: chance * (1 - chance) ** (day - 1) for day in range(1, days + 1)} | {
        -1: (1 - chance) ** days
    }


def test_waiting_for_a_climb_is_geometric() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {climb: 0.3, ceiling: threats}}}, birch: {}}
""",
        days=8,
    )
    days = sim.simulate(scenario, runs=runs(), seed=1).first_day("aster>birch", "threats")
    assert_shares(days, waits(chance(0.3), 8))


def test_every_rung_takes_its_own_wait() -> None:
    scenario = small("actors: {aster: {postures: {birch: {climb: 0.25}}}, birch: {}}", days=15)
    days = sim.simulate(scenario, runs=runs(), seed=2).first_day("aster>birch", "war")
    failures = nbinom.pmf(np.arange(13), 3, chance(0.25))
    assert_fits(np.where(days < 0, 13, days - 3), failures)


def test_waiting_for_a_descent_is_geometric() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {start: threats, descend: 0.3}}}, birch: {}}
outcomes: {calmed: "rung(aster, birch) < threats"}
""",
        days=8,
    )
    days = sim.simulate(scenario, runs=runs(), seed=3).outcomes["calmed"]
    assert_shares(days, waits(chance(0.3), 8))


def test_resistance_and_menace_hold_back_a_climb() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {climb: 0.9, ceiling: threats, deterrability: 0.7, deterred_by: {birch: 0.5, cedar: 1}}}
  birch: {postures: {aster: {start: war}}}
  cedar: {postures: {aster: {start: threats}}}
""",
        days=6,
        ladder="[{id: calm}, {id: threats, menace: 0.3, resistance: 0.4}, {id: war, menace: 2}]",
    )
    menace = 0.5 * 2 + 1 * 0.3
    assert sim.Crisis(scenario).state.mind[0, s.FELT_MENACE] == pytest.approx(menace)
    days = sim.simulate(scenario, runs=runs(), seed=4).first_day("aster>birch", "threats")
    assert_shares(days, waits(chance(0.9 * exp(-0.7 * menace) * (1 - 0.4)), 6))


def test_a_climb_answers_what_lies_above_it() -> None:
    """The gap is measured in levels, from the rung one stands on to what one would give back."""
    scenario = small(
        """
actors:
  aster: {postures: {birch: {climb: 0.1, reactivity: 0.25, retaliation: 0.8, start: threats, memory: 0}}}
  birch: {postures: {aster: {start: war}}}
""",
        days=5,
        ladder="[{id: calm}, {id: threats, level: 1.5}, {id: strikes, level: 2.25}, {id: war, level: 4}]",
    )
    hazard = 0.1 + 0.25 * (0.8 * 4 - 1.5)
    days = sim.simulate(scenario, runs=runs(), seed=5).first_day("aster>birch", "strikes")
    assert_shares(days, waits(chance(hazard), 5))


def test_a_descent_answers_calm() -> None:
    scenario = small(
        """
actors:
  aster: {postures: {birch: {descend: 0.1, reactivity: 0.2, start: war}}}
  birch: {postures: {aster: {start: threats}}}
outcomes: {down: "rung(aster, birch) < war"}
""",
        days=5,
    )
    days = sim.simulate(scenario, runs=runs(), seed=6).outcomes["down"]
    assert_shares(days, waits(chance(0.1 + 0.2 * (3 - 1)), 5))


def test_up_and_down_share_one_uniform() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {start: threats, climb: 0.4, descend: 0.7}}}, birch: {}}
""",
        days=1,
    )
    standing = sim.simulate(scenario, runs=runs(), seed=7).standing.sum(axis=0)[1, 0]
    total = runs()
    assert_share(standing[2], total, chance(0.4))
    assert_share(total - standing[1], total, chance(0.7))


def test_factors_multiply() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {climb: 0.2, descend: 0.3, reactivity: 0.1, start: threats}}
    triggers:
      - {id: anger, when: day() >= 1, then: {birch: {climb: 3, react: 2}}}
      - {id: doubt, when: day() >= 1, then: {all: {climb: 0.5, descend: 0.4}}}
  birch: {postures: {aster: {start: war}}}
""",
        days=1,
    )
    total = runs()
    standing = sim.simulate(scenario, runs=total, seed=8).standing.sum(axis=0)[1, 0]
    assert_share(standing[2], total, chance((0.2 + 0.1 * 2 * (3 - 1)) * 3 * 0.5))
    assert_share(total - standing[1], total, chance(0.3 * 0.4))


def test_a_climb_waits_out_the_dwell() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {climb: 0.4, dwell: 4}}}, birch: {}}
""",
        days=25,
        ladder=THREE,
    )
    ensemble = sim.simulate(scenario, runs=runs(), seed=9)
    first, second = ensemble.first_day("aster>birch", "threats"), ensemble.first_day("aster>birch", "war")
    early = (first >= 1) & (first <= 10)
    gaps = np.where(second[early] < 0, 99, second[early] - first[early])
    assert_shares(first, waits(chance(0.4), 25))
    assert (gaps >= 4).all()
    assert_fits(gaps - 4, [chance(0.4) * exp(-0.4 * k) for k in range(11)])


@pytest.mark.parametrize(
    ("posture", "days"),
    [
        ("{climb: 90, dwell: 3}", [1, 4, 7]),  # the start is no move
        ("{floor: war, dwell: 3}", [1, 2, 3]),  # what is forced does not wait
        ("{start: war, descend: 90, dwell: 3}", [1, 2, 3]),  # nor does a descent
        ("{floor: war, step: 2}", [1, 2]),
        ("{start: war, ceiling: calm, step: 2}", [1, 2]),
        ("{floor: strikes, step: 9, ceiling: strikes}", [1]),
    ],
)
def test_steps_and_dwell(posture: str, days: list[int]) -> None:
    scenario = small(f"actors: {{aster: {{postures: {{birch: {posture}}}}}, birch: {{}}}}", days=12)
    assert [move.day for move in lived(scenario).log] == days


def test_a_forced_move_restarts_the_dwell() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {climb: 90, dwell: 3}}
    triggers: [{id: line, when: day() == 3, lasts: 1, then: {birch: {floor: strikes}}}]
  birch: {}
""",
        days=12,
    )
    assert [(move.day, move.cause) for move in lived(scenario).log] == [
        (1, "initiated"),
        (3, "committed"),
        (6, "initiated"),
    ]


def test_provocation_fades_by_memory() -> None:
    scenario = small(
        """
actors:
  aster: {postures: {birch: {memory: 0.6}}}
  birch: {postures: {aster: {floor: war, step: 9}}}
""",
        days=10,
    )
    crisis = sim.Crisis(scenario)
    while not crisis.over:
        crisis.step()
        for column in (s.PROVOCATION, s.TRUE_PROVOCATION):
            assert crisis.state.mind[0, column] == pytest.approx(3 * (1 - 0.6**crisis.day), abs=1e-12)
