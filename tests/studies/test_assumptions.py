"""Assumed numbers one at a time, and the tables that figures take from a study."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from tools import runs, small

import sim
from sim.analysis.hinges import plane as plane_words
from sim.analysis.hinges.assumptions import sentence, words
from sim.scenario.loading import Scenario
from sim.studies.asking.assuming import assumptions
from sim.studies.asking.tables import plane, tornado_table
from sim.studies.form.loading import load_study

CHANCES = """
parameters:
  likely: {title: How likely it is, value: 0.5, range: [0.2, 0.6], assumed: nobody says, unit: a run}
  believed: {value: 0.4, uncertainty: {uniform: [0, 1]}, range: [0.3, 0.5], assumed: a guess}
  spread: {uncertainty: {uniform: [0, 1]}, assumed: a guess}
  fixed: {value: 0.5, assumed: never doubted}
  point: {value: 0.5, range: [0.5, 0.5], assumed: tried nowhere else}
  known: {value: 0.5, range: [0, 1]}
  stuck: {value: 0.5, range: [0.5, 2], assumed: too wide for a chance}
actors: {aster: {postures: {birch: {climb: 0.1, assumed: a number of its own}}}, birch: {}}
events:
  e: {probability: likely}
  f: {probability: believed}
  g: {probability: spread}
  h: {probability: stuck}
  i: {probability: known}
  j: {probability: fixed}
  k: {probability: point}
