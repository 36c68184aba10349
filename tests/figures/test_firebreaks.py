"""Who stands beyond a firebreak, and when: panels, lines, bands, axes and notes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.collections import PolyCollection
from matplotlib.text import Text

from sim.analysis.standing import firebreak_curves
from sim.figures import firebreaks, style

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")


def panels(figure):
    return {axes.get_title(loc="left"): axes for axes in figure.axes}


def words(figure):
    return " ".join(text.get_text().replace("\n", " ") for text in figure.texts)


def legend(figure):
    legends = [artist for artist in figure.get_children() if type(artist).__name__ == "Legend"]
    return [text.get_text() for one in legends for text in one.get_texts()]


def solid(axes):
    return {line.get_label(): line for line in axes.lines if line.get_linestyle() == "-"}


def bands(axes):
    return [c for c in axes.collections if isinstance(c, PolyCollection)]


def drawn(ensemble, **options):
    figure = firebreaks.draw(firebreak_curves(ensemble), **options)
    figure.draw_without_rendering()
    return figure


def test_a_panel_an_actor_that_crosses_a_firebreak(uncertain):
    figure = drawn(uncertain)
    assert set(panels(figure)) == {"Aster", "Birch", "The cedar militia"}
    assert "never" in words(figure)
    assert "no line would exceed 0.1%: Dune." in words(figure)
    assert "Without postures of their own: Ember." in words(figure)


def test_a_line_a_firebreak_in_one_colour_for_all(uncertain):
    shown = panels(drawn(uncertain))
    assert list(solid(shown["Aster"])) == ["Limited strikes", "War"]
    assert list(solid(shown["The cedar militia"])) == ["Fire"]
    for rung in ("Limited strikes", "War"):
        assert solid(shown["Aster"])[rung].get_color() == solid(shown["Birch"])[rung].get_color()
    colours = {line.get_color() for axes in shown.values() for line in solid(axes).values()}
    assert len(colours) == 3


def test_solid_with_errors_dashed_without_a_range_and_an_interval(uncertain):
    figure = drawn(uncertain)
    aster = panels(figure)["Aster"]
    assert len(aster.lines) == 4
    assert len(bands(aster)) == 4
    assert legend(figure) == [
        *["Fire", "Limited strikes", "War"],
        *["with errors", "same luck, no errors"],
        *["range over what is not known (5–95%)", "Monte Carlo 95% interval"],
    ]


def test_the_lines_are_the_curves(uncertain):
    results = firebreak_curves(uncertain)
    line = solid(panels(firebreaks.draw(results))["Birch"])["War"]
    curve = next(
        c for k in results.climbers if k.actor == "birch" for c in k.crossings if c.rung == "war"
    ).curve
    assert np.array_equal(line.get_xdata(), np.arange(21))
    assert np.array_equal(line.get_ydata(), curve.share)


def test_without_uncertainty_or_twin_there_is_less_to_draw(certain):
    figure = drawn(certain)
    aster = panels(figure)["Aster"]
    assert len(aster.lines) == 2
    assert len(bands(aster)) == 2
    assert legend(figure)[3:] == ["with errors", "Monte Carlo 95% interval"]
    assert "no parameter uncertain" in words(figure)
    assert "dashes" not in words(figure)


@pytest.mark.parametrize("scale", ["logit", "linear"])
def test_dates_and_percent(uncertain, scale):
    figure = drawn(uncertain, scale=scale)
    for axes in figure.axes:
        assert axes.get_ylim() == (0.0, 1.0)
        assert axes.get_xlim() == (0.0, 20.0)
    first = figure.axes[0]
    assert [t.get_text() for t in first.get_xticklabels()] == [
        *["1 Mar\nday 0", "8 Mar\n7", "15 Mar\n14"],
    ]
    labels = [t.get_text() for t in first.get_yticklabels()]
    assert labels == [str(mark) for mark in firebreaks.TICKS[scale]]
    assert figure.get_supylabel() == "Share of runs (%)"


def test_the_heading_says_where_the_numbers_come_from(uncertain):
    said = words(drawn(uncertain))
    assert "A quarrel on two ladders. 1 Mar 2031 to 21 Mar 2031, 20 days." in said
    assert "120 runs · 12 draws of what is not known · seed 3 · explores, does not predict" in said


def test_no_firebreak_no_panel(flat):
    figure = drawn(flat)
    assert figure.axes == []
    assert "No actor stands at or above a firebreak" in words(figure)


@pytest.mark.parametrize("number", range(1, 9))
def test_any_number_of_panels_with_days_under_each_column(uncertain, number):
    results = firebreak_curves(uncertain)
    several = dataclasses.replace(results, climbers=(results.climbers * 3)[:number])
    figure = firebreaks.draw(several)
    figure.draw_without_rendering()
    assert len(figure.axes) == number
    named = [axes for axes in figure.axes if any(t.get_visible() for t in axes.get_xticklabels())]
    assert len(named) == min(number, firebreaks.columns_for(number))


def test_text_stays_on_the_page(uncertain):
    figure = drawn(uncertain)
    page = figure.bbox
    for text in [*figure.texts, *(label for axes in figure.axes for label in axes.get_xticklabels())]:
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= page.width
        assert box.y0 >= 0
        assert box.y1 <= page.height


def test_a_page_wide_and_nothing_kept_alive(uncertain):
    assert firebreaks.draw(firebreak_curves(uncertain)).get_size_inches()[0] == pytest.approx(170 / 25.4)
    assert pyplot.get_fignums() == []


def test_the_logit_scale_has_its_ends_and_its_inverse():
    shares = np.array([0.0, 0.001, 0.01, 0.5, 0.99, 1.0])
    assert firebreaks.share_of_logit(firebreaks.soft_logit(shares)) == pytest.approx(shares, abs=1e-12)
    assert firebreaks.soft_logit(shares) == pytest.approx(-firebreaks.soft_logit(1.0 - shares))


def test_many_firebreaks_keep_to_the_palette(uncertain):
    results = firebreak_curves(uncertain)
    crossing = results.climbers[0].crossings[0]
    many = [dataclasses.replace(crossing, rung=f"r{k}", title=f"A rather long rung {k}") for k in range(9)]
    climber = dataclasses.replace(results.climbers[0], crossings=many)
    figure = firebreaks.draw(dataclasses.replace(results, climbers=[climber]))
    figure.draw_without_rendering()
    assert {line.get_color() for line in solid(figure.axes[0]).values()} == set(style.PALETTE)


def test_an_ensemble_of_no_runs_can_be_drawn(uncertain):
    """Interrupted before the first block was finished."""
    none = dataclasses.replace(
        uncertain,
        runs=0,
        record=uncertain.record.first(0),
        standing=np.zeros_like(uncertain.standing),
        interrupted=True,
        twin=None,
    )
    assert "0 runs (interrupted)" in words(drawn(none))


def test_a_long_name_is_broken_within_its_panel(uncertain):
    results = firebreak_curves(uncertain)
    longer = [
        dataclasses.replace(c, title="The $5 coordination council of " + c.title) for c in results.climbers
    ]
    figure = firebreaks.draw(dataclasses.replace(results, climbers=longer))
    figure.draw_without_rendering()
    for axes, climber in zip(figure.axes, longer, strict=True):
        (title,) = (t for t in axes.findobj(Text) if t.get_text() == axes.get_title(loc="left"))
        assert title.get_text().replace("\n", " ").replace("\\$", "$") == climber.title
        assert axes.get_window_extent().width > 0.25 * figure.bbox.width
        assert title.get_window_extent().x1 <= axes.get_window_extent().x1 + 3
        assert title.get_window_extent().y1 <= figure.texts[1].get_window_extent().y0
