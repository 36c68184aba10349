"""sim run --weekly: the table, the folder, and what cannot be asked."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.analysis.updating.test_weekly import MOVED, TEXT
from tests.cli.calling import BORDER, Sim


def on_record(folder: Path) -> Path:
    path = folder / "waiting.yaml"
    path.write_text(TEXT + MOVED)
    return path


def test_the_folder_holds_the_table_the_rows_and_the_figure(main: Sim, tmp_path: Path) -> None:
    done = main("run", on_record(tmp_path), "--weekly", "--runs", 60)
    assert done.returncode == 0, done.stderr
    out = tmp_path / "results" / "waiting-0-weekly"
    assert sorted(path.name for path in out.iterdir()) == [
        "updating.png",
        "updating.svg",
        "weekly.csv",
        "weekly.txt",
    ]
    assert (out / "weekly.txt").read_text() in done.stdout
    rows = list(csv.DictReader((out / "weekly.csv").open()))
    assert len(rows) == 3 * 4
    assert [row["date"] for row in rows[:4]] == ["2031-03-01", "2031-03-08", "2031-03-15", "2031-03-21"]
    assert "15 Mar 2031 (day 14)" in done.stdout
    assert "it does not predict" in done.stdout
    assert main("run", on_record(tmp_path), "--weekly", "--runs", 60).returncode == 0  # in its own place


def test_as_json_the_rows_and_nothing_else(main: Sim, tmp_path: Path) -> None:
    done = main("run", on_record(tmp_path), "--weekly", "--runs", 50, "--json")
    rows = json.loads(done.stdout)
    assert rows[0]["outcome"] == "moved"
    assert rows[0]["change"] is None
    assert not (tmp_path / "results").exists()


def test_without_a_record_it_is_told_what_is_missing(main: Sim) -> None:
    done = main("run", BORDER, "--weekly", "--runs", 10)
    assert (done.returncode, done.stdout) == (1, "")
    assert "border_crisis has nothing on record: give it observed" in done.stderr


def test_a_folder_with_other_things_is_left_alone(main: Sim, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    done = main("run", on_record(tmp_path), "--weekly", "--runs", 10, "--out", "mine")
    assert done.returncode == 1
    assert "mine holds something else (letter.txt)" in done.stderr
