"""What a case makes of its situation, day by day, on a world small enough to know the answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.cases.running import run_case
from sim.cases.schema import Case
from sim.cases.staging import staged
from tests.cases.situations import findings, loaded, verdict
from tests.tools import assert_share, fewer, runs

RUNGS = ["calm", "threats", "strikes", "war"]
STRIKES = (
    "rungs: {north>south: strikes}\n  stays: north>south\n  meters: {strength: 1}\n  events: {call: never}"
)


def test_a_line_is_met_and_kept_on_the_days_it_says(tmp_path: Path) -> None:
    """Seen from the day after the situation, two days in a row; then up a rung a day."""
    one, two = findings(
        tmp_path,
        f"situation:\n  date: 2031-03-06\n  {STRIKES}\n  kept: line\nwithin: 6\n"
        'must: ["rung(south, north) >= threats", "rung(south, north) >= strikes"]',
        runs=5,
    )
    assert one.days.tolist() == [7] * 5
    assert two.days.tolist() == [8] * 5
    assert one.holds
    assert two.holds


def test_a_resolve_is_one_draw_a_run(tmp_path: Path) -> None:
    body = f'situation:\n  {STRIKES}\nwithin: 6\nmay: "rung(south, north) >= strikes"\nbound: {{line: south}}'
    may, bound = findings(tmp_path, body, runs=(n := runs(2000, 60)))
    assert_share(may.count, n, 0.5)
    assert may.holds
    assert bound.count == n


@pytest.mark.parametrize(("word", "expected"), [("kept", 1.0), ("broken", 0.0)])
def test_words_are_kept_or_broken_for_sure(tmp_path: Path, word: str, expected: float) -> None:
    body = f'situation:\n  {STRIKES}\n  {word}: [line]\nwithin: 6\nmay: "rung(south, north) >= strikes"'
    (found,) = findings(tmp_path, body, runs=20)
    assert found.count == 20 * expected
    assert not found.holds  # in all, or in none, is not in some


def test_a_word_for_several_is_parted_by_actor(tmp_path: Path) -> None:
    body = (
        "situation:\n  rungs: {north>south: war}\n  stays: north\n  kept: {join: militia}\n"
        "  broken: {join: south, line: south}\nwithin: 4\nmust: rung(militia, north) >= threats\n"
        "must_not: day() < 3 and rung(south, north) >= threats\n"
        "bound: {join: [militia, south]}"
    )
    assert all(found.holds for found in findings(tmp_path, body, runs=10))


def test_only_days_after_the_situation_count(tmp_path: Path) -> None:
    body = (
        "situation:\n  date: 10\n  rungs: {north>south: {2031-03-01: strikes, 2031-03-06: calm}}\n"
        "  stays: north\nwithin: 3\nmust: day() == 13\n"
        'must_not: ["rung(north, south) >= threats", day() <= 10, day() > 13]'
    )
    *never, last = findings(tmp_path, body, runs=3)
    kinds = {found.kind: found for found in [*never, last]}
    assert kinds["must"].days.tolist() == [13] * 3
    assert all(found.holds for found in [*never, last])


def test_a_bare_rung_is_taken_on_the_date_and_then_free(tmp_path: Path) -> None:
    """Before it a posture stands where the scenario starts it; after it only what stays is held."""
    body = (
        "situation:\n  date: 4\n  rungs: {south>north: war}\nwithin: 2\n"
        'must: ["day() == 5 and rung(south, north) == strikes"]'
    )
    stage = verdict(tmp_path, body, runs=1).staged
    crisis = sim.Crisis(stage, draws=1, errors=False, parameters=dict(stage.values))
    stood = [crisis.intended("south>north")]
    while not crisis.over:
        crisis.step()
        stood.append(crisis.intended("south>north"))
    assert stood == ["calm", "calm", "calm", "calm", "war", "strikes", "strikes"]


def test_those_who_stay_stand_where_they_start(tmp_path: Path) -> None:
    body = (
        "situation:\n  events: {call: 2}\n  stays: [south]\nwithin: 6\n"
        'must_not: "rung(south, north) >= threats"\nbound: {plea: south}\nmust: happened(call)'
    )
    assert all(found.holds for found in findings(tmp_path, body, runs=3))


def test_groups_name_postures_and_one_by_itself_counts_first(tmp_path: Path) -> None:
    body = (
        "situation:\n  rungs: {south>north: strikes, pair>pair: threats}\n  stays: pair\nwithin: 1\n"
        'must: ["rung(south, north) == strikes", "rung(north, south) == threats"]'
    )
    assert all(found.holds for found in findings(tmp_path, body, runs=2))


def test_events_come_on_their_day_or_never(tmp_path: Path) -> None:
    on, never = loaded(
        tmp_path,
        "situation: {events: {call: 2031-03-08}}\nwithin: 10\nmust: happened(call) and day() == 7\n"
        "must_not: happened(call) and day() < 7",
        "situation: {events: {call: never}}\nwithin: 10\nmust_not: happened(call)\nnot_bound: [plea]",
    ).cases
    scenario = loaded(tmp_path, "within: 1\nmust: day() == 1").scenario
    assert run_case(scenario, on, 2, 0).holds
    assert run_case(scenario, never, 2, 0).holds


def test_a_meter_that_is_named_does_not_run(tmp_path: Path) -> None:
    body = (
        "situation:\n  rungs: {north>south: strikes}\n  stays: north\n  meters: {strength: 0.5}\nwithin: 8\n"
        "must: meter(strength) == 0.5\nmust_not: meter(strength) != 0.5\nbound: {worn: south}"
    )
    assert all(found.holds for found in findings(tmp_path, body, runs=4))
    free_to_run = body.replace("  meters: {strength: 0.5}\n", "").split("within")[0]
    (free,) = findings(tmp_path, f"{free_to_run}within: 20\nmust: meter(strength) <= 0.5", runs=4)
    assert free.holds


def test_parameters_are_set_and_the_others_central(tmp_path: Path) -> None:
    stage = verdict(tmp_path, "situation: {set: {resolve: 0.25}}\nwithin: 1\nmust: day() == 1", runs=1).staged
    assert stage.values == {"resolve": 0.25, "comply": 0.5, "weight": 1.0}


def test_errors_are_made_only_where_a_case_says_so(tmp_path: Path) -> None:
    body = (
        "situation:\n  rungs: {south>north: threats}\n  kept: [plea]\nwithin: 8\n"
        "{errors}may: executed(south, north) >= strikes"
    )
    with_errors, without = (
        findings(tmp_path, body.replace("{errors}", word), runs=40)[0] for word in ("errors: true\n", "")
    )
    assert with_errors.count > 0
    assert without.count == 0


def test_an_actor_whom_a_rule_cannot_bind(tmp_path: Path) -> None:
    body = "within: 3\n{word}: {{line: [south, militia]}}"
    bound = findings(tmp_path, body.format(word="bound"), runs=3)
    assert [(found.actor, found.holds, found.impossible) for found in bound] == [
        ("south", False, False),
        ("militia", False, True),
    ]
    free = findings(tmp_path, body.format(word="not_bound"), runs=3)
    assert all(found.holds for found in free)


def test_an_order_binds_at_a_review(tmp_path: Path) -> None:
    body = (
        "situation:\n  date: 3\n  rungs: {south>north: strikes}\n  stays: south\n  set: {comply: 1}\n"
        "within: 5\nmust: day() == 7 and rung(militia, north) == strikes\n"
        "must_not: day() < 6 and rung(militia, north) >= threats\n"
        "bound: {follow: militia}"
    )
    assert all(found.holds for found in findings(tmp_path, body, runs=5))


@fewer
@given(
    date=st.integers(0, 12),
    within=st.integers(1, 10),
    rung=st.sampled_from(["calm", "threats", "strikes", "war"]),
)
def test_what_stays_is_where_the_case_has_it(
    tmp_path_factory: pytest.TempPathFactory, date: int, within: int, rung: str
) -> None:
    """Whatever the day and the rung: it stands there on each day looked at, in every run."""
    folder = tmp_path_factory.mktemp("cases")
    body = (
        f"situation: {{date: {date}, rungs: {{north>south: {rung}}}, stays: north}}\nwithin: {within}\n"
        f'must_not: "rung(north, south) != {rung}"\nmust: day() == {date + within}'
    )
    assert all(found.holds for found in findings(folder, body, runs=2))


def test_more_runs_begin_with_the_fewer(tmp_path: Path) -> None:
    body = f'situation:\n  {STRIKES}\nwithin: 6\nmay: "rung(south, north) >= strikes"'
    few, many = (findings(tmp_path, body, runs=n)[0] for n in (7, 60))
    np.testing.assert_array_equal(few.days, many.days[:7])


def test_the_situation_changes_nothing_else(tmp_path: Path) -> None:
    """A case that says nothing is the scenario itself, run by run."""
    file = loaded(tmp_path, "within: 30\nmust: day() == 30")
    stage = staged(file.scenario, file.cases[0])
    plain = sim.simulate(file.scenario, runs=20, seed=0, errors=False)
    record = sim.simulate(stage, runs=20, seed=0, errors=False).record
    for name in ("reached", "peak", "incidents", "event", "met", "honoured"):
        np.testing.assert_array_equal(getattr(record, name), getattr(plain.record, name), err_msg=name)


def test_cases_are_data(tmp_path: Path) -> None:
    assert isinstance(loaded(tmp_path, "within: 3\nmust: day() == 1").cases[0], Case)
