"""Calibration files: what is read, and every mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.analysis.calibration.checks import Recorded
from sim.calibration.loading import check_calibration, load_calibration
from sim.scenario.kinds import kind_of
from sim.scenario.mistakes import ScenarioError
from tests.calibration.known import RECORD, written

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "scenarios" / "calibrations" / "gaza_to_13_november.yaml"


def told(folder: Path, old: str, new: str) -> str:
    """What is said of the record with something changed."""
    assert old in RECORD
    path = written(folder, RECORD.replace(old, new))
    return "\n".join(str(mistake) for mistake in check_calibration(path))


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    found = load_calibration(written(tmp_path))
    assert kind_of(tmp_path / "learnt.yaml") == "calibration"
    assert kind_of(tmp_path / "known.yaml") == "scenario"
    assert [(each.name, each.kind) for each in found.targets] == [
        ("strikes", "counts"),
        ("flood", "first_days"),
    ]
    assert found.uncertain == ("chance", "idle", "rate")
    assert found.watched.days == 10
    assert set(found.watched.document.outcomes) == {"flood"}
    assert set(found.scenario.document.outcomes) == {"flooded"}
    assert [Path(name).name for name in found.files] == ["learnt.yaml", "known.yaml"]


def test_the_shipped_file_is_sound_and_stops_at_its_day() -> None:
    found = load_calibration(SHIPPED)
    assert found.watched.days == 37
    assert len(found.uncertain) == 38
    recorded = {each.name: each.recorded for each in found.targets}
    iraq, syria = recorded["attacks_in_iraq"], recorded["attacks_in_syria"]
    assert (iraq.low or 0) + (syria.low or 0) == 52
    assert recorded["ground_operation_begins"] == Recorded(20, 21)
    assert recorded["hezbollah_beyond_the_border"] == Recorded(38, None)
    assert {each.name for each in found.targets if not each.fitted} == {
        "attacks_to_24_october",
        "attacks_to_30_october",
        "attacks_to_6_november",
    }
    assert found.scenario.document.parameters["attack_tempo"].uncertainty != (
        found.base.document.parameters["attack_tempo"].uncertainty
    )


COUNT = "strikes: {of: north>south, recorded: 20}"
DAY = "flood: {when: happened(flood), recorded: 2031-03-04}"
MISTAKES = [
    (COUNT, COUNT.replace("20", "many"), "learnt.yaml:12:49: targets.counts.strikes.recorded: expected"),
    ("of: north>south", "of: north>sud", "learnt.yaml:12:26: counts.strikes.of"),
    (
        "happened(flood)",
        "happened(floods)",
        "outcomes.flood.when: floods is not an event (did you mean flood?)",
    ),
    (", recorded: 20}", "}", "learnt.yaml:12:12: targets.counts.strikes: the key 'recorded' is missing"),
    (
        "until: 2031-03-11",
        "until: 2031-03-12",
        "learnt.yaml:6:8: until: 2031-03-12 is not after 2031-03-01 and by",
    ),
    ("until: 2031-03-11", "until: 2031-03-03", "2031-03-04 is after the last day of the record (until)"),
    (COUNT, "strikes: {of: north>south, from: 9, to: 8, recorded: 2}", "begins, 9, after it ends, 8"),
    (COUNT, "strikes: {of: north>south, to: 11, recorded: 2}", "learnt.yaml:12:43"),
    ("  counts: {", "  counts: {}\n  active_days: {", "20 days are more than the 10 of its window"),
    (f"counts: {{{COUNT}}}", f"counts: {{flood: {COUNT[9:]}}}", "two targets have this name"),
    (
        "recorded: 2031-03-04",
        "recorded: {from: 2031-03-04}",
        "a day is recorded as `on`, as `from` and `to`, or as `after`",
    ),
    ("recorded: 2031-03-04", "recorded: {from: 2031-03-05, to: 2031-03-04}", "is after to"),
    ("keep: 0.05", "keep: 0.01", "40 of 4000 runs would be kept: at least 200 are needed"),
    ("keep: 0.05", "keep: 0", "learnt.yaml:8:7: keep: "),
    (
        "sbc: 0",
        "sbc: 0\npriors: {rat: {uncertainty: {uniform: [0, 1]}}}",
        "learnt.yaml:11:10: priors: no parameter is called rat (did you mean rate?)",
    ),
    ("sbc: 0", "sbc: 0\npriors: {rate: {uncertainty: {uniform: [-1, 1]}}}", "rate"),
    ("sbc: 0", "sbc: 0\nmethod: mcmc", "learnt.yaml:11:1: unknown key 'method'"),
    ("known.yaml", "nowhere.yaml", "learnt.yaml:5:11: "),
    ("known.yaml", "learnt.yaml", "is a calibration, and this names a scenario"),
    (
        "sbc: 0",
        "sbc: 0\nvariant: {id: v, about: {question: q, rests_on: r, assumes: a, answer: peace}}",
        "peace",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in told(tmp_path, old, new)


def test_nothing_to_learn_and_nothing_to_learn_from(tmp_path: Path) -> None:
    path = written(tmp_path, RECORD.replace("recorded: 20}", "recorded: 20, fit: false}").replace(
        "recorded: 2031-03-04", "recorded: 2031-03-04, fit: false"))  # fmt: skip
    with pytest.raises(ScenarioError, match="there is nothing to learn from"):
        load_calibration(path)
    path = written(tmp_path)
    known = tmp_path / "known.yaml"
    lines = known.read_text().splitlines()
    certain = [line.split(", uncertainty")[0] + "}" if "uncertainty" in line else line for line in lines]
    known.write_text("\n".join(certain))
    with pytest.raises(ScenarioError, match="no parameter of this scenario is uncertain"):
        load_calibration(path)


@pytest.mark.parametrize(
    "text", ["", "targets:", "targets: 3", "- targets: {}", "targets: {counts: [1]}", "{", "\0"]
)
def test_odd_files_are_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text)
    assert check_calibration(path)
    assert check_calibration(tmp_path / "missing.yaml")
