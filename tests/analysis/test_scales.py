"""The ladder on other scales: steps, what they hide, and the information that is kept."""

from __future__ import annotations

import re
from math import exp, log2

import pytest
from tools import assert_share, runs, small

import sim
from sim.analysis.literature.crosswalk import rises, values_in_order, word_of
from sim.analysis.literature.scales import ScaleTold, information, scales

LADDER = """[
  {id: calm, scales: {mid: 1, goldstein: 0, mood: fair}},
  {id: threats, title: Threats, scales: {mid: 2, goldstein: -4.4, mood: foul}},
  {id: strikes, title: Strikes, firebreak: true, scales: {mid: 4, goldstein: -10, mood: foul}},
  {id: war, title: War, firebreak: true, scales: {mid: 4, goldstein: -10}},
]"""
TEXT = """
actors:
  aster:
    postures: {birch: {start: threats, step: 3}}
    triggers:
      - {id: one, when: day() == 1, then: {birch: {floor: strikes}}, honoured: 0.5}
      - {id: two, when: day() == 2, then: {birch: {floor: war}}, honoured: 0.25}
  birch: {title: Birch, postures: {aster: {climb: 0.3, ceiling: threats}}}
"""


@pytest.fixture(scope="module")
def told() -> dict[str, ScaleTold]:
    ensemble = sim.simulate(small(TEXT, days=3, ladder=LADDER), runs=runs(), seed=8)
    return {scale.name: scale for scale in scales(ensemble).scales}


def test_steps_take_rungs_together_and_hide_firebreaks(
    told: dict[str, ScaleTold],
) -> None:
    mid = told["mid"]
    assert [(s.value, s.title, s.rungs) for s in mid.steps] == [
        ("1", "no militarized action", ["Calm"]),
        ("2", "threat of force", ["Threats"]),
        ("4", "use of force", ["Strikes", "War"]),
    ]
    assert (mid.title, mid.merged, mid.hidden, mid.orderly) == ("MID hostility level", ["War"], ["War"], True)
    assert_share(mid.unseen.came, mid.unseen.of, 0.25)
    assert "tells 4 rungs in 3 steps. It does not see the climb onto War." in mid.lost
    assert re.search(
        r"Firebreaks among these: 1, crossed unseen in 2\d\.\d% \(2\d\.\d to 2\d\.\d%\) of the runs\.",
        mid.lost,
    )
    assert mid.lost.endswith("It ends below the ladder: 2 rungs, Strikes to War, are its highest step.")


def test_a_score_that_falls_is_in_order_from_the_least_hostile(
    told: dict[str, ScaleTold],
) -> None:
    score = told["goldstein"]
    assert [step.value for step in score.steps] == ["0", "-4.4", "-10"]
    assert score.orderly
    assert [step.peak.came for step in score.steps] == [step.peak.came for step in told["mid"].steps]


def test_words_are_in_the_order_of_the_ladder_and_a_rung_may_have_none(
    told: dict[str, ScaleTold],
) -> None:
    mood = told["mood"]
    assert [step.value for step in mood.steps] == ["fair", "foul"]
    assert (mood.unplaced, mood.hidden) == (["War"], ["Strikes"])


def test_the_highest_step_of_everybody_and_of_each(
    told: dict[str, ScaleTold],
) -> None:
    mid, total = told["mid"], told["mid"].unseen.of
    high = 1 - 0.5 * 0.75
    for step, p in zip(mid.steps, (0.0, 1 - high, high), strict=True):
        assert_share(step.peak.came, total, p)
    aster, birch = mid.actors
    assert [share.came for share in aster.peaks] == [step.peak.came for step in mid.steps]
    assert_share(birch.peaks[1].came, total, 1 - exp(-0.9))


def test_information_that_is_kept(told: dict[str, ScaleTold]) -> None:
    aster = told["mid"].actors[0]
    parts = (0.375, 0.375, 0.25)
    assert aster.ladder_bits == pytest.approx(-sum(p * log2(p) for p in parts), abs=0.06)
    assert aster.scale_bits == pytest.approx(-0.375 * log2(0.375) - 0.625 * log2(0.625), abs=0.06)
    assert aster.scale_bits < aster.ladder_bits
    kept = told["mid"].kept
    assert kept is not None
    assert 0.0 < kept < 1.0


def test_information_by_hand() -> None:
    assert information([1, 2, 3, 4]) == pytest.approx(2.0)
    assert information([5, 5]) == 0.0


def test_a_scale_that_turns_back_is_told() -> None:
    ladder = "[{id: a, scales: {mid: 2}}, {id: b, scales: {mid: 1}}, {id: c, scales: {mid: 3}}]"
    scenario = small("actors: {aster: {postures: {birch: {}}}, birch: {}}", ladder=ladder)
    rungs = scenario.document.ladders["common"]
    assert values_in_order([rungs], "mid") == [1.0, 2.0, 3.0]
    assert not rises(rungs, "mid", {1.0: 0, 2.0: 1, 3.0: 2})
    (found,) = scales(sim.simulate(scenario, runs=2)).scales
    assert not found.orderly
    assert found.kept is None  # nobody ever moves, so that nothing can be lost


def test_no_scales_nothing_told() -> None:
    assert scales(sim.simulate(small("actors: {aster: {}}"), runs=2)).scales == []


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("mid", 5.0, "war"),
        ("icb_violence", 2, "minor clashes"),
        ("icb_response", 8.0, "violent military act"),
        ("icb_technique", 6, "non-violent military"),
        ("goldstein", -8.3, "-8.3"),
        ("mid", 9, "9"),
        ("own", 2.5, "2.5"),
        ("own", "x", "x"),
    ],
)
def test_known_scales_have_words(name: str, value: float | str, word: str) -> None:
    assert word_of(name, value) == word
