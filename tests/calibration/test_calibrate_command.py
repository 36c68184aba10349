"""`sim calibrate` from a file to a folder: whole or not at all, and the same twice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta, gamma

import sim
from sim.calibration import calibrating, writing
from tests.calibration.known import DAYS, RECORD, written
from tests.cli.calling import BORDER, Sim
from tests.cli.conftest import main as main

pytestmark = pytest.mark.compiled_only
DRAWN = writing.write_figures
SHIPPED = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer runs to the end of the clock, and no pictures, which take longest."""
    monkeypatch.setattr(calibrating, "AFTER", 500)
    monkeypatch.setattr(writing, "write_figures", lambda folder, found: None)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return written(tmp_path)


def test_the_engine_gives_back_a_known_posterior(main: Sim, record: Path, tmp_path: Path) -> None:
    done = main("calibrate", record, "--out", "out", "--runs", "20000")
    assert done.returncode == 0, done.stderr
    drawn = pd.read_parquet(tmp_path / "out" / "posterior.parquet")
    exact = gamma(21, scale=1 / DAYS)
    assert abs(drawn["rate"].mean() - exact.mean()) < 0.15 * exact.std()
    assert abs(drawn["rate"].std() / exact.std() - 1.0) < 0.12
    assert abs(drawn["chance"].mean() - beta(3, 3).mean()) < 0.03
    rows = pd.read_csv(tmp_path / "out" / "parameters.csv").set_index("parameter")
    assert rows["moved"].to_dict() == {"chance": True, "idle": False, "rate": True}
    assert abs(drawn["idle"].mean()) < 0.1
    outcomes = pd.read_csv(tmp_path / "out" / "outcomes.csv").set_index("outcome")
    assert abs(outcomes.loc["flooded", "prior"] - 0.4) < 0.08
    assert abs(outcomes.loc["flooded", "joint"] - 0.5) < 0.08
    assert "1 keeps its prior" in done.stdout
    assert "it does not predict" in done.stdout


def test_the_folder_is_whole_and_the_same_twice(main: Sim, record: Path, tmp_path: Path) -> None:
    assert main("calibrate", record, "--out", "a", "--sbc", "100").returncode == 0
    assert main("calibrate", record, "--out", "b", "--sbc", "100").returncode == 0
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "b").iterdir())
    assert {"summary.txt", "parameters.csv", "targets.csv", "outcomes.csv", "sbc.csv"} <= set(names)
    differing = [n for n in names if (tmp_path / "a" / n).read_bytes() != (tmp_path / "b" / n).read_bytes()]
    assert differing == ["known_calibrated.yaml", "manifest.json"]  # which name the folder
    told = json.loads((tmp_path / "a" / "manifest.json").read_text())
    assert told["made_by"] == "sim calibrate"
    assert sorted([*told["wrote"], "manifest.json"]) == names
    assert set(told["files"]) == {"learnt.yaml", "known.yaml"}


def test_the_figures_are_written(
    main: Sim, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "write_figures", DRAWN)
    done = main("calibrate", record, "--out", "out", "--sbc", "100")
    for name in ("moved", "contraction", "targets", "ranks", "ranks_near"):
        assert (tmp_path / "out" / f"{name}.png").stat().st_size > 5000
        assert f"{name}.png" in done.stdout


def test_the_variant_is_a_scenario_that_can_be_run(main: Sim, record: Path, tmp_path: Path) -> None:
    done = main("calibrate", record, "--out", "out", "--scenario", "beside.yaml")
    assert done.returncode == 0, done.stderr
    base = sim.load(tmp_path / "known.yaml")
    for path in (tmp_path / "out" / "known_calibrated.yaml", tmp_path / "beside.yaml"):
        found = sim.load(path)
        assert found.id == "known_calibrated"
        rate = found.document.parameters["rate"]
        assert rate.uncertainty is not None
        assert rate.uncertainty.kind == "normal"
        assert rate.uncertainty.truncate == (0.0, 4.0)
        assert rate.assumed is not None
        assert rate.assumed.startswith("a posterior, given what was recorded up to 2031-03-11")
        assert found.document.parameters["idle"] == base.document.parameters["idle"]
    assert main("check", tmp_path / "beside.yaml").returncode == 0


