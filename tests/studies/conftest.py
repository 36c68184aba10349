"""A folder to write studies in, with the scenario of a border crisis beside them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.studies.form.loading import load_study
from sim.studies.form.study import Study

DATA = Path(__file__).parents[1] / "data"
HEAD = "schema: 1\nid: small\ntitle: A small study\nscenario: border_crisis.yaml\n"

Write = Callable[..., Study]


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, and the place where the test is run."""
    shutil.copy(DATA / "border_crisis.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def small(beside: Path) -> Write:
    """A study of the border crisis: what it says besides its name, and other files by name."""

    def made(text: str, files: dict[str, str] | None = None) -> Study:
        for name, content in (files or {}).items():
            (beside / name).write_text(content)
        (beside / "f.yaml").write_text(HEAD + text)
        return load_study("f.yaml")

    return made
