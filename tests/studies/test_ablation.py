"""Mechanisms switched off and ladders spaced anew, run side by side: known answers, pairs, absences."""

from __future__ import annotations

import numpy as np
import pytest
from tools import runs, small

import sim
from sim.analysis.hinges import ablation as ablation_words
from sim.analysis.hinges import respacing as respacing_words
from sim.analysis.hinges.ablation import ALL_TOGETHER, Ablation
from sim.analysis.hinges.versions import Version
from sim.analysis.hinges.versions_table import versions_table
from sim.analysis.intervals import paired_difference
from sim.scenario.loading import Scenario
from sim.scenario.rewriting.checked import rewritten
from sim.scenario.rewriting.mechanisms import MECHANISMS
from sim.studies.asking.ablating import ablation
from sim.studies.asking.building import study_of_versions
from sim.studies.asking.held import held
from sim.studies.asking.spacing import respacing
from sim.studies.asking.telling import source_of
from sim.studies.asking.versions import Failed, run_versions
from sim.studies.running.sample import Stopped

# A cap that binds surely, and an accident that nothing hangs on.
CAPPED = """
parameters: {hurry: {value: 0.3, uncertainty: {uniform: [0.1, 0.5]}}}
actors:
  aster:
    postures: {birch: {climb: hurry}}
    triggers: [{id: held_back, when: day() >= 1, then: {birch: {cap: threats}}}]
  birch: {}
miscalculation: {accident: {up: 0.1}}
outcomes: {war: rung(aster) >= war, there: rung(aster) >= threats}
counts: {shots: {of: aster>birch}}
"""
LADDER = "[{id: calm}, {id: threats}, {id: strikes, incidents: 1}, {id: war, incidents: 2}]"


def capped() -> Scenario:
    return small(CAPPED, ladder=LADDER)


def rows(table: Ablation) -> dict[str, Version]:
    return {row.name: row for row in table.rows}


def test_a_mechanism_that_is_not_there_is_absent_and_not_0() -> None:
    table = ablation(capped(), runs=60)
    assert list(rows(table)) == ["caps", "accidents", ALL_TOGETHER]
    assert "Command rooms" in table.absent
    assert "Caps" not in table.absent
    assert len(table.absent) == len(MECHANISMS) - 2


def test_one_mechanism_needs_no_row_for_all_together() -> None:
    table = ablation(small(CAPPED.replace("miscalculation", "#miscalculation")), runs=20)
    assert list(rows(table)) == ["caps"]


def test_a_scenario_without_any_has_an_empty_table() -> None:
    text = (
        "actors: {aster: {postures: {birch: {climb: 0.1}}}, birch: {}}\noutcomes: {war: rung(aster) >= war}"
    )
    table = ablation(small(text), runs=20)
    assert (table.rows, len(table.absent)) == ([], len(MECHANISMS))
    assert table.as_written["outcome.war"].value < 1
    assert ablation_words.words(table)


def test_each_row_is_the_same_luck_without_the_mechanism() -> None:
    scenario, many = capped(), runs(400, 60)
    table = ablation(scenario, measures=["war", "there", "count.shots"], runs=many, draws=20)
    free = rewritten(scenario, MECHANISMS[0].without(scenario.document))
    one, other = (sim.simulate(each, runs=many, draws=20) for each in (scenario, free))
    change = rows(table)["caps"].changes["outcome.war"]
    before, after = one.outcomes["war"] >= 0, other.outcomes["war"] >= 0
    assert change.value.value == after.mean()
    assert table.as_written["outcome.war"].value == before.mean()
    assert change.difference == pytest.approx(change.gained - change.lost)
    assert (change.gained, change.lost) == ((after & ~before).mean(), (before & ~after).mean())
    assert (change.low, change.high) == pytest.approx(paired_difference(after, before))
    shots = rows(table)["caps"].changes["count.shots"]
    gap = other.record.count[:, 0] - one.record.count[:, 0]
    assert shots.difference == pytest.approx(gap.mean())
    assert (shots.gained, shots.lost) == (None, None)


def test_what_hangs_on_a_mechanism_moves_and_the_rest_does_not() -> None:
    table = ablation(capped(), runs=runs(400, 100))
    caps, accidents = rows(table)["caps"].changes, rows(table)["accidents"].changes
    assert caps["outcome.war"].is_clear
    assert caps["outcome.war"].gained > 0.5
    assert not caps["outcome.there"].is_clear
    assert caps["outcome.there"].difference == 0
    assert accidents["outcome.war"].difference == 0
    assert [each.name for each in table.most_moved(1)] == ["outcome.war"]
    text = " ".join(ablation_words.words(table))
    assert "War: 0% (95%: 0 to" in text
    assert "without caps +" in text
    assert "Not in the scenario, so not switched off: Ceilings, Command rooms," in text
    assert table.source.draws == 200 if table.source.runs >= 200 else table.source.runs