def test_a_former_folder_is_replaced_and_others_are_left_alone(
    main: Sim, record: Path, tmp_path: Path
) -> None:
    assert main("calibrate", record, "--out", "out").returncode == 0
    assert main("calibrate", record, "--out", "out", "--seed", "3").returncode == 0
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["seed"] == 3
    (tmp_path / "out" / "notes.txt").write_text("mine")
    done = main("calibrate", record, "--out", "out")
    assert (done.returncode, done.stdout) == (1, "")
    assert "holds something else (notes.txt)" in done.stderr
    done = main("calibrate", record, "--out", str(record))
    assert "is a file: name a folder" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["known.yaml", "learnt.yaml", "out"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--runs", "3999"), "--runs must be from 4000 to 1000000, not 3999"),
        (("--sbc", "99"), "--sbc must be 0 or 100 or more, not 99"),
        (("--sbc", "-1"), "--sbc must be from 0 to 10000, not -1"),
        (("--seed", "-1"), "--seed must be"),
        (("--scenario", "nowhere/v.yaml"), "there is no folder nowhere"),
        (("--scenario", "known.yaml"), "known.yaml is there already, and sim calibrate did not make it"),
    ],
)
def test_what_cannot_be_is_refused_at_once(
    main: Sim, record: Path, words: tuple[str, ...], said: str
) -> None:
    done = main("calibrate", record, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not Path("results").exists()


def test_what_is_broken_off_leaves_nothing(
    main: Sim, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(calibrating, "reference_table", stop)
    done = main("calibrate", record, "--out", "out")
    assert (done.returncode, done.stdout) == (130, "")
    assert "nothing is written. To start again:\n  sim calibrate" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["known.yaml", "learnt.yaml"]


def test_other_files_are_told_apart(main: Sim, record: Path, tmp_path: Path) -> None:
    assert "is a scenario, which is run with: sim run" in main("calibrate", BORDER).stderr
    assert "is a calibration, which is made with: sim calibrate" in main("run", record).stderr
    assert "is a calibration, which is made with: sim calibrate" in main("sweep", record).stderr
    assert main("calibrate", tmp_path / "missing.yaml").returncode == 1
    done = main("check", record)
    assert (done.returncode, done.stderr) == (0, "1 file: no mistakes\n")
    record.write_text(RECORD.replace("north>south", "north>sud"))
    assert main("check", record).returncode == 1
    assert main("calibrate", record).returncode == 1


def test_a_border_crisis_is_calibrated_as_well(main: Sim, tmp_path: Path) -> None:
    shutil.copy(BORDER, tmp_path / "known.yaml")
    text = RECORD.split("targets:")[0].replace("until: 2031-03-11", "until: 2031-03-20")
    record = tmp_path / "border.yaml"
    record.write_text(
        text + "targets: {counts: {raids: {of: northland>southland, recorded: {at_least: 2}}}}\n"
    )
    done = main("calibrate", record, "--out", "out")
    assert done.returncode == 0, done.stderr
    assert sim.load(next((tmp_path / "out").glob("*_calibrated.yaml")))


def test_the_shipped_variant_is_sound_and_stays_within_what_was_thought_possible() -> None:
    base, found = (sim.load(SHIPPED / f"{name}.yaml") for name in ("gaza_2023", "gaza_calibrated"))
    changed = [
        name for name, one in found.document.parameters.items() if one != base.document.parameters[name]
    ]
    assert "attack_tempo" in changed
    assert 2 <= len(changed) <= 15
    for name in changed:
        assert "a posterior, given what was recorded up to 2023-11-13" in (
            found.document.parameters[name].assumed or ""
        )
    drawn = np.array([found.parameters[name] for name in changed])
    assert np.isfinite(drawn).all()
    assert found.document.about is not None
