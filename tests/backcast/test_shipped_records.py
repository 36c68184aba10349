"""The records that come with the scenarios: every row sourced, readable, and scored."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sim
from sim.studies.backcasting.record import load_record
from sim.studies.backcasting.whole import backcast
from tests.cli.calling import ROOT

RECORDS = {
    "gaza_to_13_november.csv": "gaza_2023.yaml",
    "cuba_1962.csv": "cuba_1962.yaml",
}
FOLDER = ROOT / "scenarios" / "records"


def test_each_record_has_its_scenario() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(RECORDS)


@pytest.mark.parametrize("name", RECORDS)
def test_every_row_names_claims_that_exist_or_the_public_record(name: str) -> None:
    scenario = sim.load(ROOT / "scenarios" / RECORDS[name])
    record = load_record(FOLDER / name, scenario)
    assert record.unread == []
    for row in record.rows:
        parts = [part.strip() for part in row.source.split(";")]
        assert parts != [""], row.line
        for part in parts:
            assert part == "public record" or part in scenario.claims, (row.line, part)
        if parts == ["public record"] and not row.note:
            assert re.search("own_soil", row.what), row.line


@pytest.mark.compiled_only
@pytest.mark.parametrize("name", RECORDS)
def test_it_is_scored_on_every_family_it_has(name: str) -> None:
    scenario = sim.load(Path(ROOT / "scenarios" / RECORDS[name]))
    found = backcast(scenario, load_record(FOLDER / name, scenario), runs=60, draws=12)
    assert found.score("came", "brier", "scenario") is not None
    assert found.score("rules", "log", "own_soil_only") is not None
    assert found.reliability.can_be_judged
    assert found.notes == [note for note in found.notes if note.startswith("Related rows")]
