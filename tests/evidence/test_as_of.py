"""What could be known on a day: later documents, later days and later figures are refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sim.scenario.leaves import nodes
from sim.scenario.loading import load
from sim.scenario.mistakes import ScenarioError
from tests.cli.calling import BORDER, ROOT

CLAIMS = """
documents:
  - {id: early, published: 2031-02-01}
  - {id: late, published: 2031-04-01}
  - {id: undated, date: 2031-04}
claims:
  - {id: C1, document: early}
  - {id: C2, document: early, date: 2031-05-01}
  - {id: C3, document: late, date: 2031-01-01}
  - {id: C4, document: undated}
  - {id: C5, document: undated, date: 2031-01-01}
  - {id: C6, date: 2031-01-01}
"""


def mistakes(folder: Path, more: str, evidence: str = "") -> list[str]:
    """What is wrong with the example as of 1 March 2031, the day its clock begins."""
    (folder / "claims.yaml").write_text(CLAIMS)
    text = BORDER.read_text().replace(
        "schema: 1", f"schema: 1\nclaims: claims.yaml\nas_of: 2031-03-01\n{more}"
    )
    text = text.replace(
        "        honoured: resolve", f"        honoured: resolve\n        evidence: [{evidence}]"
    )
    path = folder / "s.yaml"
    path.write_text(text)
    try:
        load(path)
    except ScenarioError as error:
        return [each.message.split(": ", 1)[1] for each in error.mistakes]
    return []


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("C1, C6", []),
        ("C2", ["C2 is about a later day than 2031-03-01: 2031-05-01"]),
        ("C3", ["C3 was not to be read as of 2031-03-01: its document, late, is of 2031-04-01"]),
        (
            "C4",
            ["nobody can tell since when C4 was to be read: give its document, undated, a day (published)"],
        ),
        (
            "C5",
            ["nobody can tell since when C5 was to be read: give its document, undated, a day (published)"],
        ),
        ("C9", ["no claim is called 'C9'"]),
    ],
)
def test_claims_are_of_their_time(evidence: str, told: list[str], tmp_path: Path) -> None:
    assert mistakes(tmp_path, "", evidence) == told


def test_a_record_ends_by_the_day(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "observed: {until: 2031-03-01}") == []
    told = mistakes(tmp_path, "observed: {until: 2031-03-02}")
    assert told == ["what is on record as of 2031-03-01 ends then, not on 2031-03-02"]


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("to: 0, ", []),
        ("to: 2031-03-02, ", ["a figure up to 2031-03-02 was not counted as of 2031-03-01"]),
        ("to: 3, ", ["a figure up to 3 was not counted as of 2031-03-01"]),
        ("", ["a figure up to 2031-04-30 was not counted as of 2031-03-01"]),
    ],
)
def test_a_figure_was_counted_by_the_day(to: str, told: list[str], tmp_path: Path) -> None:
    count = f"counts: {{shots: {{of: northland>southland, from: 0, {to}recorded: 3}}}}"
    assert mistakes(tmp_path, count) == told


def test_evidence_without_a_file_of_claims_cannot_be_dated(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    text = BORDER.read_text().replace("schema: 1", "schema: 1\nas_of: 2031-03-01")
    path.write_text(
        text.replace("        honoured: resolve", "        honoured: resolve\n        evidence: [C1]")
    )
    with pytest.raises(ScenarioError, match="2:8: as_of: evidence is cited and no file of claims is named"):
        load(path)


@pytest.mark.parametrize("name", ["25_october", "13_november"])
def test_the_shipped_scenarios_cite_only_what_was_out(name: str) -> None:
    scenario = load(ROOT / "scenarios" / f"gaza_as_of_{name}.yaml")
    cited = {claim for _, node in nodes(scenario.document) for claim in node.evidence}
    documents = {scenario.claims[claim].fields["document"] for claim in cited}
    assert documents == {"al_bar_2023", "al_monitor_2023"}
    assert scenario.document.observed is not None
    assert scenario.document.observed.until == scenario.document.as_of
    later = [count for count in scenario.document.counts.values() if count.recorded is not None]
    assert all(isinstance(count.to, dt.date) and count.to <= scenario.document.as_of for count in later)
