"""The command network: rows, arcs, circles and words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from drawing import inches, rendered, strays, words
from matplotlib.patches import PathPatch, Wedge
from tools import small

from sim.analysis.actors.network import network
from sim.figures import network as figures
from sim.figures import style

sys.path.insert(0, str(Path(__file__).parents[1] / "analysis"))
from test_network import TEXT

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")


def test_who_what_and_how_far():
    figure = rendered(figures.draw(network(small(TEXT))))
    said = words(figure)
    for part in (
        "Principal",
        "Tier 1",
        "Tier 2",
        "Bystander",
        "No tier",
        "Aster",
        "The joint",
        "A new hand 0.3",
    ):
        assert part in said
    assert "0.6 (0.24–0.96)" in said
    assert "What the scenario says, and no result." in said
    (axes,) = figure.axes
    arcs = [p for p in axes.patches if isinstance(p, PathPatch)]
    assert len(arcs) == 1
    assert arcs[0].get_linewidth() == pytest.approx(0.5 + 5 * 0.3)
    turned = sorted((w.theta2 - w.theta1) % 360.0 for w in axes.patches if isinstance(w, Wedge))
    assert turned == pytest.approx([0.0, 216.0, 324.0])  # all the way round is none at all
    assert strays(figure) == []
    assert inches(figure)[0] == pytest.approx(style.WIDTH)


def test_many_rooms_leave_no_room_for_ranges():
    rooms = "".join(f"  r{k}: {{members: {{aster: obedience}}, review_every: 3}}\n" for k in range(6))
    figure = rendered(figures.draw(network(small(TEXT.replace("rooms:\n", f"rooms:\n{rooms}")))))
    assert "(0.24–0.96)" not in words(figure)
    assert strays(figure) == []


def test_a_scenario_without_any_of_it():
    figure = rendered(figures.draw(network(small("actors: {aster: {}}"))))
    assert "Grey: an actor that holds no posture." in words(figure)
    active = small("actors: {aster: {postures: {birch: {}}}, birch: {postures: {aster: {}}}}")
    assert "No patrons and no rooms." in words(figures.draw(network(active)))


def test_a_long_name_is_cut():
    name = "The $5 coordination council of the very long name that nobody can read at a glance"
    text = f'actors: {{aster: {{title: "{name}", postures: {{birch: {{}}}}}}, birch: {{}}}}'
    figure = rendered(figures.draw(network(small(text))))
    assert "..." in words(figure)
    assert strays(figure) == []
