"""Scenarios beside each other: known chances, pairs counted by hand, and what may not be paired."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import assert_share, fewer, runs, small

import sim
from sim.analysis.comparing.pairing import came, change_from, same_question
from sim.analysis.comparing.side_by_side import side_by_side
from sim.analysis.comparing.side_table import side_table, side_words
from sim.analysis.intervals import paired_difference
from sim.analysis.results import Ensemble
from sim.scenario.loading import load_text

COIN = """
actors: {{aster: {{}}}}
events:
  storm: {{title: A storm, at: 3, probability: {storm}}}
  tide: {{at: 5, probability: 0.5}}
outcomes:
  storm: {{title: A storm comes, when: happened(storm)}}
  tide: happened(tide)
  {more}
"""


def coin(storm: float, more: str = "never: day() > 99", **options: int) -> Ensemble:
    """A storm of this chance and an even tide, whose luck does not hang on the storm."""
    asked = {"runs": runs(4000, 400), "seed": 7, **options}
    return sim.simulate(small(COIN.format(storm=storm, more=more), days=8), **asked)


@pytest.fixture(scope="module")
def three() -> list[Ensemble]:
    return [coin(0.3), coin(0.5), coin(0.1)]


def test_the_chances_are_those_that_were_put_in(three: list[Ensemble]) -> None:
    row = side_by_side(three).rows[0]
    for share, chance in zip(row.shares, (0.3, 0.5, 0.1), strict=True):
        assert_share(share.came, share.of, chance)


def test_the_farthest_apart_are_named_with_their_paired_difference(three: list[Ensemble]) -> None:
    row = side_by_side(three).rows[0]
    assert (row.title, row.farthest.more, row.farthest.less) == ("A storm comes", 1, 2)
    one, other = came(three[1], "storm"), came(three[2], "storm")
    change = row.farthest.change
    assert change.difference == pytest.approx(one.mean() - other.mean())
    assert (change.low, change.high) == paired_difference(one, other)
    assert change.lost == 0.0  # the same draw: what comes at one in ten comes at one in two
    assert row.farthest.is_clear


def test_a_clear_pair_is_named_before_a_larger_difference_that_is_not() -> None:
    """Scenarios that share the luck of a cause are told apart sooner than those that have another."""
    text = """
