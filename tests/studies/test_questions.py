"""What a study says matters, where it is known: two chances that multiply, and one that is idle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.analysis.sensitivity.discovery import Region
from sim.studies.asking.questions import regions, screening, sobol_indices, swings
from sim.studies.form.loading import load_study
from sim.studies.keeping.opened import OpenStudy

pytestmark = pytest.mark.compiled_only  # many thousands of runs

# Both events happen with chance a * b. Over the unit square that has the variance 7/144; a alone makes
# (1/48) / (7/144) = 3/7 of it, as does b, and the product the seventh that is left.
PRODUCT = """
schema: 1
id: product
title: Two chances
clock: {start: 2031-03-01, days: 2}
ladders: {common: [{id: calm}, {id: war}]}
parameters:
  a: {uncertainty: {uniform: [0, 1]}}
  b: {uncertainty: {uniform: [0, 1]}}
  idle: {uncertainty: {uniform: [0, 1]}}
actors: {north: {postures: {south: {}}}, south: {}}
events: {first: {probability: a}, second: {probability: b}, other: {probability: idle}}
outcomes: {both: happened(first) and happened(second), unlikely: happened(other)}
"""
FIRST, TOTAL = 3 / 7, 4 / 7


def swept(folder: Path, design: str, runs: int, more: str = "") -> OpenStudy:
    (folder / "product.yaml").write_text(PRODUCT)
    path = folder / "study.yaml"
    path.write_text(
        f"{{schema: 1, id: what, title: What matters, scenario: product.yaml, vary: uncertain, "
        f"design: {design}, runs: {runs}, measures: [both, unlikely]{more}}}"
    )
    sim.sweep(load_study(path), folder / "out")
    return sim.open_study(folder / "out")


@pytest.mark.parametrize("luck", ["common", "independent"])
def test_sobol_indices_of_a_product(tmp_path: Path, luck: str) -> None:
    study = swept(tmp_path, "{kind: saltelli, points: 256}", 200, f", luck: {luck}")
    told = sobol_indices(study, "both")
    assert told.reason is None
    assert told.variance == pytest.approx(7 / 144, rel=0.2)
    by_name = {each.name: each for each in told.indices}
    for name in ("a", "b"):
        each = by_name[name]
        assert each.first_lo < FIRST < each.first_hi
        assert each.total_lo < TOTAL < each.total_hi
        assert each.first_hi - each.first_lo < 0.5
    idle = by_name["idle"]
    assert abs(idle.first) < 0.1
    assert abs(idle.total) < 0.04
    assert idle.total_lo <= 0.0 <= idle.total_hi  # with common luck exactly 0: nothing changes


def test_few_runs_would_pass_for_interaction_and_do_not(tmp_path: Path) -> None:
    """With 20 runs a point luck makes half of the scatter: the raw total of the idle factor shows it."""
    study = swept(tmp_path, "{kind: saltelli, points: 256}", 20, ", luck: independent")
    means = study.measured("both")["as_written"].to_numpy().reshape(256, 5)
    raw = ((means[:, 0] - means[:, 3]) ** 2).mean() / 2 / means[:, [0, 4]].var()
    assert list(study.points.columns) == ["a", "b", "idle"]
    assert raw > 0.06
    idle = next(each for each in sobol_indices(study, "both").indices if each.name == "idle")
    assert abs(idle.total) < 0.08


def test_elementary_effects_of_a_product(tmp_path: Path) -> None:
    """The mean effect of a is the mean of b over the levels, a half; it varies with b and not with a."""
    study = swept(tmp_path, "{kind: morris, trajectories: 200}", 200)
    found = {each.name: each for each in screening(study, "both")}
    for name in ("a", "b"):
        assert found[name].mu == pytest.approx(0.5, abs=0.07)
        assert found[name].mu_star == pytest.approx(found[name].mu, abs=0.06)
        assert found[name].sigma > 0.2
    assert found["idle"].mu_star_lo <= 0.0 <= found["idle"].mu_star_hi
    assert found["idle"].mu_star < 0.03


def test_the_tornado_of_a_product(tmp_path: Path) -> None:
    """With the others at their middle: from 0.05 / 2 to 0.95 / 2."""
    study = swept(tmp_path, "one_at_a_time", 4000)
    found = {each.name: each for each in swings(study, "both")}
    for name in ("a", "b"):
        assert found[name].lo < 0.45 < found[name].hi
        assert found[name].low == pytest.approx(0.025, abs=0.012)
    assert found["idle"].swing == 0.0  # the same luck, and nothing that hangs on it
    assert {each.name for each in swings(study, "unlikely")[:1]} == {"idle"}


def test_where_most_of_it_happens(tmp_path: Path) -> None:
    study = swept(tmp_path, "{kind: sobol, points: 512}", 100)
    told = regions(study, "both")
    assert isinstance(told, Region)
    assert "idle" not in told.sentence
    assert "a above" in told.sentence
    assert told.density.value > told.overall
    assert told.coverage.value > told.mass.value
    swing = {each.name: each for each in swings(study, "both")}
    assert swing["a"].lo < 0.4 < swing["a"].hi  # from the mean of 0 to 0.2, to that of 0.8 to 1, times a half


def test_a_design_that_cannot_answer_says_so(tmp_path: Path) -> None:
    study = swept(tmp_path, "one_at_a_time", 10)
    with pytest.raises(ValueError, match="needs a design of the kind saltelli; this"):
        sobol_indices(study, "both")
    with pytest.raises(ValueError, match="needs a design of the kind"):
        regions(study, "both")


def test_a_study_as_an_array(tmp_path: Path) -> None:
    (tmp_path / "product.yaml").write_text(PRODUCT)
    path = tmp_path / "grid.yaml"
    path.write_text(
        "{schema: 1, id: grid, title: A grid, scenario: product.yaml, runs: 100, measures: [both], "
        "variants: {as_written: {}, sure: {set: {idle: 1}}}, "
        "vary: {b: {values: [0, 0.5, 1]}, a: {values: [0, 1]}}}"
    )
    sim.sweep(load_study(path), tmp_path / "grid")
    study = sim.open_study(tmp_path / "grid")
    array = study.array("both")
    assert array.dims == ("variant", "b", "a")
    assert array.sel(variant="sure", b=1, a=1).item() == 1.0
    assert array.sel(variant="as_written", b=0).sum().item() == 0.0
    value = study.summaries.query("variant == 'sure' and b == 0.5 and a == 1 and measure == 'outcome.both'")
    assert array.sel(variant="sure", b=0.5, a=1).item() == value["value"].item()
    assert np.isnan(study.array("both", "difference").sel(variant="as_written")).all()
