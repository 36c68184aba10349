"""All the files that a scenario was read from, and the same scenario from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.results.sources import Changed, portable, sources, unpack
from sim.scenario.loading import load

BASE = (Path(__file__).parents[1] / "data" / "border_crisis.yaml").read_text()


def written(folder: Path) -> Path:
    (folder / "evidence").mkdir()
    (folder / "variants").mkdir()
    (folder / "evidence" / "c.yaml").write_text("documents: []\nclaims: []\n")
    (folder / "base.yaml").write_text(BASE + "claims: evidence/c.yaml\n")
    path = folder / "variants" / "short.yaml"
    path.write_bytes(b"extends: ../base.yaml\r\nclock: {days: 30}\r\n")
    return path


def test_files_travel(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    scenario = load(written(tmp_path))
    files = portable(sources(scenario))
    assert list(files) == ["variants/short.yaml", "base.yaml", "evidence/c.yaml"]
    again = load(unpack(files, tmp_path_factory.mktemp("again")))
    assert again.sha256 == scenario.sha256
    assert again.document == scenario.document


def test_a_file_edited_meanwhile_is_told(tmp_path: Path) -> None:
    scenario = load(written(tmp_path))
    (tmp_path / "base.yaml").write_text(BASE + "# another\nclaims: evidence/c.yaml\n")
    with pytest.raises(Changed):
        sources(scenario)


def test_nothing_is_unpacked_outside(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        unpack({"../x.yaml": ""}, tmp_path / "in")
