"""Ctrl-C: 130, what was finished is kept, and the rest can be asked for."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.calling import BORDER, environment

MANY = 400_000
LONG = f"{{extends: {BORDER}, clock: {{days: 600}}}}"


# Ctrl-C when five blocks are done, however long this machine takes to get there.
AMID = """
import os, signal, sys
from sim.cli import main
from sim.engines import ensemble
fill, done = ensemble.fill_block, []
def filled(*block):
    done.append(fill(*block))
    if len(done) == 5:
        os.kill(os.getpid(), signal.SIGINT)
    return done[-1]
ensemble.fill_block = filled
sys.exit(main(sys.argv[1:]))
"""


def interrupted(folder: Path, *words: object) -> tuple[int, str, str]:
    """A long run in a process of its own, interrupted."""
    (folder / "long.yaml").write_text(LONG)
    command = [sys.executable, "-c", AMID, "run", "long.yaml", "--runs", MANY, "--draws", 20, *words]
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


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


# A library that is interrupted raises an error of its own, as pydantic does while it builds a schema.
TURNED = """
import os, signal, sys
import sim.commands.check as module
from sim.cli import main
def check(asked):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        raise ValueError("not an interrupt any more") from None
module.check = check
sys.exit(main(["check", sys.argv[1]]))
"""


def test_an_interrupt_that_a_library_turned_into_an_error(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TURNED, str(BORDER)]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=100
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrupted\n")
