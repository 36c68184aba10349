"""One run on a page: lanes, marks, numbers and notes."""

from __future__ import annotations

import pytest
from matplotlib import pyplot
from tools import lived, small

import sim
from sim.analysis.one_run.timeline import timeline
from sim.figures import lanes as lane_figure
from sim.figures import timeline as figure_of
from tests.cli.calling import BORDER, ROOT

pytestmark = pytest.mark.filterwarnings("error", r"ignore:unclosed file .*mpl-data.fonts:ResourceWarning")
NEIGHBOURS = ROOT / "tests" / "cli" / "data" / "two_neighbours.yaml"
GAZA = ROOT / "scenarios" / "gaza_2023.yaml"


def told_of(path, seed=3, run=4):
    return timeline(lived(sim.load(path), seed, run))


def drawn(told, **options):
    figure = figure_of.draw(told, **options)
    figure.set_dpi(200)  # in which it is saved
    figure.draw_without_rendering()
    return figure


def words(figure):
    return " ".join(text.get_text().replace("\n", " ") for text in figure.texts)


def names(figure):
    return [axes.texts[0].get_text().replace("\n", " ") for axes in figure.axes]


def legend(figure):
    legends = [artist for artist in figure.get_children() if type(artist).__name__ == "Legend"]
    return [text.get_text() for one in legends for text in one.get_texts()]


def test_a_lane_a_posture_that_moved_and_the_incidents_below() -> None:
    figure = drawn(told_of(NEIGHBOURS))
    assert names(figure) == [
        "Lowland toward Upland",
        "Upland toward Lowland",
        "Hill folk toward Upland",
        "Incidents a day, all",
    ]


def test_the_lane_is_the_run() -> None:
    told = told_of(NEIGHBOURS)
    steps = drawn(told).axes[0].lines[0]
    lane = told.lanes[0]
    assert steps.get_xdata().tolist() == list(range(13))
    assert (steps.get_ydata() * (len(lane.rungs) - 1)).tolist() == lane.by_day().tolist()


def test_a_mark_a_climb_in_the_shape_of_its_cause() -> None:
    told = told_of(BORDER, 7, 41)
    for axes, lane in zip(drawn(told).axes, lane_figure.by_actor(told.lanes), strict=False):
        shapes = [line.get_marker() for line in axes.lines if line.get_linestyle() == "None"]
        climbs = [turn for turn in lane.turns if turn.after > turn.before]
        assert shapes == [lane_figure.CAUSES[turn.cause][0] for turn in climbs]


def test_every_cause_of_a_climb_has_a_shape_of_its_own() -> None:
    from sim.analysis.summary import PROXIMATE

    assert set(lane_figure.CAUSES) == {*PROXIMATE, "observed"}
    assert len({shape for shape, _, _ in lane_figure.CAUSES.values()}) == len(lane_figure.CAUSES)
    assert len({colour for _, colour, _ in lane_figure.CAUSES.values()}) == len(lane_figure.CAUSES)


def test_the_bars_are_the_incidents() -> None:
    told = told_of(BORDER, 7, 41)
    bars = drawn(told).axes[-1].patches
    assert [bar.get_height() for bar in bars] == told.incidents.tolist()


def test_events_by_number_and_outcomes_by_letter() -> None:
    figure = drawn(told_of(NEIGHBOURS))
    assert [text.get_text() for text in figure.axes[0].texts[1:]] == ["A", "1"]
    assert "Events (dashed): 1 A mediator arrives." in words(figure)
    assert "Outcomes, first days (orange): A War at the border." in words(figure)
    assert legend(figure) == [
        *["Calm", "Threats", "Strikes"],
        *["climbs on its own initiative", "committed by a line or floor", "ordered"],
    ]


def test_numbers_of_near_days_stand_in_rows() -> None:
    storms = ", ".join(f"s{k}: {{at: {k + 3}}}" for k in range(6))
    text = f"actors: {{aster: {{postures: {{birch: {{climb: 1}}}}}}, birch: {{}}}}\nevents: {{{storms}}}\n"
    figure = drawn(timeline(lived(small(text, days=200))))
    heights = [text.xyann[1] for text in figure.axes[0].texts[1:]]
    assert len(set(heights)) == figure_of.ROWS


def test_the_heading_says_which_run() -> None:
    said = words(drawn(told_of(NEIGHBOURS)))
    assert "Run 4 day by day" in said
    assert "Two neighbours. 1 Mar 2031 to 13 Mar 2031, 12 days." in said
    assert "run 4 of seed 3 · explores, does not predict" in said
    assert "not how likely that is" in said


@pytest.mark.compiled_only
def test_a_page_for_a_large_crisis_says_how_many_are_left_out() -> None:
    told = told_of(GAZA, 1, 37)
    figure = drawn(told)
    moved = sum(bool(lane.turns) for lane in told.lanes)
    assert len(figure.axes) == figure_of.LANES + 1
    assert figure.get_size_inches()[1] < 9.7
    left = moved - figure_of.LANES
    assert f"Of {moved} postures that moved, {left} are left out" in words(figure)
    page = figure.bbox
    for text in [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]:
        box = text.get_window_extent()
        assert page.x0 - 1 <= box.x0
        assert box.x1 <= page.x1 + 1


def test_fewer_lanes_on_demand() -> None:
    figure = drawn(told_of(NEIGHBOURS), most=1)
    assert len(figure.axes) == 2
    assert "Of 3 postures that moved, 2 are left out" in words(figure)


def test_nobody_moves() -> None:
    figure = drawn(timeline(lived(small("actors: {aster: {postures: {birch: {}}}, birch: {}}\n"))))
    assert names(figure) == ["Incidents a day, all"]
    assert "No posture moved." in words(figure)
    assert legend(figure) == []


def test_nobody_has_a_posture() -> None:
    assert names(drawn(timeline(lived(small("actors: {aster: {}}\n"))))) == ["Incidents a day, all"]


def test_a_run_that_stopped_says_so() -> None:
    text = "actors: {aster: {postures: {birch: {climb: 9}}}, birch: {}}\nstop_when: day() >= 4\n"
    assert "came true on day 4" in words(drawn(timeline(lived(small(text)))))


def test_one_shade_a_level_on_every_ladder() -> None:
    told = told_of(NEIGHBOURS)
    scale = lane_figure.top_level(told.lanes)
    shades = [lane_figure.shade(told.lanes[0], place, scale) for place in range(3)]
    assert len(set(shades)) == 3
    assert shades == [lane_figure.shade(told.lanes[1], place, scale) for place in range(3)]


def test_a_title_with_dollars_is_no_formula() -> None:
    text = """
actors: {aster: {title: A $ and a $, postures: {birch: {climb: 9}}}, birch: {title: "$x$"}}
events: {storm: {title: It cost $1 or $2, at: 2}}
"""
    assert names(drawn(timeline(lived(small(text)))))[0] == r"A \$ and a \$ toward \$x\$"


def test_no_window_is_opened() -> None:
    drawn(told_of(NEIGHBOURS))
    assert pyplot.get_fignums() == []
