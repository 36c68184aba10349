"""An ensemble comes back from its folder as it was, its twin included."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.cli import main
from tests.cli.calling import BORDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    assert main(["run", str(BORDER), "--runs", "60", "--draws", "7", "--seed", "3", "--out", str(out)]) == 0
    return out


def test_everything_is_as_it_was(folder: Path) -> None:
    found, fresh = sim.open_results(folder), sim.simulate(sim.load(BORDER), 60, 3, draws=7, twin=True)
    assert fresh.twin is not None
    assert found.twin is not None
    for one, other in ((found, fresh), (found.twin, fresh.twin)):
        for name in one.record.fields:
            np.testing.assert_array_equal(getattr(one.record, name), getattr(other.record, name))
        np.testing.assert_array_equal(one.standing, other.standing)
        assert (one.seed, one.runs, one.draws, one.errors) == (
            other.seed,
            other.runs,
            other.draws,
            other.errors,
        )
        assert one.parameters == other.parameters
    told, again = found.summary(), fresh.summary()
    for key in ("elapsed_s", "runs_per_s"):
        told.pop(key), again.pop(key)
    assert told == again


def test_a_folder_of_other_rules_is_refused(folder: Path) -> None:
    path = folder / "manifest.json"
    told = json.loads(path.read_text())
    told["versions"]["rules"] = "0123"
    path.write_text(json.dumps(told))
    with pytest.raises(ValueError, match="was made by other rules"):
        sim.open_results(folder)


def test_another_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="written by sim run"):
        sim.open_results(tmp_path)
