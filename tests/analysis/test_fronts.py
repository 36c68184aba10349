"""How many fronts are open: independent fronts with known rates."""

from __future__ import annotations

from math import exp

import pytest
from tools import assert_share, runs, small

import sim
from sim.analysis.chances.fronts import fronts

TEXT = """
fronts: {north: {title: The north}, south: {soil: birch}, west: {}}
actors:
  aster:
    title: Aster
    postures:
      birch: {start: war, floor: war, fronts: {north: {share: 3}, south: {share: 1}, west: {share: 0}}}
      cedar: {start: war, floor: war}
  birch: {title: Birch}
  cedar: {}
"""
LADDER = "[{id: calm}, {id: war, incidents: 0.4, severe: 0.5}]"
NORTH, SOUTH, OTHER = 1 - exp(-0.3 * 5), 1 - exp(-0.1 * 5), 1 - exp(-0.4 * 5)


@pytest.fixture(scope="module")
def ensemble() -> sim.analysis.results.Ensemble:
    return sim.simulate(small(TEXT, days=5, ladder=LADDER), runs=runs(), seed=6)


def test_each_front_opens_at_its_rate(ensemble: sim.analysis.results.Ensemble) -> None:
    found = fronts(ensemble)
    assert [row.title for row in found.rows] == ["The north", "South", "West"]
    north, south, west = found.rows
    assert_share(north.open.came, ensemble.runs, NORTH)
    assert_share(south.open.came, ensemble.runs, SOUTH)
    assert_share(north.severe.came, ensemble.runs, 1 - exp(-0.15 * 5))
    assert west.open.came == 0
    assert (north.soil, south.soil) == (None, "Birch")
    told = ensemble.summary()["incidents"]["aster>birch"]["fronts"]
    assert north.spread["mean"] == pytest.approx(told["north"])


def test_how_many_are_open_together(ensemble: sim.analysis.results.Ensemble) -> None:
    found = fronts(ensemble)
    expected = [(1 - NORTH) * (1 - SOUTH), NORTH * (1 - SOUTH) + SOUTH * (1 - NORTH), NORTH * SOUTH, 0.0]
    for share, p in zip(found.number, expected, strict=True):
        assert_share(share.came, share.of, p)
    assert sum(share.came for share in found.number) == ensemble.runs
    assert [s.came for s in found.at_least] == [sum(n.came for n in found.number[k:]) for k in range(4)]
    assert found.mean == pytest.approx(sum(k * share.share for k, share in enumerate(found.number)))


def test_what_has_no_front_is_told_apart(ensemble: sim.analysis.results.Ensemble) -> None:
    assert_share(fronts(ensemble).nameless.came, ensemble.runs, OTHER)


def test_a_world_without_fronts() -> None:
    found = fronts(sim.simulate(small("actors: {aster: {postures: {birch: {}}}, birch: {}}"), runs=4))
    assert found.rows == []
    assert [share.share for share in found.number] == [1.0]
    assert (found.mean, found.nameless.came) == (0.0, 0)
