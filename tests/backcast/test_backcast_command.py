"""`sim backcast`: what it prints, the JSON, the folder, and how it ends."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sim.results import backcast as folders
from tests.backcast.conftest import record
from tests.cli.calling import BORDER, ROOT, Sim, environment
from tests.cli.test_interrupts import AMID

ROWS = (
    "count,hill_militia>southland,,2031-03-10,17,log A",
    "count,hill_militia>southland,2031-03-11,2031-03-20,>12,log A",
    "outcome,border_war,,2031-03-25,no,log B",
    "outcome,truce,,2031-03-20,no,log B",
    "outcome,struck(northland) >= 1,,2031-03-20,yes,log A",
    "trigger,soil_struck,,2031-03-25,broken,log C",
    "trigger,low_damage,,2031-03-08,kept",
)
FEW = ("--runs", "24", "--draws", "6")
DOCS = (ROOT / "docs" / "backcast.md").read_text(encoding="utf-8")


@pytest.fixture
def border(tmp_path: Path) -> Path:
    path = tmp_path / "border.csv"
    path.write_text(record(*ROWS), encoding="utf-8")
    return path


def keys(value: Any) -> set[str]:
    """Every key at any depth, but names of models, scores and families."""
    if isinstance(value, list):
        return set().union(*map(keys, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    return set(value).union(*map(keys, value.values())) if value else set()


def test_it_says_row_by_row_score_by_score_and_rule_by_rule(main: Sim, border: Path) -> None:
    done = main("backcast", BORDER, border, *FEW)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.split("\n")
    assert "7 rows, to 25 Mar 2031 (day 24). 24 runs of each model, 6 draws" in " ".join(done.stdout.split())
    for title in ("Yes or no:", "Counts", "What came: mean scores", "Rules: mean scores", "Rules on record"):
        assert any(line.startswith(title) for line in lines), title
    assert sum(line.startswith("  every line honoured") for line in lines) == 3
    assert "Reliability cannot be judged: 6 unrelated yes-or-no questions" in done.stdout
    assert "Without a source: line 8." in done.stdout
    assert done.stdout.rstrip().endswith("it does not predict.")
    assert not list(border.parent.glob("*/"))  # no folder unless one is asked for


def test_its_json_holds_every_number_and_the_page_names_every_key(main: Sim, border: Path) -> None:
    done = main("backcast", BORDER, border, *FEW, "--json", "--seed", 3)
    found = json.loads(done.stdout)
    assert (found["scenario"], found["runs"], found["draws"], found["seed"]) == ("border_crisis", 24, 6, 3)
    assert [row["line"] for row in found["rows"]] == [2, 3, 4, 5, 6, 7, 8]
    assert found["rows"][0]["asked"][0]["count"]["q05"] <= found["rows"][0]["asked"][0]["count"]["q95"]
    assert set(found["scores"]) == {"came", "rules", "counts"}
    assert found["scores"]["came"]["brier"]["models"]["scenario"]["asked"] == 4
    assert found["rules"][0]["verdict"] in ("borne out", "not borne out")
    assert found["reliability"]["can_be_judged"] is False
    missing = [key for key in sorted(keys(found)) if f"`{key}`" not in DOCS]
    assert missing == []


@pytest.mark.compiled_only
def test_the_folder_is_whole_and_takes_its_own_place_alone(main: Sim, border: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "scores"
    done = main("backcast", BORDER, border, *FEW, "--out", out)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in out.iterdir()} == folders.OWN
    assert (out / "backcast.txt").read_text(encoding="utf-8").rstrip() in done.stdout
    rows = list(csv.DictReader((out / "scores.csv").open(encoding="utf-8")))
    assert len(rows) == 4 * 9
    assert rows[0]["model"] == "scenario"
    printed = main("backcast", BORDER, border, *FEW, "--json").stdout
    assert json.loads((out / "backcast.json").read_text()) == {
        "made_by": "sim backcast",
        **json.loads(printed),
    }
    assert main("backcast", BORDER, border, *FEW, "--out", out).returncode == 0  # its own: replaced
    (out / "mine.txt").write_text("x")
    refused = main("backcast", BORDER, border, *FEW, "--out", out)
    assert refused.returncode == 1
    assert "holds something else (mine.txt): name another folder with --out" in refused.stderr
    assert (out / "mine.txt").exists()
    assert [path.name for path in out.parent.iterdir()] == ["scores"]


def test_the_results_of_a_run_are_never_replaced(main: Sim, border: Path, tmp_path: Path) -> None:
    out = tmp_path / "results"
    out.mkdir()
    (out / "manifest.json").write_text('{"made_by": "sim run"}')
    refused = main("backcast", BORDER, border, *FEW, "--out", out)
    assert refused.returncode == 1
    assert "holds something else (manifest.json)" in refused.stderr
    assert [path.name for path in out.iterdir()] == ["manifest.json"]


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["nothing.yaml", "border.csv"], 1, "there is no file nothing.yaml"),
        ([BORDER, "nothing.csv"], 1, "there is no file nothing.csv"),
        (["border.csv", BORDER], 1, "border.csv is a table: the scenario comes first"),
        ([BORDER, "border.csv", "--runs", "0"], 1, "--runs must be 1 or more, not 0"),
        ([BORDER, "border.csv", "--draws", "0"], 1, "--draws must be 1 or more, not 0"),
        ([BORDER, "border.csv", "--seed", "-1"], 1, "--seed must be from 0"),
        ([BORDER, "border.csv", "--runs", "9" * 12], 1, "need more memory than there is"),
        ([BORDER, "border.csv", "--out", "border.csv"], 1, "border.csv is a file: name a folder with --out"),
        ([BORDER, "border.csv", "--out", ""], 1, "--out takes the name of a folder"),
        ([BORDER, BORDER], 1, "no column is called 'kind'"),
        ([BORDER, "."], 1, ". is not a file"),
        ([BORDER], 2, "RECORD"),
    ],
)
def test_what_is_wrong_is_said(
    main: Sim, border: Path, words: list[object], status: int, message: str
) -> None:
    done = main("backcast", *words)
    assert done.returncode == status
    assert message in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert [path.name for path in border.parent.iterdir()] == ["border.csv"]


def test_mistakes_in_a_record_are_all_told_and_nothing_is_run(main: Sim, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(record("outcome,border_wars,,13/03/2031,no", "count,x>y,,3,4"), encoding="utf-8")
    done = main("backcast", BORDER, path)
    assert done.returncode == 1
    assert len(done.stderr.strip().split("\n")) == 3
    assert (
        "bad.csv:2:9: no outcome or event is called 'border_wars' (did you mean border_war?)" in done.stderr
    )


def test_where_all_was_given_nothing_is_left(main: Sim, border: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.yaml"
    given.write_text(f"{{extends: {BORDER}, observed: {{until: 2031-04-30}}}}")
    done = main("backcast", given, border, *FEW)
    assert done.returncode == 1
    assert "border.csv: the scenario holds what was observed to 30 Apr 2031" in done.stderr
    assert "Traceback" not in done.stderr


def test_strange_columns_are_told_of(main: Sim, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("kind,what,to,value,colour\noutcome,truce,3,no,red\n", encoding="utf-8")
    done = main("backcast", BORDER, path, *FEW)
    assert done.returncode == 0
    assert "not read: colour" in done.stderr


@pytest.mark.compiled_only
def test_an_interrupted_back_cast_keeps_nothing(border: Path, tmp_path: Path) -> None:
    """Ctrl-C when five blocks are done, however long this machine takes to get there."""
    words = ["backcast", str(BORDER), str(border), "--runs", "100000", "--out", "out"]
    done = subprocess.run(
        [sys.executable, "-c", AMID, *words],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 130
    assert "Interrupted: nothing was kept" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["border.csv"]
