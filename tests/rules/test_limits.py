"""Limits: floors, ceilings and caps in force, and following a leader."""

from __future__ import annotations

import pytest
from tools import days_of, lived, small

import sim
from sim.rules import state as s


def limits_under(
    *effects: str, base: str = "floor: threats, ceiling: strikes", ladder: str | None = None
) -> tuple[str, str]:
    """The floor and ceiling of the first day under these effects of as many lines."""
    rules = ", ".join(
        f"{{id: line_{k}, when: day() >= 1, then: {{birch: {{{effect}}}}}}}"
        for k, effect in enumerate(effects)
    )
    ladder = ladder or "[{id: calm}, {id: threats}, {id: strikes}, {id: invasion}, {id: war}]"
    scenario = small(
        f"""
actors:
  aster: {{postures: {{birch: {{{base}}}}}, triggers: [{rules}]}}
  birch: {{}}
""",
        ladder=ladder,
    )
    crisis = sim.Crisis(scenario)
    crisis.step()
    rungs = crisis.rungs("aster>birch")
    stance = crisis.state.stance[0]
    return rungs[stance[s.NOW_FLOOR]], rungs[stance[s.NOW_CEILING]]


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ([], ("threats", "strikes")),
        (["floor: strikes"], ("strikes", "strikes")),
        (["floor: calm"], ("threats", "strikes")),
        (["floor: war"], ("strikes", "strikes")),  # not above the ceiling
        (["floor: war, ceiling: war"], ("war", "war")),
        (["ceiling: threats"], ("threats", "strikes")),  # the highest, the base included
        (["ceiling: war", "ceiling: invasion"], ("threats", "war")),
        (["cap: threats"], ("threats", "threats")),
        (["cap: calm"], ("calm", "calm")),
        (["cap: war"], ("threats", "strikes")),  # a cap raises nothing
        (["ceiling: war", "cap: invasion", "cap: war"], ("threats", "invasion")),
        (["floor: war, ceiling: war", "cap: threats"], ("threats", "threats")),
        (["floor: strikes", "floor: invasion", "ceiling: war"], ("invasion", "war")),
    ],
)
def test_what_limits_bind(effects: list[str], expected: tuple[str, str]) -> None:
    assert limits_under(*effects) == expected


LEADER = """
ladders:
  big: [{id: calm}, {id: probing, level: 0.5}, {id: raid, level: 1.5}, {id: war, level: 4}]
actors:
  aster:
    ladder: common
    postures: {cedar: {ceiling: calm, step: 9}}
    triggers:
      - id: follow
        when: day() >= 1
        then: {cedar: {match: {leader: birch, toward: cedar, offset: OFFSET}}}
  birch: {ladder: big, postures: {cedar: {start: RUNG, floor: RUNG, ceiling: RUNG}}}
  cedar: {ladder: big}
"""


@pytest.mark.parametrize(
    ("rung", "offset", "followed"),
    [
        ("war", 0, "war"),
        ("war", -0.5, "war"),
        ("war", -0.75, "strikes"),
        ("raid", 0, "threats"),
        ("raid", 0.5, "strikes"),
        ("raid", -0.5, "threats"),
        ("probing", 0, "calm"),
        ("probing", 99, "war"),
        ("calm", 0, "calm"),
        ("raid", -3, "calm"),
    ],
)
def test_a_match_follows_by_level(rung: str, offset: float, followed: str) -> None:
    """The highest rung whose level is at most the leader's plus the offset, on ladders of any shape."""
    from sim.scenario.loading import load_text

    text = "\nschema: 1\nid: small\ntitle: Small\nclock: {start: 2031-03-01, days: 3}\n" + LEADER
    text = text.replace("OFFSET", str(offset)).replace("RUNG", rung)
    text = text.replace(
        "ladders:\n",
        "ladders:\n  common: [{id: calm}, {id: threats}, {id: strikes, level: 2}, {id: war, level: 3.5}]\n",
    )
    crisis = lived(load_text(text))
    assert crisis.intended("aster>cedar") == followed
    assert {move.cause for move in crisis.log} <= {"allied"}


def test_the_leader_is_followed_a_day_later_and_as_it_truly_stands() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {cedar: {ceiling: calm}}
    triggers: [{id: follow, when: day() >= 1, then: {cedar: {match: {leader: birch, toward: cedar}}}}]
  birch: {postures: {cedar: {floor: strikes}}}
  cedar: {}
miscalculation: {accident: {up: 1, down: 0}, misperception: {up: 1, down: 0}}
""",
        days=5,
    )
    crisis = lived(scenario)
    assert [(m.day, m.posture, m.to, m.cause) for m in crisis.log] == [
        (1, "birch>cedar", "threats", "committed"),
        (2, "aster>cedar", "threats", "allied"),
        (2, "birch>cedar", "strikes", "committed"),
        (3, "aster>cedar", "strikes", "allied"),
    ]


def test_a_lapsed_ceiling_draws_down() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {ceiling: calm}}
    triggers: [{id: line, when: day() == 1, lasts: 3, then: {birch: {floor: war, ceiling: war}}}]
  birch: {}
""",
        days=9,
    )
    crisis = sim.Crisis(scenario)
    rungs = [crisis.intended("aster>birch") for _ in days_of(crisis)]
    assert rungs == ["threats", "strikes", "war", "strikes", "threats", "calm", "calm", "calm", "calm"]
    assert [m.cause for m in crisis.log] == ["committed"] * 3 + ["limited"] * 3
