"""How figures speak, and how they are saved."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from matplotlib.figure import Figure

from sim.analysis.provenance import source
from sim.analysis.reach import reach_table
from sim.figures import heatmap, style
from sim.figures.wording import bound, percent, span, tick_label, ticks


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0"),
        (0.0004, "<0.1"),
        (0.016, "1.6"),
        (0.2857, "29"),
        (0.996, "99.6"),
        (0.9995, ">99.9"),
        (1.0, "100"),
    ],
)
def test_percent(share, said):
    assert percent(share) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.17, 0.43, "17–43"),
        (0.006, 0.031, "0.6–3.1"),
        (0.0002, 0.031, "<0.1–3.1"),
        (0.916, 0.924, "91.6–92.4"),
        (0.93, 0.9997, "93–100"),
        (0.93, 0.9992, "93–99.9"),
        (0.9991, 0.9997, ">99.9"),
        (0.0, 0.000959, "<0.1"),
        (0.0, 0.000192, "<0.02"),
        (0.999041, 1.0, ">99.9"),
        (0.97, 1.0, ">97"),
        (0.0, 0.0, "0"),
        (1.0, 1.0, "100"),
    ],
)
def test_span(low, high, said):
    assert span(low, high) == said


def test_a_bound_is_never_too_small():
    for gap in (0.0191, 0.0959, 0.31, 3.11, 12.4):
        assert gap <= float(bound("<", gap)[1:]) <= 2 * gap
        assert float(bound(">", gap)[1:]) <= 100 - gap + 1e-9


@pytest.mark.parametrize("days", [1, 2, 3, 7, 20, 45, 60, 90, 365, 3660])
def test_ticks_are_few_even_and_on_the_axis(days):
    for most in (3, 4):
        found = ticks(days, most)
        assert found[0] == 0
        assert found[-1] <= days
        assert 2 <= len(found) <= most
        assert len({b - a for a, b in pairwise(found)}) == 1


def test_a_day_is_named_by_its_date(uncertain):
    assert tick_label(source(uncertain), 14) == "15 Mar\n14"
    assert source(uncertain).start == dt.date(2031, 3, 1)


def test_text_is_measured_as_it_is_drawn():
    for weight in ("normal", "bold"):
        figure = Figure(dpi=300)
        text = figure.text(0, 0, "Sustained strikes", fontsize=7, fontweight=weight)
        figure.draw_without_rendering()
        shown = text.get_window_extent().width / 300
        assert style.text_width("Sustained strikes", 7, weight) == pytest.approx(shown, rel=0.05)


def test_wrapping_loses_no_word_and_keeps_to_the_width():
    said = "a line of words that is a good deal longer than the width it is given here"
    lines = style.wrapped([said], 7, width=1.0)
    assert " ".join(lines) == said
    assert all(style.text_width(line, 7) <= 1.0 for line in lines)
    assert style.wrapped(["unbreakable" * 9], 7, width=1.0) == ["unbreakable" * 9]


def test_ink_stands_out():
    assert style.ink_on("#ffffff") == style.INK
    assert style.ink_on("#08306b") == "white"


@pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")
@pytest.mark.parametrize(
    ("name", "ending"), [("reach.png", ".svg"), ("reach", ".svg"), ("v1.2", ".svg"), ("a.pdf", ".pdf")]
)
def test_save_writes_a_picture_and_a_drawing(uncertain, tmp_path, name, ending):
    paths = style.save(heatmap.draw(reach_table(uncertain)), tmp_path / "new" / name)
    assert [path.suffix for path in paths] == [".png", ending]
    assert all(path.stat().st_size > 1000 for path in paths)
    assert len({path.stem for path in paths}) == 1


def test_saved_drawings_are_the_same_bytes(uncertain, tmp_path):
    one, other = (style.save(heatmap.draw(reach_table(uncertain)), tmp_path / n)[1] for n in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
