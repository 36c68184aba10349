"""Scenarios beside the data sets: what is drawn where, and what is said of what is missing."""

from __future__ import annotations

import pytest
from drawing import legend, rendered, strays, words
from tools import small

from sim.analysis.literature.bases.bases import Bases, bases
from sim.figures import bases as figure

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")
LADDER = """[
  {id: calm, scales: {mid: 1, icb_violence: 1}},
  {id: alert, scales: {mid: 3, icb_violence: 1}},
  {id: strikes, incidents: 9, scales: {mid: 4, icb_violence: 3}},
]"""
TEXT = """
title: "A $5 quarrel"
parameters: {pace: {uncertainty: {uniform: [0.1, 0.5]}}}
actors:
  aster: {postures: {birch: {climb: pace, reactivity: 0.3}}}
  birch: {postures: {aster: {climb: 0.1, reactivity: 0.5}}}
"""


def quarrel(ladder: str = LADDER) -> Bases:
    text = TEXT.replace('title: "A $5 quarrel"\n', "")
    return bases(small(text, days=12, ladder=ladder), 30, seed=3, draws=5)


@pytest.fixture(scope="module")
def found() -> Bases:
    return quarrel()


def test_a_row_a_base_and_a_dot_a_scenario(found: Bases) -> None:
    picture = rendered(figure.draw([found, found]))
    shares, days = picture.axes
    assert [len(axes.get_yticks()) for axes in picture.axes] == [5, 2]
    dots = [line for line in shares.lines if line.get_marker() == "o"]
    told = [row.found for row in found.rows if row.known.unit == "share" and row.found is not None]
    assert len(dots) == 2 * len(told)
    assert sorted(line.get_xdata()[0] for line in dots) == pytest.approx(
        sorted(100.0 * each.value for each in told for _ in range(2))
    )
    assert days.get_xscale() == "log"
    assert shares.get_xlim()[0] < 0.0 < 100.0 < shares.get_xlim()[1]
    assert strays(picture) == []


def test_the_data_sets_stand_as_lines_with_bands_where_their_cases_are_known(found: Bases) -> None:
    shares, _ = rendered(figure.draw(found)).axes
    lines = {line.get_xdata()[0] for line in shares.lines if len(set(line.get_xdata())) == 1}
    known = [row.known for row in found.rows if row.known.unit == "share"]
    assert {100.0 * each.value for each in known} <= lines
    assert len(shares.collections) == sum(each.interval is not None for each in known)


def test_keys_and_notes(found: Bases) -> None:
    picture = rendered(figure.draw(found))
    assert legend(picture)[0] == "A small world"
    assert "95% interval" in legend(picture)
    assert "the data set: a line, its 95% interval shaded" in legend(picture)
    said = words(picture)
    assert "They are no target, and nothing is fitted to them." in said
    assert "30 runs of 12 days, seed 3" in said


def test_what_cannot_be_told_is_said() -> None:
    picture = rendered(figure.draw(quarrel(LADDER.replace("icb_violence", "mood"))))
    said = words(picture)
    assert "Not told by A small world, for no rung has a number on icb_violence: a violent trigger is" in said
    assert strays(picture) == []


def test_nothing_asked() -> None:
    assert figure.draw([]).axes == []
    assert "Nothing was asked for." in words(figure.draw([]))


def test_many_scenarios_keep_to_the_page(found: Bases) -> None:
    assert strays(rendered(figure.draw([found] * 8))) == []
