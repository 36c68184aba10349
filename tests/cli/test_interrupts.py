"""Ctrl-C: 130, what was finished is kept, and the rest can be asked for."""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.calling import BORDER, environment

MANY = 400_000
LONG = f"{{extends: {BORDER}, clock: {{days: 600}}}}"


def begun(folder: Path, *words: object) -> subprocess.Popen[str]:
    """A long run in a process of its own."""
    (folder / "long.yaml").write_text(LONG)
    command = [sys.executable, "-m", "sim.cli", "run", "long.yaml", "--runs", MANY, "--draws", 20, *words]
    return subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def interrupted(folder: Path, *words: object) -> tuple[int, str, str]:
    process = begun(folder, *words)
    time.sleep(8)
    process.send_signal(signal.SIGINT)
    try:
        out, err = process.communicate(timeout=240)
    finally:
        process.kill()
    return process.returncode, out, err


@pytest.mark.compiled_only
def test_what_was_finished_is_kept(tmp_path: Path) -> None:
    status, out, err = interrupted(tmp_path, "--seed", 7, "--out", "kept")
    assert status == 130
    assert "Traceback" not in err
    told = json.loads((tmp_path / "kept" / "manifest.json").read_text())
    summary = json.loads((tmp_path / "kept" / "summary.json").read_text())
    assert told["status"] == "interrupted"
    assert 0 < told["runs_finished"] == summary["runs"] < MANY
    assert pq.read_metadata(tmp_path / "kept" / "runs.parquet").num_rows == summary["runs"]
    assert "Outcomes:" in out
    assert "(interrupted)" in out
    rest = shlex.split(err.strip().splitlines()[-1])
    assert rest[rest.index("--first") + 1] == str(summary["runs"])
    assert rest[rest.index("--runs") + 1] == str(MANY - summary["runs"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "long.yaml"]


@pytest.mark.compiled_only
def test_json_stays_json(tmp_path: Path) -> None:
    status, out, _ = interrupted(tmp_path, "--json")
    assert status == 130
    assert 0 < json.loads(out)["runs"] < MANY


SOON = """
import os, signal, sys, threading
from sim.cli import main
threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
sys.exit(main(["run", sys.argv[1]]))
"""


def test_before_anything_is_done(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SOON, str(BORDER)]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []
