"""Roles: what a seat is given by the scenario, and what it is not told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import small

import sim
from sim.analysis.actors.briefings import briefing, seat_table
from sim.analysis.actors.roles import Line, Role, Stance, role, roles

BORDER = Path(__file__).parents[1] / "data" / "border_crisis.yaml"

LINES = """
parameters:
  word: {value: 0.3, uncertainty: {beta: [2, 4]}}
  known: 0.4
fronts: {hills: {title: The hills}, coast: {}}
groups: {allies: {title: The allies}}
actors:
  aster:
    title: Aster
    postures: {birch: {start: threats, ceiling: strikes, fronts: {hills: {}, coast: {}}}, cedar: {}}
    triggers:
      - {id: both, when: day() >= 3, honoured: word, then: {birch: {floor: war, ceiling: war, open: [hills]}}}
      - id: told
        title: A line that is told
        when: rung(birch, aster) >= strikes
        honoured: known
        then: {birch: {floor: threats, ceiling: war}, cedar: {cap: calm}}
        declared: {to: [allies]}
      - {id: pace, when: day() >= 5, honoured: 0.25, then: {all: {climb: 2}, cedar: {}}}
      - {id: leads, when: day() >= 6, then: {birch: {match: {leader: cedar, toward: birch}}}}
  birch: {groups: [allies], postures: {aster: {}}}
  cedar: {groups: [allies], postures: {birch: {}}}
  dune: {}
"""


@pytest.fixture(scope="module")
def aster() -> Role:
    return role(small(LINES), "aster")


def test_where_it_stands_and_how_far_it_may_go(aster: Role) -> None:
    assert aster.stances == [
        Stance("Birch", "Threats", "Calm", "Strikes"),
        Stance("Cedar", "Calm", "Calm", "War"),
    ]


def line(role: Role, title: str) -> Line:
    return next(each for each in role.lines if each.title == title)


def test_what_its_lines_do(aster: Role) -> None:
    assert line(aster, "Both").then == ["toward Birch: goes to War, opens The hills"]
    told = line(aster, "A line that is told").then
    assert told == ["toward Birch: at least Threats, may go to War", "toward Cedar: no further than Calm"]
    assert line(aster, "Pace").then == [
        "toward all: moves more or less readily",
        "toward Cedar: nothing changes",
    ]
    assert line(aster, "Leads").then == ["toward Birch: follows Cedar"]


def test_how_surely_it_keeps_them(aster: Role) -> None:
    kept = {each.title: each.kept for each in aster.lines}
    assert kept == {
        "Both": "word (about 30.0%)",
        "A line that is told": "known (40.0%)",
        "Pace": "25.0%",
        "Leads": "always",
    }


def test_who_has_been_told(aster: Role) -> None:
    assert line(aster, "A line that is told").declared_to == ["The allies"]
    assert line(aster, "Both").declared_to == []
    scenario = small(LINES)
    assert role(scenario, "birch").told == [("Aster", "A line that is told")]
    assert aster.told == []


def test_a_room_shows_what_is_meant_and_gives_directives() -> None:
    scenario = sim.load(BORDER)
    militia, southland = role(scenario, "hill_militia"), role(scenario, "southland")
    assert militia.sees_as_meant == ["Northland"]
    assert militia.sees_by_acts == ["Southland"]
    assert [(each.room, each.then) for each in militia.directives] == [
        ("Joint room", ["toward Southland: no further than Harassment"])
    ]
    assert militia.directives[0].kept == "compliance 70.0%"
    assert southland.sees_as_meant == []
    assert southland.told == [("Northland", "Soil struck")]


def test_a_seat_for_every_actor_that_can_act() -> None:
    assert [each.actor for each in roles(small(LINES))] == ["aster", "birch", "cedar"]
    with pytest.raises(KeyError):
        role(small(LINES), "nobody")


def test_a_briefing_tells_no_chance_and_no_line_that_was_not_declared() -> None:
    scenario = small(LINES)
    own, other = briefing(role(scenario, "aster")), briefing(role(scenario, "birch"))
    assert own.startswith("#### Aster\n")
    assert "- toward Birch: Threats, up to Strikes\n" in own
    assert "**A line that is told**" in own
    assert "*(declared to The allies)*" in own
    assert "word" not in own
    assert "30" not in own
    assert "Has been told of lines of: Aster (A line that is told)." in other
    assert "Both" not in other


def test_opponents_toward_whom_it_stands_alike_share_a_line() -> None:
    scenario = small("actors: {aster: {postures: {birch: {}, cedar: {}}}, birch: {}, cedar: {}}\n")
    told = briefing(role(scenario, "aster"))
    assert "- toward Birch and Cedar: Calm, up to War" in told
    assert "What it holds to" not in told
    assert "from the same room: nobody." in told


def test_seats_at_a_glance() -> None:
    table = seat_table(roles(small(LINES)))
    assert table.heads[:4] == ["seat", "opponents", "lines", "declared"]
    assert table.rows[0] == ["Aster", "2", "4", "1", "0", "0", "0"]
    assert table.rows[1] == ["Birch", "1", "0", "0", "1", "0", "0"]
    militia = next(row for row in seat_table(roles(sim.load(BORDER))).rows if row[0] == "Hill militia")
    assert militia[-2:] == ["1", "1"]
