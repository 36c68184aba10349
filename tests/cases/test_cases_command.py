"""`sim cases` and `sim check` on files of cases: what is printed, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cases import running
from sim.cli import main
from tests.cases.situations import ROOT, case, written

HOLDS = case(
    """
situation: {rungs: {north>south: strikes}, stays: north, kept: line, meters: {strength: 1}}
within: 6
must: rung(south, north) >= strikes
""",
    "holds",
)
FAILS = case(
    """
situation: {rungs: {north>south: threats}, stays: north}
within: 6
must: rung(south, north) >= war
bound: {line: [south], follow: all}
""",
    "fails",
    "C2",
)
Screen = pytest.CaptureFixture[str]
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def sim(capsys: Screen, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("COLUMNS", "100")

    def call(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def test_cases_that_hold(sim: Call, tmp_path: Path) -> None:
    path = written(tmp_path, f"runs: 5\ncases:\n{HOLDS}")
    status, out, _ = sim("cases", path)
    assert status == 0
    assert "  ok    holds: A case\n" in out
    assert out.endswith("1 case: all hold\n")


def test_a_claim_without_a_case_fails_where_it_shall_have_one(sim: Call, tmp_path: Path) -> None:
    path = written(tmp_path, f"covers: [threshold]\nruns: 5\ncases:\n{HOLDS}")
    status, out, _ = sim("cases", path)
    assert status == 1
    assert "threshold *       2            1  C2\n" in out
    assert "cap               1            0  1\n" in out
    assert out.endswith("1 case: all hold; without a case, and shall have one: C2\n")
    assert sim("cases", "--json", path)[0] == 1


def test_a_rule_that_cannot_bind_is_told_and_no_run_retold(sim: Call, tmp_path: Path) -> None:
    body = (
        "situation: {rungs: {north>south: strikes}, stays: north}\nwithin: 6\nbound: {line: [south, north]}"
    )
    status, out, _ = sim("cases", written(tmp_path, f"runs: 3\ncases:\n{case(body)}"))
    assert status == 1
    assert "bound: line of north: no such rule can bind north\n        the case says: x\n" in out


def test_a_case_that_fails_says_what_was_and_why(sim: Call, tmp_path: Path) -> None:
    path = written(tmp_path, f"runs: 5\ncases:\n{HOLDS}{FAILS}")
    status, out, _ = sim("cases", path)
    assert status == 1
    assert "  FAILS fails: A case\n        must: rung(south, north) >= war: in 0 of 5 runs\n" in out
    assert "          in run 0, on 2031-03-07 (day 6): south>north stands on threats (from calm on" in out
    assert "committed by plea" in out
    assert "not met: join, line, worn" in " ".join(out.split())
    assert "        bound: line of south: in 0 of 5 runs\n" in out
    assert "        bound: follow of militia: in 0 of 5 runs\n" in out
    assert "        the case says: x\n" in out
    assert out.endswith("2 cases: 1 not as it must be\n")


def test_as_data(sim: Call, tmp_path: Path) -> None:
    path = written(tmp_path, f"covers: [cap]\nruns: 5\ncases:\n{HOLDS}{FAILS}")
    status, out, _ = sim("cases", "--json", "--runs", 3, path)
    data = json.loads(out)
    assert status == 1
    assert [(each["id"], each["holds"]) for each in data["cases"]] == [("holds", True), ("fails", False)]
    assert data["cases"][0]["findings"] == [
        {
            "kind": "must",
            "words": "rung(south, north) >= strikes",
            "actor": None,
            "runs": 3,
            "came": 3,
            "holds": True,
        }
    ]
    (coverage,) = data["coverage"]
    assert coverage["mechanisms"][0] == {"mechanism": "cap", "asked": True, "covered": [], "missing": ["C3"]}


def test_several_files_are_counted_together(sim: Call, tmp_path: Path) -> None:
    first = written(tmp_path, f"covers: [threshold]\nruns: 2\ncases:\n{HOLDS}")
    other = case("within: 1\nmust: day() == 1", "other", "C2")
    second = tmp_path / "second.yaml"
    second.write_text(first.read_text().replace(HOLDS, other))
    status, out, _ = sim("cases", first, second)
    assert status == 0
    assert "small: 2 cases" in out
    assert "threshold *       2            2\n" in out


def test_mistakes_end_it_before_anything_is_run(sim: Call, tmp_path: Path) -> None:
    path = written(tmp_path, "cases:\n" + case("within: 3\nmust: rung(nord) >= 1"))
    status, out, err = sim("cases", path)
    assert (status, out) == (1, "")
    assert f"{path}:10:16: cases.one.must" in err


def test_other_files_are_sent_on(sim: Call, tmp_path: Path) -> None:
    path = written(tmp_path, f"runs: 2\ncases:\n{HOLDS}")
    for other, expected in (
        (path.parent / "small.yaml", "is a scenario, which is run with: sim run"),
        (
            ROOT / "tests" / "data" / "border_study.yaml",
            "is a study, which is run with: sim sweep",
        ),
        (path.parent / "missing.yaml", "there is no file"),
    ):
        status, out, err = sim("cases", other)
        assert (status, out) == (1, "")
        assert expected in err
    status, _, err = sim("cases", "--runs", 0, path)
    assert status == 1
    assert "--runs must be from 1 to 100000, not 0" in err


def test_check_takes_cases(sim: Call, tmp_path: Path) -> None:
    path = written(tmp_path, f"cases:\n{HOLDS}")
    assert sim("check", path)[0] == 0
    path.write_text(path.read_text().replace("north>south: strikes", "north>south: strike"))
    status, out, err = sim("check", path)
    assert status == 1
    assert "'strike' is not a rung of north (did you mean strikes?)" in out
    assert err == "1 file: 1 mistake\n"


def test_an_interrupted_case_is_no_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that are missing are not taken for runs in which nothing came."""
    path = written(tmp_path, f"runs: 2\ncases:\n{HOLDS}")
    run = running.run_batches
    monkeypatch.setattr(running, "run_batches", lambda *how, **more: (1, run(*how, **more)[1]))
    assert main(["cases", str(path)]) == 130
