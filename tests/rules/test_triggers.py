"""Red lines: met, honoured or defied, for a while or for good, and once more."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from tools import assert_mean, assert_share, assert_shares, days_of, lived, runs, small

import sim
from sim.rules import state as s
from sim.scenario.loading import Scenario

POSTURE = "postures: {birch: {descend: 90, step: 9}}"


def line(rule: str, posture: str = POSTURE, days: int = 20, more: str = "") -> Scenario:
    """One actor with one line, whose floor shows when it is in force."""
    return small(
        f"""
actors:
  aster:
    {posture}
    triggers: [{{id: line, then: {{birch: {{floor: war}}}}, {rule}}}]
  birch: {{postures: {{aster: {{}}}}}}
{more}
""",
        days=days,
    )


def days_in_force(scenario: Scenario, run: int = 0) -> list[int]:
    crisis = sim.Crisis(scenario, 1, run)
    return [day for day in days_of(crisis) if crisis.state.bound[0, s.IN_FORCE]]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("when: day() >= 5", [5, 6, 7, 8, 9, 10, 11, 12]),
        ("when: day() == 5", [5, 6, 7, 8, 9, 10, 11, 12]),
        ("when: day() == 5, delay: 3", [8, 9, 10, 11, 12]),
        ("when: day() == 5, lasts: 2", [5, 6]),
        ("when: day() == 5, delay: 3, lasts: 2", [8, 9]),
        ("when: 3 <= day() <= 5, lasts: while", [3, 4, 5]),
        ("when: day() <= 3 or day() >= 10, lasts: while", [1, 2, 3, 10, 11, 12]),
        ("when: 3 <= day() <= 8, delay: 2, lasts: while", [5, 6, 7, 8]),
        ("when: day() >= 4, held: 3", [6, 7, 8, 9, 10, 11, 12]),
        ("when: day() != 4, held: 4", [8, 9, 10, 11, 12]),
        ("when: day() <= 3, held: 4", []),
        # over on day 3, so idle again on day 5, when the condition holds at once
        ("when: day() >= 1, lasts: 2, again: 2", [1, 2, 5, 6, 9, 10]),
        ("when: day() >= 1, delay: 1, lasts: 2, again: 1", [2, 3, 6, 7, 10, 11]),
        # `held` counts on while armed
        ("when: day() >= 1, held: 3, lasts: 2, again: 1", [3, 4, 6, 7, 9, 10, 12]),
        ("when: day() >= 1, again: 1", list(range(1, 13))),
        ("when: day() <= 2, lasts: while, again: 1", [1, 2]),
        ("when: day() <= 2 or day() >= 7, lasts: 2, again: 2", [1, 2, 7, 8, 11, 12]),
        ("when: day() >= 1, honoured: 0, again: 1", []),
    ],
)
def test_when_a_line_is_in_force(rule: str, days: list[int]) -> None:
    assert days_in_force(line(rule, days=12)) == days


def test_a_line_is_honoured_as_often_as_said_and_once_a_run() -> None:
    ensemble = sim.simulate(line("when: day() >= 3, honoured: 0.35", days=8), runs=runs(), seed=1)
    assert ensemble.record.met[:, 0].all()
    honoured = ensemble.record.honoured[:, 0]
    assert_share(honoured.sum(), runs(), 0.35)
    np.testing.assert_array_equal(honoured, ensemble.first_day("aster>birch", "war") == 3)


def test_a_line_met_later_meets_the_same_resolve() -> None:
    early = sim.simulate(line("when: day() >= 2, honoured: 0.5"), runs=300, seed=1)
    late = sim.simulate(line("when: day() >= 9, honoured: 0.5"), runs=300, seed=1)
    np.testing.assert_array_equal(early.record.honoured, late.record.honoured)
    firmer = sim.simulate(line("when: day() >= 9, honoured: 0.7"), runs=300, seed=1)
    assert (firmer.record.honoured >= late.record.honoured).all()


def test_again_draws_anew() -> None:
    """Defied, and idle again three days later: the attempts are independent."""
    scenario = line("when: day() >= 1, honoured: 0.3, again: 3", days=12)
    days = sim.simulate(scenario, runs=runs(), seed=2).first_day("aster>birch", "war")
    chances = {1 + 3 * k: 0.3 * 0.7**k for k in range(4)}
    assert_shares(days, chances | {-1: 0.7**4})


def test_menace_makes_a_line_hard_to_honour() -> None:
    ladder = "[{id: calm}, {id: threats}, {id: war, menace: 1.5}]"
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {}, cedar: {}}
    triggers:
      - id: line
        when: day() >= 1
        honoured: 0.9
        deterred: 0.8
        then: {cedar: {floor: war}, birch: {floor: war}}
  birch: {postures: {aster: {start: war}}}
  cedar: {postures: {aster: {start: calm}}}
""",
        days=2,
        ladder=ladder,
    )
    honoured = sim.simulate(scenario, runs=runs(), seed=3).record.honoured[:, 0]
    assert_share(honoured.sum(), runs(), 0.9 * exp(-0.8 * 1.5))  # of two postures, the first by name


