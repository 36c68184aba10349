"""Why a rung was climbed: the proximate cause of every move, on cases small enough to tell by hand."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from tools import assert_share, lived, runs, small

import sim
from sim.engines.chronicle import CAUSES

CODE = {name: code for code, name in CAUSES.items()}


def shares_of_causes(ensemble: sim.analysis.results.Ensemble, rung: int) -> dict[str, int]:
    """How many first arrivals of the first posture at a rung had which cause."""
    by = ensemble.record.reached_by[:, 0, rung]
    return {name: int((by == code).sum()) for name, code in CODE.items() if (by == code).any()}


def test_initiated_retaliated_misled() -> None:
    """One uniform, three thresholds: unprovoked, on the truth, and on what was seen.

    birch stands at threats and is always seen at strikes; aster's first free day is the second.
    """
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {climb: 0.2, reactivity: 0.3, memory: 0, ceiling: threats}}
    triggers: [{id: wait, when: day() == 1, lasts: 1, then: {birch: {climb: 0}}}]
  birch: {postures: {aster: {start: threats, floor: threats, ceiling: threats}}}
miscalculation: {misperception: {up: 1, down: 0}}
""",
        days=2,
    )
    total = runs()
    causes = shares_of_causes(sim.simulate(scenario, runs=total, seed=1), 1)
    assert_share(causes["initiated"], total, 1 - exp(-0.2))
    assert_share(causes["retaliated"], total, exp(-0.2) - exp(-0.5))
    assert_share(causes["misled"], total, exp(-0.5) - exp(-0.8))
    assert sum(causes.values()) < total
    causes = shares_of_causes(sim.simulate(scenario, runs=total, seed=1, errors=False), 1)
    assert set(causes) == {"initiated", "retaliated"}


def test_anothers_accident_misleads_too() -> None:
    scenario = small(
        """
actors:
  aster: {postures: {birch: {reactivity: 0.5, memory: 0, ceiling: strikes, start: threats}}}
  birch: {postures: {aster: {start: threats, floor: threats, ceiling: threats}}}
miscalculation: {accident: {up: 1, down: 0}}
""",
        days=4,
    )
    ensemble = sim.simulate(scenario, runs=runs(2000, 300), seed=2)
    causes = shares_of_causes(ensemble, 2)
    assert set(causes) == {"misled"}
    row = ensemble.summary()["proximate_causes"]["aster>birch"]["strikes"]
    assert row["misled"] == causes["misled"] / ensemble.runs
    assert row["accidental"] == pytest.approx(1 - row["misled"])  # acted out by accident, never meant


FLOORS = {
    "committed": "{id: own_line, when: day() >= 1, then: {cedar: {floor: RUNG}}}",
    "allied": """{id: follow, when: day() >= 1,
      then: {cedar: {match: {leader: birch, toward: cedar, offset: OFFSET}}}}""",
    "ordered": "{id: order, when: day() >= 1, then: {cedar: {floor: RUNG}}}",
}
RUNGS = ["calm", "threats", "strikes", "war"]


def pulled(cap: str = "war", base: str = "calm", **rungs: str) -> sim.Crisis:
    """An actor drawn up by its own line, by the one it follows and by its room's order."""
    said = {
        kind: FLOORS[kind].replace("RUNG", rung).replace("OFFSET", str(RUNGS.index(rung)))
        for kind, rung in rungs.items()
    }
    own = ", ".join(said[kind] for kind in ("allied", "committed") if kind in said)
    scenario = small(
        f"""
actors:
  aster:
    postures: {{cedar: {{floor: {base}}}}}
    triggers: [{own}{", " if own else ""}{{id: held_back, when: day() >= 1, then: {{cedar: {{cap: {cap}}}}}}}]
  birch: {{postures: {{cedar: {{}}}}}}
  cedar: {{}}
rooms: {{office: {{members: {{aster: 1}}, review_every: 1, directives: [{said.get("ordered", "")}]}}}}
""",
        days=6,
    )
    return lived(scenario)


