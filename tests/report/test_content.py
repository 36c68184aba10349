"""What is on the page: everything that the results folder says, each share with how sure it is."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.analysis.percents import chance, interval, points, span
from sim.analysis.words import CAVEAT
from sim.report.page import page
from sim.report.results import read
from sim.report.sections.limits import LIMITS
from tests.report.conftest import MORE_OUTCOMES, Made
from tests.report.reading import Page
from tests.tools import written


@pytest.fixture(scope="module")
def claimed(border: str) -> str:
    """The border with a documented line, a parameter that has a range, and more outcomes."""
    tree = YAML(typ="safe").load(border)
    tree["claims"] = "claims.yaml"
    tree["actors"]["northland"]["triggers"][0] |= {"title": "Soil is struck", "evidence": "C1"}
    tree["parameters"]["resolve"] |= {"range": [0.2, 0.8]}
    tree["outcomes"] |= MORE_OUTCOMES
    return written(tree)


@pytest.fixture(scope="module")
def folder(made: Made, claimed: str) -> Path:
    return made(claimed)


@pytest.fixture(scope="module")
def shown(folder: Path) -> Page:
    return Page(page(read(folder)))


def test_every_outcome_is_there_as_in_the_summary(folder: Path, shown: Page) -> None:
    summary = json.loads((folder / "summary.json").read_text())
    table = shown.table("In which share of the runs each outcome came")
    assert set(summary["outcomes"]) == {"border_war", *MORE_OUTCOMES}
    assert len(table.rows) == 1 + len(summary["outcomes"])
    for name, row in summary["outcomes"].items():
        _, spread, share, luck, day = table.row(name.replace("_", " ").capitalize())
        assert row["range"] is not None
        assert spread.startswith(span(*row["range"]))
        assert share == chance(row)
        assert luck == (interval(row) or "–")
        assert day.startswith("–" if row["median_day"] is None else f"day {row['median_day']} ")


def test_causes_stand_beside_what_errors_made(folder: Path, shown: Page) -> None:
    summary = json.loads((folder / "summary.json").read_text())
    table = shown.table("What errors made and averted")
    for name, row in summary["miscalculation"].items():
        told = table.row(name.replace("_", " ").capitalize())
        assert told[5].startswith(f"{points(row['with'] - row['without'])} ")
        assert told[5].endswith(f"{points(row['lo'])} to {points(row['hi'])}")
    arrivals = shown.table("First arrivals at firebreaks")
    assert arrivals.rows[0][2:] == [
        "By cause",
        "Acted, not meant",
        "Made by errors",
        "Averted",
        "Difference, points",
    ]
    assert any("retaliated" in row[2] or "committed" in row[2] for row in arrivals.rows[1:])


def test_without_the_twin_no_causes_are_told(made: Made, claimed: str) -> None:
    shown = Page(page(read(made(claimed, "--no-twin", runs=30))))
    assert not shown.has_table("First arrivals")
    assert not shown.has_table("What errors made")
    assert "Which roads lead there" not in [text for _, text in shown.headings]
    assert "they mislead without the twin" in shown.text
    assert "The twin without errors was not run" in shown.text


def test_assumptions_have_their_range_and_reason(shown: Page) -> None:
    assert shown.table("Parameters").row("resolve") == [
        "resolve",
        "0.4",
        "0.2 to 0.8",
        "beta 2, 3",
        "an assumption",
        "no document gives it",
    ]


def test_claims_have_their_quote_and_document(shown: Page) -> None:
    head, claim, said = shown.table("Triggers: what each rests on").row("Soil is struck")
    assert "when struck(northland, last=3) >= 1" in head
    assert claim == "C1"
    assert said.startswith("The north acts ")
    assert said.endswith("report, 2031-02-03")
    assert shown.table("The documents").row("report")[2] == "On rivers"


def test_what_the_model_does_not_say_is_said(shown: Page) -> None:
    assert shown.text.count(CAVEAT) == 2
    for limit in LIMITS:
        assert limit in shown.text


def test_it_can_be_got_again(shown: Page) -> None:
    assert "--runs 60 --seed 3 --draws 6" in shown.text
    assert "sim replay" in shown.text


def test_tables_name_their_rows_and_columns(shown: Page) -> None:
    for table in shown.tables:
        assert table.caption
        assert table.scopes == {"row", "col"}, table.caption
        assert len({len(row) for row in table.rows}) == 1, table.caption


def test_figures_are_told_in_words(shown: Page) -> None:
    figures = [given for tag, given in shown.elements if given.get("role") == "img"]
    assert len(figures) >= 6
    assert all(len(given["aria-label"] or "") > 40 for given in figures)
    drawings = [given for tag, given in shown.elements if tag == "svg"]
    assert all(given["aria-hidden"] == "true" for given in drawings)


def test_headings_go_down_a_step_at_a_time(shown: Page) -> None:
    levels = [level for level, _ in shown.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_scenario_without_outcomes(made: Made, border: str) -> None:
    tree = YAML(typ="safe").load(border)
    del tree["outcomes"]
    shown = Page(page(read(made(written(tree), runs=5))))
    assert "The scenario names no outcomes." in shown.text
    assert "What it hangs on" not in [text for _, text in shown.headings]


def test_nothing_moves(made: Made) -> None:
    text = """
schema: 1
id: still
title: A still world
clock: {start: 2031-03-01, days: 5}
ladders: {common: [{id: calm}, {id: war}]}
actors: {alone: {}}
"""
    shown = Page(page(read(made(text, runs=1))))
    assert "No actor of the scenario has a posture to climb with." in shown.text
    assert "This page rests on a single run." in shown.text
    assert "No number was left open" in shown.text


def test_one_draw_is_not_called_certain(made: Made, border: str) -> None:
    shown = Page(page(read(made(border, runs=1))))
    assert "What is not known was drawn once" in shown.text
