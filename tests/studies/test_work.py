"""One point of a study: what `sim.simulate` gives, under every variant, paired."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.analysis.intervals import paired_difference, wilson
from sim.studies.form.loading import load_study
from sim.studies.form.study import Study
from sim.studies.running import here
from sim.studies.running.part import Part
from sim.studies.running.work import run_point
from tests.cli.calling import BORDER

STUDY = """
schema: 1
id: one
title: One study
scenario: {border}
variants: {{as_written: {{}}, no_errors: {{errors: false}}}}
vary: {{resolve: {{values: [0.2, 0.9]}}}}
runs: {runs}
seed: 5
measures:
  [border_war, event.truce, "reach.northland>southland.limited_strikes", "incidents.southland>northland"]
{more}
"""


def study(folder: Path, runs: int = 120, more: str = "") -> Study:
    path = folder / "one.yaml"
    path.write_text(STUDY.format(border=BORDER, runs=runs, more=more))
    return load_study(path)


def rows(part: Part) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["variant"], row["measure"]): row for row in part.summaries.to_pylist()}


def test_a_point_is_the_ensemble_of_its_parameters(tmp_path: Path) -> None:
    told = rows(run_point(study(tmp_path), 1))
    scenario = sim.load(BORDER)
    plain = sim.simulate(scenario, 120, 5, parameters={"resolve": 0.9})
    bare = sim.simulate(scenario, 120, 5, parameters={"resolve": 0.9}, errors=False)
    summary = plain.summary()
    strikes = summary["reach"]["northland>southland"]["limited_strikes"]
    row = told["as_written", "reach.northland>southland.limited_strikes"]
    assert [row[k] for k in ("value", "lo", "hi", "median_day")] == [
        strikes[k] for k in ("p", "lo", "hi", "median_day")
    ]
    incidents = summary["incidents"]["southland>northland"]
    row = told["as_written", "incidents.southland>northland"]
    assert [row[k] for k in ("value", "sd", "q05", "q95")] == [
        incidents[k] for k in ("mean", "sd", "q05", "q95")
    ]
    here = bare.first_day("northland>southland", "limited_strikes") >= 0
    there = plain.first_day("northland>southland", "limited_strikes") >= 0
    row = told["no_errors", "reach.northland>southland.limited_strikes"]
    assert (row["difference_lo"], row["difference_hi"]) == paired_difference(here, there)
    assert row["gained"] == (here & ~there).mean()
    assert row["lost"] == (there & ~here).mean()
    assert row["difference"] == pytest.approx(row["gained"] - row["lost"])


def test_threads_change_nothing(tmp_path: Path) -> None:
    one = study(tmp_path, more="keep_runs: true")
    first, other = run_point(one, 0, threads=1), run_point(one, 0, threads=2)
    assert first.summaries.equals(other.summaries)
    assert first.runs is not None
    assert first.runs.equals(other.runs)


def test_replicates_are_means_of_runs_of_their_own(tmp_path: Path) -> None:
    part = run_point(study(tmp_path, more="keep_runs: true"), 0)
    assert part.runs is not None
    runs = part.runs.to_pandas()
    own = runs[runs["variant"] == "as_written"]
    column = own["reach.northland>southland.limited_strikes"].notna()
    row = rows(part)["as_written", "reach.northland>southland.limited_strikes"]
    assert row["replicates"] == [column[own["run"] % 20 == g].mean() for g in range(20)]


@pytest.mark.parametrize(("draws", "many"), [(3, 3), (30, 20), (1, 20)])
def test_replicates_of_all_variants_hold_the_same_runs(tmp_path: Path, draws: int, many: int) -> None:
    """Also of one that leaves nothing to draw."""
    path = tmp_path / "drawn.yaml"
    path.write_text(
        f"{{schema: 1, id: drawn, title: Drawn, scenario: {BORDER}, runs: 90, draws: {draws}, "
        "measures: [incidents.southland>northland], keep_runs: true, "
        "variants: {drawn: {}, fixed: {set: {resolve: 0.4}}}}"
    )
    part = run_point(load_study(path), 0)
    assert part.runs is not None
    runs = part.runs.to_pandas()
    group = (runs["run"] % draws if draws > 1 else runs["run"]) % many
    means = runs.groupby(["variant", group])["incidents.southland>northland"].mean()
    for name in ("drawn", "fixed"):
        assert rows(part)[name, "incidents.southland>northland"]["replicates"] == means[name].tolist()


@pytest.mark.compiled_only
def test_runs_are_added_until_the_interval_is_narrow(tmp_path: Path) -> None:
    stop = 'stop: {measure: "reach.northland>southland.limited_strikes", width: 0.06, at_most: 5000}'
    told = rows(run_point(study(tmp_path, 200, stop), 1))
    for variant in ("as_written", "no_errors"):
        row = told[variant, "reach.northland>southland.limited_strikes"]
        assert row["hi"] - row["lo"] <= 0.06
    runs = {row["runs"] for row in told.values()}
    assert len(runs) == 1  # the variants stay paired
    (many,) = runs
    assert many % 200 == 0
    before = [
        wilson(round(row["value"] * many), many - 200)
        for (_, measure), row in told.items()
        if measure.startswith("reach")
    ]
    assert max(high - low for low, high in before) > 0.055  # one round fewer would hardly have done


def test_a_ceiling_of_runs_is_kept(tmp_path: Path) -> None:
    stop = "stop: {measure: border_war, width: 0.0001, at_most: 250}"
    assert {row["runs"] for row in rows(run_point(study(tmp_path, 100, stop), 0)).values()} == {250}


def test_told_to_stop_what_is_under_way_is_finished(tmp_path: Path) -> None:
    """Two points: one is begun, and then no other."""
    asked: list[bool] = []

    def stopping() -> bool:
        asked.append(True)
        return len(asked) > 1

    one = study(tmp_path)
    (part,) = here.results(one, range(one.size), stopping)
    assert part.summaries.num_rows == 8


def test_points_share_their_luck_unless_asked_otherwise(tmp_path: Path) -> None:
    common = study(tmp_path)
    assert common.seed_of(0) == common.seed_of(1) == 5
    own = study(tmp_path, more="luck: independent")
    assert len({own.seed_of(0), own.seed_of(1), 5}) == 3


def test_a_run_that_fails_is_a_row_and_the_others_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules cannot fail, so one run is made to: the halves of a stretch are tried down to it."""
    from sim.studies.running import sample

    honest = sample.simulate_drawn

    def failing(*given: Any, first: int, **more: Any) -> Any:
        if first <= 37 < first + given[2]:
            raise FloatingPointError("no number")
        return honest(*given, first=first, **more)

    whole = run_point(study(tmp_path, more="keep_runs: true"), 0)
    monkeypatch.setattr(sample, "simulate_drawn", failing)
    part = run_point(study(tmp_path, more="keep_runs: true"), 0)
    assert part.failures.to_pylist() == [
        {"point": 0, "variant": name, "run": 37, "seed": 5, "error": "FloatingPointError: no number"}
        for name in ("as_written", "no_errors")
    ]
    assert {(row["runs"], row["failed"]) for row in rows(part).values()} == {(119, 1)}
    assert whole.runs is not None
    assert part.runs is not None
    left = whole.runs.to_pandas().query("run != 37").reset_index(drop=True)
    assert part.runs.to_pandas().equals(left)


def test_an_impossible_point_is_a_row_of_failure(tmp_path: Path) -> None:
    path = tmp_path / "sum.yaml"
    path.write_text(
        f"{{schema: 1, id: sum, title: Two chances, scenario: {BORDER}, runs: 10, vary: {{"
        "up: {path: miscalculation.accident.up, values: [0.1, 0.7]}, "
        "down: {path: miscalculation.accident.down, values: [0.2, 0.6]}}}"
    )
    two = load_study(path)
    parts = [run_point(two, point) for point in range(4)]
    assert [part.failures.num_rows for part in parts] == [0, 0, 0, 1]
    (failure,) = parts[3].failures.to_pylist()
    assert failure["run"] is None
    assert "1.3" in failure["error"] or "above 1" in failure["error"]
    assert all(row["value"] is None and row["runs"] == 0 for row in parts[3].summaries.to_pylist())


def test_slices_of_a_large_point_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.studies.running import sample

    whole = run_point(study(tmp_path), 0)
    monkeypatch.setattr(sample, "SLICE", 50)
    assert run_point(study(tmp_path), 0).summaries.equals(whole.summaries)
    assert np.isfinite(whole.summaries["value"].to_numpy()).all()
