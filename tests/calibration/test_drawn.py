"""What the figures of a calibration show, and what is printed."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from sim.analysis.calibration.checks import Check, Recorded, check
from sim.analysis.calibration.contraction import Contraction, Learnt, Noise
from sim.analysis.calibration.learned import Learned, most_learned
from sim.analysis.calibration.ranks import DRAWS, Ranks
from sim.figures import calibration, calibration_checks, calibration_ranks
from tests.figures.drawing import legend, rendered, strays, words

SAID = ["A calibration. A scenario.", "1,000 runs"]
NOISE = Noise(0.1, 0.05)


def learned(name: str, narrowed: float, is_moved: bool) -> Learned:
    rng = np.random.default_rng(0)
    one, two = Learnt(narrowed, narrowed - 0.1, narrowed + 0.1), Learnt(0.3, 0.2, 0.4)
    found = Contraction(name, one, two, is_moved)
    return Learned(name, None, np.linspace(0, 1, 200), 0.4 + 0.1 * rng.random(300), found)


@pytest.fixture
def parameters() -> list[Learned]:
    return [learned("still", 0.01, False), *(learned(f"moved_{k}", 0.2 * k, True) for k in range(1, 4))]


@pytest.fixture
def checks() -> list[Check]:
    values = [np.arange(40), np.arange(10, 30)]
    records = {"a count": Recorded(12, 12), "at least": Recorded(12, None), "at most": Recorded(None, 9)}
    return [check(name, name.capitalize(), one, name != "at most", values) for name, one in records.items()]


def sound(figure: Figure) -> Figure:
    assert strays(rendered(figure)) == []
    return figure


def test_only_what_moved_has_a_panel_the_most_narrowed_first(parameters: list[Learned]) -> None:
    assert [each.name for each in most_learned(parameters)] == ["moved_3", "moved_2", "moved_1"]
    figure = sound(calibration.draw_moved(parameters, NOISE, SAID))
    assert "moved_3: 60%" in words(figure)
    assert "still" not in words(figure)
    assert "3 of 4 uncertain numbers moved" in words(figure)
    assert "before (prior)" in legend(figure)


def test_where_nothing_moved_it_is_said() -> None:
    figure = sound(calibration.draw_moved([learned("still", 0.0, False)], NOISE, SAID))
    assert "0 of 1 uncertain numbers moved" in words(figure)


def test_every_parameter_has_a_dot(parameters: list[Learned]) -> None:
    figure = sound(calibration.draw_contraction(parameters, NOISE, SAID))
    left = figure.axes[0]
    assert [label.get_text() for label in left.get_yticklabels()] == [
        "moved_3",
        "moved_2",
        "moved_1",
        "still",
    ]
    assert [line.get_xdata()[0] for line in left.lines if line.get_marker() == "o"] == pytest.approx(
        [60, 40, 20, 1]
    )


def test_records_stand_where_they_are(checks: list[Check]) -> None:
    figure = sound(calibration_checks.draw(checks, SAID))
    diamonds = [next(line for line in axes.lines if line.get_marker() == "D") for axes in figure.axes]
    assert [list(map(float, each.get_xdata())) for each in diamonds] == [[12.0], [12.0], [9.0]]
    assert [each.get_markerfacecolor() for each in diamonds][2] == "white"
    assert "At least" in words(figure)


def test_ranks_that_stray_are_named() -> None:
    rng = np.random.default_rng(1)
    ranks = np.stack([rng.integers(DRAWS + 1, size=200), rng.integers(30, 70, size=200)], axis=1)
    figure = sound(calibration_ranks.draw(Ranks(("even", "heaped"), ranks, "here"), SAID))
    assert "Not even, at 5% over all panels: heaped." in words(figure)
    even = sound(calibration_ranks.draw(Ranks(("even",), ranks[:, :1], "here"), SAID))
    assert "None strays" in words(even)
