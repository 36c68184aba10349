"""What is acted out: accidents, incidents on fronts, how many of them are severe."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, poisson
from tools import (
    assert_fits,
    assert_mean,
    assert_share,
    assert_shares,
    assert_spread,
    assert_total,
    lived,
    runs,
    small,
)

import sim
from sim.rules import state as s
from sim.scenario.loading import Scenario

HELD = "start: strikes, floor: strikes, ceiling: strikes"


def acting(
    posture: str, more: str = "", days: int = 1, rung: str = "incidents: 2.3", aster: str = ""
) -> Scenario:
    """A posture held at strikes, which bring incidents."""
    ladder = f"[{{id: calm}}, {{id: threats}}, {{id: strikes, {rung}}}, {{id: war, incidents: 5}}]"
    text = f"""
actors:
  aster: {{postures: {{birch: {{{HELD}, {posture}}}}}, {aster}}}
  birch: {{}}
fronts: {{river: {{}}, hills: {{soil: birch}}, coast: {{soil: aster}}}}
{more}
"""
    return small(text, days=days, ladder=ladder)


def test_incidents_are_poisson() -> None:
    counts = sim.simulate(acting(""), runs=runs(), seed=1).record.incidents[:, 0]
    assert_fits(counts, poisson.pmf(range(12), 2.3))
    assert_mean(counts, 2.3)
    assert_spread(counts, 2.3, excess=1 / 2.3)


def test_days_are_independent() -> None:
    counts = sim.simulate(acting("", days=8), runs=runs(), seed=2).record.incidents[:, 0]
    assert_total(counts.sum(), runs() * 8 * 2.3)
    assert_spread(counts, 8 * 2.3, excess=1 / (8 * 2.3))


def test_a_posture_has_its_own_rate_and_factors() -> None:
    line = "triggers: [{id: line, when: day() >= 1, then: {birch: {incidents: 0.5}}}]"
    scenario = acting("incidents: {strikes: 7}", aster=line)
    assert_total(sim.simulate(scenario, runs=runs(), seed=3).record.incidents.sum(), runs() * 3.5)


@pytest.mark.parametrize("share", [0.15, 0.5, 0.85, 1.0, 0.0])
def test_the_severe_are_binomial(share: float) -> None:
    scenario = acting("", rung=f"incidents: 3, severe: {share}")
    record = sim.simulate(scenario, runs=runs(), seed=4).record
    assert_fits(record.severe[:, 0], poisson.pmf(range(14), 3 * share))
    for n in (2, 4):
        of_n = record.severe[record.incidents[:, 0] == n, 0]
        if 0 < share < 1:
            assert_fits(of_n, binom.pmf(range(n + 1), n, share))


def test_fronts_share_the_incidents() -> None:
    fronts = "fronts: {river: {share: 0.6}, hills: {share: 0.2}, coast: {share: 0.8, from: war}}"
    ensemble = sim.simulate(acting(fronts, rung="incidents: 4"), runs=runs(), seed=5)
    cells = {front: ensemble.record.incidents[:, c] for c, (_, front) in enumerate(ensemble.plan.cells)}
    assert_total(cells["river"].sum(), runs() * 4 * 0.75)
    assert_total(cells["hills"].sum(), runs() * 4 * 0.25)
    assert not cells["coast"].any()
    product = cells["river"].astype(float) * cells["hills"]
    assert_mean(product, 3.0 * 1.0)  # independent of each other
    summary = ensemble.summary()["incidents"]["aster>birch"]["fronts"]
    assert summary == {"coast": 0.0, "hills": cells["hills"].mean(), "river": cells["river"].mean()}


def test_a_front_can_be_opened() -> None:
    fronts = "fronts: {river: {share: 1}, coast: {share: 3, from: war}}"
    line = "triggers: [{id: line, when: day() >= 2, then: {birch: {open: [coast]}}}]"
    scenario = acting(fronts, days=2, rung="incidents: 4", aster=line)
    ensemble = sim.simulate(scenario, runs=runs(), seed=6)
    cells = {front: ensemble.record.incidents[:, c] for c, (_, front) in enumerate(ensemble.plan.cells)}
    assert_total(cells["coast"].sum(), runs() * 3)
    assert_total(cells["river"].sum(), runs() * (4 + 1))


def test_only_the_soil_of_another_is_struck() -> None:
    fronts = "fronts: {river: {}, hills: {}, coast: {}}"
    ends = """
outcomes: {hurt: struck(birch) >= 1, own: struck(aster) >= 1, here: "incidents(aster, front=coast) >= 1"}
"""
    ensemble = sim.simulate(acting(fronts, ends, rung="incidents: 90"), runs=50, seed=7)
    assert (ensemble.outcomes["hurt"] == 1).all()
    assert (ensemble.outcomes["here"] == 1).all()
    assert (ensemble.outcomes["own"] == -1).all()


def test_accidents_are_as_frequent_as_said() -> None:
    more = """
