"""A sound study as those who run it see it: variants, factors, settings, files, and what it means."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import sim
from sim.results.sources import unpack
from sim.scenario.kinds import kind_of
from sim.scenario.schema import Document
from sim.studies.form.json_schema import study_schema
from sim.studies.form.loading import load_study
from sim.studies.form.schema import KINDS, StudyDocument
from sim.studies.form.study import Study
from tests.studies.conftest import DATA, HEAD, Write

CREDIBILITY = "actors.northland.triggers.soil_struck.declared.credibility"
CEILING = "actors.southland.postures.hill_militia.ceiling"


def document(study: Study, point: int = 0, variant: int = 0) -> Document:
    return study.setting(point, variant).scenario.document


def test_the_first_variant_is_the_scenario_as_written(small: Write) -> None:
    study = small("")
    assert (study.id, study.title, study.question, study.size) == ("small", "A small study", None, 1)
    assert study.names == ["as_written"]
    setting = study.setting(0, 0)
    assert setting.scenario.sha256 == sim.load("border_crisis.yaml").sha256
    assert (setting.fixed, setting.errors) == ({}, True)
    assert [measure.name for measure in study.measures] == ["outcome.border_war"]
    assert study.stopping_measure == ""


def test_variants_fix_override_and_leave_out_errors(small: Write) -> None:
    study = small(
        "variants:\n  as_written: {}\n  calm: {title: Nobody errs, errors: false, set: {resolve: 0}}\n"
        "  early: {override: {events: {truce: {rate: 0.2, lasts: null}}}}\n"
    )
    calm, early = study.setting(0, 1), study.setting(0, 2)
    assert (calm.fixed, calm.errors, study.variants[1].title) == ({"resolve": 0.0}, False, "Nobody errs")
    assert calm.scenario is study.setting(0, 0).scenario
    assert early.scenario.document.events["truce"].rate == 0.2
    assert early.scenario.document.events["truce"].lasts is None
    assert early.scenario.sha256 != calm.scenario.sha256


def test_an_override_makes_what_a_file_that_extends_the_base_would_make(small: Write, beside: Path) -> None:
    body = "{actors: {northland: {triggers: [{id: soil_struck, delay: 3}]}}, rooms: null, title: Other}"
    study = small(f"variants: {{other: {{override: {body}}}}}\n")
    (beside / "other.yaml").write_text(
        "extends: border_crisis.yaml\n"
        "actors: {northland: {triggers: [{id: soil_struck, delay: 3}]}}\nrooms: null\ntitle: Other\n"
    )
    assert document(study) == sim.load("other.yaml").document


def test_another_file_can_take_the_place_of_the_base(small: Write) -> None:
    other = "extends: border_crisis.yaml\nclock: {days: 10}\n"
    study = small("variants: {long: {}, short: {scenario: other.yaml}}\n", {"other.yaml": other})
    assert [study.setting(0, k).scenario.days for k in (0, 1)] == [60, 10]
    assert study.variants[1].scenario.sha256 == sim.load("other.yaml").sha256
    assert set(study.files) == {"f.yaml", "border_crisis.yaml", "other.yaml"}


def test_a_number_by_path_becomes_a_parameter_of_every_variant(small: Write) -> None:
    study = small(
        f"variants: {{a: {{}}, b: {{override: {{title: B}}}}}}\n"
        f"vary:\n  belief: {{path: {CREDIBILITY}, values: [0.25, 0.75]}}\n  resolve: {{values: [0, 1]}}\n"
    )
    assert [study.setting(point, 0).fixed for point in range(4)] == [
        {"belief": belief, "resolve": resolve} for belief in (0.25, 0.75) for resolve in (0.0, 1.0)
    ]
    for variant in (0, 1):
        made = document(study, 0, variant)
        declared = made.actors["northland"].triggers[0].declared
        assert declared is not None
        assert declared.credibility == "belief"
        assert made.parameters["belief"].value == 0.6
    assert study.setting(0, 1).scenario is study.setting(3, 1).scenario


def test_the_engine_gets_the_values_by_path(small: Write) -> None:
    study = small(f"vary: {{belief: {{path: {CREDIBILITY}, values: [0.25, 0.6]}}}}\n")
    setting = study.setting(1, 0)
    here = sim.simulate(setting.scenario, 50, 3, parameters=setting.fixed)
    there = sim.simulate(sim.load("border_crisis.yaml"), 50, 3)
    assert (here.outcomes["border_war"] == there.outcomes["border_war"]).all()
    assert (here.record.incidents == there.record.incidents).all()


def test_a_parameter_by_path_keeps_its_value_and_unit(small: Write) -> None:
    other = "extends: border_crisis.yaml\nparameters: {resolve: {unit: share}}\n"
    honoured = "actors.northland.triggers.soil_struck.honoured"
    study = small(
        f"variants: {{a: {{scenario: other.yaml}}}}\nvary: {{own: {{path: {honoured}, values: [0, 1]}}}}\n",
        {"other.yaml": other},
    )
    assert (study.factors[0].unit, study.factors[0].central) == ("share", 0.4)
    assert document(study).parameters["own"].value == 0.4


def test_what_is_not_written_is_a_place_as_well(small: Write) -> None:
    study = small("vary: {pause: {path: actors.southland.postures.northland.dwell, values: [1, 5]}}\n")
    assert document(study).actors["southland"].postures["northland"].dwell == "pause"
    study = small("vary: {alarm: {path: miscalculation.false_alarm, values: [0, 0.1]}}\n")
    assert document(study).miscalculation.false_alarm == "alarm"
    assert document(study).miscalculation.accident.up == 0.01


def test_rungs_dates_and_truths_by_path_make_a_scenario_for_each_combination(small: Write) -> None:
    study = small(
        f"vary:\n  top: {{path: {CEILING}, values: [harassment, limited_strikes]}}\n"
        "  start: {path: clock.start, values: [2031-03-01, 2031-04-01]}\n"
        "  brake: {path: ladders.common.ground_operation.firebreak, values: [true, false]}\n"
    )
    assert [factor.numeric for factor in study.factors] == [False] * 3
    assert study.points["start"][:3] == (dt.date(2031, 3, 1), dt.date(2031, 3, 1), dt.date(2031, 4, 1))
    seen = set()
    for point in range(study.size):
        made = document(study, point)
        seen.add(
            (
                made.actors["southland"].postures["hill_militia"].ceiling,
                made.clock.start,
                made.ladders["common"][-1].firebreak,
            )
        )
    assert len(seen) == study.size == 8
    assert len({study.setting(point, 0).scenario.sha256 for point in range(8)}) == 8
    assert study.setting(0, 0).scenario is study.setting(0, 0).scenario


def test_labels_that_do_not_go_together_fail_at_their_point_alone(small: Write) -> None:
    study = small(
        f"vary:\n  top: {{path: {CEILING}, values: [calm, limited_strikes]}}\n"
        "  floor: {path: actors.southland.postures.hill_militia.floor, values: [calm, harassment]}\n"
    )
    study.setting(0, 0), study.setting(2, 0), study.setting(3, 0)
    with pytest.raises(ValueError, match=r"floor.*above its ceiling|harassment"):
        study.setting(1, 0)


def test_numbers_that_do_not_go_together_fail_at_their_point_alone(small: Write) -> None:
    study = small(
        "vary:\n  up: {path: miscalculation.accident.up, values: [0.1, 0.6]}\n"
        "  down: {path: miscalculation.accident.down, values: [0.1, 0.6]}\n"
    )
    for point in range(3):
        study.setting(point, 0)
    with pytest.raises(ValueError, match=r"up and down can make 1\.2 together"):
        study.setting(3, 0)


def test_common_luck_is_one_seed_and_independent_luck_one_a_point(small: Write) -> None:
    vary = "vary: {resolve: {range: [0, 1], steps: 50}}\nseed: 7\n"
    assert {small(vary).seed_of(point) for point in range(50)} == {7}
    study = small(vary + "luck: independent\n")
    seeds = [study.seed_of(point) for point in range(50)]
    assert len(set(seeds)) == 50
    assert all(0 <= seed < 2**64 for seed in seeds)
    assert seeds[:2] == [15421250312677491157, 10770917148603522566]
    assert small(vary.replace("7", "8") + "luck: independent\n").seed_of(0) != seeds[0]


MEANT = f"""\
variants:
  a: {{}}
  b: {{set: {{resolve: 1}}}}
