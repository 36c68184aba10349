"""Survival curves and what comes first: lines, layers, numbers at risk, keys and notes."""

from __future__ import annotations

import numpy as np
import pytest
from drawing import legend, rendered, strays, words
from matplotlib.collections import PolyCollection
from tools import small

import sim
from sim.analysis.chances.competing import by_cause, competing
from sim.analysis.chances.survival import survivals
from sim.figures import competing as competing_figure
from sim.figures import survival

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")
TEXT = """
actors: {aster: {}}
parameters: {pace: {uncertainty: {uniform: [0.1, 0.5]}}}
events:
  start: {title: "The $5 start", when: day() >= 1, rate: 0.3}
  storm: {when: happened(start), rate: pace}
  tide: {when: day() >= 1, rate: 0.1}
outcomes:
  storm: {title: A storm, when: happened(storm)}
  tide: happened(tide)
  flood: day() > 99
"""


@pytest.fixture(scope="module")
def weather():
    return sim.simulate(small(TEXT, days=12), runs=200, draws=10, seed=9, twin=True)


def test_a_line_a_moment_with_range_and_interval(weather):
    results = survivals(weather, ["storm", "tide"])
    figure = rendered(survival.draw(results))
    (axes,) = figure.axes
    assert [line.get_label() for line in axes.lines] == ["A storm", "Tide"]
    for line, curve in zip(axes.lines, results.curves, strict=True):
        assert np.array_equal(line.get_ydata(), curve.share)
    assert len([c for c in axes.collections if isinstance(c, PolyCollection)]) == 4
    assert legend(figure)[0].startswith("A storm: ")
    assert legend(figure)[2:] == ["range over what is not known (5–95%)", "95% interval"]
    assert "plain counts" in words(figure)
    assert strays(figure) == []


def test_runs_at_risk_stand_under_the_axis(weather):
    results = survivals(weather, ["storm", "tide"], "event.start")
    figure = rendered(survival.draw(results))
    said = words(figure)
    assert "counted from 'The $5 start'" in said
    assert "Runs at risk" in said
    assert f"{results.curves[0].runs:,}" in said
    assert f"'Tide' in {results.curves[1].before} run" in said
    assert "days since" in said
    assert strays(figure) == []


def test_rare_things_have_a_scale_of_their_own(weather):
    figure = survival.draw(survivals(weather, ["flood"]))
    low, high = figure.axes[0].get_ylim()
    assert (high, low) == (1.0, pytest.approx(0.95, abs=0.06))


def test_nothing_asked_nothing_drawn_and_what_nobody_sees_is_drawn(weather):
    assert survival.draw(survivals(weather, [])).axes == []
    figure = rendered(survival.draw(survivals(weather, ["storm"], "flood")))
    assert "0" in words(figure)
    many = survivals(weather, ["storm", "tide", "flood"] * 4)
    assert strays(rendered(survival.draw(many))) == []


def test_what_comes_first_is_stacked_to_its_sum(weather):
    results = competing(weather, ["storm", "tide"])
    figure = rendered(competing_figure.draw(results))
    (axes,) = figure.axes
    tops = [path.vertices[:, 1].max() for layer in axes.collections[:-1] for path in layer.get_paths()]
    assert max(tops) == pytest.approx(results.any.share[-1])
    assert len(axes.collections) == len(results.risks) + 1
    assert [label.split(":")[0] for label in legend(figure)] == [
        *(risk.title for risk in results.risks),
        "none by the end",
    ]
    assert "over what is not known" in legend(figure)[0]
    assert "under the same luck" in words(figure)
    assert strays(figure) == []


def test_by_cause_names_the_arrival_and_its_causes(uncertain, certain):
    figure = rendered(competing_figure.draw(by_cause(uncertain, "birch>aster", "limited_strikes")))
    assert "Limited strikes by Birch against Aster: by what" in words(figure)
    assert strays(figure) == []
    alone = competing_figure.draw(by_cause(certain, "birch>aster", "limited_strikes"))
    assert "No twin without errors was run" in words(alone)


def test_where_none_came_it_says_so(weather):
    figure = competing_figure.draw(competing(weather, ["flood"]))
    assert figure.axes == []
    assert "None of them came in 200 runs." in words(figure)
