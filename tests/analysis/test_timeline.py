"""One run as it went: lanes, crossings and marks are those of the agents' log; and its short story."""

from __future__ import annotations

import numpy as np
import pytest
from tools import lived, small

import sim
from sim.analysis.one_run.brief import brief, ending
from sim.analysis.one_run.timeline import timeline
from tests.cli.calling import BORDER, ROOT

NEIGHBOURS = ROOT / "tests" / "cli" / "data" / "two_neighbours.yaml"
STEEP = """
ladders:
  common:
    - {id: calm}
    - {id: fire, firebreak: true}
    - {id: strikes}
    - {id: war, title: All-out war, firebreak: true}
actors:
  aster:
    title: Aster
    postures: {birch: {step: 3}, cedar: {}}
    triggers:
      - {id: leap, title: The leap, when: day() == 2, then: {birch: {floor: strikes}}, lasts: 2}
      - {id: fall, when: day() == 5, then: {birch: {cap: calm}}, lasts: 1}
      - {id: leap_again, when: day() == 7, then: {birch: {floor: war}}}
      - {id: shirked, when: day() == 8, then: {birch: {floor: war}}, honoured: 0}
  birch: {}
  cedar: {postures: {birch: {start: strikes, incidents: {strikes: 2}}}}
events: {storm: {title: A storm, at: 3}, dawn: {at: 0}}
outcomes: {war: {title: War at last, when: "rung(aster, birch) >= war"}, peace: day() < 0}
"""


def steep(**more: object) -> sim.Crisis:
    from sim.scenario.loading import load_text

    head = "schema: 1\nid: steep\ntitle: Steep\nclock: {start: 2031-03-01, days: 10}\n"
    return lived(load_text(head + STEEP), 1, 0, **more)


def told_of(crisis: sim.Crisis) -> dict[int, list[str]]:
    return dict(brief(timeline(crisis)))


@pytest.mark.parametrize("path", [BORDER, NEIGHBOURS])
@pytest.mark.parametrize("run", range(4))
def test_lanes_are_where_the_agents_stood(path, run) -> None:
    crisis = sim.Crisis(sim.load(path), 7, run)
    stood = {posture: [crisis.intended(posture)] for posture in crisis.postures}
    while not crisis.over:
        crisis.step()
        for posture, rungs in stood.items():
            rungs.append(crisis.intended(posture))
    told = timeline(crisis)
    for lane in told.lanes:
        assert [lane.rungs[place].rung for place in lane.by_day()] == stood[lane.posture]
        assert lane.highest == max(lane.by_day())
    assert told.incidents.sum() == crisis.state.incidents[crisis.day].sum()
    assert told.severe == crisis.state.severe[crisis.day].sum()
    np.testing.assert_array_equal(np.cumsum(told.incidents), crisis.state.incidents.sum(axis=1))
    assert sum(len(lane.turns) for lane in told.lanes) == len(crisis.log)
    assert told.moves == crisis.log


def test_crossings_are_climbs_onto_or_beyond_a_firebreak() -> None:
    told = timeline(steep())
    found = [
        (c.day, c.turn.before, c.turn.after, c.turn.cause, c.turn.trigger, c.again) for c in told.firebreaks
    ]
    assert found == [(2, 0, 2, "committed", "leap", False), (7, 0, 3, "committed", "leap_again", False)]


def test_a_firebreak_crossed_once_more_is_crossed_again() -> None:
    text = STEEP.replace("{floor: war}}}\n      - {id: shirked", "{floor: fire}}}\n      - {id: shirked")
    from sim.scenario.loading import load_text

    head = "schema: 1\nid: steep\ntitle: Steep\nclock: {start: 2031-03-01, days: 10}\n"
    told = timeline(lived(load_text(head + text), 1, 0))
    assert [(c.day, c.again) for c in told.firebreaks] == [(2, False), (7, True)]
    assert "crosses a firebreak again: Calm -> Fire" in " ".join(dict(brief(told))[7])


def test_the_most_telling_lane_comes_first_and_the_still_last() -> None:
    told = timeline(steep())
    assert [lane.posture for lane in told.lanes] == ["aster>birch", "cedar>birch", "aster>cedar"]
    assert told.lane("cedar>birch").turns == []
    assert told.lane("aster>birch").title == "Aster toward Birch"


def test_marks_have_titles_and_days() -> None:
    told = timeline(steep())
    assert [(m.day, m.name, m.title) for m in told.events] == [(0, "dawn", "Dawn"), (3, "storm", "A storm")]
    answers = [(m.day, m.kind, m.name, m.title, m.who) for m in told.answers]
    assert answers[0] == (2, "honoured", "leap", "The leap", "Aster")
    assert answers[-1] == (8, "defied", "shirked", "Shirked", "Aster")
    assert told.outcomes == {"peace": None, "war": 7}
    assert told.titles == {"peace": "Peace", "war": "War at last"}


def test_a_run_that_has_not_ended_is_told_as_far_as_it_went() -> None:
    crisis = sim.Crisis(sim.load(BORDER), 7, 1)
    assert timeline(crisis).incidents.tolist() == [0]
    for _ in range(5):
        crisis.step()
    told = timeline(crisis)
    assert told.days == 5
    assert len(told.incidents) == 6
    assert crisis.day == 5


def test_a_crisis_that_is_over() -> None:
    crisis = lived(small("actors: {aster: {postures: {birch: {}}}, birch: {}}\nstop_when: day() >= 4\n"))
    assert (timeline(crisis).over, timeline(crisis).days) == (4, 4)
    assert told_of(crisis) == {4: ["** The crisis is over: what stops it came true"]}


# ---------------------------------------------------------------- the short story


def test_the_short_story_leaves_out_the_rest() -> None:
    told = told_of(steep())
    assert told == {
        0: ["* Event: Dawn (dawn)"],
        2: [
            "Line leap (The leap): honoured by Aster",
            "Aster toward Birch crosses a firebreak: Calm -> Strikes (committed by its line leap)",
        ],
        3: ["* Event: A storm (storm)"],
        5: ["Line fall: honoured by Aster"],
        7: [
            "Line leap_again: honoured by Aster",
            "Aster toward Birch crosses a firebreak: Calm -> All-out war (committed by its line leap_again)",
            "** Outcome: War at last (war)",
        ],
        8: ["Line shirked: not honoured by Aster"],
    }


def test_those_who_do_alike_stand_in_one_line() -> None:
    crisis = lived(
        small(
            """
actors:
  aster: {postures: {dune: {}}}
  birch: {postures: {dune: {}}}
  cedar: {postures: {dune: {}}}
  dune: {}
triggers: [{id: rally, who: [aster, birch, cedar], when: day() == 1, then: {dune: {floor: war}}}]
""",
            ladder="[{id: calm}, {id: war, firebreak: true}]",
        )
    )
    assert told_of(crisis) == {
        1: [
            "Line rally: honoured by Aster, Birch and Cedar",
            "Aster, Birch and Cedar toward Dune cross a firebreak: Calm -> War (committed by its line rally)",
        ]
    }


def test_the_last_line() -> None:
    told = timeline(steep())
    number = int(told.incidents.sum())
    assert ending(told) == (
        f"By day 10, 11 Mar 2031: 1 of 3 postures crossed a firebreak; {number} incidents, 0 of them severe; "
        "outcomes, with their days: War at last (7)."
    )
    quiet = timeline(lived(small("actors: {aster: {postures: {birch: {}}}, birch: {}}\n")))
    assert ending(quiet).endswith("0 of 1 postures crossed a firebreak; 0 incidents, 0 of them severe.")