outcomes: {e: happened(e), f: happened(f), g: happened(g)}
"""


def world() -> Scenario:
    return small(CHANCES, days=2)


def test_assumed_numbers_are_ranked_by_their_swing() -> None:
    found = assumptions(world(), runs=runs(4000, 200))
    assert sorted(found.said) == ["believed", "fixed", "likely", "point", "spread", "stuck"]
    assert [(each.name, each.reason.split(":")[0]) for each in found.unmoved] == [
        ("fixed", "neither a range nor an uncertainty"),
        ("point", "its ends are one value"),
        ("stuck", "events.h.probability"),
    ]
    assert found.elsewhere == 1
    assert [table.points for table in found.tables] == [7, 7, 7]
    bar = found.of("e").bars[0]
    assert (bar.name, bar.title, bar.unit, bar.low_end, bar.high_end) == (
        "likely", "How likely it is", "a run", "0.2", "0.6")  # fmt: skip
    assert bar.swing.lo <= 0.4 <= bar.swing.hi
    assert bar.is_clear
    assert [other.swing.swing for other in found.of("e").bars[1:]] == [0.0, 0.0]
    assert found.of("outcome.f").bars[0].low_end == "0.3"
    assert found.of("g").bars[0].low_end == "0.05"  # the 5th percentile, where there is no range
    assert found.of("e").middle == pytest.approx(0.5, abs=0.1)


def test_ends_can_be_what_the_author_believes() -> None:
    found = assumptions(world(), measures=["f"], ends="uncertainty", runs=40)
    assert found.of("f").bars[0].low_end == "0.05"
    assert found.of("f").ways.startswith("each number at the 5th and 95th percentile")
    with pytest.raises(KeyError):
        found.of("e")


def test_both_ends_share_their_luck() -> None:
    """With one uniform for all points the swing of a chance is the share of uniforms between its ends."""
    scenario, many = world(), 200
    found = assumptions(scenario, measures=["e"], runs=many, seed=5)
    ends = [
        sim.simulate(scenario, runs=many, seed=5, parameters={"likely": value}).outcomes["e"] >= 0
        for value in (0.2, 0.6)
    ]
    swing = found.of("e").bars[0].swing
    assert (swing.low, swing.high) == pytest.approx((ends[0].mean(), ends[1].mean()))
    assert not (ends[0] & ~ends[1]).any()


def test_words_tell_the_widest_and_what_was_not_moved() -> None:
    told = " ".join(words(assumptions(world(), runs=runs(1000, 200))))
    assert "E: " in told
    assert "How likely it is from 0.2 to 0.6: +" in told
    assert "2 do not." in told
    assert "Assumed, and not moved: fixed (neither a range nor an uncertainty)" in told
    assert "are no parameters stand in 1 more places of the scenario" in told


def test_numbers_have_swings_too() -> None:
    text = CHANCES.replace("climb: 0.1", "climb: 0.1, start: war, incidents: {war: likely}")
    scenario = small(f"{text}\ncounts: {{shots: {{of: aster>birch}}}}", days=10)
    found = assumptions(scenario, measures=["count.shots"], runs=100)
    assert found.of("count.shots").bars[0].swing.swing == pytest.approx(4.0, abs=1.0)
    assert "Shots: " in words(found)[0]
    assert "points" not in words(found)[0]


def test_words_where_nothing_moves_it() -> None:
    scenario = small(
        "parameters: {tempo: {value: 0.2, range: [0.1, 0.3], assumed: a guess}}\n"
        "actors: {aster: {postures: {birch: {climb: tempo}}}, birch: {}}\noutcomes: {late: day() > 5}"
    )
    found = assumptions(scenario, runs=30)
    (still,) = words(found)
    assert still.endswith("at its middle; no number that was moved moves it by more than luck may.")
    nothing = dataclasses.replace(found.tables[0], bars=[])
    assert sentence(nothing) == "Late: 100% with every number at its middle; no number was moved."


def test_a_scenario_without_assumed_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="no parameter that is assumed"):
        assumptions(
            small("actors: {aster: {postures: {birch: {}}}, birch: {}}\noutcomes: {a: day() > 1}"), runs=5
        )


# ---------------------------------------------------------------- tables of a study on disk


def swept(folder: Path, design: str, vary: str, more: str = "") -> sim.studies.keeping.opened.OpenStudy:
    head = "schema: 1\nid: chances\ntitle: Chances\nclock: {start: 2031-03-01, days: 2}\n"
    ladder = "ladders: {common: [{id: calm}, {id: war}]}\n"
    (folder / "chances.yaml").write_text(head + ladder + CHANCES)
    (folder / "study.yaml").write_text(
        "schema: 1\nid: s\ntitle: A study\nscenario: chances.yaml\n"
        f"runs: 60\ndesign: {design}\nvary: {vary}\nmeasures: [e, f]\n{more}"
    )
    sim.sweep(load_study(folder / "study.yaml"), folder / "out")
    return sim.open_study(folder / "out")


GRID = "{likely: {values: [0.6, 0, 1]}, believed: {range: [0, 1], steps: 2}, spread: {values: [0, 1]}}"


def test_a_map_of_two_factors_with_the_third_held(tmp_path: Path) -> None:
    study = swept(tmp_path, "grid", GRID)
    found = plane(study, "e", at={"spread": 1})
    assert (found.across.values, found.down.values) == ([0.0, 0.6, 1.0], [0.0, 1.0])
    assert found.value[:, 0].tolist() == [0.0, 0.0]
    assert found.value[:, 2].tolist() == [1.0, 1.0]
    assert (found.low <= found.value).all()
    assert (found.value <= found.high).all()
    assert (found.across.central, found.held, found.source.runs) == (0.5, (("Spread", "1"),), 60)
    turned = plane(study, "e", x="believed", at={"spread": 1})
    assert np.array_equal(turned.value, found.value.T)
    assert "from 0% (95%: 0 to" in plane_words.words(found)[0]
    assert "to 100%" in plane_words.words(found)[0]


def test_a_map_needs_a_grid_and_two_factors(tmp_path: Path) -> None:
    study = swept(tmp_path, "grid", GRID)
    with pytest.raises(ValueError, match="held by `at`: spread"):
        plane(study, "e")
    with pytest.raises(ValueError, match="a map is of two factors"):
        plane(study, "e", x="idle", at={"spread": 1})
    with pytest.raises(ValueError, match="no point of the study holds"):
        plane(study, "e", at={"spread": 0.5})


def test_the_tornado_of_a_study_and_of_a_variant(tmp_path: Path) -> None:
    more = "variants: {as_written: {}, sure: {title: Surely, set: {known: 1}, errors: false}}\n"
    study = swept(
        tmp_path, "one_at_a_time", "{likely: {}, spread: {}}".replace("{}", "{range: [0, 1]}", 1), more
    )
    table = tornado_table(study, "e", "sure")
    assert [bar.name for bar in table.bars] == ["likely", "spread"]
    assert (table.source.title, table.source.errors, table.points) == ("Chances: Surely", False, 5)
    assert table.bars[0].swing.swing == 1.0
    sampled = swept_again(tmp_path)
    assert tornado_table(sampled, "e").ways.startswith("the mean over the fifth")


def swept_again(folder: Path) -> sim.studies.keeping.opened.OpenStudy:
    other = folder / "other"
    other.mkdir()
    return swept(other, "{kind: latin_hypercube, points: 12}", "{spread: {}, likely: {range: [0, 1]}}")
