"""Responses and paired differences: what a study's tables hold, in the order of the factor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tools import runs

import sim
from sim.studies.asking.responding import difference_table, response
from sim.studies.form.study import Study
from sim.studies.keeping.opened import OpenStudy

STUDY = """
variants: {as_written: {title: As it is}, no_errors: {errors: false}}
vary: {resolve: {values: [1, 0, 0.5]}}
measures: [border_war, "reach.northland>southland.limited_strikes", "incidents.southland>northland"]
draws: 10
"""


@pytest.fixture
def study(small: Callable[..., Study], tmp_path: Path) -> OpenStudy:
    made = small(STUDY + f"runs: {runs(400, 40)}\n")
    return sim.open_study(sim.sweep(made, tmp_path / "out").folder)


def test_a_line_a_version_in_order_of_the_factor(study: OpenStudy) -> None:
    found = response(study)
    assert found.title == "A small study"
    assert (found.axis.name, found.axis.values, found.axis.central) == ("resolve", [0, 0.5, 1], 0.4)
    assert [panel.measure.name for panel in found.panels] == [
        "outcome.border_war",
        "reach.northland>southland.limited_strikes",
    ]
    assert [line.title for line in found.panels[0].lines] == ["As it is", "No errors"]
    asked = study.measured("border_war")
    assert found.panels[0].lines[0].share.tolist() == asked["as_written"].iloc[[1, 2, 0]].to_list()
    assert all((line.low <= line.share).all() for panel in found.panels for line in panel.lines)


def test_where_all_is_known_there_is_no_range(study: OpenStudy) -> None:
    # The resolve is the only unknown, and the study varies it.
    assert all(line.range is None for panel in response(study).panels for line in panel.lines)


def test_only_chances_over_one_number_are_a_response(
    study: OpenStudy, small: Callable[..., Study], tmp_path: Path
) -> None:
    assert len(response(study, ["border_war"]).panels) == 1
    with pytest.raises(ValueError, match=r"incidents\.southland>northland is a number"):
        response(study, ["incidents.southland>northland"])
    with pytest.raises(KeyError):
        response(study, ["event.truce"])
    days = "days: {path: rooms.joint_room.review_every, values: [3, 7]}"
    two = f"vary: {{resolve: {{values: [0, 1]}}, {days}}}\nruns: 4\n"
    other = sim.open_study(sim.sweep(small(two), tmp_path / "two").folder)
    with pytest.raises(ValueError, match="one factor"):
        response(other)


def test_an_unfinished_study_says_so(small: Callable[..., Study], tmp_path: Path) -> None:
    made = small(STUDY + "runs: 4\n")
    left = iter([False, False, True])
    sim.sweep(made, tmp_path / "out", stopping=lambda: next(left, True))
    unfinished = sim.open_study(tmp_path / "out")
    assert not unfinished.complete
    with pytest.raises(ValueError, match="not finished"):
        response(unfinished)


def test_differences_are_those_of_the_summaries(study: OpenStudy) -> None:
    table = difference_table(study, "border_war", "no_errors")
    heads = ["resolve", "As it is", "No errors", "difference (points)", "95%", "gained", "lost"]
    assert table.heads == heads
    assert [row[0] for row in table.rows] == ["1", "0", "0.5"]
    rows = study.summaries[study.summaries["measure"] == "outcome.border_war"]
    mine = rows[rows["variant"] == "no_errors"].sort_values("point")
    for shown, (_, row) in zip(table.rows, mine.iterrows(), strict=True):
        assert row["difference"] == pytest.approx(row["gained"] - row["lost"])
        assert float(shown[3]) == pytest.approx(100 * row["difference"], abs=0.06)


def test_a_difference_is_of_a_chance_between_two_versions(
    study: OpenStudy, small: Callable[..., Study], tmp_path: Path
) -> None:
    for measure, variant in (("border_war", "as_written"), ("incidents.southland>northland", "no_errors")):
        with pytest.raises(ValueError, match="between the baseline and another version"):
            difference_table(study, measure, variant)
    left = iter([False, False, True])
    sim.sweep(small(STUDY + "runs: 4\n"), tmp_path / "left", stopping=lambda: next(left, True))
    with pytest.raises(ValueError, match="not finished"):
        difference_table(sim.open_study(tmp_path / "left"), "border_war", "no_errors")
