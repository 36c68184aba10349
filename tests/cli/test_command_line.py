"""What every command has in common: help at once, exit statuses, no traceback."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from tests.cli.calling import BORDER, Sim, environment

WRONG_INPUT = [
    ("check", "missing.yaml"),
    ("run", "missing.yaml"),
    ("run", "."),
    ("run", BORDER, "--runs", "0"),
    ("run", BORDER, "--runs", "-3"),
    ("run", BORDER, "--runs", str(10**15)),
    ("run", BORDER, "--runs", str(10**30)),
    ("run", BORDER, "--seed", "-1"),
    ("run", BORDER, "--seed", str(2**64)),
    ("run", BORDER, "--draws", "0"),
    ("run", BORDER, "--first", "-1"),
    ("run", BORDER, "--set", "resolve"),
    ("run", BORDER, "--set", "resolve=high"),
    ("run", BORDER, "--set", "=1"),
    ("run", BORDER, "--set", "resolve=2"),
    ("run", BORDER, "--set", "resolve=nan"),
    ("run", BORDER, "--set", "resolv=0.5"),
    ("run", BORDER, "--set", "resolve=0.5", "--set", "resolve=0.6"),
    ("run", BORDER, "--out", ""),
    ("run", BORDER, "--out", "/proc/none/results"),
    ("run", BORDER, "--out", BORDER),
    ("run", BORDER, "--out", BORDER.parent),
    ("replay", "missing.yaml"),
    ("replay", BORDER, "--run", "-1"),
    ("replay", BORDER, "--run", str(2**64)),
    ("replay", BORDER, "--seed", "-1"),
    ("replay", BORDER, "--set", "resolv=0.5"),
    ("evidence", "missing.yaml"),
]

WRONG_LINE = [
    (),
    ("walk",),
    ("check",),
    ("check", "--schema", BORDER),
    ("run",),
    ("run", BORDER, "--runs", "many"),
    ("run", BORDER, "--unknown"),
    ("replay", BORDER, "--run", "1.5"),
    ("evidence",),
]


@pytest.mark.parametrize("words", WRONG_INPUT, ids=lambda words: " ".join(map(str, words))[:60])
def test_wrong_input_is_told_in_one_line(main: Sim, words: tuple[object, ...]) -> None:
    done = main(*words)
    told = done.stdout if words[0] == "check" else done.stderr
    assert done.returncode == 1
    assert told.strip()
    assert "Traceback" not in done.stderr
    assert words[0] == "check" or (done.stdout == "" and done.stderr.count("\n") == 1), done.stderr


@pytest.mark.parametrize("words", WRONG_LINE, ids=lambda words: " ".join(map(str, words))[:60])
def test_a_wrong_command_line_ends_with_2(main: Sim, words: tuple[object, ...]) -> None:
    done = main(*words)
    assert done.returncode == 2
    assert "usage: sim" in done.stderr


@pytest.mark.parametrize("words", [("--help",), ("run", "--help"), ("--version",)])
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom sim.cli import main\n"
        f"try: main({list(words)!r})\nexcept SystemExit as error: assert not error.code\n"
        "heavy = {'numba', 'numpy', 'scipy', 'pydantic', 'mesa', 'matplotlib', 'pyarrow', 'ruamel', 'rich'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_help_answers_at_once(sim: Sim) -> None:
    def seconds() -> float:
        began = time.perf_counter()
        assert sim("--help").returncode == 0
        return time.perf_counter() - began

    assert min(seconds() for _ in range(5)) < 0.5  # 0.1 s on an idle machine


def test_statuses_are_those_of_the_process(sim: Sim) -> None:
    assert sim("check", BORDER).returncode == 0
    assert sim("evidence", "missing.yaml").returncode == 1
    assert sim("run").returncode == 2


def test_a_reader_who_stops_reading_ends_it_quietly() -> None:
    command = f'"{sys.executable}" -m sim.cli evidence "{BORDER}" | head -1'
    done = subprocess.run(command, shell=True, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_terminal_without_the_signs_gets_others(sim: Sim) -> None:
    assert sim("evidence", BORDER, PYTHONIOENCODING="ascii").returncode == 0
