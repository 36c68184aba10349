"""Simulated incidents against the record: bars, lines, words and empty worlds."""

from __future__ import annotations

import dataclasses

import pytest
from drawing import inches, legend, rendered, strays, words
from matplotlib.patches import Rectangle
from tools import small

import sim
from sim.analysis.chances.incidents import incidents_table
from sim.figures import incidents, style

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")
TEXT = """
actors:
  aster: {title: Aster, postures: {birch: {start: war, floor: war}}}
  birch: {}
counts:
  whole: {title: All of them, of: aster>birch, recorded: 30}
  more: {of: aster>birch, to: 3, recorded: {at_least: 4}}
  first_days: {of: aster>birch, to: 2}
"""
LADDER = "[{id: calm}, {id: war, incidents: 2}]"


@pytest.fixture(scope="module")
def results():
    return incidents_table(sim.simulate(small(TEXT, days=5, ladder=LADDER), runs=300, seed=2))


def test_a_panel_a_count_with_its_bars_and_its_record(results):
    figure = rendered(incidents.draw(results))
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["First days", "More", "All of them"]
    for axes, count in zip(figure.axes, results.counts, strict=True):
        bars = [p for p in axes.patches if isinstance(p, Rectangle)]
        heights = [bar.get_height() for bar in bars[: len(count.bars.share)]]
        assert heights == pytest.approx(count.bars.share.tolist())
        marks = [line for line in axes.lines if line.get_color() == style.MARK]
        ends = [] if count.record is None else [count.record.low]
        assert [line.get_xdata()[0] for line in marks] == ends
    assert legend(figure) == ["runs, the middle 90%", "the other runs", "median", "recorded"]


def test_what_is_written(results):
    figure = rendered(incidents.draw(results))
    said = words(figure)
    assert "2 Mar 2031 to 6 Mar 2031. Simulated: 10, 90% of runs" in said
    assert "Recorded: 30; 100% below, 0% as recorded (<2). Hardly expected." in said
    assert "Recorded: at least 4;" in said
    assert "explores, does not predict" in said
    assert strays(figure) == []


def test_without_a_record_there_is_nothing_to_compare(results):
    bare = dataclasses.replace(
        results, counts=[dataclasses.replace(count, record=None) for count in results.counts]
    )
    figure = rendered(incidents.draw(bare))
    assert "recorded" not in legend(figure)
    assert "No count has a record to be compared with." in words(figure)


@pytest.mark.parametrize("number", [0, 1, 9, 16])
def test_any_number_of_counts_fits_on_a_page(results, number):
    several = dataclasses.replace(results, counts=(results.counts * 6)[:number])
    figure = rendered(incidents.draw(several))
    assert len(figure.axes) == min(number, incidents.MOST)
    assert ("Not drawn" in words(figure)) == (number > incidents.MOST)
    assert inches(figure)[1] < 297 * style.MM
    if not number:
        assert "The scenario names no counts." in words(figure)


def test_of_no_runs_no_bars():
    ensemble = sim.simulate(small(TEXT, days=5, ladder=LADDER), runs=2)
    none = dataclasses.replace(ensemble, runs=0, record=ensemble.record.first(0))
    assert "Recorded: 30." in words(rendered(incidents.draw(incidents_table(none))))
