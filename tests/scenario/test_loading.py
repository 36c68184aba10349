"""A sound scenario as its users see it: values, places, claims, its hash, and its form for editors."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.scenario.json_schema import json_schema
from sim.scenario.loading import check_file, load, load_text
from sim.scenario.mistakes import ScenarioError

FILE = Path(__file__).parents[1] / "data" / "border_crisis.yaml"
EXAMPLE = FILE.read_text()


def test_the_example_loads() -> None:
    scenario = load(FILE)
    assert (scenario.id, scenario.title, scenario.days) == (
        "border_crisis",
        "A border crisis in two fronts",
        60,
    )
    assert scenario.parameters == {"resolve": 0.4}
    assert scenario.document.clock.start == dt.date(2031, 3, 1)
    assert scenario.text == EXAMPLE
    assert scenario.path == FILE
    assert scenario.claims == {}
    assert scenario.places[("actors", "hill_militia", "patron")] == (str(FILE), 34, 13)
    assert check_file(FILE)[0] == []


def test_a_text_is_the_same_scenario_as_its_file() -> None:
    assert load_text(EXAMPLE).sha256 == load(FILE).sha256
    assert load_text(EXAMPLE + "\n").sha256 != load(FILE).sha256


def test_a_parameter_without_a_value_has_its_median() -> None:
    scenario = load_text(
        EXAMPLE.replace("value: 0.4, uncertainty: {beta: [2, 3]}", "uncertainty: {beta: [2, 2]}")
    )
    assert scenario.parameters["resolve"] == pytest.approx(0.5)


CLAIMS = """\
documents:
  - {id: gazette, title: The Gazette}
claims:
  - {id: E01, quote: so it was, document: gazette}
  - {id: E02}
"""


def with_claims(folder: Path, claims: str, evidence: str) -> Path:
    (folder / "evidence").mkdir()
    (folder / "evidence" / "claims.yaml").write_text(claims)
    file = folder / "f.yaml"
    basis = f"claims: evidence/claims.yaml\nevidence: {evidence}\n"
    file.write_text(EXAMPLE.replace("schema: 1\n", f"schema: 1\n{basis}"))
    return file


def test_claims_are_read(tmp_path: Path) -> None:
    scenario = load(with_claims(tmp_path, CLAIMS, "[E01, E02]"))
    assert sorted(scenario.claims) == ["E01", "E02"]
    assert scenario.claims["E01"].fields["quote"] == "so it was"
    assert scenario.claims["E02"].place.line == 5
    assert scenario.documents["gazette"].fields["title"] == "The Gazette"


def test_claims_are_part_of_the_hash(tmp_path: Path) -> None:
    file = with_claims(tmp_path, CLAIMS, "E01")
    before = load(file).sha256
    (tmp_path / "evidence" / "claims.yaml").write_text(CLAIMS.replace("so it was", "so it is"))
    assert load(file).sha256 != before


@pytest.mark.parametrize(
    ("claims", "evidence", "told"),
    [
        (CLAIMS, "E03", "f.yaml:3:11: evidence.0: no claim is called 'E03' (did you mean E02?)"),
        (CLAIMS, "[E01, E3]", "f.yaml:3:17: evidence.1: no claim is called 'E3'"),
        (CLAIMS + "  - id: E01\n", "E01", "evidence/claims.yaml:6:5: two claims have the id 'E01'"),
        (
            CLAIMS + "  - E03\n",
            "E01",
            "evidence/claims.yaml:6:5: a claim is a map with an id, a text such as E1",
        ),
        (
            CLAIMS + "  - {id: E03, document: [x]}\n",
            "E01",
            "evidence/claims.yaml:6:25: no document is called a list",
        ),
        ("claims: 1\n", "E01", "evidence/claims.yaml:1:9: expected a list of claims, each with an id"),
        ("- a\n", "E01", "evidence/claims.yaml:1:1: a claims file is a map with a list of documents"),
        ("a: [\n", "E01", "evidence/claims.yaml:2:1: this is not YAML: expected the node content"),
    ],
)
def test_claims_that_are_none(tmp_path: Path, claims: str, evidence: str, told: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(with_claims(tmp_path, claims, evidence))
    assert len(caught.value.mistakes) == 1
    assert str(caught.value).replace(f"{tmp_path}/", "").startswith(told)


def test_without_a_claims_file_evidence_is_free() -> None:
    assert load_text(EXAMPLE.replace("schema: 1\n", "schema: 1\nevidence: a report\n")).claims == {}


def test_several_ladders() -> None:
    sea = EXAMPLE.replace("ladders:\n", "ladders:\n  sea: [{id: calm}, {id: threats}]\n")
    assert load_text(sea).document.ladders["sea"][1].id == "threats"
    with pytest.raises(ScenarioError) as caught:
        load_text(sea.replace("    title: Northland\n", "    title: Northland\n    ladder: sea\n"), "f.yaml")
    told = [str(mistake).split(": ", 2)[2] for mistake in caught.value.mistakes]
    assert "no rung of northland's ladder, sea, is called 'limited_strikes'" in told


def test_a_mistake_in_form_hides_no_other_and_makes_none() -> None:
    """A ladder that is wrong in form is not told again by everybody who stands on it."""
    wrong = EXAMPLE.replace("- {id: threats, menace: 0.5}", "- {idd: threats}").replace(
        "soil: northland", "soil: x"
    )
    with pytest.raises(ScenarioError) as caught:
        load_text(wrong, "f.yaml")
    assert [mistake.line for mistake in caught.value.mistakes] == [10, 10, 16]


def test_the_form_for_editors_knows_every_key_of_the_example() -> None:
    schema = json_schema()
    json.dumps(schema)
    example = YAML(typ="safe", pure=True).load(FILE)
    assert set(example) < set(schema["properties"])
    assert set(example["actors"]["northland"]) < set(schema["$defs"]["Actor"]["properties"])
    assert {"type": "number"} in schema["properties"]["parameters"]["additionalProperties"]["anyOf"]
    assert {"required": ["extends"]} in schema["anyOf"]
    assert {"type": "string"} in schema["$defs"]["CommonTrigger"]["properties"]["who"]["anyOf"]