actors: {{aster: {{}}}}
events: {{{cause}: {{at: 3, probability: {chance}}}, storm: {{when: happened({cause})}}}}
outcomes: {{storm: happened(storm)}}
"""
    said = [("wind", 0.3), ("wind", 0.34), ("heat", 0.35)]
    found = [
        sim.simulate(small(text.format(cause=cause, chance=chance)), runs=400, seed=7)
        for cause, chance in said
    ]
    shared, apart = change_from(found[0], found[1], "storm"), change_from(found[0], found[2], "storm")
    assert shared.difference < apart.difference
    assert (shared.is_clear, apart.is_clear) == (True, False)
    row = side_by_side(found).rows[0]
    assert (row.farthest.more, row.farthest.less) == (1, 0)


def test_what_no_scenario_changes_is_the_same_run_by_run(three: list[Ensemble]) -> None:
    found = side_by_side(three)
    tide = found.rows[1]
    assert len({share.came for share in tide.shares}) == 1
    assert (tide.farthest.change.difference, tide.farthest.is_clear) == (0.0, False)
    assert [row.name for row in found.clear()] == ["storm"]


def test_rows_come_in_the_order_of_the_first_and_columns_by_title(three: list[Ensemble]) -> None:
    found = side_by_side(three, ["one", "two", "three"])
    assert [row.name for row in found.rows] == ["storm", "tide", "never"]
    assert (found.columns, found.left_out) == (["one", "two", "three"], [])
    assert side_by_side(three).columns == ["A small world"] * 3


def test_an_outcome_that_one_lacks_or_means_otherwise_is_left_out() -> None:
    here, there = coin(0.3, "late: {title: Late, when: day() > 4}"), coin(0.3, "late: day() > 5")
    assert not same_question(here, there, "late")
    found = side_by_side([here, there])
    assert ([row.name for row in found.rows], found.left_out) == (["storm", "tide"], ["Late"])
    assert side_by_side([coin(0.3), there]).left_out == ["Never", "Late"]


@pytest.mark.parametrize("clock", [("days: 8", "days: 9"), ("2031-03-01", "2031-03-02")])
def test_an_outcome_of_other_days_is_another_question(clock: tuple[str, str]) -> None:
    """What comes in nine days is likelier than in eight, and no difference between scenarios made it so."""
    here = coin(0.3)
    longer = load_text(here.scenario.text.replace(*clock))
    there = sim.simulate(longer, runs=here.runs, seed=here.seed)
    found = side_by_side([here, there])
    assert (found.rows, found.left_out) == ([], ["A storm comes", "Tide", "Never"])
    assert not same_question(here, there, "storm")
    assert side_words(found) == ["No outcome is asked for in all of them over the same days."]


def test_layout_of_a_condition_is_no_difference() -> None:
    here, there = coin(0.3, "late: day() > 4"), coin(0.3, "late: {when: day()   >  4}")
    assert same_question(here, there, "late")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"runs": 99}, "the same runs: small has"),
        ({"seed": 8}, "the same seed: small has 7, small has 8"),
        ({"draws": 3}, "the same draws"),
        ({"errors": False}, "the same errors"),
    ],
)
def test_runs_of_other_luck_are_not_paired(other: dict[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        side_by_side([coin(0.3), coin(0.3, **other)])


def test_one_alone_and_titles_too_few_are_refused() -> None:
    with pytest.raises(ValueError, match="two ensembles or more can stand side by side, not 1"):
        side_by_side([coin(0.3)])
    with pytest.raises(ValueError, match="1 titles for 2 ensembles"):
        side_by_side([coin(0.3), coin(0.5)], ["one"])


def test_an_outcome_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        change_from(coin(0.3), coin(0.5), "flood")


@fewer
@given(
    st.floats(0.0, 1.0).map(lambda p: round(p, 3)),
    st.floats(0.0, 1.0).map(lambda p: round(p, 3)),
)
def test_a_difference_turned_round_changes_its_sign(one: float, other: float) -> None:
    base, changed = coin(one, runs=200), coin(other, runs=200)
    there, back = change_from(base, changed, "storm"), change_from(changed, base, "storm")
    assert there.difference == pytest.approx(-back.difference)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert (there.gained, there.lost) == (back.lost, back.gained)
    assert there.low <= there.difference <= there.high
    # a coin of a higher chance comes wherever one of a lower does
    assert min(there.gained or 0.0, there.lost or 0.0) == 0.0
    assert np.sign(there.difference) in (0.0, np.sign(other - one))


@fewer
@given(st.permutations([0, 1, 2]))
def test_the_order_of_columns_moves_nothing_but_columns(order: list[int]) -> None:
    ensembles = [coin(0.3, runs=200), coin(0.6, runs=200), coin(0.1, runs=200)]
    found, turned = side_by_side(ensembles), side_by_side([ensembles[k] for k in order])
    for row, other in zip(found.rows, turned.rows, strict=True):
        assert [row.shares[k] for k in order] == other.shares
        assert row.farthest.change.difference == other.farthest.change.difference


# ---------------------------------------------------------------- in words


def test_as_a_table(three: list[Ensemble]) -> None:
    table = side_table(side_by_side(three, ["one", "two", "three"]))
    assert table.heads == ["outcome", "one", "two", "three", "farthest apart (points)"]
    assert table.rows[0][-1].endswith(": two over three")
    assert [row[-1] for row in table.rows[1:]] == ["none clearly"] * 2
    assert table.rows[2][1].startswith("< ")


def test_in_sentences(three: list[Ensemble]) -> None:
    said = side_words(side_by_side(three, ["one", "two", "three"]))
    assert said[0].startswith("They differ clearly in 1 of 3 outcomes, and most in 'A storm comes': ")
    assert said[0].endswith("points lie between two and three.")
    assert said[1] == "In 'Tide' and 'Never' they do not."
    assert side_words(side_by_side([three[0], three[0]])) == [
        "No outcome differs between any two of these by more than the luck of the runs may."
    ]
