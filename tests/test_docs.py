"""The pages keep their word: what they show runs, what they link to exists, what is made is up to date."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import sim
from sim.scenario.expression import FUNCTIONS
from sim.scenario.fields import Node
from sim.scenario.forms import fields
from sim.scenario.loading import check_file
from sim.scenario.meanings import MEANINGS, SHARED
from sim.scenario.reference import held_by, models, page, told_elsewhere
from sim.studies.form.loading import check_study

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LANGUAGE = (ROOT / "docs" / "scenario-language.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")


def blocks(text: str, language: str) -> list[tuple[str, str]]:
    """Every fenced block of a language: what stands beside its name, and its text."""
    return [(beside.strip(), body) for name, beside, body in BLOCK.findall(text) if name == language]


RIVER = blocks(README, "yaml")[0][1]


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """The README's scenario, saved as it asks."""
    path = tmp_path / "river.yaml"
    path.write_text(RIVER, encoding="utf-8")
    return path


def test_the_scenario_of_the_readme_draws_no_warning(river: Path) -> None:
    assert check_file(river) == ([], [])


def test_every_line_of_it_is_explained() -> None:
    table = README[README.index("| lines | say |") : README.index("`sim check river.yaml`")]
    spans = re.findall(r"^\| (\d+)(?:-(\d+))? \|", table, re.MULTILINE)
    told = [line for first, last in spans for line in range(int(first), int(last or first) + 1)]
    assert told == list(range(1, len(RIVER.splitlines()) + 1))


@pytest.mark.compiled_only
def test_the_python_of_the_readme_prints_what_it_says(river: Path) -> None:
    code, said = blocks(README, "python")[0][1], blocks(README, "text")[0][1]
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"]
    done = subprocess.run(command, cwd=river.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == said


STUDIES = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")


@pytest.mark.compiled_only
@pytest.mark.parametrize("page", [README, STUDIES], ids=["README", "studies"])
def test_the_study_of_a_page_runs_and_is_read_as_it_says(river: Path, page: str) -> None:
    study = next(body for _, body in blocks(page, "yaml") if "\nscenario: river.yaml\n" in body)
    code = next(body for _, body in blocks(page, "python") if "sim.open_study(" in body)
    river.with_name("study.yaml").write_text(study, encoding="utf-8")
    assert check_study(river.with_name("study.yaml")) == ([], [])
    for words in (["-m", "sim.cli", "sweep", "study.yaml"], ["-c", code]):
        done = subprocess.run(
            [sys.executable, *words],
            cwd=river.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


ANALYSIS = (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8")


@pytest.mark.compiled_only
def test_the_python_of_the_page_on_answers_runs(river: Path) -> None:
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"]
    command[-1] += blocks(ANALYSIS, "python")[0][1]
    done = subprocess.run(command, cwd=river.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "River war" in done.stdout
    assert river.with_name("pathways.png").exists()


def test_what_the_page_on_answers_names_is_there() -> None:
    """Functions by module below sim.analysis, or in full; figures by module."""
    rows = [line.split(" | ") for line in ANALYSIS.splitlines() if line.startswith("| ") and "`" in line]
    for _, functions, figures, *_ in rows:
        for name in re.findall(r"`([\w.]+\.\w+)`", functions):
            full = name if name.startswith("sim.") else f"sim.analysis.{name}"
            module, _, function = full.rpartition(".")
            assert is_module(full) or hasattr(import_module(module), function), name
        for name in re.findall(r"`(\w+)`", figures):
            assert hasattr(import_module(f"sim.figures.{name}"), "draw"), name


def is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


RECIPES = [(beside, body) for beside, body in blocks(LANGUAGE, "yaml") if beside != "fragment"]


@pytest.mark.parametrize("recipe", RECIPES, ids=[str(k) for k in range(len(RECIPES))])
def test_a_recipe_is_sound_and_runs(river: Path, recipe: tuple[str, str]) -> None:
    beside, body = recipe
    path = river.with_name("recipe.yaml")
    path.write_text(("extends: river.yaml\n" if beside == "recipe" else "") + body, encoding="utf-8")
    assert check_file(path) == ([], [])
    sim.simulate(sim.load(path), runs=2)


def test_the_page_on_the_language_is_what_its_maker_prints() -> None:
    assert page() == LANGUAGE, "python -m sim.scenario.reference > docs/scenario-language.md"


def test_every_key_has_its_meaning_and_no_other() -> None:
    shared = set(fields(Node))
    assert set(SHARED) == shared
    assert {model.__name__ for model in models()} == set(MEANINGS)
    for model in models():
        base = told_elsewhere(model)
        elsewhere = set(held_by(base)) if base else set()
        # `Document` says for itself that its title is needed
        assert set(MEANINGS[model.__name__]) - {"title"} == set(held_by(model)) - shared - elsewhere, model


def test_every_function_of_conditions_is_explained() -> None:
    table = LANGUAGE[LANGUAGE.index("| written | means |") : LANGUAGE.index("### Who sees what")]
    assert set(re.findall(r"`(\w+)\(", table)) == set(FUNCTIONS)


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_links_lead_somewhere(path: Path) -> None:
    links = [a or b for a, b in LINK.findall(BLOCK.sub("", path.read_text(encoding="utf-8")))]
    for link in links:
        if link.startswith("http"):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), f"{path.name}: {link}"
        if anchor:
            assert anchor in anchors(target), f"{path.name}: {link}"


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as they are commonly made."""
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
