"""`sim report`: one page of a results folder, and what is said where none can be made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.cli import main as sim_main
from sim.report import more
from sim.studies.keeping.manifest import FORM, MADE_BY, NAME, SAYS
from tests.cli.calling import BORDER, Sim


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("results") / "border"
    words = ["run", str(BORDER), "--runs", "20", "--draws", "4", "--seed", "3", "--json", "--out", str(out)]
    assert sim_main(words) == 0
    return out


@pytest.fixture
def folder(results: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    return Path(shutil.copytree(results, tmp_path / "border"))


def test_the_page_is_put_into_the_folder(main: Sim, folder: Path) -> None:
    done = main("report", folder)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{folder / 'report.html'}  one page, ")
    assert done.stdout.endswith(" MB: open it in a browser\n")
    text = (folder / "report.html").read_text()
    assert text.startswith("<!DOCTYPE html>")
    assert text.endswith("</html>\n")
    assert "sim report DIR --more" in text
    assert main("report", folder).returncode == 0  # a former report is replaced


def test_the_page_is_put_where_it_is_asked_for(main: Sim, folder: Path, tmp_path: Path) -> None:
    before = sorted(folder.iterdir())
    assert main("report", folder, "--out", "there.html").returncode == 0
    assert (tmp_path / "there.html").exists()
    assert sorted(folder.iterdir()) == before


def test_a_run_into_the_same_folder_takes_the_page_along(main: Sim, folder: Path) -> None:
    assert main("report", folder).returncode == 0
    assert main("run", BORDER, "--runs", 5, "--out", folder, "--json").returncode == 0
    assert not (folder / "report.html").exists()


@pytest.mark.compiled_only
def test_more_answers_what_needs_new_runs(main: Sim, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(more.more, "__defaults__", (40, *more.more.__defaults__[1:]))
    done = main("report", folder, "--more")
    assert done.returncode == 0
    assert "Running: mechanisms switched off" in done.stderr
    text = (folder / "report.html").read_text()
    for said in ("Mechanisms switched off", "The ladder spaced anew", "Assumed numbers, one at a time"):
        assert f"<h3>{said}</h3>" in text
    assert "was run 40 times with seed 3" in text
    assert "sim report DIR --more" not in text


def test_more_of_a_scenario_without_outcomes(main: Sim, tmp_path: Path) -> None:
    text = BORDER.read_text()
    (tmp_path / "plain.yaml").write_text(text[: text.index("outcomes:")])
    assert main("run", "plain.yaml", "--runs", 5, "--out", "out", "--json").returncode == 0
    done = main("report", "out", "--more")
    assert done.returncode == 0
    assert done.stderr == "--more asks what outcomes hang on, and the scenario names none: left out\n"


# ---------------------------------------------------------------- what cannot be reported

Change = Callable[[Path], None]


def told(change: Callable[[dict[str, Any]], object]) -> Change:
    """Write the manifest anew, changed."""

    def write(folder: Path) -> None:
        found = json.loads((folder / "manifest.json").read_text())
        change(found)
        (folder / "manifest.json").write_text(json.dumps(found))

    return write


def record(change: Callable[[bytes], bytes]) -> Change:
    def write(folder: Path) -> None:
        path = folder / "record.arrow"
        path.write_bytes(change(path.read_bytes()))

    return write


DAMAGED = "manifest.json or record.arrow is damaged ("
BROKEN: dict[str, tuple[Change, str]] = {
    "no folder": (shutil.rmtree, "is no folder: name one that sim run wrote"),
    "no manifest": (lambda f: (f / "manifest.json").unlink(), "has no manifest.json written by sim run"),
    "half a manifest": (
        lambda f: (f / "manifest.json").write_text('{"made_by'),
        "has no manifest.json written by sim run",
    ),
    "no record": (lambda f: (f / "record.arrow").unlink(), "has no manifest.json and record.arrow"),
    "a folder as record": (
        lambda f: ((f / "record.arrow").unlink(), (f / "record.arrow").mkdir()),
        DAMAGED,
    ),
    "an empty record": (record(lambda data: b""), DAMAGED),
    "half a record": (record(lambda data: data[: len(data) // 2]), DAMAGED),
    "noise in the record": (record(lambda data: data[:-400] + bytes(300) + data[-100:]), DAMAGED),
    "other rules": (
        told(lambda t: t["versions"].update(rules="0123")),
        "was made by other rules (0123; here",
    ),
    "more runs than there are": (told(lambda t: t.update(runs_finished=10**9)), DAMAGED),
    "other runs": (told(lambda t: t.update(runs_finished=7)), DAMAGED),
    "a seed that is none": (told(lambda t: t.update(seed=[])), DAMAGED),
    "no draws": (told(lambda t: t.update(draws=-5)), DAMAGED),
    "no path": (told(lambda t: t["scenario"].pop("path")), DAMAGED),
    "no texts": (told(lambda t: t["scenario"].update(files={})), DAMAGED),
    "a text that is none": (
        told(lambda t: t["scenario"].update(files=dict.fromkeys(t["scenario"]["files"], "id: 3"))),
        DAMAGED,
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_folders_are_told_in_a_line(main: Sim, folder: Path, name: str) -> None:
    change, said = BROKEN[name]
    change(folder)
    done = main("report", folder)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(str(folder))
    assert said in done.stderr
    assert not (folder / "report.html").exists()
    assert not list(folder.parent.rglob(".report*"))


def test_a_file_is_no_folder(main: Sim, folder: Path) -> None:
    done = main("report", folder / "summary.json")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "is no folder" in done.stderr


def test_a_study_is_told_apart(main: Sim, tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    told = dict.fromkeys(SAYS, "") | {"made_by": MADE_BY, "form": FORM}
    (tmp_path / "study" / NAME).write_text(json.dumps(told))
    done = main("report", "study")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "study is a study: sim sweep printed what it shows" in done.stderr


def test_nothing_else_is_overwritten(main: Sim, folder: Path) -> None:
    (folder / "report.html").write_text("my own page")
    done = main("report", folder)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "holds something else: name another file with --out" in done.stderr
    assert (folder / "report.html").read_text() == "my own page"
    assert main("report", folder, "--out", folder).returncode == 1
    assert main("report", folder, "--out", "none/page.html").returncode == 1


def test_a_command_line_without_a_folder(main: Sim) -> None:
    assert main("report").returncode == 2