@pytest.mark.parametrize(
    ("rungs", "expected"),
    [
        ({"committed": "war"}, [("committed", "own_line")] * 3),
        ({"allied": "war"}, [("allied", "follow")] * 3),
        ({"ordered": "war"}, [("ordered", "order")] * 3),
        ({"base": "war"}, [("committed", None)] * 3),
        # the highest raw floor, whatever the step
        ({"committed": "threats", "allied": "strikes"}, [("allied", "follow")] * 2),
        ({"committed": "threats", "ordered": "war"}, [("ordered", "order")] * 3),
        ({"base": "strikes", "ordered": "threats"}, [("committed", None)] * 2),
        # even where a cap lets none of them through
        ({"committed": "threats", "ordered": "war", "cap": "threats"}, [("ordered", "order")]),
        ({"committed": "strikes", "allied": "war", "cap": "threats"}, [("allied", "follow")]),
        # ties: committed, allied, ordered
        ({"committed": "war", "allied": "war", "ordered": "war"}, [("committed", "own_line")] * 3),
        ({"allied": "war", "ordered": "war"}, [("allied", "follow")] * 3),
        ({"committed": "war", "ordered": "war"}, [("committed", "own_line")] * 3),
        ({"base": "war", "allied": "war"}, [("committed", None)] * 3),
    ],
)
def test_forced_moves(rungs: dict[str, str], expected: list[tuple[str, str | None]]) -> None:
    crisis = pulled(**rungs)
    assert [(move.cause, move.trigger) for move in crisis.log] == expected


def test_a_directives_match_is_allied() -> None:
    scenario = small(
        """
actors:
  aster: {postures: {cedar: {}}}
  birch: {postures: {cedar: {start: strikes}}}
  cedar: {}
rooms:
  office:
    members: {aster: 1}
    review_every: 1
    directives: [{id: together, when: day() >= 1, then: {cedar: {match: {leader: birch, toward: cedar}}}}]
""",
        days=4,
    )
    assert [(m.cause, m.trigger, m.to) for m in lived(scenario).log] == [
        ("allied", "together", "threats"),
        ("allied", "together", "strikes"),
    ]


def test_the_causes_of_arrival_sum_to_the_share_that_got_there() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {climb: 0.05, reactivity: 0.1, start: threats, descend: 0.1}}
    triggers: [{id: line, when: "rung(birch, aster) >= war", then: {birch: {floor: war}}, honoured: 0.5}]
  birch: {postures: {aster: {climb: 0.1, reactivity: 0.1}}}
miscalculation: {accident: {up: 0.1, down: 0.1}, misperception: {up: 0.2, down: 0.2}}
""",
        days=25,
    )
    ensemble = sim.simulate(scenario, runs=runs(4000, 200), seed=3)
    for posture, rows in ensemble.summary()["proximate_causes"].items():
        for rung, row in rows.items():
            first = ensemble.first_day(posture, rung)
            assert sum(v for k, v in row.items() if k != "accidental") == pytest.approx((first > 0).mean())
    assert ensemble.summary()["proximate_causes"]["aster>birch"]["threats"]["initiated"] == 0.0
    assert set(shares_of_causes(ensemble, 3)) >= {"initiated", "retaliated", "committed"}


def test_a_jump_arrives_at_every_rung_it_passes() -> None:
    scenario = small(
        """
actors: {aster: {postures: {birch: {floor: war, step: 2}}}, birch: {}}
""",
        days=4,
    )
    ensemble = sim.simulate(scenario, runs=3)
    np.testing.assert_array_equal(ensemble.record.reached[0, 0], [0, 1, 1, 2])
    np.testing.assert_array_equal(ensemble.record.reached_by[0, 0], [-1, 3, 3, 3])


def test_a_climb_beyond_the_base_ceiling_names_the_line_that_permitted_it() -> None:
    """Up to threats by itself; strikes only as `leave` permits them; war as `must` commits to it."""
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {climb: 500, ceiling: threats}}
    triggers:
      - {id: leave, when: day() >= 3, then: {birch: {ceiling: strikes}}}
      - {id: lesser, when: day() >= 3, then: {birch: {ceiling: threats}}}
      - {id: must, when: day() >= 5, then: {birch: {floor: war, ceiling: war}}}
  birch: {}
""",
        days=6,
    )
    ensemble = sim.simulate(scenario, runs=2)
    assert [binding.id for binding in ensemble.plan.bindings] == ["leave", "lesser", "must"]
    np.testing.assert_array_equal(ensemble.record.reached[0, 0], [0, 1, 3, 5])
    np.testing.assert_array_equal(ensemble.record.reached_via[0, 0], [-1, -1, 0, 2])
    crisis = sim.Crisis(scenario)
    crisis.run_model()
    assert [move.trigger for move in crisis.log] == [None, "leave", "must"]
    assert [move.cause for move in crisis.log] == ["initiated", "initiated", "committed"]
