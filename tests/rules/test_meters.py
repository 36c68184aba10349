"""Meters: bounded running quantities that harm feeds."""

from __future__ import annotations

import numpy as np
import pytest
from tools import assert_mean, days_of, runs, small

import sim

CALM = "actors: {aster: {postures: {birch: {}}}, birch: {}}\n"


@pytest.mark.parametrize(("start", "drift", "decay"), [(0.2, 0.03, 0.1), (0.9, -0.02, 0.0), (0.5, 0.0, 0.25)])
def test_a_meter_by_itself(start: float, drift: float, decay: float) -> None:
    scenario = small(f"{CALM}meters: {{unease: {{start: {start}, drift: {drift}, decay: {decay}}}}}", days=15)
    crisis = sim.Crisis(scenario)
    rest = drift / decay if decay else 0.0
    for day in days_of(crisis):
        expected = rest + (start - rest) * (1 - decay) ** day if decay else start + drift * day
        assert crisis.meter("unease") == pytest.approx(expected, abs=1e-12)


def test_a_meter_stays_within_its_ends() -> None:
    scenario = small(
        CALM + "meters: {up: {start: 0.5, drift: 0.3}, down: {start: 1, drift: -2, min: -3, max: 4}}", days=6
    )
    crisis = sim.Crisis(scenario)
    values = [(crisis.meter("up"), crisis.meter("down")) for _ in days_of(crisis)]
    np.testing.assert_allclose(values, [(0.8, -1), (1, -3), (1, -3), (1, -3), (1, -3), (1, -3)], atol=1e-12)


FED = """
actors:
  aster: {postures: {birch: {start: war, floor: war}}}
  birch: {postures: {aster: {start: strikes, floor: strikes, ceiling: strikes}}}
meters:
  cost:
    {start: 1, min: -1000, max: 1000, drift: 0.1, decay: 0.2, feeds: {aster>birch: 0.5, birch>aster: -0.25}}
outcomes: {dear: meter(cost) >= 25}
events: {outcry: {when: meter(cost) >= 25}}
"""
LADDER = """[{id: calm}, {id: threats}, {id: strikes, incidents: 2, harm: 3},
  {id: war, incidents: 4, harm: 1.5, severe: 0.3, severe_harm: 10}]"""


def test_harm_feeds_a_meter() -> None:
    """Recomputed day by day from the incidents that were counted."""
    crisis = sim.Crisis(small(FED, days=12, ladder=LADDER))
    value, first = 1.0, None
    for day in days_of(crisis):
        fought = (crisis.state.incidents[day] - crisis.state.incidents[day - 1]).tolist()
        severe = (crisis.state.severe[day] - crisis.state.severe[day - 1]).tolist()
        harm = [1.5 * fought[0] + 10 * severe[0], 3.0 * fought[1]]
        value += 0.1 - 0.2 * value + 0.5 * harm[0] - 0.25 * harm[1]
        assert crisis.meter("cost") == pytest.approx(value, abs=1e-9)
        if first is None and value >= 25:
            first = day
    told = {h.what: h.day for h in crisis.happenings if h.kind in ("outcome", "event")}
    assert first is not None
    assert told == {"dear": first, "outcry": first + 1}  # an event reads yesterday's meters


def test_a_meter_rises_as_expected() -> None:
    """Away from its ends a meter is linear, so its mean is the mean harm's."""
    scenario, total = small(FED, days=6, ladder=LADDER), runs(400, 150)
    ends = []
    for run in range(total):
        crisis = sim.Crisis(scenario, 1, run)
        for _ in days_of(crisis):
            pass
        ends.append(crisis.meter("cost"))
    daily = 0.1 + 0.5 * 4 * (1.5 + 0.3 * 10) - 0.25 * 2 * 3
    expected = daily / 0.2 + (1 - daily / 0.2) * 0.8**6
    assert_mean(ends, expected)
