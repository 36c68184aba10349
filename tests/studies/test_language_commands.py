"""Studies on the command line: sim check, and the word to whoever takes a study for a scenario."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.cli import main
from tests.studies.conftest import HEAD

Told = pytest.CaptureFixture[str]


def test_check_takes_scenarios_and_studies(beside: Path, capsys: Told) -> None:
    (beside / "good.yaml").write_text(HEAD)
    (beside / "bad.yaml").write_text(HEAD + "vary: {resolv: {values: [1]}}\n")
    assert main(["check", "good.yaml"]) == 0
    assert main(["check", "border_crisis.yaml", "good.yaml", "bad.yaml"]) == 1
    told = capsys.readouterr().out
    assert "bad.yaml:5:8: vary.resolv: no parameter is called 'resolv' (did you mean resolve?)\n" in told
    assert "good.yaml" not in told


def test_a_warning_is_a_mistake_with_strict(beside: Path, capsys: Told) -> None:
    (beside / "f.yaml").write_text(HEAD + "variants: {a: {}, b: {}}\n")
    assert main(["check", "f.yaml"]) == 0
    assert (
        capsys.readouterr().out == "f.yaml:5:19: warning: variants.b: this is the same as the variant 'a'\n"
    )
    assert main(["check", "--strict", "f.yaml"]) == 1
    assert capsys.readouterr().out == "f.yaml:5:19: variants.b: this is the same as the variant 'a'\n"


def test_the_schema_of_studies_is_json(capsys: Told) -> None:
    assert main(["check", "--study-schema"]) == 0
    assert "vary" in json.loads(capsys.readouterr().out)["properties"]


@pytest.mark.parametrize(
    "words", [["check"], ["check", "--schema", "--study-schema"], ["check", "--study-schema", "f"]]
)
def test_check_takes_files_or_one_schema(words: list[str], capsys: Told) -> None:
    with pytest.raises(SystemExit):
        main(words)
    assert "or --study-schema alone" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "replay", "evidence"])
def test_a_study_is_no_scenario(command: str, beside: Path, capsys: Told) -> None:
    (beside / "f.yaml").write_text(HEAD)
    assert main([command, "f.yaml"]) == 1
    assert capsys.readouterr().err == "f.yaml is a study, which is run with: sim sweep f.yaml\n"


def test_a_scenario_is_no_study(beside: Path, capsys: Told) -> None:
    assert main(["sweep", "border_crisis.yaml"]) == 1
    assert capsys.readouterr().err == (
        "border_crisis.yaml is a scenario, which is run with: sim run border_crisis.yaml\n"
    )
