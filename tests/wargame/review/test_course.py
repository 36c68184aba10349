from __future__ import annotations

import pytest

from sim.wargame.actions import Override, Publish
from sim.wargame.review.course import changes, rows, walk
from tests.wargame.playing import picture, same_states
from tests.wargame.review.games import played


def test_rows_hold_what_was_ordered_intended_executed_and_seen() -> None:
    table = played().table
    found = rows(table)
    cast = table.crisis.plan.cast
    assert len(found) == len(cast.postures) * len(table.days)
    for row in found:
        day = table.days[row.day]
        assert (row.intended, row.executed) == (day.intended[row.posture], day.executed[row.posture])
        for watcher, rung in row.seen.items():
            assert day.perceived(table.crisis, watcher, row.posture) == rung
            assert not cast.share_a_room(watcher, cast.owner(row.posture))
    war = [row for row in found if row.turn == 2 and row.posture == "birch>aster"]
    assert {row.ordered for row in war} == {"war"}
    assert {row.ordered for row in found if row.turn == 0} == {None}


def test_changes_leave_out_the_days_on_which_nothing_is_new() -> None:
    table = played().table
    found = changes(table)
    kept = {(row.day, row.posture) for row in found}
    before = None
    for row in rows(table):
        if row.posture == "birch>aster":
            if before is not None and row.executed != before.executed:
                assert (row.day, row.posture) in kept
            before = row
    assert len(found) < len(rows(table))
    assert all(row.day > 0 for row in found)


def test_a_walk_stops_after_every_turn_and_at_each_intervention() -> None:
    game = played()
    before = picture(game.table)
    found = walk(game)
    assert picture(game.table) == before
    assert len(found.after) == 1 + len(game.table.played)
    same_states(found.after[-1].snapshot.state, game.table.crisis.state)
    assert [type(step.action) for step in found.steps] == [Override, Publish]
    assert [step.turn for step in found.steps] == [1, 3]


@pytest.mark.parametrize("turn", [1, 2])
def test_the_state_after_a_turn_is_what_the_next_orders_find(turn: int) -> None:
    game = played()
    after = walk(game).after[turn]
    assert after.snapshot.day == game.table.played[turn].before.snapshot.day
