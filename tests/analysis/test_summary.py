"""The summary of an ensemble: the contract's dictionary, number by number."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tools import runs, small

import sim
from sim.analysis.intervals import wilson
from sim.scenario.loading import load_text

FILE = Path(__file__).parents[1] / "data" / "border_crisis.yaml"


@pytest.fixture(scope="module")
def ensemble() -> sim.analysis.results.Ensemble:
    return sim.simulate(sim.load(FILE), runs=runs(2000, 120), seed=7, draws=20, twin=True)


def test_it_has_the_keys_of_the_contract(ensemble: sim.analysis.results.Ensemble) -> None:
    summary = ensemble.summary()
    assert list(summary) == [
        "scenario",
        "scenario_sha256",
        "version",
        "runs",
        "draws",
        "seed",
        "days",
        "elapsed_s",
        "runs_per_s",
        "outcomes",
        "miscalculation",
        "events",
        "triggers",
        "reach",
        "incidents",
        "counts",
        "proximate_causes",
    ]
    assert (summary["scenario"], summary["runs"], summary["draws"], summary["seed"], summary["days"]) == (
        "border_crisis",
        ensemble.runs,
        20,
        7,
        60,
    )
    assert json.loads(json.dumps(summary)) == summary  # plain numbers all through


def test_chances_are_shares_with_wilson_intervals(ensemble: sim.analysis.results.Ensemble) -> None:
    summary = ensemble.summary()
    for name, days in (*ensemble.outcomes.items(), *ensemble.events.items()):
        row = {**summary["outcomes"], **summary["events"]}[name]
        came = int((days >= 0).sum())
        assert row["p"] == came / ensemble.runs
        assert (row["lo"], row["hi"]) == wilson(came, ensemble.runs)
        assert row["range"] is None or row["range"][0] <= row["range"][1]
        reached = np.sort(days[days >= 0])
        assert row["median_day"] == (reached[(came - 1) // 2] if came else None)


def test_reach_names_every_posture_actor_and_group(ensemble: sim.analysis.results.Ensemble) -> None:
    reach = ensemble.summary()["reach"]
    assert set(reach) == {
        "northland",
        "southland",
        "hill_militia",
        "northern_side",
        *ensemble.postures,
    }
    rungs = ["calm", "threats", "harassment", "limited_strikes", "ground_operation"]
    for name, rows in reach.items():
        assert list(rows) == rungs
        chances = [row["p"] for row in rows.values()]
        assert chances[0] == 1.0
        assert chances == sorted(chances, reverse=True)
        assert rows["calm"]["median_day"] == 0
        for rung in rungs:
            assert rows[rung]["p"] == (ensemble.first_day(name, rung) >= 0).mean()


def test_an_actor_gets_there_when_its_first_posture_does(ensemble: sim.analysis.results.Ensemble) -> None:
    days = [
        ensemble.first_day(f"southland>{other}", "limited_strikes") for other in ("northland", "hill_militia")
    ]
    expected = np.where(np.array(days) < 0, 999, days).min(axis=0)
    np.testing.assert_array_equal(
        ensemble.first_day("southland", "limited_strikes"), np.where(expected == 999, -1, expected)
    )


def test_a_group_on_two_ladders_gets_there_by_level() -> None:
    """A rung that a member's ladder lacks is reached at its next one above."""
    scenario = load_text("""
schema: 1
id: two_ladders
title: Two ladders
clock: {start: 2031-03-01, days: 5}
ladders:
  common: [{id: calm}, {id: strikes, level: 2}, {id: war, level: 3}]
  low: [{id: calm}, {id: threats}, {id: war, level: 3}]
actors:
  aster: {groups: [side], postures: {cedar: {floor: strikes}}}
  birch: {groups: [side], ladder: low, postures: {cedar: {start: threats}}}
  cedar: {}
""")
    reach = sim.simulate(scenario, runs=3).summary()["reach"]["side"]
    days = {rung: row["median_day"] for rung, row in reach.items()}
    assert days == {"calm": 0, "threats": 0, "strikes": 1, "war": None}


@pytest.mark.parametrize(
    ("name", "rung"), [("northland", "open_war"), ("nobody", "calm"), ("northland>nobody", "calm")]
)
def test_unknown_names_are_refused(ensemble: sim.analysis.results.Ensemble, name: str, rung: str) -> None:
    with pytest.raises(KeyError):
        ensemble.first_day(name, rung)


def test_incidents_are_told_by_posture_and_front(ensemble: sim.analysis.results.Ensemble) -> None:
    incidents = ensemble.summary()["incidents"]
    assert set(incidents) == set(ensemble.postures)
    row = incidents["southland>northland"]
    own = [c for c, (posture, _) in enumerate(ensemble.plan.cells) if posture == "southland>northland"]
    total = ensemble.record.incidents[:, own].sum(axis=1)
    assert row["mean"] == pytest.approx(total.mean())
    assert row["sd"] == pytest.approx(total.std(ddof=1))
    assert (row["q05"], row["q50"], row["q95"]) == tuple(
        int(q) for q in np.quantile(total, [0.05, 0.5, 0.95], method="inverted_cdf")
    )
    assert set(row["fronts"]) == {"river", "north_hills"}
    assert sum(row["fronts"].values()) == pytest.approx(row["mean"])
    assert incidents["hill_militia>southland"]["fronts"] == {}  # a nameless front


def test_miscalculation_adds_up(ensemble: sim.analysis.results.Ensemble) -> None:
    for name, row in ensemble.summary()["miscalculation"].items():
        assert row["with"] == ensemble.summary()["outcomes"][name]["p"]
        assert row["with"] - row["without"] == pytest.approx(row["made"] - row["averted"])
        assert row["lo"] <= row["with"] - row["without"] <= row["hi"]


def test_a_posture_that_can_have_no_incidents_is_left_out() -> None:
    scenario = small("""
actors:
  aster: {postures: {birch: {incidents: {war: pace}}}}
  birch: {postures: {aster: {}}}
parameters: {pace: 0}
""")
    # a parameter may be set above 0, so its posture stays
    assert set(sim.simulate(scenario, runs=2).summary()["incidents"]) == {"aster>birch"}


def test_the_twin_is_not_shown_where_it_did_not_run() -> None:
    scenario = small("actors: {aster: {postures: {birch: {}}}, birch: {}}")
    summary = sim.simulate(scenario, runs=1).summary()
    assert "miscalculation" not in summary
    assert summary["incidents"] == summary["triggers"] == summary["counts"] == summary["events"] == {}
    assert summary["reach"]["aster>birch"]["war"] == {
        "p": 0.0,
        "lo": 0.0,
        "hi": pytest.approx(0.7934506856227626),
        "range": None,
        "median_day": None,
    }
