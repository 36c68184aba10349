"""Every mistake an author can make in the example scenario, with its line, column and words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from sim.scenario.loading import load_text
from sim.scenario.mistakes import ScenarioError

DATA = Path(__file__).parents[1] / "data"
EXAMPLE = (DATA / "border_crisis.yaml").read_text()

CASES = YAML(typ="safe", pure=True).load(DATA / "mistakes.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["by"][:40])
def test_a_mistake_is_told_at_its_place(case: dict[str, Any]) -> None:
    assert case["replace"] in EXAMPLE
    with pytest.raises(ScenarioError) as caught:
        load_text(EXAMPLE.replace(case["replace"], case["by"], 1), "f.yaml")
    assert [str(mistake).removeprefix("f.yaml:") for mistake in caught.value.mistakes] == case["told"]


def test_all_mistakes_are_told_at_once_down_the_file() -> None:
    wrong = (
        EXAMPLE.replace("0.005", "5")
        .replace("soil: northland", "soil: southlan")
        .replace("rate: 0.05", "rat: 1")
    )
    with pytest.raises(ScenarioError) as caught:
        load_text(wrong, "f.yaml")
    assert [mistake.line for mistake in caught.value.mistakes] == [11, 16, 54]


def test_str_is_one_line_a_mistake() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text("schema: 2\n", "f.yaml")
    lines = str(caught.value).splitlines()
    assert len(lines) == len(caught.value.mistakes)
    assert all(line.startswith("f.yaml:1:") for line in lines)


def test_no_word_of_pydantic_reaches_an_author() -> None:
    jargon = ("Input should", "pydantic", "http", "function-", "valid dictionary", "type=")
    for case in CASES:
        with pytest.raises(ScenarioError) as caught:
            load_text(EXAMPLE.replace(case["replace"], case["by"], 1), "f.yaml")
        assert not any(word in str(caught.value) for word in jargon)
