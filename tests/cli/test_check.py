"""sim check: places, warnings, --strict, several files, --schema."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calling import BORDER, Sim


def broken(folder: Path) -> Path:
    path = folder / "broken.yaml"
    path.write_text(BORDER.read_text().replace("recip", "recep", 1).replace("days: 60", "days: 0"))
    return path


def test_a_mistake_is_told_at_its_place(main: Sim, tmp_path: Path) -> None:
    path = broken(tmp_path)
    done = main("check", path)
    assert done.returncode == 1
    assert f"{path}:4:34: clock.days: expected a whole number from 1 to 3660, not 0" in done.stdout


def test_lints_are_warnings_and_mistakes_with_strict(main: Sim) -> None:
    soft, hard = main("check", BORDER), main("check", "--strict", BORDER)
    assert (soft.returncode, hard.returncode) == (0, 1)
    assert all(": warning: " in line for line in soft.stdout.splitlines())
    assert "warning" not in hard.stdout
    assert soft.stdout.replace("warning: ", "") == hard.stdout


def test_several_files_at_once(main: Sim, tmp_path: Path) -> None:
    path = broken(tmp_path)
    done = main("check", BORDER, path, "missing.yaml")
    assert done.returncode == 1
    assert "there is no file missing.yaml" in done.stdout
    assert str(path) in done.stdout
    assert done.stderr.startswith("3 files: ")


def test_the_schema_is_json(main: Sim) -> None:
    done = main("check", "--schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["properties"]["ladders"]
