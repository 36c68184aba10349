"""The tree of pathways: rows, bars, numbers and notes."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import pytest
from drawing import inches, legend, rendered, strays, words
from matplotlib.patches import Rectangle
from tools import small

import sim
from sim.analysis.pathways.pathways import pathways
from sim.figures import pathways as figures
from sim.figures import style
from sim.figures.pathway_rows import TALLEST, fitting

sys.path.insert(0, str(Path(__file__).parents[1] / "analysis"))
from parting import parting

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")


@pytest.fixture(scope="module")
def results():
    return pathways(parting(), rungs=["strikes", "war"])


def test_a_row_a_beginning_the_commonest_first(results):
    rows, _ = fitting(results)
    assert [(row.depth, " ".join(row.title)) for row in rows] == [
        (0, "Aster goes to war"),
        (1, "Strikes by the Birches against Aster"),
        (0, "Aster goes to war and strikes by Cedar against the Birches"),
        (1, "Strikes by the Birches against Aster"),
        (0, "Strikes by Cedar against the Birches"),
    ]
    assert rows[0].reasons[0].startswith("about day 2; committed by its line 'The first line'")


def test_bars_are_shares_of_those_before_with_the_part_that_ends(results):
    figure = rendered(figures.draw(results))
    (axes,) = figure.axes
    bars = [p for p in axes.patches if isinstance(p, Rectangle)]
    rows, _ = fitting(results)
    assert len(bars) == 3 * len(rows)
    for k, row in enumerate(rows):
        ground, onward, ends = bars[3 * k : 3 * k + 3]
        assert onward.get_width() / ground.get_width() == pytest.approx(row.of_parent.share)
        assert ends.get_width() / onward.get_width() == pytest.approx(row.ends)
    assert bars[3].get_width() == pytest.approx(figures.BARS)
    assert legend(figure) == ["cross nothing more", "go on"]


def test_what_is_written(results):
    figure = rendered(figures.draw(results))
    said = words(figure)
    for part in (
        "In which order firebreaks are crossed",
        "without errors",
        "Nothing of it is crossed in ",
        "Counted to the start, as most runs cross it on day 1: Strikes by Dune against Aster.",
        "explores, does not predict",
    ):
        assert part in said
    assert strays(figure) == []
    assert inches(figure)[0] == pytest.approx(style.WIDTH)


def test_on_the_way_to_an_outcome():
    figure = rendered(figures.draw(pathways(parting(), "answered")))
    said = words(figure)
    assert "on the way to 'Answered'" in said
    assert "of these runs" in said
    assert "of all runs, and without errors" in said
    assert strays(figure) == []
    assert legend(figure)[0] == "nothing more until then"


def test_rare_ways_are_grey_and_told_together(results):
    few = pathways(parting(), rungs=["strikes", "war"], least=0.2)
    figure = rendered(figures.draw(few))
    assert "2 rarer ways on" in words(figure)
    assert "one rarer way on" in words(figure)
    assert "too rare to be told apart" in legend(figure)
    assert "less than 20% of the runs" in words(figure)


def test_no_more_rows_than_a_page_holds(results):
    root = dataclasses.replace(results.root, children=results.root.children * 20)
    many = dataclasses.replace(results, root=root)
    rows, least = fitting(many)
    assert sum(row.height for row in rows) <= TALLEST
    assert least > many.least
    assert inches(rendered(figures.draw(many)))[1] < 297 * style.MM


def test_nothing_crossed_nothing_drawn():
    flat = sim.simulate(small("actors: {aster: {postures: {birch: {}}}, birch: {}}"), runs=5)
    figure = rendered(figures.draw(pathways(flat)))
    assert figure.axes == []
    assert "Nothing of it is crossed in 100% of the runs" in words(figure)
    assert "No twin without errors was run" in words(figure)


def test_an_ensemble_of_no_runs_can_be_drawn(uncertain):
    none = dataclasses.replace(
        uncertain, runs=0, record=uncertain.record.first(0), interrupted=True, twin=None
    )
    assert "0 runs (interrupted)" in words(rendered(figures.draw(pathways(none))))
