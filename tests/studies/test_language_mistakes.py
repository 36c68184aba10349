"""Every mistake an author of studies can make, with its file, line, column and words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from sim.scenario.mistakes import ScenarioError
from sim.studies.checking import kinds
from sim.studies.form.loading import check_study, load_study
from tests.studies.conftest import DATA, HEAD

EXAMPLE = (DATA / "border_study.yaml").read_text()
CASES = YAML(typ="safe", pure=True).load(DATA / "study_mistakes.yaml")


def text_of(case: dict[str, Any]) -> str:
    if "rest" in case:
        return EXAMPLE[: EXAMPLE.index("variants:")] + str(case["rest"])
    assert case["replace"] in EXAMPLE
    return EXAMPLE.replace(case["replace"], case["by"], 1)


def written(case: dict[str, Any], folder: Path) -> None:
    for name, text in {"f.yaml": text_of(case), **case.get("files", {})}.items():
        (folder / name).write_text(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.get("by", case.get("rest")))[:40])
def test_a_mistake_is_told_at_its_place(case: dict[str, Any], beside: Path) -> None:
    written(case, beside)
    mistakes, warnings = check_study("f.yaml")
    assert [str(mistake).removeprefix("f.yaml:") for mistake in mistakes] == case["told"]
    assert [str(warning).removeprefix("f.yaml:") for warning in warnings] == case.get("warned", [])


def test_the_example_is_sound(beside: Path) -> None:
    (beside / "f.yaml").write_text(EXAMPLE)
    assert check_study("f.yaml") == ([], [])


def test_no_word_of_pydantic_reaches_an_author(beside: Path) -> None:
    jargon = ("Input should", "pydantic", "http", "function-", "valid dictionary", "type=")
    for case in CASES:
        written(case, beside)
        told = "\n".join(map(str, check_study("f.yaml")[0]))
        assert not any(word in told for word in jargon)


def test_a_design_without_salib_names_what_to_install(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "find_spec", lambda name: None)
    (beside / "f.yaml").write_text(HEAD + "vary: uncertain\ndesign: {kind: saltelli, points: 32}\n")
    with pytest.raises(ScenarioError) as caught:
        load_study("f.yaml")
    assert str(caught.value) == (
        "f.yaml:6:9: design: a Saltelli design is drawn by SALib, which is not installed:"
        " pip install 'escalation-ladder[studies]'"
    )


def test_limits_on_variants_and_factors(beside: Path) -> None:
    variants = ", ".join(f"v{n}: {{}}" for n in range(51))
    factors = ", ".join(f"f{n}: {{values: [1]}}" for n in range(201))
    (beside / "f.yaml").write_text(HEAD + f"variants: {{{variants}}}\nvary: {{{factors}}}\n")
    told = [str(mistake) for mistake in check_study("f.yaml")[0]]
    assert told[:2] == [
        "f.yaml:5:1: variants: 51 variants: the limit is 50",
        "f.yaml:6:1: vary: 201 factors: the limit is 200",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "f.yaml:1:1: the file is empty"),
        ("- a", "f.yaml:1:1: a study is a map of keys and values, not a list"),
        ("scenario: [", "f.yaml:1:12: this is not YAML"),
    ],
)
def test_what_is_no_study_at_all(beside: Path, text: str, told: str) -> None:
    (beside / "f.yaml").write_text(text)
    assert str(check_study("f.yaml")[0][0]).startswith(told)


def test_a_study_that_is_not_there() -> None:
    assert str(check_study("nowhere.yaml")[0][0]) == "nowhere.yaml:1:1: there is no file nowhere.yaml"
