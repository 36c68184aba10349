"""A point is what `sim.simulate` says of it, whoever asks: Python, the EMA Workbench or Mesa's batch_run."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import warnings
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import mesa
import pytest

import sim
from sim.scenario.unknowns import Uncertainty
from sim.studies import bridges
from sim.studies.bridges import ARGUMENTS, Point, ends, evaluate, uncertainties
from sim.studies.form.measures import problem
from tests.cli.calling import BORDER, ROOT, environment

PAGE = (ROOT / "docs" / "bridges.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COUNTED = "extends: {border}\ncounts: {{hits: {{of: [northland>southland], from: 3, to: 20}}}}\n"
WAR = "border_war"
REACHED = ("northland>southland", "northland", "northern_side")
MESA_HAS_RNG = "rng" in inspect.signature(mesa.batch_run).parameters  # 3.5 has it, 3.3 has not


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The border crisis with something to count."""
    file = tmp_path / "counted.yaml"
    file.write_text(COUNTED.format(border=BORDER))
    return file


def batch(settings: dict[str, Any], **how: Any) -> list[dict[str, Any]]:
    """Mesa's rows, in order, without its progress bar."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # 3.5 has other words for `iterations`
        rows = mesa.batch_run(Point, settings, display_progress=False, **how)
    return sorted(rows, key=lambda row: row["RunId"])


# ---------------------------------------------------------------- a point


@pytest.mark.parametrize("errors", [True, False])
def test_a_point_is_what_the_summary_says_to_the_last_bit(path: Path, errors: bool) -> None:
    told = sim.simulate(
        sim.load(path), runs=60, seed=5, draws=7, errors=errors, parameters={"resolve": 0.7}
    ).summary()
    expected = {
        WAR: told["outcomes"][WAR]["p"],
        f"outcome.{WAR}": told["outcomes"][WAR]["p"],
        "event.truce": told["events"]["truce"]["p"],
        "count.hits": told["counts"]["hits"]["mean"],
        "incidents.northland>southland": told["incidents"]["northland>southland"]["mean"],
        "severe.northland>southland": told["incidents"]["northland>southland"]["severe_mean"],
        **{f"reach.{name}.limited_strikes": told["reach"][name]["limited_strikes"]["p"] for name in REACHED},
    }
    found = evaluate(path, runs=60, seed=5, draws=7, errors=errors, measures=expected, resolve=0.7)
    assert found == expected
    assert any(0 < chance < 1 for chance in found.values())


def test_every_outcome_and_count_is_told_where_none_is_named(path: Path) -> None:
    assert list(evaluate(path, runs=3)) == [WAR, "count.hits"]


def test_a_path_is_read_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = sim.load(path)
    first = evaluate(path, runs=3)
    path.unlink()
    monkeypatch.chdir(path.parent)
    assert first == evaluate(path.name, runs=3) == evaluate(scenario, runs=3)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"resolv": 0.5}, "no parameter is called resolv (did you mean resolve?)"),
        ({"resolve": 1.5}, "actors.northland.triggers.soil_struck.honoured"),
        ({"resolve": float("nan")}, "resolve must be a finite number"),
        ({"measures": ["border_wars", "event.war"]}, "no outcome is called 'border_wars'"),
        ({"measures": ["border_wars", "event.war"]}, "no event is called 'war'"),
        ({"measures": WAR}, "measures are a list of names"),
        ({"runs": 0}, "runs must be 1 or more, not 0"),
    ],
)
def test_a_mistake_is_told(path: Path, asked: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        evaluate(path, **asked)


def test_a_parameter_with_the_name_of_an_argument_is_refused(tmp_path: Path) -> None:
    taken = {*inspect.signature(evaluate).parameters, *inspect.signature(Point).parameters}
    assert taken - {"parameters", "settings"} == set(ARGUMENTS)
    file = tmp_path / "taken.yaml"
    file.write_text(f"extends: {BORDER}\nparameters: {{errors: {{value: 0.5}}}}\n")
    for ask in (evaluate, Point):
        with pytest.raises(ValueError, match="the parameter 'errors' has the name of an argument"):
            ask(file)


def test_a_part_of_a_point_is_no_point(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = replace(sim.simulate(sim.load(path), runs=3), interrupted=True)
    monkeypatch.setattr(bridges, "simulate", lambda *_, **__: part)
    with pytest.raises(KeyboardInterrupt):
        evaluate(path, runs=6)


# ---------------------------------------------------------------- the EMA Workbench


def ema() -> Any:
    """The Workbench, which warns of what else could be installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("ema_workbench")


def ema_model(path: Path, kind: str = "Model") -> Any:
    model = getattr(ema(), kind)("border", function=partial(evaluate, str(path), runs=20, measures=[WAR]))
    model.uncertainties = uncertainties(path)
    return model


def test_uncertain_parameters_become_factors(path: Path) -> None:
    ema()
    assert [(f.name, f.lower_bound, f.upper_bound) for f in uncertainties(path)] == [("resolve", 0.0, 1.0)]


def test_a_distribution_without_ends_is_cut_at_its_percentiles() -> None:
    assert ends(Uncertainty(triangular=(-1, 0, 2))) == (-1, 2)
    assert ends(Uncertainty(normal=(0, 1), truncate=(-3, 4))) == (-3, 4)
    assert ends(Uncertainty(normal=(0, 1))) == pytest.approx((-2.326348, 2.326348))
    low, high = ends(Uncertainty(lognormal=(0, 1)))
    assert (low, 1 / low) == pytest.approx((1 / high, 10.240474))


