"""The white cell's word: a rung, an event or a meter otherwise, and what seats then see of it."""

from __future__ import annotations

import pytest

from sim.rules.state import FELT_MENACE, FROZEN, PEAK
from sim.wargame.game import Game
from sim.wargame.views.public import public_view
from sim.wargame.views.seat import seat_view
from sim.wargame.who import WHITE
from tests.wargame.playing import (
    a,
    advance,
    game,
    order,
    override,
    picture,
    play_on,
    quiet,
    refused,
    strait,
    until,
)

STOPS = strait((("outcomes:\n", "stop_when: happened(parley) or meter(unease) > 0.95\noutcomes:\n"),))


def believes(one: Game, seat: str, posture: str) -> str | None:
    view = seat_view(one.table, seat, 0.0)
    return next(each.rung for each in view.believed if each.posture == posture)


def came(one: Game, outcome: str) -> int:
    return int(one.table.crisis.state.outcome[sorted(one.table.scenario.document.outcomes).index(outcome)])


def test_a_ruling_before_and_after_a_turn_is_published() -> None:
    one = game(quiet())
    until(one, "adjudicate")
    override(one, "rung", "birch>aster", "strikes")
    assert believes(one, "aster", "birch>aster") == "calm"  # it is not out yet
    advance(one)
    assert believes(one, "aster", "birch>aster") == "strikes"
    assert one.table.played[0].days[-1].executed["birch>aster"] == "strikes"
    assert one.table.played[0].days[-2].executed["birch>aster"] == "calm"
    override(one, "rung", "birch>aster", "threats")
    assert believes(one, "aster", "birch>aster") == "threats"
    assert [ruling.value for ruling in one.table.played[0].rulings] == ["strikes", "threats"]
    until(one, "brief")
    assert believes(one, "aster", "birch>aster") == "threats"  # what nobody orders stays


def test_before_any_turn() -> None:
    one = game(quiet())
    override(one, "rung", "birch>aster", "war")
    assert believes(one, "aster", "birch>aster") == "war"
    until(one, "brief")
    assert one.table.crisis.intended("birch>aster") == "war"


def test_what_the_last_day_made_so_is_judged_anew() -> None:
    one = game(strait())
    until(one, "plan")
    order(one, "aster", rungs={"birch": "threats"})
    order(one, "birch", rungs={"aster": "threats"})
    until(one, "adjudicate")
    p = one.table.crisis.place("birch>aster")
    assert came(one, "open_war") == -1
    override(one, "rung", "birch>aster", "war")
    assert came(one, "open_war") == 5
    assert one.table.crisis.state.reached[p].tolist() == [0, 1, 5, 5]
    override(one, "rung", "birch>aster", "threats")
    assert came(one, "open_war") == -1
    assert one.table.crisis.state.reached[p].tolist() == [0, 1, -1, -1]
    assert one.table.crisis.state.stance[p, PEAK] == 1
    assert not [each for each in one.table.crisis.happenings if each.what == "open_war"]
    moves = [(m.day, m.from_, m.to) for m in one.table.played[0].moves if m.posture == "birch>aster"]
    assert moves == [(1, "calm", "threats"), (5, "threats", "war"), (5, "war", "threats")]


def test_what_came_on_earlier_days_stays() -> None:
    one = game(strait())
    until(one, "plan")
    order(one, "birch", rungs={"aster": "war"})
    until(one, "adjudicate")
    override(one, "rung", "birch>aster", "calm")
    assert came(one, "open_war") == 1


def test_events_are_told_as_they_are_ruled() -> None:
    one = game(strait())
    until(one, "adjudicate")
    override(one, "event", "parley", True)
    override(one, "event", "storm", False)
    assert came(one, "talks") == 5
    advance(one)
    assert [each.text for each in one.table.notices if each.kind == "event"] == ["Parley."]
    override(one, "event", "parley", False)
    assert came(one, "talks") == -1
    told = [each.text for each in one.table.notices if each.kind == "event"]
    assert told == ["Parley.", "Parley: this has not happened after all."]
    play_on(one)
    assert not [each for each in one.table.crisis.happenings if each.kind == "event"]


def test_an_event_that_happened_and_is_ruled_out_before_it_is_told() -> None:
    for seed in range(60):
        one = game(strait(), seed)
        until(one, "adjudicate")
        if any(each.what == "storm" for each in one.table.played[0].happenings):
            break
    override(one, "event", "storm", False)
    advance(one)
    assert not [each for each in one.table.notices if each.kind == "event"]


def test_a_meter() -> None:
    one = game(strait())
    override(one, "meter", "unease", 0.4)
    assert public_view(one.table, 0.0).meters == {"Unease": 0.4}
    for value in (1.1, -0.1, float("nan"), float("inf"), True, "much"):
        refused(lambda value=value: override(one, "meter", "unease", value), "a number from 0 to 1")


@pytest.mark.parametrize(
    ("what", "name", "value", "words"),
    [
        ("rung", "birch>astr", "war", r"No posture is called 'birch>astr' \(did you mean birch>aster\?\)"),
        ("rung", "birch>aster", "pax", "No rung of birch>aster is called 'pax'"),
        ("event", "rain", True, "No event is called 'rain'"),
        ("event", "storm", 1.0, "true or false"),
        ("meter", "anger", 0.5, "No meter is called 'anger'"),
    ],
)
def test_rulings_that_cannot_be(what: str, name: str, value: object, words: str) -> None:
    one = game(strait())
    before = picture(one.table)
    refused(lambda: override(one, what, name, value), words)
    assert picture(one.table) == before


def test_a_ruling_needs_a_reason_and_a_game() -> None:
    with pytest.raises(a.Malformed, match="reason"):
        a.parse_action({"kind": "override", "what": "rung", "name": "x", "value": "y", "reason": " \n"})
    one = game(quiet())
    advance(one, "debrief")
    refused(lambda: override(one, "rung", "aster>birch", "war"), "over")


def test_menace_is_that_of_what_was_ruled() -> None:
    one = game(strait())
    p = one.table.crisis.place("birch>aster")
    before = one.table.crisis.state.mind[p, FELT_MENACE]
    override(one, "rung", "aster>birch", "war")
    assert one.table.crisis.state.mind[p, FELT_MENACE] - before == pytest.approx(2.0 - 0.5)


def test_a_crisis_that_was_stopped_goes_on_and_the_other_way_round() -> None:
    one = game(STOPS)
    until(one, "adjudicate")
    assert one.table.next_phase() == "brief"
    override(one, "event", "parley", True)
    assert one.table.crisis.state.clock[FROZEN] == 1
    assert one.table.next_phase() == "debrief"
    override(one, "event", "parley", False)
    assert one.table.next_phase() == "brief"
    assert [each for each in one.table.crisis.happenings if each.kind == "end"] == []
    advance(one)
    override(one, "meter", "unease", 1.0)
    assert one.table.next_phase() == "debrief"
    advance(one)
    assert one.table.over


def test_stopped_amid_orders_no_day_is_played() -> None:
    one = game(STOPS)
    until(one, "brief")
    until(one, "plan")
    order(one, "birch", rungs={"aster": "war"}, statement="Too late.")
    override(one, "event", "parley", True)
    until(one, "adjudicate")
    assert one.table.played[1].days == []
    assert one.table.played[1].last_day == 5
    advance(one)
    assert one.table.over
    assert one.table.crisis.intended("birch>aster") != "war"
    one.take(a.Undo(turn=2), WHITE, 0.0)
    assert one.table.phase == "brief"
