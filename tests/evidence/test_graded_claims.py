"""Grades, days and contradictions of claims: their form, told at its place, and what is derived from them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.evidence.graded import graded
from sim.scenario.claims import claims_of, day_of, published
from sim.scenario.grading import CREDIBILITY, day
from sim.scenario.loading import Scenario, load
from sim.scenario.mistakes import Place
from sim.scenario.places import Item
from tests.cli.calling import BORDER, ROOT

SOUND = """\
documents:
  - {id: report, author: A. Clerk, published: 2031-02-01, reliability: B}
claims:
  - {id: C1, document: report, date: 2031-01-05, speaker: a clerk, directness: seen, credibility: 2, \
conflicts_with: [C2]}
  - {id: C2, document: report, conflicts_with: [C1]}
  - {id: C3}
"""
WRONG = [
    ("reliability: B", "reliability: b", "2:72: reliability: expected a letter from A to F, not 'b'"),
    ("reliability: B", "reliability: 2", "2:72: reliability: expected a letter from A to F, not 2"),
    ("2031-02-01", "soon", "2:47: published: expected a date such as 2031-03-01, not 'soon'"),
    ("2031-02-01", "2031-02", "2:47: published: expected a date such as 2031-03-01, not '2031-02'"),
    (
        "directness: seen",
        "directness: sean",
        "4:80: directness: expected seen, said or reported, not 'sean' (did you mean seen?)",
    ),
    ("credibility: 2", "credibility: 7", "4:99: credibility: expected a whole number from 1 to 6, not 7"),
    (
        "credibility: 2",
        "credibility: true",
        "4:99: credibility: expected a whole number from 1 to 6, not true",
    ),
    (
        "date: 2031-01-05",
        "date: '2031-13-05'",
        "4:38: date: expected a date such as 2031-03-01, not '2031-13-05'",
    ),
    (
        "credibility: 2",
        "credibility: 2.0",
        "4:99: credibility: expected a whole number from 1 to 6, not 2.0",
    ),
    ("credibility: 2", "credability: 2", "4:86: unknown key 'credability' (did you mean credibility?)"),
    ("reliability: B", "reliabilty: B", "2:59: unknown key 'reliabilty' (did you mean reliability?)"),
    ("2031-02-01", "2031-02-30", "2:47: 2031-02-30 is not a day of the calendar"),
    ("{id: C3}", '{id: ""}', "6:5: a claim is a map with an id, a text such as E1"),
    ("speaker: a clerk", "speaker: [a, b]", "4:59: speaker: expected a text, not a list"),
    (
        "document: report, date",
        "document: reprot, date",
        "4:24: no document is called 'reprot' (did you mean report?)",
    ),
    ("[C2]", "[C4, C2]", "4:119: conflicts_with: no claim is called 'C4'"),
    ("[C2]", "[C1, C2]", "4:119: conflicts_with: C1 cannot contradict itself"),
    ("[C2]", "C2", "4:118: conflicts_with: expected a list of claims, such as [E1]"),
    (
        "{id: C3}",
        "{id: C3, conflicts_with: [C1]}",
        "6:31: conflicts_with: C3 contradicts C1, which does not say so: add C3 there too",
    ),
]


def read(folder: Path, text: str) -> list[str]:
    (folder / "claims.yaml").write_text(text)
    place = Place(str(folder / "s.yaml"), 1, 1)
    found = claims_of(Item({"claims": Item("claims.yaml", place)}, place))
    return [str(each).removeprefix(f"{folder / 'claims.yaml'}:") for each in found.mistakes]


def test_a_sound_file_has_no_mistakes(tmp_path: Path) -> None:
    assert read(tmp_path, SOUND) == []


@pytest.mark.parametrize(("old", "new", "told"), WRONG, ids=lambda each: each[:30])
def test_a_mistake_is_told_at_its_place(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in SOUND
    assert told in read(tmp_path, SOUND.replace(old, new, 1))


def scenario(folder: Path) -> Scenario:
    (folder / "claims.yaml").write_text(SOUND)
    path = folder / "s.yaml"
    path.write_text(BORDER.read_text().replace("schema: 1", "schema: 1\nclaims: claims.yaml"))
    return load(path)


def test_a_claim_without_a_day_has_its_documents(tmp_path: Path) -> None:
    found = scenario(tmp_path)
    days = {name: day_of(claim, found.documents) for name, claim in found.claims.items()}
    assert days == {"C1": dt.date(2031, 1, 5), "C2": dt.date(2031, 2, 1), "C3": None}
    assert published(found.documents["report"]) == dt.date(2031, 2, 1)


def test_grades_have_two_parts_of_which_either_may_be_missing(tmp_path: Path) -> None:
    found = scenario(tmp_path)
    assert [graded(found, name).grade for name in ("C1", "C2", "C3")] == ["B2", "B?", ""]
    assert graded(found, "C1").grade_in_words == "source usually reliable, claim probably true"
    assert graded(found, "C1").dated
    assert not graded(found, "C2").dated


@given(st.dates())
def test_a_day_is_one_as_a_date_or_as_its_text(when: dt.date) -> None:
    assert day(when) == day(when.isoformat()) == when


@given(st.text() | st.integers() | st.none())
def test_anything_else_is_no_day(value: object) -> None:
    assert day(value) is None or str(day(value)) == value


@pytest.mark.parametrize("name", ["gaza_2023", "cuba_1962"])
def test_every_shipped_claim_has_a_speaker_a_grade_and_a_day(name: str) -> None:
    found = load(ROOT / "scenarios" / f"{name}.yaml")
    for each in (graded(found, claim) for claim in found.claims):
        assert "" not in (each.speaker, each.directness), each.id
        assert None not in (each.date, each.reliability), each.id
        assert each.credibility in CREDIBILITY, each.id
