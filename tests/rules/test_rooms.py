"""Command rooms: who complies at a review, while the chairs last."""

from __future__ import annotations

import numpy as np
import pytest
from tools import assert_mean, assert_share, assert_shares, days_of, lived, runs, small

import sim
from sim.rules import state as s


def test_compliance_is_drawn_at_each_review() -> None:
    """In force until the next review, whatever the condition does meanwhile."""
    scenario = small(
        """
actors:
  aster: {postures: {birch: {step: 9, descend: 90}}}
  birch: {}
rooms:
  office:
    members: {aster: 0.7}
    chairs: {elder: {weight: 0.5}, deputy: {weight: 0.3}}
    review_every: 4
    directives: [{id: order, when: day() != 6, then: {birch: {floor: war}}}]
""",
        days=12,
    )
    ensemble = sim.simulate(scenario, runs=runs(), seed=1)
    p = 0.7 * (0.5 + 0.3)
    standing = ensemble.standing.sum(axis=0)[:, 0, 3]
    for review in (1, 5, 9):
        assert_share(standing[review], runs(), p)
        assert (standing[review : review + 4] == standing[review]).all()
    days = ensemble.first_day("aster>birch", "war")
    assert_shares(days, {1: p, 5: p * (1 - p), 9: p * (1 - p) ** 2, -1: (1 - p) ** 3})
    row = ensemble.summary()["triggers"]["order"]["aster"]
    assert row["met"] == 1.0
    assert row["honoured"] == pytest.approx((days > 0).mean())


def test_a_lost_chair_takes_its_weight_with_it_for_good() -> None:
    scenario = small(
        """
actors:
  aster: {postures: {birch: {step: 9, descend: 90}}}
  birch: {}
events: {fall: {at: 3, lasts: 2}}
rooms:
  office:
    members: {aster: 0.8}
    chairs: {elder: {weight: 0.75, lost_when: ongoing(fall)}, deputy: {weight: 0.25}}
    review_every: 2
    directives: [{id: order, when: day() >= 1, then: {birch: {floor: war}}}]
""",
        days=9,
    )
    standing = sim.simulate(scenario, runs=runs(), seed=2).standing.sum(axis=0)[:, 0, 3]
    for review, chance in ((1, 0.8), (3, 0.8), (5, 0.2), (7, 0.2), (9, 0.2)):
        assert_share(standing[review], runs(), chance)  # the fall of day 3 is known on day 4


def test_a_room_without_its_last_chair_orders_nothing() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {}}}, birch: {}}
rooms:
  office:
    members: {aster: 1}
    chairs: {elder: {lost_when: day() >= 3}}
    review_every: 1
    directives: [{id: order, when: day() >= 1, then: {birch: {floor: war}}}]
""",
        days=6,
    )
    crisis = sim.Crisis(scenario)
    in_force = [day for day in days_of(crisis) if crisis.state.bound[0, s.IN_FORCE]]
    assert in_force == [1, 2]


def test_weights_above_one_make_sure() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {}}}, birch: {}}
rooms:
  office:
    members: {aster: 0.5}
    chairs: {elder: {weight: 2}}
    review_every: 3
    directives: [{id: order, when: day() >= 1, then: {birch: {floor: threats}}}]
""",
        days=2,
    )
    assert sim.simulate(scenario, runs=100, seed=3).record.honoured.all()


def test_one_draw_serves_all_directives_of_a_review() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {}}}, birch: {}, cedar: {postures: {birch: {}}}}
rooms:
  office:
    members: {aster: 0.5, cedar: 0.5}
    review_every: 30
    directives:
      - {id: one, when: day() >= 1, then: {birch: {floor: threats}}}
      - {id: two, when: day() >= 1, then: {birch: {climb: 2}}}
      - {id: three, to: [cedar], when: day() >= 1, then: {birch: {climb: 2}}}
""",
        days=2,
    )
    ensemble = sim.simulate(scenario, runs=runs(), seed=4)
    rows = {(b.id, b.actor): ensemble.record.honoured[:, k] for k, b in enumerate(ensemble.plan.bindings)}
    assert ("three", "aster") not in rows
    np.testing.assert_array_equal(rows["one", "aster"], rows["two", "aster"])
    np.testing.assert_array_equal(rows["one", "cedar"], rows["three", "cedar"])
    both = (rows["one", "aster"] & rows["one", "cedar"]).astype(float)
    assert_mean(both, 0.25)  # each member decides for itself


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("when: day() >= 4", [4, 5, 6, 7, 8, 9, 10]),
        ("when: day() == 4", [4, 5, 6]),
        ("when: day() == 5", []),  # nobody looks on that day
        ("when: day() >= 1, delay: 2", [3, 6, 9]),
        ("when: day() >= 2, held: 4", [7, 8, 9, 10]),
        ("when: day() != 5, held: 2", [4, 5, 6, 7, 8, 9, 10]),
        ("when: day() != 6, held: 2", [4, 5, 6, 10]),
    ],
)
def test_when_a_directive_is_in_force(rule: str, days: list[int]) -> None:
    """Looked at on days 1, 4, 7 and 10, and then in force until the next look."""
    scenario = small(
        f"""
actors: {{aster: {{postures: {{birch: {{}}}}}}, birch: {{}}}}
rooms:
  office:
    members: {{aster: 1}}
    review_every: 3
    directives: [{{id: order, then: {{birch: {{floor: threats}}}}, {rule}}}]
""",
        days=10,
    )
    crisis = sim.Crisis(scenario)
    assert [day for day in days_of(crisis) if crisis.state.bound[0, s.IN_FORCE]] == days


def test_room_mates_see_each_other_as_intended() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {dune: {}}
    triggers: [{id: line, when: "rung(birch, dune) >= strikes", then: {dune: {floor: war}}}]
  birch: {postures: {dune: {start: threats, ceiling: threats}}}
  cedar:
    postures: {dune: {}}
    triggers: [{id: line, when: "rung(birch, dune) >= strikes", then: {dune: {floor: war}}}]
  dune: {}
rooms: {office: {members: {aster: 1, birch: 1}, review_every: 5}}
miscalculation: {accident: {up: 1, down: 0}, misperception: {up: 0, down: 0}}
""",
        days=4,
    )
    crisis = lived(scenario)
    assert crisis.intended("aster>dune") == "calm"  # its room-mate meant threats, and it knows
    assert crisis.intended("cedar>dune") == "war"  # the stranger saw strikes
    assert crisis.perceived("aster", "birch>dune") == "threats"
    assert crisis.perceived("cedar", "birch>dune") == "strikes"
