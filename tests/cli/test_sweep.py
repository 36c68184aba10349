"""`sim sweep`: what it says, to whom, and how it ends."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import BORDER, environment
from tests.studies.sweeping import done, written


def test_it_says_what_the_study_shows(tmp_path: Path) -> None:
    written(tmp_path, steps=3, runs=20)
    ended = done(tmp_path, "small.yaml")
    assert ended.returncode == 0, ended.stderr
    lines = [line for line in ended.stderr.splitlines() if "ompil" not in line]
    assert lines == []  # nobody watches, so no progress
    assert ended.stdout.startswith("A small study. 3 points, 2 variants, 120 runs, common luck, seed 0.")
    assert "Variants against as_written, mean over the points (same luck; chances in points)" in ended.stdout
    assert "outcome.border_war under as_written (%, 95% Monte Carlo interval)" in ended.stdout
    assert 'in Python: sim.open_study("results/small")' in ended.stdout
    assert ended.stdout.rstrip().endswith("it does not predict.")
    again = done(tmp_path, "small.yaml")
    assert again.returncode == 1
    assert "results/small holds a finished sweep: see it again with --resume" in again.stderr
    assert done(tmp_path, "small.yaml", "--resume").stdout == ended.stdout


def test_a_person_sees_it_go(tmp_path: Path) -> None:
    """On a terminal: points, runs, rate, time left, and the outcome so far."""
    written(tmp_path, steps=3, runs=20)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sim.cli", "sweep", "small.yaml"],
        cwd=tmp_path,
        env=environment(COLUMNS="160", TERM="xterm"),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    try:
        while data := os.read(ours, 65536):
            seen += data
    except OSError:
        pass  # the other end was closed
    assert process.wait(timeout=100) == 0
    text = seen.decode()
    assert "small" in text
    assert "3/3" in text
    assert "runs" in text
    assert "/s" in text
    assert "outcome.border_war" in text


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["nothing.yaml"], 1, "there is no file nothing.yaml"),
        ([str(BORDER)], 1, "is a scenario, which is run with: sim run"),
        (["small.yaml", "--shard", "5/3"], 1, "--shard takes I/N with I from 1 to N, such as 2/4, not '5/3'"),
        (["small.yaml", "--workers", "0"], 1, "--workers must be from 1 to 1000, not 0"),
        (["small.yaml", "--workers", "2", "--scheduler", "tcp://localhost:1"], 2, "not allowed with"),
        (["small.yaml", "--scheduler", "nonsense"], 1, "'nonsense' is not the address of a Dask scheduler"),
        (["small.yaml", "--out", "small.yaml"], 1, "small.yaml cannot be written"),
        (["small.yaml", "--out", "."], 1, ". holds something else (small.yaml)"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, words: list[str], status: int, message: str) -> None:
    written(tmp_path, steps=2, runs=5)
    ended = done(tmp_path, *words)
    assert ended.returncode == status
    assert message in " ".join(ended.stderr.split())
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["small.yaml"]
