"""What is wrong in a file of cases: all of it at once, each at its place, with the nearest right thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.cases.loading import check_cases, load_cases
from sim.scenario.kinds import kind_of
from sim.scenario.mistakes import ScenarioError
from tests.cases.situations import SHIPPED, case, written
from tests.tools import fewer


def told(folder: Path, body: str, **how: str) -> list[str]:
    """The mistakes of one case, without the file's name."""
    path = written(folder, "cases:\n" + case(body, **how))
    return [str(mistake).removeprefix(f"{path}:") for mistake in check_cases(path)]


SOUND = "within: 3\nmust: day() == 1\n"

OF_CASES = [
    ("within: 3\nmust: rung(nord, south) >= war", "nord is not an actor or group (did you mean north?)"),
    ("within: 3\nmust: rung(north, south) >= wars", "wars is not a rung of north, nor a parameter"),
    ("within: 3", "nothing is expected: a case has a must, must_not, may, bound or not_bound"),
    ("within: 0\nmust: day() == 1", "expected a whole number from 1 to 3660, not 0"),
    ("within: 40\nmust: day() == 1", "the case ends on day 40, after the last day of the scenario"),
    (SOUND + "musst: x", "unknown key 'musst' (did you mean must?)"),
    ("within: 3\nbound: {lime: south}", "no trigger or directive is called 'lime' (did you mean line?)"),
    ("within: 3\nbound: {line: soth}", "no actor or group is called 'soth' (did you mean south?)"),
]
OF_SITUATIONS = [
    ("date: 2031-05-01", "after the last day of the scenario, day 30"),
    ("date: 2030-05-01", "before the scenario starts, on 2031-03-01"),
    ("rungs: {nord>south: war}", "no actor or group is called 'nord' (did you mean north?)"),
    ("rungs: {north>militia: war}", "north has no posture toward militia"),
    ("rungs: {north>south: wars}", "'wars' is not a rung of north (did you mean war?)"),
    (
        "date: 2, rungs: {north>south: {2031-03-09: war}}",
        "after the situation's last day, day 2 (2031-03-03)",
    ),
    ("stays: [all, nobody]", "no actor or group is called 'nobody'"),
    ("events: {cal: never}", "no event is called 'cal' (did you mean call?)"),
    ("events: {call: 9}", "after the last day of the case, day 3 (2031-03-04)"),
    ("events: {call: soon}", "expected never, a date such as 2031-03-01 or a whole number from 0 to 3660"),
    ("meters: {strength: 2}", "2 is not within 0 to 1"),
    ("meters: {strenght: 1}", "no meter is called 'strenght' (did you mean strength?)"),
    ("set: {resolv: 1}", "no parameter is called resolv (did you mean resolve?)"),
    ("set: {resolve: 2}", "cases.one.situation.set.resolve: "),
    ("kept: [follow]", "'follow' is an order of staff: set how members comply with it instead"),
    ("kept: {line: militia}", "'line' does not bind militia"),
    ("kept: [line], broken: [line]", "south cannot both keep 'line' and break it"),
]


@pytest.mark.parametrize(("body", "expected"), OF_CASES)
def test_a_mistake_in_a_case_says_what_would_be_right(tmp_path: Path, body: str, expected: str) -> None:
    found = told(tmp_path, body)
    assert any(expected in line for line in found), found


@pytest.mark.parametrize(("said", "expected"), OF_SITUATIONS)
def test_a_mistake_in_a_situation_says_what_would_be_right(tmp_path: Path, said: str, expected: str) -> None:
    found = told(tmp_path, f"{SOUND}situation: {{{said}}}")
    assert all(expected in line for line in found), found
    assert found


def test_a_mistake_inside_a_condition_is_told_at_its_letter(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "within: 3\nmust: rung(nord, south) >= war")
    assert found.startswith("10:16: cases.one.must")  # the first letter of nord


def test_claims_must_exist_and_be_named(tmp_path: Path) -> None:
    body = "within: 3\nmust: day() == 1"
    assert "no claim is called 'C9'" in told(tmp_path, body, claims="C9")[0]
    assert "a case names the claims that it tests; this one names none" in told(tmp_path, body, claims="")[0]


def test_a_mechanism_that_no_claim_has(tmp_path: Path) -> None:
    path = written(tmp_path, "covers: [treshold]\ncases:\n" + case("within: 3\nmust: day() == 1"))
    (found,) = check_cases(path)
    assert "no mechanism of a claim is called 'treshold' (did you mean threshold?)" in str(found)


def test_two_cases_of_one_name(tmp_path: Path) -> None:
    body = case("within: 3\nmust: day() == 1")
    assert "two cases have the id 'one'" in str(check_cases(written(tmp_path, f"cases:\n{body}{body}"))[0])


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    found = told(
        tmp_path, "within: 3\nerrors: 3\nmust: rung(nord) >= 1\nsituation: {set: {resolv: 1}, colour: red}"
    )
    assert len(found) == 4


def test_a_scenario_that_is_not_there_or_is_none(tmp_path: Path) -> None:
    body = "cases:\n" + case("within: 3\nmust: day() == 1")
    for named, expected in (
        ("other.yaml", "there is no file"),
        ("cases.yaml", "is a file of cases, and this names a scenario"),
        ("claims.yaml", "is a file of claims, and this names a scenario"),
    ):
        path = written(tmp_path, body, f"schema: 1\ntitle: x\nscenario: {named}\n")
        assert any(expected in str(mistake) for mistake in check_cases(path)), named


@pytest.mark.parametrize(
    "text", ["", "[1, 2]", "cases:", "cases: []", "cases: 3", "schema: 1", "cases: [3]", "{", "\x00"]
)
def test_odd_files_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text)
    with pytest.raises(ScenarioError):
        load_cases(path)


def test_files_of_cases_are_told_apart() -> None:
    assert {kind_of(path) for path in SHIPPED} == {"cases"}
    others = SHIPPED[0].parents[1].glob("*.yaml")
    assert {kind_of(path) for path in others} == {"scenario"}


KEYS = ["within", "must", "bound", "errors", "claims", "id", "title", "may", "not_bound", "because"]
INNER = ["date", "rungs", "stays", "events", "meters", "set", "kept", "broken"]
VALUES = st.sampled_from(
    [
        "x",
        "3",
        "-1",
        "2031-03-02",
        "[]",
        "{}",
        "[line]",
        "{line: all}",
        "{north>south: war}",
        "null",
        "true",
        "{call: never}",
        "{strength: .5}",
        "rung(all) >= 2",
        "'>'",
        "[[1]]",
        "{2031-03-01: war}",
        "1e9",
        "all",
        "{resolve: 9}",
        "5000",
    ]
)


@fewer
@given(data=st.data())
def test_whatever_stands_in_a_case_it_loads_or_is_told(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any value in any place gives mistakes and never another error."""
    folder = tmp_path_factory.mktemp("odd")
    keys = data.draw(st.lists(st.sampled_from(KEYS), unique=True))
    inner = data.draw(st.lists(st.sampled_from(INNER), unique=True))
    lines = [f"    {key}: {data.draw(VALUES)}" for key in keys]
    parts = [f"{key}: {data.draw(VALUES)}" for key in inner]
    path = written(folder, "cases:\n  - situation: {" + ", ".join(parts) + "}\n" + "\n".join(lines) + "\n")
    assert all(mistake.line >= 1 for mistake in check_cases(path))