def test_all_versions_stand_in_one_table() -> None:
    table = ablation(capped(), measures=["war", "count.shots"], runs=60)
    found = versions_table(table)
    assert found.heads == ["", "War", "Shots"]
    assert [row[0] for row in found.rows] == ["As written", "Caps", "Accidents", "All of these together"]
    assert found.rows[0][1] == "0% (95%: 0 to 6.0%)"
    change = rows(table)["caps"].changes["outcome.war"]
    assert found.rows[1][1].startswith(f"+{100 * change.difference:.1f} points (+")
    assert "points" not in found.rows[1][2]
    assert [row[1:] for row in versions_table(table, ["count.shots", "war"]).rows] == [
        [row[2], row[1]] for row in found.rows
    ]
    with pytest.raises(KeyError, match="peace"):
        versions_table(table, ["peace"])


def test_measures_are_called_by_the_titles_of_the_scenario() -> None:
    names = ["incidents.aster>birch", "severe.aster>birch", "reach.aster>birch.strikes", "count.shots"]
    table = ablation(capped(), measures=names, mechanisms=MECHANISMS[:1], runs=5)
    assert [each.title for each in table.measures] == [
        "Incidents of Aster toward Birch", "Severe incidents of Aster toward Birch",
        "Aster toward Birch at Strikes or above", "Shots"]  # fmt: skip


def test_versions_are_called_by_their_names() -> None:
    scenario = capped()
    study = study_of_versions({"as_written": scenario, "again": scenario}, ["war"], runs=5)
    assert source_of(study, 1).title == "A small world: Again"
    assert held(study).manifest["variants"] == {"as_written": None, "again": None}


def test_ladders_of_other_forms() -> None:
    scenario = small(
        "actors:\n  aster: {postures: {birch: {climb: 0.2}}}\n"
        "  birch: {postures: {aster: {reactivity: 1, memory: 0}}}\n"
        "outcomes: {war: rung(aster) >= war, answer: rung(birch) >= threats}"
    )
    table = respacing(scenario, runs=runs(300, 60))
    found = {row.name: row.changes for row in table.rows}
    assert list(found) == ["square_root", "squared", "split_calm", "split_threats", "split_strikes"]
    assert table.unchanged == ["Even levels"]
    assert found["squared"]["outcome.war"].difference == 0  # a climb of its own asks for no distance
    assert found["split_threats"]["outcome.war"].lost > 0 == found["split_threats"]["outcome.war"].gained
    assert found["square_root"]["outcome.answer"].gained > 0  # the first provocation lies higher
    text = " ".join(respacing_words.words(table))
    assert "1 posture moves by the distance of what is felt" in text
    assert "As written already: Even levels" in text


def test_only_what_is_asked_for_is_run() -> None:
    table = respacing(capped(), shapes=["squared"], splits=["strikes"], measures=["there"], runs=10)
    assert [row.name for row in table.rows] == ["squared", "split_strikes"]
    assert [row.title for row in table.rows] == ["Squared levels", "'Strikes' in two"]
    assert [each.title for each in table.measures] == ["There"]
    assert "No rule compares levels by their distance" in respacing_words.words(table)[0]


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(ValueError, match="no outcome is called 'peace'"):
        ablation(capped(), measures=["peace"], runs=5)
    with pytest.raises(ValueError, match="no measure is asked for"):
        ablation(small("actors: {aster: {postures: {birch: {}}}, birch: {}}"), runs=5)
    with pytest.raises(ValueError, match="war is the highest rung"):
        respacing(capped(), splits=["war"], runs=5)
    with pytest.raises(Stopped):
        ablation(capped(), runs=5, stopping=lambda: True)


def test_runs_that_fail_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr("sim.studies.running.sample.simulate_drawn", broken)
    with pytest.raises(Failed, match="under as_written: RuntimeError: no such luck"):
        run_versions(capped(), {}, ["war"], runs=2, seed=0, draws=1)


def test_a_held_study_answers_like_one_on_disk(tmp_path: object) -> None:
    scenario = capped()
    study = study_of_versions({"as_written": scenario}, ["war", "count.shots"], runs=40, seed=3, draws=5)
    found = held(study)
    assert (found.complete, found.variants, found.measures) == (
        True,
        ["as_written"],
        ["outcome.war", "count.shots"],
    )
    ensemble = sim.simulate(scenario, runs=40, seed=3, draws=5)
    assert found.measured("there" if "there" in found.measures else "war").iloc[0, 0] == np.mean(
        ensemble.outcomes["war"] >= 0
    )
    assert found.failures.empty
    assert list(found.points.index) == [0]
