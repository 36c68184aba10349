"""A scenario that says how it differs from another, and where each value then comes from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.scenario.loading import Scenario, load
from sim.scenario.mistakes import ScenarioError

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(DATA / "border_crisis.yaml", tmp_path / "base.yaml")
    return tmp_path


def variant(folder: Path, text: str, name: str = "variant.yaml") -> Scenario:
    (folder / name).write_text(text)
    return load(folder / name)


def told(folder: Path, text: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        variant(folder, text)
    return [str(mistake).replace(f"{folder}/", "") for mistake in caught.value.mistakes]


def test_maps_merge_and_the_rest_stays(folder: Path) -> None:
    scenario = variant(folder, "extends: base.yaml\nid: other\nclock: {days: 5}\n")
    assert (scenario.id, scenario.days, scenario.title) == ("other", 5, "A border crisis in two fronts")


def test_values_keep_the_place_they_came_from(folder: Path) -> None:
    scenario = variant(folder, "extends: base.yaml\nid: other\nclock: {days: 5}\n")
    assert scenario.places[("clock", "days")] == (str(folder / "variant.yaml"), 3, 15)
    assert scenario.places[("clock", "start")] == (str(folder / "base.yaml"), 4, 16)


def test_lists_of_items_merge_by_id(folder: Path) -> None:
    text = """
        extends: base.yaml
        actors:
          northland:
            triggers:
              - {id: late, when: day() > 9, then: {southland: {climb: 2}}}
              - {id: soil_struck, delay: 5}
        """
    triggers = variant(folder, text).document.actors["northland"].triggers
    assert [trigger.id for trigger in triggers] == ["soil_struck", "late"]
    assert (triggers[0].delay, triggers[0].honoured) == (5, "resolve")


def test_other_lists_are_replaced(folder: Path) -> None:
    text = "extends: base.yaml\nactors: {hill_militia: {groups: [rebels, raiders]}}\n"
    assert variant(folder, text).document.actors["hill_militia"].groups == ["rebels", "raiders"]


def test_a_ladder_is_replaced_whole_and_others_stay(folder: Path) -> None:
    text = """
        extends: base.yaml
        ladders:
          sea: [{id: calm}, {id: blockade}]
          common:
            - {id: calm}
            - {id: threats}
            - {id: harassment}
            - {id: limited_strikes}
            - {id: ground_operation}
        """
    ladders = variant(folder, text).document.ladders
    assert list(ladders) == ["common", "sea"]
    assert all(rung.incidents == 0 for rung in ladders["common"])


def test_null_deletes(folder: Path) -> None:
    text = "extends: base.yaml\nrooms: null\nactors: {hill_militia: {patron: ~}}\n"
    document = variant(folder, text).document
    assert document.rooms == {}
    assert document.actors["hill_militia"].patron is None


def test_null_that_deletes_nothing_is_a_slip(folder: Path) -> None:
    message = "null deletes a key, but there is no 'patro' to delete (did you mean patron?)"
    text = "extends: base.yaml\nactors: {hill_militia: {patro: ~}}\n"
    assert told(folder, text) == [f"variant.yaml:2:25: {message}"]


def test_chains_and_folders(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "middle.yaml").write_text("extends: ../base.yaml\nid: middle\nclock: {days: 7}\n")
    scenario = variant(folder, "extends: deep/middle.yaml\nid: last\n")
    assert (scenario.id, scenario.days) == ("last", 7)


def test_the_hash_covers_what_is_extended(folder: Path) -> None:
    text = "extends: base.yaml\nid: other\n"
    before = variant(folder, text).sha256
    base = folder / "base.yaml"
    assert variant(folder, text).sha256 == before
    base.write_text(base.read_text() + "\n")
    assert variant(folder, text).sha256 != before


def test_a_circle_is_told(folder: Path) -> None:
    (folder / "a.yaml").write_text("extends: variant.yaml\n")
    name = folder / "variant.yaml"
    assert told(folder, "extends: a.yaml\n") == [
        f"a.yaml:1:10: extends goes in a circle: {name} extends this file".replace(f"{folder}/", "")
    ]
    assert len(told(folder, "extends: variant.yaml\n")) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("extends: nowhere.yaml", "1:10: there is no file nowhere.yaml"),
        ("extends: .", "1:10: FOLDER is not a file"),
        ("extends: [base.yaml]", "1:10: extends takes the name of one file, such as: other.yaml"),
        ("extends: 5", "1:10: extends takes the name of one file, such as: other.yaml"),
    ],
)
def test_a_base_that_is_none(folder: Path, line: str, message: str) -> None:
    assert told(folder, line) == [f"variant.yaml:{message}".replace("FOLDER", str(folder))]


def test_mistakes_in_the_base_are_told_there_after_ours(folder: Path) -> None:
    base = folder / "base.yaml"
    base.write_text(base.read_text().replace("memory: 0.8", "memory: 8"))
    assert told(folder, "extends: base.yaml\nclock: {days: 0}\n") == [
        "variant.yaml:2:15: clock.days: expected a whole number from 1 to 3660, not 0",
        "base.yaml:18:56: dispositions.reciprocal.memory: expected a number from 0 to 1, not 8",
    ]
