"""sim replay: the chronicle of one run, held by a golden transcript, and its JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd
import pytest

import sim as package
from tests.cli.calling import BORDER, Sim

DATA = Path(__file__).parent / "data"
NEIGHBOURS = DATA / "two_neighbours.yaml"


def test_the_transcript(main: Sim) -> None:
    """SIM_WRITE_GOLDEN=1 writes it anew, to be read before it is kept."""
    done = main("replay", NEIGHBOURS, "--seed", 3, "--run", 4)
    assert done.returncode == 0
    assert done.stderr == ""
    golden = DATA / "replay.txt"
    if os.environ.get("SIM_WRITE_GOLDEN"):
        golden.write_text(done.stdout)
    assert done.stdout == golden.read_text()


def test_the_json_is_the_crisis(main: Sim) -> None:
    told = json.loads(main("replay", BORDER, "--seed", 7, "--run", 41, "--json").stdout)
    crisis = package.Crisis(package.load(BORDER), seed=7, run=41)
    crisis.run_model()
    assert set(told) == {"scenario", "seed", "run", "days", "parameters", "log", "happenings", "final"}
    assert (told["scenario"], told["seed"], told["run"], told["days"]) == ("border_crisis", 7, 41, 60)
    assert told["parameters"] == crisis.parameters
    assert told["final"] == {posture: crisis.intended(posture) for posture in crisis.postures}
    assert len(told["log"]) == len(crisis.log) > 0
    assert set(told["log"][0]) == {"day", "date", "posture", "from", "to", "cause", "trigger", "evidence"}
    assert told["log"][0]["date"] == f"2031-03-{told['log'][0]['day'] + 1:02d}"
    assert [what["what"] for what in told["happenings"]] == [what.what for what in crisis.happenings]


@pytest.mark.parametrize("words", [(), ("--no-errors",), ("--set", "resolve=1"), ("--draws", 3)])
def test_a_replayed_run_is_that_of_the_ensemble(main: Sim, words: tuple[object, ...]) -> None:
    run = ("run", BORDER, "--runs", 60, "--seed", 7, "--out", "there", *words)
    assert main(*run).returncode == 0
    row = pd.read_parquet("there/runs.parquet").iloc[41]
    told = json.loads(main("replay", BORDER, "--seed", 7, "--run", 41, "--json", *words).stdout)
    ladder = package.load(BORDER).plan.cast.rungs("northland")
    first: dict[str, int] = {}
    for move in told["log"]:
        below = ladder[: ladder.index(move["to"]) + 1]
        for rung in below:
            first.setdefault(f"reach.{move['posture']}.{rung}", move["day"])
    reached = {name: int(day) for name, day in row.items() if name.startswith("reach.") and day > 0}
    assert reached
    assert {name: first[name] for name in reached} == reached
    came = {what["what"]: what["day"] for what in told["happenings"] if what["kind"] == "event"}
    assert came == {name[6:]: day for name, day in row.items() if name.startswith("event.") and day >= 0}


def test_all_that_moved_is_told(main: Sim) -> None:
    text = main("replay", BORDER, "--seed", 7, "--run", 41).stdout
    log = json.loads(main("replay", BORDER, "--seed", 7, "--run", 41, "--json").stdout)["log"]
    assert text.count(" -> ") == len(log)


def test_no_errors_no_accident(main: Sim) -> None:
    assert "Accident" in main("replay", BORDER, "--seed", 7, "--run", 2222).stdout
    assert "Accident" not in main("replay", BORDER, "--seed", 7, "--run", 2222, "--no-errors").stdout


def test_the_short_story(main: Sim) -> None:
    done = main("replay", NEIGHBOURS, "--seed", 3, "--run", 4, "--brief")
    assert done.returncode == 0
    assert done.stderr == ""
    golden = DATA / "replay_brief.txt"
    if os.environ.get("SIM_WRITE_GOLDEN"):
        golden.write_text(done.stdout)
    assert done.stdout == golden.read_text()


def test_the_short_story_is_of_the_same_run(main: Sim) -> None:
    words = ("replay", BORDER, "--seed", 7, "--run", 2222)
    log = json.loads(main(*words, "--json").stdout)
    told = main(*words, "--brief").stdout
    crossed = [move for move in log["log"] if move["to"] == "ground_operation"]
    assert told.count("crosses a firebreak") == len(crossed)
    kept = [what for what in log["happenings"] if what["kind"] in ("honoured", "defied")]
    assert told.count("honoured by") == len(kept) > 0
    assert "Accident" not in told


def test_one_form_at_a_time(main: Sim) -> None:
    assert main("replay", BORDER, "--brief", "--json").returncode == 2