THREAT = """
actors:
  aster: {postures: {birch: {deterrability: 1, deterred_by: {birch: 0.5, cedar: 2}}}}
  birch:
    postures: {aster: {start: threats}}
    reputation: {loss: 0.3, gain: 0.25}
    triggers:
      - {id: first, when: day() >= 2, honoured: FIRST, then: {aster: {floor: war}, all: {ceiling: strikes}},
         declared: {to: [aster], credibility: 0.6}}
      - {id: second, when: day() >= 4, honoured: SECOND, then: {aster: {ceiling: strikes, cap: war}},
         declared: {to: [the_side], credibility: 0.5}}
      - {id: third, when: day() >= 99, then: {aster: {floor: war}}, declared: {to: [cedar]}}
      - {id: unsaid, when: day() >= 99, then: {aster: {floor: war}}}
  cedar:
    groups: [the_side]
    postures: {aster: {}}
    triggers: [{id: other, when: day() >= 99, then: {aster: {cap: war}}, declared: {to: [all]}}]
"""


@pytest.mark.parametrize(("first", "second"), [(1, 1), (1, 0), (0, 1), (0, 0)])
def test_declared_lines_deter_until_they_are_tested(first: int, second: int) -> None:
    """Menace of the posture as seen, and of each idle line, by how far the word is believed."""
    text = THREAT.replace("FIRST", str(first)).replace("SECOND", str(second))
    text = text.replace("aster: {postures", "aster: {groups: [the_side], postures")
    # birch acts out nothing: its limits hold it where it stands
    text = text.replace("{start: threats}", "{start: threats, ceiling: threats}").replace(
        "floor: war", "ceiling: war"
    )
    ladder = "[{id: calm}, {id: threats, menace: 0.2}, {id: strikes, menace: 1}, {id: war, menace: 3}]"
    crisis = sim.Crisis(small(text, days=6, ladder=ladder))
    change = {1: 0.25, 0: -0.3}
    after = 0.5 + change[first]
    expected = {0: 0.6 * 3 + 0.5 * 1, 1: 0.6 * 3 + 0.5 * 1, 2: after * 1, 3: after * 1, 4: 0.0, 5: 0.0}
    for day, lines in expected.items():
        # cedar's own line names no floor or ceiling, so it threatens nothing
        assert crisis.state.mind[0, s.FELT_MENACE] == pytest.approx(0.5 * (0.2 + lines)), day
        crisis.step()
    believed = crisis.state.resolve[:, s.CREDIBILITY]
    bound = {binding.id: believed[b] for b, binding in enumerate(crisis.plan.bindings)}
    total = change[first] + change[second]
    clipped = min(1.0, max(0.0, min(1.0, max(0.0, 0.6 + change[first])) + change[second]))
    assert bound["first"] == pytest.approx(clipped)
    assert bound["second"] == pytest.approx(min(1.0, max(0.0, 0.5 + total)))
    assert bound["other"] == 1.0  # another's word stands


def test_chains_of_red_lines() -> None:
    """One line arms another, each with its delay and its resolve."""
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {step: 9}}
    triggers: [{id: first, when: day() >= 2, honoured: 0.8, delay: 1, then: {birch: {floor: strikes}}}]
  birch:
    postures: {cedar: {step: 9}}
    triggers:
      - id: second
        when: rung(aster, birch) >= strikes
        honoured: 0.5
        delay: 2
        then: {cedar: {floor: war}}
  cedar:
    postures: {dune: {step: 9}}
    triggers:
      - {id: third, when: "rung(birch, cedar) >= war", held: 2, honoured: 0.6, then: {dune: {floor: war}}}
  dune: {}
""",
        days=15,
    )
    ensemble = sim.simulate(scenario, runs=runs(), seed=4)
    # armed on 2, in force from 3; seen on 4, in force from 6; seen on 7, held on 8
    assert_shares(ensemble.first_day("aster>birch", "strikes"), {3: 0.8, -1: 0.2})
    assert_shares(ensemble.first_day("birch>cedar", "war"), {6: 0.4, -1: 0.6})
    assert_shares(ensemble.first_day("cedar>dune", "war"), {8: 0.24, -1: 0.76})
    summary = ensemble.summary()["triggers"]["third"]["cedar"]
    assert summary["met"] == pytest.approx(ensemble.record.met[:, 2].mean())
    assert_share(ensemble.record.met[:, 2].sum(), runs(), 0.4)


def test_who_is_bound_and_whom_it_touches() -> None:
    """The most specific entry counts, of two groups the first by name."""
    scenario = small(
        """
actors:
  aster: {groups: [b_side, a_side], postures: {dune: {step: 9}}}
  birch: {groups: [b_side], postures: {dune: {step: 9}}}
  dune: {postures: {aster: {step: 9}, birch: {step: 9}, ember: {step: 9}}}
  ember: {postures: {dune: {step: 9}}}
triggers:
  - id: line
    who: [dune, b_side]
    when: day() >= 1
    then:
      all: {floor: threats}
      a_side: {floor: strikes}
      b_side: {floor: war}
      dune: {floor: strikes}
      birch: {}
""",
        days=3,
    )
    crisis = lived(scenario)
    assert {posture: crisis.intended(posture) for posture in crisis.postures} == {
        "aster>dune": "strikes",
        "birch>dune": "strikes",
        "dune>aster": "strikes",
        "dune>birch": "calm",
        "dune>ember": "threats",
        "ember>dune": "calm",
    }


def test_resolves_of_two_actors_are_two_draws() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {}}}, birch: {postures: {aster: {}}}}
triggers: [{id: line, who: [all], when: day() >= 1, honoured: 0.5, then: {all: {floor: war}}}]
""",
        days=2,
    )
    honoured = sim.simulate(scenario, runs=runs(), seed=6).record.honoured.astype(float)
    assert_mean(honoured[:, 0] * honoured[:, 1], 0.25)