vary: {{belief: {{path: {CREDIBILITY}, range: [0, 1], steps: 3}}}}
runs: 100
stop: {{measure: border_war, width: 0.1, at_most: 400}}
"""


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("variants:\n", "# a comment\n\nvariants:\n"),
        ("a: {}", "a: {title: As written, note: none, assumed: nothing}"),
        ("range: [0, 1]", "range: [0.0, 1.0], title: Belief"),
        ("runs: 100", "question: Is it so?\nruns: 100\nluck: common\nmeasures: [border_war]"),
        ("{set: {resolve: 1}}", "{set: {resolve: 1.0}, errors: true}"),
    ],
)
def test_words_do_not_change_what_a_study_means(small: Write, said: str, instead: str) -> None:
    before = small(MEANT).meaning()
    assert json.loads(json.dumps(before)) == before
    assert small(MEANT.replace(said, instead)).meaning() == before


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("runs: 100", "runs: 101"),
        ("runs: 100", "runs: 100\nseed: 1"),
        ("runs: 100", "runs: 100\ndraws: 20"),
        ("runs: 100", "runs: 100\nluck: independent"),
        ("runs: 100", "runs: 100\nkeep_runs: true"),
        ("runs: 100", "runs: 100\nmeasures: [event.truce, border_war]"),
        ("steps: 3", "steps: 4"),
        ("range: [0, 1]", "range: [0, 0.9]"),
        (CREDIBILITY, "actors.northland.triggers.soil_struck.deterred"),
        ("a: {}", "a: {errors: false}"),
        ("a: {}", "a: {override: {events: {truce: {rate: 0.2}}}}"),
        ("a: {}", "c: {}"),
        ("resolve: 1", "resolve: 0.5"),
        ("width: 0.1", "width: 0.2"),
    ],
)
def test_anything_else_does(small: Write, said: str, instead: str) -> None:
    assert small(MEANT.replace(said, instead, 1)).meaning() != small(MEANT).meaning()


def test_another_scenario_or_table_is_another_meaning(small: Write, beside: Path) -> None:
    table = "vary: {}\ndesign: {kind: csv, file: p.csv}\n"
    before = small(table, {"p.csv": "resolve\n0.1\n0.2\n"}).meaning()
    assert small(table, {"p.csv": "resolve\n0.10\n\n 0.2 \n"}).meaning() == before
    assert small(table, {"p.csv": "resolve\n0.1\n0.3\n"}).meaning() != before
    text = (beside / "border_crisis.yaml").read_text()
    (beside / "border_crisis.yaml").write_text(text.replace("rate: 0.05", "rate: 0.06"))
    assert small(table, {"p.csv": "resolve\n0.1\n0.2\n"}).meaning() != before


def test_the_files_make_the_same_study_elsewhere(small: Write, tmp_path: Path) -> None:
    claims = "documents: []\nclaims: [{id: E1}]\n"
    other = "extends: border_crisis.yaml\nclaims: claims.yaml\nevidence: E1\n"
    files = {"other.yaml": other, "claims.yaml": claims, "p.csv": "resolve\n0.1\n0.2\n"}
    text = "variants: {a: {scenario: other.yaml}}\nevidence: E1\ndesign: {kind: csv, file: p.csv}\n"
    study = small(text, files)
    assert next(iter(study.files)) == "f.yaml"
    assert set(study.files) == {"f.yaml", "border_crisis.yaml", *files}
    (tmp_path / "elsewhere").mkdir()
    again = load_study(unpack(dict(study.files), tmp_path / "elsewhere"))
    assert again.meaning() == study.meaning()
    assert again.files == study.files


def test_a_study_survives_pickling(small: Write) -> None:
    top = f"top: {{path: {CEILING}, values: [harassment, limited_strikes]}}"
    study = small(f"vary: {{{top}, resolve: {{values: [0, 1]}}}}\n")
    study.setting(0, 0)
    again = pickle.loads(pickle.dumps(study))
    assert again.meaning() == study.meaning()
    assert again.setting(3, 0).fixed == {"resolve": 1.0}
    assert document(again, 3) == document(study, 3)


def test_several_threads_ask_at_once(small: Write) -> None:
    study = small(
        "variants: {a: {}, b: {set: {resolve: 1}}}\n"
        f"vary: {{top: {{path: {CEILING}, values: [calm, threats, harassment, limited_strikes]}}}}\n"
    )
    with ThreadPoolExecutor(8) as pool:
        asked = [(point, variant) for point in range(4) for variant in (0, 1)] * 10
        found = list(pool.map(lambda at: (at, study.setting(*at).scenario), asked))
    for (point, variant), scenario in found:
        assert scenario is study.setting(point, variant).scenario
        assert (
            scenario.document.actors["southland"].postures["hill_militia"].ceiling
            == study.points["top"][point]
        )


def test_what_is_a_study(beside: Path) -> None:
    def of(text: str) -> bool:
        (beside / "g.yaml").write_text(text)
        return kind_of("g.yaml") == "study"

    assert of(HEAD)
    assert of('{"schema": 1, "scenario": a.yaml}')
    assert of("scenario :\n")
    assert not of("# scenario: a\nactors: {}\n")
    assert not of("game: {scenario: 1}\n")
    assert not of("[scenario]")
    assert not of("scenario: [")
    assert not of("")
    assert kind_of("nowhere.yaml") is None
    assert kind_of(beside) is None
    assert kind_of("border_crisis.yaml") == "scenario"


def test_the_schema_knows_every_key_and_the_short_forms() -> None:
    schema = study_schema()
    assert set(schema["properties"]) == {
        field.alias or name for name, field in StudyDocument.model_fields.items()
    }
    assert schema["properties"]["design"]["anyOf"][1] == {"enum": list(KINDS)}
    assert schema["properties"]["measures"]["anyOf"][1] == {"type": "string"}
    assert set(schema["required"]) == {"schema", "id", "title", "scenario"}


def test_gaza_with_variants_and_everything_uncertain(tmp_path: Path) -> None:
    base = DATA.parents[1] / "scenarios" / "gaza_2023.yaml"
    variants = ", ".join(f"v{n}: {{override: {{title: Variant {n}}}}}" for n in range(4))
    (tmp_path / "g.yaml").write_text(
        f"schema: 1\nid: g\ntitle: G\nscenario: {base}\nvariants: {{as_written: {{}}, {variants}}}\n"
        "vary: uncertain\ndesign: {kind: latin_hypercube, points: 8}\n"
    )
    study = load_study(tmp_path / "g.yaml")
    known = study.variants[0].document.parameters
    assert [factor.name for factor in study.factors] == [n for n, p in known.items() if p.uncertainty]
    assert len({study.setting(0, variant).scenario.sha256 for variant in range(5)}) == 5
    assert study.setting(7, 4).fixed.keys() == {factor.name for factor in study.factors}