@pytest.mark.compiled_only  # each process would go without as well
def test_the_workbench_finds_what_a_point_is(path: Path) -> None:
    model = ema_model(path)
    model.outcomes = [ema().ScalarOutcome(WAR)]
    with ema().MultiprocessingEvaluator(model, n_processes=2) as evaluator:
        both = [evaluator.perform_experiments(scenarios=4), ema().perform_experiments(model, scenarios=4)]
    for experiments, outcomes in both:
        resolves = dict(zip(experiments["resolve"], outcomes[WAR], strict=True))
        assert len(resolves) == 4
        for resolve, chance in resolves.items():
            assert evaluate(path, runs=20, resolve=resolve)[WAR] == chance


def test_replications_of_the_workbench_take_a_seed(path: Path) -> None:
    model = ema_model(path, "ReplicatorModel")
    model.replications = [{"seed": 3}, {"seed": 4}]
    # the Workbench wants one kind of outcome a name, for as long as it is loaded
    model.outcomes = [ema().ArrayOutcome("replicates", variable_name=WAR)]
    experiments, outcomes = ema().perform_experiments(model, scenarios=1)
    resolve = float(experiments["resolve"].iloc[0])
    expected = [evaluate(path, runs=20, seed=seed, resolve=resolve)[WAR] for seed in (3, 4)]
    assert list(outcomes["replicates"][0]) == expected


# ---------------------------------------------------------------- Mesa


def test_a_model_has_one_step(path: Path) -> None:
    point = Point(path, seed=3, runs=10, resolve=0.5)
    point.step()
    assert not point.running
    told = point.datacollector.get_model_vars_dataframe()
    assert told.to_dict("records") == [{**evaluate(path, seed=3, runs=10, resolve=0.5), "seed": 3}]


def test_every_combination_is_a_row(path: Path) -> None:
    rows = batch({"scenario": str(path), "resolve": [0.1, 0.9], "seed": range(3), "runs": 10})
    assert [(row["resolve"], row["seed"]) for row in rows] == [(r, s) for r in (0.1, 0.9) for s in range(3)]
    for row in rows:
        found = evaluate(path, runs=10, seed=row["seed"], resolve=row["resolve"])
        assert {name: row[name] for name in found} == found


HITS: dict[str, Any] = {"measures": [["count.hits"]], "runs": 20}


def test_replicates_have_luck_of_their_own(path: Path) -> None:
    rows = batch({"scenario": path, "seed": [7, 8, 9], **HITS})
    assert len({row["count.hits"] for row in rows}) == 3
    assert rows == batch({"scenario": path, "seed": [7, 8, 9], **HITS})


def test_one_seed_gives_the_same_runs_however_often(path: Path) -> None:
    rows = batch({"scenario": path, "seed": 7, **HITS}, iterations=3)
    assert [row["iteration"] for row in rows] == [0, 1, 2]
    assert len({row["count.hits"] for row in rows}) == 1


def test_fresh_luck_comes_with_its_seed(path: Path) -> None:
    rows = batch({"scenario": path, **HITS}, iterations=3)
    assert len({row["seed"] for row in rows}) == 3
    for row in rows:
        again = evaluate(path, seed=row["seed"], runs=20, measures=["count.hits"])
        assert again == {"count.hits": row["count.hits"]}


@pytest.mark.skipif(not MESA_HAS_RNG, reason="this Mesa's batch_run takes no rng")
def test_batch_run_hands_out_seeds(path: Path) -> None:
    rows = batch({"scenario": path, **HITS}, rng=[7, 8, 9])
    expected = batch({"scenario": path, "seed": [7, 8, 9], **HITS})
    assert [(row["seed"], row["count.hits"]) for row in rows] == [
        (row["seed"], row["count.hits"]) for row in expected
    ]


def test_seed_and_rng_are_one_thing(path: Path) -> None:
    with pytest.raises(ValueError, match="give seed or rng, not both"):
        Point(path, rng=1, seed=1)
    assert Point(path, rng=4).seed_of_luck == 4


def test_no_measure_hides_a_column(tmp_path: Path) -> None:
    file = tmp_path / "hidden.yaml"
    file.write_text(f"extends: {BORDER}\noutcomes: {{resolve: rung(northland) >= threats}}\n")
    Point(file)
    with pytest.raises(ValueError, match=re.escape("ask for the measure outcome.resolve")):
        Point(file, resolve=0.5)
    Point(file, resolve=0.5, measures=["outcome.resolve"])


# ---------------------------------------------------------------- the page


def run(block: str, folder: Path) -> str:
    """What a block prints, run as a file of its own with the scenarios beside it."""
    (folder / "example.py").write_text(block)
    (folder / "scenarios").symlink_to(ROOT / "scenarios")
    command = [sys.executable, "-W", "ignore", "example.py"]
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.compiled_only
def test_the_page_finds_a_box(tmp_path: Path) -> None:
    ema()
    said = run(BLOCKS[0], tmp_path)
    assert "coverage" in said
    assert "hezbollah_resolve" in said


@pytest.mark.compiled_only
def test_the_page_compares_two_resolves(tmp_path: Path) -> None:
    low, high = [line.split() for line in run(BLOCKS[1], tmp_path).splitlines()[-2:]]
    assert (low[0], high[0]) == ("0.2", "0.8")
    assert 0 < float(low[1]) < float(high[1]) < 1
    assert float(low[2]) > 0


def test_the_names_on_the_page_exist() -> None:
    listed = PAGE[PAGE.index("`measures` asks for others") : PAGE.index("`draws` and `errors` are")]
    scenario = sim.load(ROOT / "scenarios" / "gaza_2023.yaml")
    names = re.findall(r"`([^`]+)`", listed)[1:]
    assert len(names) == 6
    assert [problem(name, scenario) for name in names] == [None] * 6
