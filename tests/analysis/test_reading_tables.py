"""Tables for reading: the numbers of the summary in words, each with its interval."""

from __future__ import annotations

from typing import Any

import pytest
from tools import runs, small

import sim
from sim.analysis.chances.conditional import conditionals
from sim.analysis.one_run.story_table import story_table
from sim.analysis.one_run.timeline import timeline
from sim.analysis.percents import chance, interval, percent
from sim.analysis.results import Ensemble
from sim.analysis.tables import (
    Table,
    conditional_table,
    day_table,
    error_table,
    future_table,
    ladder_table,
    outcome_table,
)
from sim.analysis.what_if.futures import futures
from sim.scenario.loading import Scenario

COIN = """
parameters: {luck: {uncertainty: {uniform: [0, 1]}}}
actors: {aster: {postures: {birch: {start: threats}}}, birch: {}}
events:
  first: {at: 3, title: The first}
  toss: {at: 3, probability: luck}
  late: {when: happened(first), rate: 0.1}
miscalculation: {accident: {up: 0.02}}
outcomes:
  certain: {title: Sure to come, when: happened(first)}
  coin: happened(toss)
  later: happened(late)
  never: rung(aster) >= war
  slip: executed(aster, birch) >= strikes
"""


def world() -> Scenario:
    return small(COIN, days=10)


@pytest.fixture(scope="module")
def ensemble() -> Ensemble:
    return sim.simulate(world(), runs=runs(2000, 200), draws=20, seed=3, twin=True)


def column(table: Table, head: str) -> dict[str, str]:
    place = table.heads.index(head)
    return {row[0]: row[place] for row in table.rows}


def test_outcomes_are_those_of_the_summary_the_likeliest_first(ensemble: Ensemble) -> None:
    table, rows = outcome_table(ensemble), ensemble.summary()["outcomes"]
    titles = {"Sure to come": "certain", "Coin": "coin", "Later": "later", "Never": "never", "Slip": "slip"}
    assert {row[0] for row in table.rows} == set(titles)
    assert table.rows[0][0] == "Sure to come"
    assert table.rows[-1][0] == "Never"
    assert column(table, "chance") == {title: chance(rows[name]) for title, name in titles.items()}
    assert column(table, "Monte Carlo 95%") == {title: interval(rows[name]) for title, name in titles.items()}
    assert column(table, "median day")["Sure to come"] == "day 3, 4 Mar 2031"


def test_a_range_is_told_or_why_there_is_none(ensemble: Ensemble) -> None:
    told = column(outcome_table(ensemble), "range over what is not known")
    assert told["Coin"].endswith("%")
    assert told["Sure to come"] == "no more than luck"
    few = sim.simulate(world(), runs=10, draws=10, seed=3)
    assert set(column(outcome_table(few), "range over what is not known").values()) == {
        "too few runs to tell"
    }
    known = sim.simulate(world(), runs=10, parameters={"luck": 0.5})
    assert outcome_table(known).heads == ["outcome", "chance", "Monte Carlo 95%", "median day"]


def test_errors_stand_beside_their_twin(ensemble: Ensemble) -> None:
    table, slip = error_table(ensemble), ensemble.summary()["miscalculation"]["slip"]
    assert column(table, "made")["Slip"] == percent(slip["made"]) == column(table, "with errors")["Slip"]
    assert column(table, "without")["Slip"] == "0%"
    assert column(table, "difference (points)")["Coin"] == "0"
    with pytest.raises(ValueError, match="twin=True"):
        error_table(sim.simulate(world(), runs=10))


def test_what_has_come_by_a_day(ensemble: Ensemble) -> None:
    table = day_table(ensemble, (2, 3, 10))
    assert table.heads == ["outcome", "by day 2", "by day 3", "by day 10"]
    sure = next(row for row in table.rows if row[0] == "Sure to come")
    assert sure[1].startswith("< ")
    assert sure[2].startswith("> ")
    late = float((ensemble.outcomes["later"] >= 0).mean())
    assert column(table, "by day 10")["Later"].startswith(f"{percent(late)} (")
    assert column(day_table(ensemble, (99,)), "by day 99")["Later"] == ""


def test_odds_after_a_moment(ensemble: Ensemble) -> None:
    found = conditionals(ensemble, ["later", "certain"], ["certain", "event.toss"])
    table = conditional_table(found)
    assert table.heads[:2] == ["outcome", "at the start"]
    assert table.heads[2] == "after: Sure to come (100% of the runs)"
    assert [row[0] for row in table.rows] == ["Later", "Sure to come"]
    assert table.rows[0][2] == found.rows[0][0].after.said
    assert table.rows[1][2] == "no run to tell it from"


def test_odds_from_states_of_one_run() -> None:
    crisis, stood = sim.Crisis(world(), seed=1, parameters={"luck": 0.5}), []
    for day in (0, 5):
        while crisis.day < day:
            crisis.step()
        stood.append(futures(crisis, runs=50))
    table = future_table(stood, ["the start", "half way"])
    assert table.heads == ["outcome", "day 0: the start", "day 5: half way"]
    assert column(table, "day 0: the start")["Sure to come"].startswith("> ")
    assert column(table, "day 5: half way")["Sure to come"] == "has come"
    assert column(table, "day 5: half way")["Never"].startswith("< ")


def test_a_ladder_says_what_its_rungs_are() -> None:
    scenario = small(
        "actors: {aster: {postures: {birch: {}}}, birch: {}}\nparameters: {pace: 2}\n",
        ladder="[{id: calm, assumed: nothing is done}, {id: fire, title: Fire, level: 2.5, incidents: pace, "
        "firebreak: true, note: Shots at the border.}]",
    )
    table = ladder_table(scenario)
    assert table.rows == [
        ["Calm", "0", "", "", "nothing is done"],
        ["Fire", "2.5", "yes", "pace", "Shots at the border."],
    ]


def test_a_table_is_markdown_whatever_its_words_hold() -> None:
    table: Any = Table(["name", "number"], [["a | b", "1"], ["two\nlines", "2"]])
    shown = ["| name | number |", "| :-- | --: |", "| a ¦ b | 1 |", "| two lines | 2 |"]
    assert table._repr_markdown_().split("\n") == shown
    assert repr(table) == table._repr_markdown_()


def test_a_story_tells_its_days_once_and_no_others() -> None:
    crisis = sim.Crisis(world(), seed=1, parameters={"luck": 1.0})
    while not crisis.over:
        crisis.step()
    whole, part = story_table(timeline(crisis)), story_table(timeline(crisis), 3, 3)
    assert whole.heads == part.heads == ["day", "what happened"]
    assert [row[0] for row in part.rows] == ["day 3, 4 Mar 2031"] + [""] * (len(part.rows) - 1)
    assert part.rows[0][1].startswith("Event: ")
    assert "Outcome: Sure to come (certain)" in [row[1] for row in part.rows]
    assert len(whole.rows) >= len(part.rows)
    assert part.left == (0, 1)
