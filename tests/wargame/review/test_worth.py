from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.intervals import paired_difference
from sim.wargame.odds.live import odds
from sim.wargame.review import worth
from sim.wargame.review.curve import curve
from sim.wargame.review.worth import as_ordered, decisions, most_moved, ordering, standing
from tests.tools import assert_share
from tests.wargame.odds.test_and_if import stepped
from tests.wargame.playing import game, order, quiet, until
from tests.wargame.review.games import few, played, reviewed


def worth_runs() -> int:
    """How many futures of each version there are before those of fresh luck."""
    with few():
        return worth.RUNS


def silent(text: str) -> None:
    """Nobody listens."""


def test_the_curve_has_a_point_a_turn_with_its_change() -> None:
    found = reviewed()
    assert [point.turns for point in found.curve] == list(range(len(found.table.played) + 1))
    assert found.curve[0].changes is None
    last = found.curve[2]
    assert last.odds.of("open_war").chance.share == 1.0
    assert last.odds.of("open_war").came is not None
    assert last.changes is not None
    assert last.changes["open_war"].difference > 0.0


def test_the_order_to_go_to_war_is_what_moved_war_most() -> None:
    found = reviewed()
    first = found.ranked[0]
    assert (first.seat, first.chosen, first.again) == ("birch", "open_war", True)
    (top,) = [each for each in found.decisions if (each.turn, each.seat) == (2, "birch")]
    assert top.odds.of("open_war").chance.share == 1.0
    assert top.hold is not None
    assert top.hold["open_war"].is_clear


def test_every_order_of_every_turn_is_valued_and_holding_against_the_rulebook() -> None:
    found = reviewed()
    table = found.table
    asked = [(turn.turn, seat) for turn in table.played for seat in ordering(table, turn)]
    assert [(each.turn, each.seat) for each in found.decisions] == asked
    for each in found.decisions:
        assert (each.hold is None) == (not each.moved)
        assert each.by_person


def test_an_order_is_set_against_holding_in_pairs_by_hand() -> None:
    table = played().table
    turn = table.played[1]
    with few():
        (found,) = [each for each in decisions(table, 99, silent) if (each.turn, each.seat) == (2, "birch")]
    held = {**turn.ordered, "birch>aster": standing(turn)["birch>aster"]}
    runs, first = (found.odds.runs, worth_runs() if found.again else 0)
    one = odds(as_ordered(table, turn, turn.ordered), runs, 99, first).of("open_war").hits
    other = odds(as_ordered(table, turn, held), runs, 99, first).of("open_war").hits
    assert found.hold is not None
    value = found.hold["open_war"]
    assert value.difference == pytest.approx(one.mean() - other.mean())
    assert (value.low, value.high) == pytest.approx(paired_difference(one, other))


def test_a_turn_as_ordered_with_the_games_own_luck_is_the_turn_that_was_played() -> None:
    table = played().table
    for turn in table.played[:2]:
        if turn.rulings:
            continue
        found = stepped(as_ordered(table, turn, turn.ordered), 3, table.game.days_a_turn)
        after = table.played[turn.turn].before.snapshot.state
        assert found.clock[0] == after.clock[0]
        np.testing.assert_array_equal(found.stance[:, :2], after.stance[:, :2])
        np.testing.assert_array_equal(found.incidents, after.incidents)


@pytest.mark.compiled_only
def test_a_worth_that_is_known() -> None:
    """One day at threats, after which nothing holds it there: the outcome is that day alone."""
    scenario = quiet(
        """
  aster: {postures: {birch: {climb: 0.1, ceiling: threats}}}
  birch: {postures: {aster: {}}}
outcomes: {talk: "rung(aster, birch) >= threats"}
"""
    )
    asked = game(scenario, people=("aster", "birch"))
    until(asked, "plan")
    order(asked, "aster", rungs={"birch": "calm"})
    until(asked, "adjudicate")
    (aster,) = [each for each in decisions(asked.table, 99, silent) if each.seat == "aster"]
    # held for five days of twenty: 1 - exp(-1.5) instead of 1 - exp(-2)
    assert aster.hold is None
    hits = aster.odds.of("talk").chance
    assert_share(hits.hits, hits.runs, 1 - np.exp(-1.5))
    value = aster.book["talk"]
    assert value.low < np.exp(-2) - np.exp(-1.5) < value.high


def test_what_moves_no_chance_is_of_no_weight() -> None:
    assert most_moved({}) is None
    found = reviewed()
    assert all(each.weight == 0.0 for each in found.decisions if each.chosen is None)


def test_rulings_and_injects_with_events_are_valued() -> None:
    ruled, talks = reviewed().rulings
    assert (ruled.turn, talks.turn) == (1, 3)
    assert (talks.chosen, talks.changes["talks"].difference) == ("talks", 1.0)


def test_the_curve_is_told_of_as_it_is_worked_out() -> None:
    from sim.wargame.review.course import walk

    heard: list[str] = []
    with few():
        curve(walk(played()), 99, heard.append)
    assert heard[:2] == ["the odds at the start", "the odds after turn 1"]
