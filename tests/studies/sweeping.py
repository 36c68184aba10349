"""Small studies, run by the real command in processes of their own, and what they leave."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.calling import BORDER, environment

SMALL = """
schema: 1
id: small
title: A small study
scenario: {scenario}
variants: {{as_written: {{}}, no_errors: {{errors: false}}}}
vary: {{resolve: {{range: [0, 1], steps: {steps}}}}}
runs: {runs}
keep_runs: true
measures: [border_war, "reach.northland>southland.limited_strikes", "incidents.southland>northland"]
"""


def written(folder: Path, steps: int = 4, runs: int = 100, more: str = "") -> Path:
    """A study of the border crisis: resolve in so many steps."""
    path = folder / "small.yaml"
    path.write_text(SMALL.format(scenario=BORDER, steps=steps, runs=runs) + more)
    return path


def begun(folder: Path, *words: object) -> subprocess.Popen[str]:
    """`sim sweep` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sim.cli", "sweep", *(str(word) for word in words)],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def done(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    process = begun(folder, *words)
    out, err = process.communicate(timeout=200)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
