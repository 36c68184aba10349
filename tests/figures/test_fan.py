"""On which rung actors stand: layers that fill each panel, edges, keys and notes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from drawing import inches, legend, rendered, strays, words
from matplotlib.collections import PolyCollection

from sim.analysis.chances.curves import fans
from sim.figures import fan, style

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")


def panels(figure):
    return {axes.get_title(loc="left"): axes for axes in figure.axes}


def layers(axes):
    return [c for c in axes.collections if isinstance(c, PolyCollection)]


def test_a_panel_an_actor_filled_to_the_top(uncertain):
    results = fans(uncertain)
    shown = panels(rendered(fan.draw(results)))
    assert set(shown) == {"Aster", "Birch", "The cedar militia", "Dune"}
    for each in results.fans:
        axes = shown[each.title]
        assert len(layers(axes)) == len(each.steps)
        top = max(path.vertices[:, 1].max() for layer in layers(axes) for path in layer.get_paths())
        assert top == 1.0
        assert axes.get_ylim() == (0.0, 1.0)


def test_edges_are_the_curves_those_of_firebreaks_marked(uncertain):
    results = fans(uncertain)
    birch = next(each for each in results.fans if each.actor == "birch")
    lines = {line.get_label(): line for line in panels(fan.draw(results))["Birch"].lines}
    assert set(lines) == {"Threats", "Limited strikes", "War"}
    assert np.array_equal(lines["War"].get_ydata(), birch.curves[3].share)
    assert lines["War"].get_color() == style.MARK
    assert lines["Threats"].get_color() == "white"


def test_keys_are_the_rungs_of_each_ladder(uncertain, flat):
    keys = legend(fan.draw(fans(uncertain)))
    assert sorted(keys) == sorted(
        ["Calm", "Threats", "Limited strikes", "War", "Calm", "Fire", "edge of a firebreak"]
    )
    assert "edge of a firebreak" not in legend(fan.draw(fans(flat)))


def test_notes_say_what_it_is_and_who_is_missing(uncertain):
    figure = rendered(fan.draw(fans(uncertain)))
    assert "Without postures of their own: Ember." in words(figure)
    assert "explores, does not predict" in words(figure)
    assert strays(figure) == []
    assert inches(figure)[0] == pytest.approx(style.WIDTH)


@pytest.mark.parametrize("number", [0, 1, 5, 18])
def test_any_number_of_actors_fits_on_a_page(uncertain, number):
    results = fans(uncertain)
    several = dataclasses.replace(results, fans=(results.fans * 5)[:number])
    figure = rendered(fan.draw(several))
    assert len(figure.axes) == number
    assert inches(figure)[1] < 297 * style.MM
    if not number:
        assert "No actor holds a posture." in words(figure)
