"""The last clear chance drawn: both chances by day, the level, the day, and which change it was."""

from __future__ import annotations

import dataclasses

import pytest
from tools import small

from sim.analysis.what_if.last_chance import last_clear_chance
from sim.figures import last_chance

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")
FEW = {"futures": 30, "screen": 6, "confirm": 60, "most": 60}
FUSE = """
actors:
  aster:
    title: Aster
    postures: {birch: {}}
    triggers: [{id: outburst, when: day() == 4, then: {birch: {floor: strikes}}, lasts: 2}]
  birch:
    title: Birch
    postures: {aster: {}}
    triggers:
      - {id: fuse, when: "rung(aster, birch) >= strikes", then: {aster: {floor: war}}, delay: 5}
outcomes:
  war: {title: War, when: "rung(birch, aster) >= war"}
"""


@pytest.fixture(scope="module")
def fuse():
    return last_clear_chance(small(FUSE), 0, 0, "war", **FEW, before=2)


def drawn(search):
    figure = last_chance.draw(search)
    figure.set_dpi(200)  # in which it is saved
    figure.draw_without_rendering()
    return figure


def words(figure):
    return " ".join(text.get_text().replace("\n", " ") for text in figure.texts)


def test_both_chances_are_drawn_by_day(fuse) -> None:
    axes = drawn(fuse).axes[0]
    plain = next(line for line in axes.lines if line.get_marker() == "o")
    best = next(line for line in axes.lines if line.get_marker() == "v")
    assert list(plain.get_xdata()) == list(range(3, 13))
    assert list(plain.get_ydata()) == [each.without.share for each in fuse.looked]
    assert list(best.get_ydata()) == [e.changed.share for e in fuse.looked if e.changed is not None]
    assert axes.get_ylim() == (0.0, 1.0)
    assert [text.get_text() for text in axes.texts] == ["it came", "last clear chance"]
    assert any(set(line.get_ydata()) == {0.1} for line in axes.lines)


def test_it_is_told_in_words(fuse) -> None:
    said = words(drawn(fuse))
    assert "The last clear chance to avert: War" in said
    assert "It came on day 13, 14 Mar 2031." in said
    assert (
        "Day 5: Aster toward Birch at 'Threats' instead of 'Strikes' brings the chance from 100% to 0%"
        in said
    )
    assert "60 futures not used to choose it" in said
    assert "30 a point" in said
    assert "explores, does not predict" in said


def test_a_relative_level_has_no_line(fuse) -> None:
    axes = drawn(dataclasses.replace(fuse, relative=True)).axes[0]
    assert not any(set(line.get_ydata()) == {0.1} for line in axes.lines)


def test_nothing_found(fuse) -> None:
    none = dataclasses.replace(fuse, found=None, looked=fuse.looked[-7:])
    figure = drawn(none)
    assert "no change was confirmed to do so. No change that was tried helped on any day." in words(figure)
    assert [text.get_text() for text in figure.axes[0].texts] == ["it came"]


def test_nothing_foretold_it(fuse) -> None:
    quiet = [
        dataclasses.replace(
            each, without=dataclasses.replace(each.without, hits=0), change=None, changed=None
        )
        for each in fuse.looked
    ]
    figure = drawn(dataclasses.replace(fuse, found=None, looked=quiet))
    assert "it came by luck" in words(figure)


def test_no_day_to_draw(fuse) -> None:
    figure = drawn(dataclasses.replace(fuse, found=None, looked=[]))
    assert figure.axes == []
    assert "No day lay before it." in words(figure)


def test_one_day_to_draw(fuse) -> None:
    figure = drawn(dataclasses.replace(fuse, found=None, looked=fuse.looked[-1:]))
    assert len(figure.axes) == 1


def test_text_stays_on_the_page(fuse) -> None:
    figure = drawn(fuse)
    labels = [label for axes in figure.axes for label in [*axes.get_xticklabels(), *axes.texts]]
    for text in [*figure.texts, *labels]:
        box = text.get_window_extent()
        assert figure.bbox.x0 - 1 <= box.x0
        assert box.x1 <= figure.bbox.x1 + 1
