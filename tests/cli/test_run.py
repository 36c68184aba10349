"""sim run: what is printed, the JSON of the contract, and the folder."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import sim as package
from sim.analysis.words import CAVEAT
from sim.results.manifest import repeat
from sim.results.table import rows
from tests.cli.calling import BORDER, Sim

pytestmark = pytest.mark.compiled_only
RUNS = ("--runs", 300, "--seed", 7)

# The keys of design/contract.md, level by level; "*" stands for any name of the scenario.
CONTRACT = {
    "": "scenario scenario_sha256 version runs draws seed days elapsed_s runs_per_s outcomes miscalculation "
    "events triggers reach incidents counts proximate_causes",
    "outcomes.*": "p lo hi range median_day",
    "miscalculation.*": "with without made averted lo hi",
    "events.*": "p lo hi range median_day",
    "triggers.*.*": "met honoured",
    "reach.*.*": "p lo hi range median_day",
    "incidents.*": "mean sd q05 q50 q95 severe_mean fronts",
    "proximate_causes.*.*": "initiated retaliated misled committed allied ordered accidental",
}


def at(value: dict, path: str) -> list[dict]:
    """Everything that stands at a path, whatever the names."""
    found = [value]
    for step in filter(None, path.split(".")):
        found = [part for each in found for part in (each.values() if step == "*" else [each[step]])]
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One results folder, made in this process."""
    from sim.cli import main

    out = tmp_path_factory.mktemp("run") / "there"
    words = ["run", BORDER, *RUNS, "--draws", 20, "--out", out]
    assert main([str(word) for word in words]) == 0
    return out


def test_the_json_is_that_of_the_contract(main: Sim, tmp_path: Path) -> None:
    done = main("run", BORDER, *RUNS, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    for path, keys in CONTRACT.items():
        found = at(told, path)
        assert found, path
        assert all(set(each) == set(keys.split()) for each in found), path
    assert (told["runs"], told["seed"], told["draws"], told["days"]) == (300, 7, 200, 60)
    assert list(tmp_path.iterdir()) == []


def test_the_json_is_the_summary(main: Sim) -> None:
    told = json.loads(main("run", BORDER, *RUNS, "--json", "--set", "resolve=0.9").stdout)
    scenario = package.load(BORDER)
    same = package.simulate(scenario, 300, 7, twin=True, parameters={"resolve": 0.9}).summary()
    for key in set(told) - {"elapsed_s", "runs_per_s"}:
        assert told[key] == json.loads(json.dumps(same[key])), key


def test_json_with_out_writes_the_folder_too(main: Sim, tmp_path: Path) -> None:
    done = main("run", BORDER, *RUNS, "--json", "--out", "here")
    assert json.loads((tmp_path / "here" / "summary.json").read_text()) == json.loads(done.stdout)


@pytest.mark.parametrize("option", ["--no-errors", "--no-twin"])
def test_no_twin_no_miscalculation(main: Sim, option: str) -> None:
    told = json.loads(main("run", BORDER, *RUNS, "--json", option).stdout)
    assert "miscalculation" not in told
    causes = [row for rungs in told["proximate_causes"].values() for row in rungs.values()]
    assert any(row["accidental"] for row in causes) == (option == "--no-twin")


def test_what_is_printed(main: Sim, tmp_path: Path) -> None:
    done = main("run", BORDER, *RUNS)
    out = tmp_path / "results" / "border_crisis-7"
    assert done.returncode == 0
    assert done.stderr == ""
    head = done.stdout.split("Outcomes:")[1].splitlines()[1].split()
    assert head[:3] == ["outcome", "range*", "chance"], "what is not known comes first"
    assert CAVEAT in done.stdout
    assert str(Path("results") / "border_crisis-7" / "runs.parquet") in done.stdout
    assert (out / "summary.txt").read_text() == done.stdout.split("\nWritten\n")[0]


def test_what_never_came_is_told_by_its_bound(main: Sim) -> None:
    told = main("run", BORDER, "--runs", 100, "--set", "resolve=0").stdout
    line = next(line for line in told.splitlines() if line.startswith("  border_war"))
    assert "< 3.7%" in line


def test_the_errors_are_never_told_by_one_split_alone(main: Sim) -> None:
    both, neither = main("run", BORDER, *RUNS).stdout, main("run", BORDER, *RUNS, "--no-twin").stdout
    assert "proximate cause" in both
    assert "same luck" in both
    assert "proximate cause" not in neither


def test_the_run_to_read_is_one_in_which_it_came(main: Sim) -> None:
    told = main("run", BORDER, "--runs", 2000, "--seed", 7).stdout
    command = shlex.split(told.split("To read a run in which border_war came:")[1].splitlines()[1])
    assert command[:2] == ["sim", "replay"]
    replayed = json.loads(main(*command[1:], "--json").stdout)
    assert "border_war" in [what["what"] for what in replayed["happenings"]]


def test_the_same_bits_come_again_from_the_manifest(folder: Path) -> None:
    kept = pq.read_table(folder / "runs.parquet")
    again = rows(repeat(folder), 0, 0, 300)
    assert kept.num_rows == 300
    assert again.equals(kept)


def test_the_command_of_the_manifest_repeats_it(folder: Path, main: Sim, tmp_path: Path) -> None:
    command = shlex.split(json.loads((folder / "manifest.json").read_text())["command"])
    command[command.index("--out") + 1] = str(tmp_path / "again")
    assert main(*command[1:]).returncode == 0
    assert (tmp_path / "again" / "runs.parquet").read_bytes() == (folder / "runs.parquet").read_bytes()


def test_the_table_tells_the_runs(folder: Path) -> None:
    table = pq.read_table(folder / "runs.parquet").to_pandas()
    told = json.loads((folder / "summary.json").read_text())
    assert list(table["run"]) == list(range(300))
    assert list(table["draw"]) == [run % 20 for run in range(300)]
    for name, row in told["outcomes"].items():
        assert table[f"outcome.{name}"].notna().mean() == row["p"]
        assert table[f"without_errors.{name}"].notna().mean() == told["miscalculation"][name]["without"]
    for posture in ("northland>southland", "hill_militia>southland"):
        for rung, row in told["reach"][posture].items():
            assert table[f"reach.{posture}.{rung}"].notna().mean() == row["p"]
    assert (
        table["incidents.hill_militia>southland"].mean()
        == told["incidents"]["hill_militia>southland"]["mean"]
    )


def test_a_stretch_of_runs_is_part_of_the_whole(folder: Path, main: Sim, tmp_path: Path) -> None:
    words = ("run", BORDER, "--runs", 50, "--first", 110, "--seed", 7, "--draws", 20, "--out", "part")
    assert main(*words).returncode == 0
    whole = pq.read_table(folder / "runs.parquet").slice(110, 50).combine_chunks()
    assert pq.read_table(tmp_path / "part" / "runs.parquet").equals(whole)


def test_figures_are_there(folder: Path) -> None:
    assert all((folder / name).stat().st_size > 10_000 for name in ("firebreaks.png", "reach.png"))
