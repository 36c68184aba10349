"""How high each actor ever climbs: cells, headings, marks and notes."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from matplotlib.patches import Rectangle

from sim.analysis.reach import reach_table
from sim.figures import heatmap, style

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")


def drawn(results):
    figure = heatmap.draw(results)
    figure.draw_without_rendering()
    return figure


def words(figure):
    return " ".join(text.get_text().replace("\n", " ") for text in figure.texts)


def heads(axes):
    return [label.get_text().replace("\n", " ") for label in axes.get_xticklabels()]


def names(axes):
    return [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()]


def cells(axes):
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


def test_a_block_a_ladder_and_a_scale(uncertain):
    militia, state, _scale = drawn(reach_table(uncertain)).axes
    assert militia.get_title(loc="left") == "Ladder: militia"
    assert state.get_title(loc="left") == "Ladder: state"
    assert heads(militia) == ["Fire"]
    assert heads(state) == ["Threats", "Limited strikes", "War"]
    assert names(militia) == ["The cedar militia"]
    assert set(names(state)) == {"Aster", "Birch", "Dune"}
    assert names(state)[-1] == "Dune"
    assert len(cells(state)) == 9


def test_a_cell_says_the_chance_and_how_sure_it_is(uncertain):
    results = reach_table(uncertain)
    state = drawn(results).axes[1]
    texts = [text.get_text() for text in state.texts]
    assert len(texts) == 18
    assert texts[0:2] == ["100", "at start"]
    dune = results.blocks[1].rows[-1].cells[-1]
    assert (dune.came, texts[-2:]) == (0, ["0", "<4"])  # the Wilson bound of 0 in 120 is 3.1%


def test_firebreaks_are_bold_and_ruled(uncertain):
    state = drawn(reach_table(uncertain)).axes[1]
    weights = [label.get_fontweight() for label in state.get_xticklabels()]
    assert weights == ["normal", "bold", "bold"]
    assert [line.get_xdata()[0] for line in state.lines] == [1, 2]
    assert {line.get_color() for line in state.lines} == {style.MARK}


def test_one_ladder_needs_no_name(flat):
    results = reach_table(flat)
    one = dataclasses.replace(results, blocks=results.blocks[1:])
    figure = drawn(one)
    assert figure.axes[0].get_title(loc="left") == ""
    assert figure.axes[0].lines[:] == []
    assert "firebreak" not in words(figure)


def test_notes_follow_what_there_is(uncertain, certain):
    assert "range over what is not known (5–95%)" in words(drawn(reach_table(uncertain)))
    said = words(drawn(reach_table(certain)))
    assert "range over" not in said
    assert "Monte Carlo 95% interval" in said
    assert "Without postures of their own: Ember." in said


def test_long_names_turn_upright_and_stay_on_the_page(uncertain):
    results = reach_table(uncertain)
    block = results.blocks[1]
    steps = [
        dataclasses.replace(step, title=f"Overwhelmingly$ {k}") for k, step in enumerate(block.steps * 5)
    ]
    rows = [
        dataclasses.replace(row, cells=row.cells * 5, title="A name of many words " * 2) for row in block.rows
    ]
    figure = drawn(dataclasses.replace(results, blocks=[dataclasses.replace(block, steps=steps, rows=rows)]))
    labels = figure.axes[0].get_xticklabels()
    assert {label.get_rotation() for label in labels} == {90.0}
    for text in [*figure.texts, *labels, *figure.axes[0].get_yticklabels()]:
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= figure.bbox.width
        assert box.y1 <= figure.bbox.height


def test_headings_do_not_touch_one_another(uncertain):
    figure = drawn(reach_table(uncertain))
    for axes in figure.axes[:2]:
        boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
        assert all(left.x1 <= right.x0 for left, right in pairwise(boxes))
        assert all(box.y1 <= figure.texts[1].get_window_extent().y0 for box in boxes)


def test_nobody_with_a_posture(uncertain):
    figure = drawn(dataclasses.replace(reach_table(uncertain), blocks=[]))
    assert figure.axes == []
    assert "No actor holds a posture." in words(figure)
