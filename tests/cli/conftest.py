"""The command line as a user has it: a process of its own, with its exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import Done, Sim, environment


@pytest.fixture
def sim(tmp_path: Path) -> Sim:
    """`sim("run", path, ...)` in an empty folder of its own."""

    def call(*words: object, **more: str) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "sim.cli", *map(str, words)],
            cwd=tmp_path,
            env=environment(**more),
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )

    return call


@pytest.fixture
def main(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Sim:
    """The same inside this process, which is faster."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*words: object) -> Done:
        from sim.cli import main

        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as error:
            status = int(error.code or 0)
        out, err = capsys.readouterr()
        return Done(list(map(str, words)), status, out, err)

    return call
