"""`sim sweep` where there is little to tell: few points, runs or draws. It says so, and nothing breaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.commands.surfaces import apart
from sim.rules.compiled import IS_COMPILED
from tests.cli.calling import Sim

SLOW = "Compilation is off (NUMBA_DISABLE_JIT): an ensemble takes hundreds of times as long\n"
URN = """
schema: 1
id: urn
title: Two chances
clock: {start: 2031-03-01, days: 2}
ladders: {common: [{id: calm}, {id: war}]}
parameters:
  a: {uncertainty: {uniform: [0, 1]}}
  b: {uncertainty: {uniform: [0, 1]}}
  idle: {uncertainty: {uniform: [0, 1]}}
actors: {north: {postures: {south: {start: calm, ceiling: war}}}, south: {}}
events: {first: {probability: a}, second: {probability: b}, other: {probability: idle}}
outcomes: {both: happened(first) and happened(second)}
"""
HEAD = "schema: 1\nid: small\ntitle: Small\nscenario: urn.yaml\n"
FACTORS = "measures: [both]\nvary: {a: {}, b: {}}\n"

Swept = Callable[[str], str]


@pytest.fixture
def swept(main: Sim, tmp_path: Path) -> Swept:
    """What is printed of a study that says this."""
    (tmp_path / "urn.yaml").write_text(URN)

    def call(text: str) -> str:
        (tmp_path / "small.yaml").write_text(HEAD + text)
        ended = main("sweep", "small.yaml")
        assert (ended.returncode, ended.stderr) == (0, "" if IS_COMPILED else SLOW)
        return ended.stdout

    return call


@pytest.mark.parametrize("draws", [1, 2, 3, 200])
@pytest.mark.parametrize("runs", [1, 2, 7])
@pytest.mark.parametrize(
    "design",
    [
        "{kind: latin_hypercube, points: 16}",
        "{kind: saltelli, points: 2}",
        "{kind: morris, trajectories: 2}",
        "one_at_a_time",
    ],
)
def test_few_runs_and_draws(swept: Swept, design: str, runs: int, draws: int) -> None:
    fixed = "variants: {plain: {}, fixed: {set: {idle: 0.5}}}\n"
    told = swept(f"{FACTORS}{fixed}design: {design}\nruns: {runs}\ndraws: {draws}\n")
    few = runs == 1
    assert ("not told  too few runs" in told) == few
    if few:
        assert "- outcome.both: what matters is not told: luck can be taken off only with" in told


@pytest.mark.parametrize("design", ["{kind: latin_hypercube, points: 3}", "{kind: sobol, points: 2}"])
def test_few_points(swept: Swept, design: str) -> None:
    told = swept(f"{FACTORS}design: {design}\nruns: 20\n")
    assert "outcome.both (%, 95% Monte Carlo interval)" in told
    assert "fifths" not in told


def test_names_alone_have_no_swing(swept: Swept, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("start\n" + "calm\nwar\n" * 6)
    told = swept(
        "vary: {start: {path: actors.north.postures.south.start}}\n"
        "design: {kind: csv, file: points.csv}\nruns: 20\n"
    )
    assert "fifths" not in told


def test_one_run_of_a_number_has_no_interval(swept: Swept) -> None:
    told = swept("measures: [incidents.north>south]\nruns: 1\nvary: {a: {values: [0, 1]}}\n")
    assert "nan" not in told
    assert told.splitlines()[5:7] == ["  0   0.0", "  1   0.0"]


@pytest.mark.parametrize("draws", [3, 30])
def test_variants_with_and_without_draws_are_compared_run_by_run(swept: Swept, draws: int) -> None:
    """What makes no difference under the same luck makes none in the table, however few draws there are."""
    told = swept(
        "measures: [both]\nruns: 90\nvariants: {plain: {set: {a: 0.5, b: 0.5}}, "
        f"fixed: {{set: {{a: 0.5, b: 0.5, idle: 0.5}}}}}}\ndraws: {draws}\n"
    )
    (line,) = (line.split() for line in told.splitlines() if line.startswith("  outcome.both"))
    assert line == ["outcome.both", "fixed", "0", "-4.1", "to", "+4.1"]  # what 0 of 90 runs leave open


def test_points_with_other_numbers_of_runs_are_compared(swept: Swept) -> None:
    """Runs are added here and there; the replicates stay as many."""
    told = swept(
        "measures: [both]\nvariants: {drawn: {}, fixed: {set: {b: 0.5, idle: 0.5}}}\nruns: 5\n"
        "stop: {measure: both, width: 0.4, at_most: 60}\nvary: {a: {values: [0, 0.5, 1]}}\n"
    )
    assert "outcome.both  fixed" in told
    assert "not told" not in told


def test_values_are_told_apart() -> None:
    assert apart([0.12341, 0.12342, 0.1]) == ["0.12341", "0.12342", "0.1"]
    assert apart([1000.0, 1001.0, 25000.0]) == ["1000", "1001", "25000"]
    assert apart([1 / 3, 2 / 3, 1e12, 1e-6]) == ["0.333", "0.667", "1e+12", "1e-06"]
    assert apart(["calm", "war", "calm"]) == ["calm", "war", "calm"]


def test_a_large_grid_is_told_by_its_ends(swept: Swept) -> None:
    told = swept("measures: [both]\nruns: 1\nvary: {a: {range: [0, 1], steps: 60}, b: {values: [0, 1]}}\n")
    assert "lowest" in told
    assert len(told.splitlines()) < 20
