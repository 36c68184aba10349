"""Figures of a back-cast: what they draw, say, and where it stands."""

from __future__ import annotations

import dataclasses

import pytest

from sim.analysis.scoring.backcast import Backcast
from sim.analysis.scoring.reliability import reliability
from sim.figures import backcast_forecasts, backcast_reliability, backcast_scores
from sim.scenario.loading import Scenario
from tests.backcast.conftest import scored
from tests.figures.drawing import legend, rendered, strays, words

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")
ROWS = (
    "count,strikes,,,12",
    "count,aster>birch,7,9,9",
    "outcome,wet,,5,yes",
    'outcome,"rung(aster, birch) >= war and incidents(aster, birch, front=river) >= 3",,9,no',
    "trigger,late@aster,,9,broken",
)


@pytest.fixture(scope="module")
def found(world: Scenario) -> Backcast:
    return scored(world, *ROWS, runs=120)


def test_every_question_stands_beside_its_record(found: Backcast) -> None:
    figure = rendered(backcast_forecasts.draw(found))
    chances, counts = figure.axes
    assert len(chances.get_yticks()) == 4
    assert [label.get_text() for label in counts.get_yticklabels()] == [
        "Strikes of Aster, 6 Mar",
        "aster>birch, 10 Mar",
    ]
    said = words(figure)
    assert "On record" in said
    assert "broken" in said
    assert "on record" in legend(figure)
    assert strays(figure) == []


def test_few_questions_are_ticks_alone(found: Backcast) -> None:
    figure = rendered(backcast_reliability.draw(found))
    assert "Fewer than 10 cannot say whether chances hold" in words(figure)
    assert legend(figure) == ["a question", "chances that hold"]
    assert strays(figure) == []


def test_many_questions_have_bins(found: Backcast) -> None:
    points = [(k / 40, int(k % 3 == 0)) for k in range(41)]
    many = dataclasses.replace(found, reliability=reliability(points, 41))
    figure = rendered(backcast_reliability.draw(many))
    (axes,) = figure.axes
    assert sum(line.get_marker() == "o" for line in axes.lines) == 5
    assert "Brier score" in words(figure)
    assert strays(figure) == []


def test_a_panel_a_score_and_a_line_a_model(found: Backcast) -> None:
    figure = rendered(backcast_scores.draw(found))
    assert len(figure.axes) == 5
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert names == ["the scenario", "constant rates", "every line honoured", "own soil only"]
    assert "not told apart" in legend(figure)
    assert "Every line honoured: " in words(figure)
    assert strays(figure) == []


def test_what_is_not_there_is_not_drawn(world: Scenario) -> None:
    counts = scored(world, "count,strikes,,,12", runs=40)
    assert "The record has no yes-or-no question." in words(backcast_reliability.draw(counts))
    assert len(backcast_forecasts.draw(counts).axes) == 1
    figure = rendered(backcast_scores.draw(counts))
    assert "no forecast" in words(figure)
    assert strays(figure) == []


def test_long_records_are_cut_and_said_to_be(world: Scenario) -> None:
    rows = [f"outcome,incidents(aster) >= {k},,{1 + k % 12},no" for k in range(1, 45)]
    figure = rendered(backcast_forecasts.draw(scored(world, *rows, runs=40)))
    assert "4 more questions are not drawn." in words(figure)
    assert strays(figure) == []
