"""Whose acts an actor feels as its opponent's: the opponent's own, against wards, and its clients'."""

from __future__ import annotations

import pytest
from tools import small

import sim
from sim.rules import state as s

ACTORS = """
actors:
  aster: {wards: {cedar: 0.5, ember: 0.25}, postures: {birch: {memory: 0}}}
  birch: {postures: {aster: {start: B_A}, cedar: {start: B_C}, ember: {start: B_E}}}
  cedar: {}
  dune: {patron: birch, attribution: 0.4, postures: {aster: {start: D_A}, cedar: {start: D_C}}}
  ember: {}
  fern: {patron: birch, attribution: 0.2, postures: {aster: {start: F_A}}}
  grove: {patron: dune, attribution: 1, postures: {aster: {start: war}}}
"""
LEVELS = {"calm": 0.0, "threats": 1.0, "strikes": 2.0, "war": 9.0}
LADDER = "[{id: calm}, {id: threats}, {id: strikes}, {id: war, level: 9}]"


@pytest.mark.parametrize(
    "stands",
    [
        {},
        {"B_A": "strikes"},
        {"B_C": "strikes", "B_E": "threats"},
        {"D_A": "threats", "D_C": "strikes"},
        {"F_A": "strikes"},
        {
            "B_A": "threats",
            "B_C": "threats",
            "B_E": "strikes",
            "D_A": "strikes",
            "D_C": "threats",
            "F_A": "war",
        },
        {"B_A": "war", "B_C": "war"},
    ],
)
def test_what_is_laid_at_whose_door(stands: dict[str, str]) -> None:
    text = ACTORS
    at = {key: stands.get(key, "calm") for key in ("B_A", "B_C", "B_E", "D_A", "D_C", "F_A")}
    for key, rung in at.items():
        text = text.replace(key, rung)
    level = {key: LEVELS[rung] for key, rung in at.items()}
    felt = level["B_A"] + 0.5 * level["B_C"] + 0.25 * level["B_E"]
    felt += 0.4 * (level["D_A"] + 0.5 * level["D_C"]) + 0.2 * level["F_A"]
    crisis = sim.Crisis(small(text, ladder=LADDER))
    assert crisis.state.mind[0, s.PROVOCATION] == pytest.approx(min(9.0, felt))
    crisis.step()
    assert crisis.state.mind[0, s.PROVOCATION] == pytest.approx(min(9.0, felt))


def test_errors_reach_what_is_felt_but_not_what_is_true() -> None:
    """The accident of a client and the eyes of the one who feels it both count."""
    scenario = small(
        """
actors:
  aster: {postures: {birch: {memory: 0.5}}}
  birch: {postures: {aster: {start: threats, floor: threats, ceiling: threats}}}
  dune: {patron: birch, attribution: 0.5, postures: {aster: {start: threats, ceiling: threats}}}
miscalculation: {accident: {up: 1, down: 0}, misperception: {up: 1, down: 0}}
""",
        days=3,
        ladder="[{id: calm}, {id: threats}, {id: raid}, {id: strikes}, {id: war, level: 9}]",
    )
    crisis = sim.Crisis(scenario)
    truth, felt = 1 + 0.5 * 1, 1 + 0.5 * 1
    for _ in range(3):
        crisis.step()
        felt = 0.5 * felt + 0.5 * (3 + 0.5 * 3)
        assert crisis.state.mind[0, s.PROVOCATION] == pytest.approx(felt)
        assert crisis.state.mind[0, s.TRUE_PROVOCATION] == pytest.approx(truth)