miscalculation: {accident: {up: 0.1, down: 0.25}}
outcomes: {up: "executed(aster, birch) == war", down: "executed(aster, birch) == threats"}
"""
    ensemble = sim.simulate(acting("", more), runs=runs(), seed=8)
    up, down = ensemble.outcomes["up"] == 1, ensemble.outcomes["down"] == 1
    assert_shares(up * 2 + down, {2: 0.1, 1: 0.25, 0: 0.65})
    row = ensemble.summary()["proximate_causes"]["aster>birch"]["war"]
    assert row["accidental"] == up.mean()
    # the incidents are those of the rung that was acted out
    assert_total(ensemble.record.incidents[up, 0].sum(), up.sum() * 5)
    assert not ensemble.record.incidents[down, 0].any()


def test_accidents_go_by_the_intended_rung_and_by_factors() -> None:
    line = "triggers: [{id: line, when: day() >= 1, then: {birch: {accident: 1.5}}}]"
    own = "accident: {up: {strikes: 0.2, war: 1}, down: {threats: 1, calm: 1}}"
    more = "miscalculation: {accident: {up: 0, down: 1}}"
    ensemble = sim.simulate(acting("", more, aster=f"{line}, {own}"), runs=runs(), seed=9)
    up = ensemble.record.peak_executed[:, 0] == 3
    assert_share(up.sum(), runs(), 0.3)
    executed = [sim.Crisis(ensemble.scenario, 9, run) for run in range(30)]
    for run, crisis in enumerate(executed):
        crisis.step()
        assert crisis.executed("aster>birch") == ("war" if up[run] else "strikes")


def test_the_ends_of_the_ladder_keep_what_is_acted_out() -> None:
    scenario = small(
        """
actors:
  aster: {postures: {birch: {}}}
  birch: {postures: {aster: {start: war}}}
miscalculation: {accident: {up: 0.5, down: 0.5}}
""",
        days=30,
    )
    crisis = sim.Crisis(scenario)
    seen = set()
    while not crisis.over:
        crisis.step()
        seen.add((crisis.executed("aster>birch"), crisis.executed("birch>aster")))
    assert seen == {("calm", "war"), ("calm", "strikes")}


def test_counts_look_at_a_window_of_days() -> None:
    """Both ends included; dates and days alike; by group, and by front."""
    more = """
counts:
  all_days: {of: aster>birch}
  some: {of: [aster>all], from: 3, to: 5}
  dated: {of: [aster>birch, aster>birch], from: 2031-03-04, to: 2031-03-06}
  last: {of: all>birch, from: 8}
  river: {of: aster>birch, front: river, to: 4}
  first: {of: aster>birch, from: 0, to: 1}
"""
    scenario = acting("fronts: {river: {}, hills: {}}", more, days=8)
    ensemble = sim.simulate(scenario, runs=runs(2000, 200), seed=10)
    counts = dict(zip(sorted(scenario.document.counts), ensemble.record.count.T, strict=True))
    expected = {"all_days": 8.0, "some": 3.0, "dated": 3.0, "last": 1.0, "river": 2.0, "first": 1.0}
    for name, days in expected.items():
        assert_total(counts[name].sum(), ensemble.runs * days * 2.3)
    np.testing.assert_array_equal(counts["some"], counts["dated"])
    crisis = lived(scenario, 10, 3)
    totals = crisis.state.incidents.sum(axis=1)
    assert counts["some"][3] == totals[5] - totals[2]
    assert counts["last"][3] == totals[8] - totals[7]
    assert ensemble.summary()["counts"]["some"]["q50"] == np.quantile(
        counts["some"], 0.5, method="inverted_cdf"
    )


def test_windows_of_conditions() -> None:
    """`last=2`: the two days before today for a trigger or an event, those that end today for an outcome."""
    text = """
actors:
  aster:
    postures: {birch: {start: strikes, ceiling: strikes, incidents: {strikes: 200}, step: 9}}
    triggers: [{id: halt, when: day() >= 3, then: {birch: {cap: calm}}}]
  birch:
    postures: {aster: {}}
    triggers:
      - id: line
        lasts: while
        when: incidents(aster, birch, last=2) >= 1
        then: {aster: {floor: threats}}
outcomes: {silence: "incidents(aster, last=2) == 0", ever: "incidents(aster) >= 1"}
events: {lull: {when: "day() >= 2 and incidents(aster, last=2) == 0"}}
"""
    crisis = sim.Crisis(small(text, days=8))
    days = []
    while not crisis.over:
        crisis.step()
        if crisis.state.bound[1, s.IN_FORCE]:
            days.append(crisis.day)
    assert days == [2, 3, 4]  # struck on days 1 and 2
    told = {h.what: h.day for h in crisis.happenings if h.kind in ("outcome", "event")}
    assert told == {"silence": 0, "ever": 1, "lull": 5}
