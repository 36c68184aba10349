"""The library of scenarios: each is sound, says what it is for, and stands on the page as it says it."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import sim
from sim.analysis.comparing.pairing import came
from sim.analysis.intervals import lower_median
from sim.analysis.results import Ensemble
from sim.scenario.checks.everything import all_of
from sim.scenario.lints.everything import LINTS
from sim.scenario.loading import Examined, Scenario, examine
from sim.scenario.mistakes import Mistake
from sim.scenario.places import Item
from sim.scenario.reading import read

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "scenarios").glob("*.yaml"))
NAMES = [path.stem for path in FILES]
RUNS, SEED = 500, 1

# A child of gaza_2023, an outcome, and whether it makes that likelier or less likely.
WHAT_FOLLOWS = [
    ("no_ground_invasion", "ground_invasion", -1),
    ("no_ground_invasion", "northern_war", -1),
    ("red_line_bluff", "northern_war", -1),
    ("ceiling_removed", "northern_war", 1),
    ("tehran_struck", "iran_enters", 1),
    ("cap_disobeyed", "cap_breached", 1),
    ("room_without_hub", "cap_breached", 1),
    ("no_consensus", "iraqi_fire_on_israel", -1),
    ("truce_one_front", "truce_in_gaza", 1),
    ("truce_all_fronts", "us_strikes_in_iraq", -1),
    ("reading_al_monitor", "regional_war", 1),
    ("reading_al_monitor", "iran_enters", 1),
    ("reading_azizi", "northern_war", -1),
    ("reading_khamenei_haniyeh", "northern_war", -1),
    ("reading_al_bar", "us_enters", -1),
]


@pytest.fixture(autouse=True, scope="module")
def _each_file_is_read_once() -> Iterator[None]:
    """Most scenarios here extend one base and rest on one file of claims; to read these is most work."""
    once = cache(read)

    def again(text: str, name: str) -> tuple[Item, list[Mistake]]:
        """A root and a list of its own: keys are taken from the one, mistakes added to the other."""
        root, mistakes = once(text, name)
        return replace(root, value=dict(root.value)), list(mistakes)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.scenario.extends.read", again)
        patch.setattr("sim.scenario.claims.read", again)
        yield


@cache
def examined(name: str) -> Examined:
    """A scenario, read and checked once for all tests."""
    path = ROOT / "scenarios" / f"{name}.yaml"
    return examine(path.read_text(encoding="utf-8"), str(path))


def loaded(name: str) -> Scenario:
    return examined(name).scenario


@cache
def ensemble(name: str) -> Ensemble:
    return sim.simulate(loaded(name), runs=RUNS, seed=SEED)


def chance(name: str, outcome: str) -> float:
    return float((ensemble(name).outcomes[outcome] >= 0).mean())


@cache
def maker() -> ModuleType:
    """docs/library.py, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("library", ROOT / "docs" / "library.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.loaded = loaded  # type: ignore[attr-defined]
    return module


# ---------------------------------------------------------------- as files


@pytest.mark.parametrize("name", NAMES)
def test_it_is_sound_and_draws_no_warning(name: str) -> None:
    found = examined(name)  # raises where there is a mistake
    assert list(all_of(LINTS, found.subject, found.root, found.places)) == []


@pytest.mark.parametrize("name", NAMES)
def test_it_is_called_as_its_file(name: str) -> None:
    assert loaded(name).id == name


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_is_for(name: str) -> None:
    document = loaded(name).document
    assert document.about is not None
    assert document.about.question.endswith("?")
    assert document.about.answer in document.outcomes


def test_nobody_asks_another_ones_question() -> None:
    """What extends another inherits its `about`, and has to say its own."""
    for key in ("question", "rests_on", "assumes"):
        said = [getattr(loaded(name).document.about, key) for name in NAMES]
        assert len(set(said)) == len(said), key


# ---------------------------------------------------------------- the page


def test_the_page_has_a_section_for_every_scenario() -> None:
    page = maker().PAGE.read_text(encoding="utf-8")
    missing = [name for name in NAMES if f"\n## {name}\n" not in page]
    assert missing == [], "python docs/library.py"


def test_the_texts_of_the_page_are_up_to_date() -> None:
    made = maker()
    page = made.PAGE.read_text(encoding="utf-8")
    assert made.bare(page) == made.bare(made.page({}, [])), "python docs/library.py"


def test_every_section_has_its_result() -> None:
    page = maker().PAGE.read_text(encoding="utf-8")
    for name in NAMES:
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert "**Result.** " in section, name
        if maker().base_of(name):
            assert "under the same luck" in section or "does not ask this of" in section, name
    assert maker().FIGURE.exists()


# ---------------------------------------------------------------- what comes out


@pytest.mark.compiled_only
@pytest.mark.parametrize(("name", "outcome", "direction"), WHAT_FOLLOWS)
def test_what_it_changes_follows(name: str, outcome: str, direction: int) -> None:
    assert direction * (chance(name, outcome) - chance("gaza_2023", outcome)) > 0.01


@pytest.mark.compiled_only
@pytest.mark.parametrize("name", sorted({name for name, _, _ in WHAT_FOLLOWS}))
def test_it_moves_the_answer_to_its_own_question(name: str) -> None:
    answer = loaded(name).document.about.answer  # type: ignore[union-attr]
    assert (came(ensemble(name), answer) != came(ensemble("gaza_2023"), answer)).mean() > 0.01


@pytest.mark.compiled_only
def test_waiting_puts_the_operation_off() -> None:
    days = [
        lower_median(ensemble(name).outcomes["ground_invasion"]) for name in ("invasion_delayed", "gaza_2023")
    ]
    assert days[0] > days[1]


@pytest.mark.compiled_only
def test_the_readings_part_where_their_documents_do() -> None:
    """Al-Monitor: all intervene (E95). Al-Bar: Iran never fights itself (E66)."""
    assert chance("reading_al_monitor", "iran_enters") > 0.3
    assert chance("reading_al_bar", "iran_enters") == 0.0
    assert chance("reading_khamenei_haniyeh", "northern_war") < 0.02
    assert chance("reading_azizi", "regional_war") < 0.05


@pytest.mark.compiled_only
@pytest.mark.parametrize("name", ["reading_azizi", "reading_khamenei_haniyeh", "reading_al_bar"])
def test_an_answer_to_dead_americans_stands_in_one_document_alone(name: str) -> None:
    """Al-Monitor: E90 and E109. In the other three it is switched off, and nobody minds it."""
    assert chance(name, "us_strikes_in_iraq") == 0.0
    assert chance("reading_al_monitor", "us_strikes_in_iraq") > 0.3


@pytest.mark.compiled_only
@pytest.mark.parametrize("name", ["two_neighbours", "patron_and_partner"])
def test_a_lesson_is_short_and_has_something_to_show(name: str) -> None:
    lines = (ROOT / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 80
    assert all(0.03 < chance(name, outcome) < 0.7 for outcome in ensemble(name).outcomes)
