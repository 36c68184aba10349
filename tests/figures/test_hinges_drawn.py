"""What the answer hangs on, drawn from runs: of a small world, and of the shipped scenario."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from drawing import inches, rendered, strays, texts, words
from matplotlib.figure import Figure
from tools import small

import sim
from sim.figures import ablation as ablation_figure
from sim.figures import map as map_figure
from sim.figures import respacing as respacing_figure
from sim.figures import response as response_figure
from sim.figures import style, tornado
from sim.scenario.loading import Scenario
from sim.scenario.rewriting.mechanisms import MECHANISMS
from sim.studies.asking.ablating import ablation
from sim.studies.asking.assuming import assumptions
from sim.studies.asking.building import study_of_versions
from sim.studies.asking.held import HeldStudy, held
from sim.studies.asking.responding import response
from sim.studies.asking.spacing import respacing
from sim.studies.asking.tables import plane
from sim.studies.form.factors import Factor
from sim.studies.form.schema import DesignForm

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")

SHIPPED = Path(__file__).parents[2] / "scenarios" / "gaza_2023.yaml"
TINY = """
parameters:
  resolve: {title: Resolve, value: 0.5, range: [0, 1], assumed: nobody says}
  tempo: {title: Tempo, unit: a day, value: 0.2, uncertainty: {uniform: [0.1, 0.4]}, assumed: a guess}
actors:
  aster:
    postures: {birch: {climb: tempo, ceiling: strikes}}
    triggers: [{id: line, when: day() >= 5, then: {birch: {floor: war, ceiling: war}}, honoured: resolve}]
  birch: {postures: {aster: {reactivity: 0.5}}}
outcomes: {war: {title: "War, at last", when: rung(aster) >= war}, answer: rung(birch) >= threats}
"""


def world() -> Scenario:
    return small(TINY, days=12)


def grid(scenario: Scenario, measures: list[str], values: dict[str, tuple[float, ...]]) -> HeldStudy:
    """The scenario as written, at every combination of some values of some parameters."""
    asked = scenario.document.parameters
    factors = [
        Factor(name, asked[name].title, asked[name].unit, values=some, central=scenario.parameters[name])
        for name, some in values.items()
    ]
    runs, form = 20, DesignForm(kind="grid")
    return held(
        study_of_versions(
            {"as_written": scenario}, measures, runs=runs, draws=10, factors=factors, design=form
        )
    )


def check(figure: Figure, *said: str) -> Figure:
    """It says what it is, stays on the page, and no words lie on others."""
    rendered(figure)
    assert "explores, does not predict" in words(figure)
    for each in said:
        assert each in words(figure), each
    assert strays(figure) == []
    assert inches(figure)[0] == pytest.approx(style.WIDTH)
    assert inches(figure)[1] < 10.5
    boxes = [(text.get_text(), text.get_window_extent().shrunk(0.9, 0.6)) for text in texts(figure)]
    assert [(one[0], two[0]) for one, two in combinations(boxes, 2) if one[1].overlaps(two[1])] == []
    return figure


def test_mechanisms_of_a_small_world() -> None:
    figure = check(ablation_figure.draw(ablation(world(), runs=40)), "Ceilings", "Reaction to provocation")
    assert "Not in the scenario: Caps, Command rooms" in words(figure)
    assert "one at a time and together" in words(figure)


def test_levels_of_a_small_world() -> None:
    check(respacing_figure.draw(respacing(world(), runs=40)), "'Threats' in two", "1 posture moves")


def test_assumed_numbers_of_a_small_world() -> None:
    found = assumptions(world(), runs=60)
    figure = check(tornado.draw(found.of("war")), "What would move it: War, at last", "at each of 5 points")
    labels = [tick.get_text() for tick in figure.axes[0].get_yticklabels()]
    assert labels == ["Resolve: 0 to 1", "Tempo: 0.115 to 0.385 a day"]


def test_a_map_and_a_response_of_a_small_world() -> None:
    two = grid(world(), ["war"], {"resolve": (0.0, 0.5, 1.0), "tempo": (0.1, 0.2)})
    figure = check(map_figure.draw(plane(two, "war")), "War, at last, by Resolve and Tempo", "Tempo (a day)")
    assert "20 runs in each cell" in words(figure)
    one = grid(world(), ["war", "answer"], {"resolve": (0.0, 0.5, 1.0)})
    assert len(check(response_figure.draw(response(one)), "As written", "Resolve").axes) == 2


@pytest.mark.compiled_only
def test_the_shipped_scenario() -> None:
    """Long titles, small chances, a page of outcomes."""
    scenario = sim.load(SHIPPED)
    few = [each for each in MECHANISMS if each.name in ("ceilings", "declaring", "wards")]
    check(ablation_figure.draw(ablation(scenario, mechanisms=few, runs=150)), "Declaring of lines")
    spaced = respacing(scenario, shapes=["squared"], splits=["low_damage_fire"], runs=150)
    check(respacing_figure.draw(spaced), "'Fire of low damage' in two", "Squared levels")
    found = assumptions(scenario, measures=["northern_war"], runs=20)
    assert len(found.of("northern_war").bars) >= 50
    check(tornado.draw(found.of("northern_war")), "more move it less and are not drawn")
    values = {"hezbollah_resolve": (0.0, 0.3, 1.0), "threat_weight": (0.0, 0.33)}
    check(map_figure.draw(plane(grid(scenario, ["northern_war"], values), "northern_war")), "Orange")
    study = grid(scenario, ["northern_war", "us_enters"], {"hezbollah_resolve": (0.0, 0.3, 1.0)})
    check(response_figure.draw(response(study)), "hezbollah".capitalize())
