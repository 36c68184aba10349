"""What a file is, by the keys at its top; and what each command says of a file that is for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import main
from sim.scenario.kinds import kind_of

SHIPPED = Path(__file__).parents[2] / "scenarios"
KINDS = {
    "": "scenario",
    "studies": "study",
    "cases": "cases",
    "calibrations": "calibration",
    "evidence": "claims",
}
COMMANDS = {"run": "scenario", "sweep": "study", "cases": "cases", "calibrate": "calibration"}


@pytest.mark.parametrize(("folder", "kind"), KINDS.items())
def test_every_shipped_file_is_what_its_folder_says(folder: str, kind: str) -> None:
    files = list((SHIPPED / folder).glob("*.yaml"))
    assert files
    assert {kind_of(path) for path in files} == {kind}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("folder", KINDS)
def test_a_file_for_another_command_is_told_so(
    command: str, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if KINDS[folder] == COMMANDS[command]:
        return
    path = min((SHIPPED / folder).glob("*.yaml"))
    assert main([command, str(path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{path} is a ")
    assert said.count("\n") == 1
    assert f": sim {'check' if KINDS[folder] == 'claims' else ''}" in said


def test_claims_are_checked_by_themselves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text("documents: [{id: note}]\nclaims: [{id: A1, document: nota, directness: sen}]\n")
    assert main(["check", str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{path}:2:29: no document is called 'nota' (did you mean note?)",
        f"{path}:2:47: directness: expected seen, said or reported, not 'sen' (did you mean seen?)",
    ]
    path.write_text("documents: [\n")
    assert main(["check", str(path)]) == 1
    assert "this is not YAML" in capsys.readouterr().out
