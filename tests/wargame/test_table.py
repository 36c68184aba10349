"""The table: phases and turns, seats and who may do what, the clock, a turn taken back."""

from __future__ import annotations

import pytest

import sim
from sim.wargame import actions as a
from sim.wargame.actions import HandOver, Join, News, Undo
from sim.wargame.table import Setup, Table
from sim.wargame.who import CLOCK, WHITE
from tests.wargame.playing import (
    SEATS,
    advance,
    game,
    message,
    order,
    override,
    picture,
    play_on,
    quiet,
    refused,
    same_states,
    strait,
    until,
)


def test_a_game_goes_through_its_phases() -> None:
    one = game()
    seen = [(1, "brief")]
    while not one.table.over:
        advance(one)
        seen.append((one.table.turn, one.table.phase))
    a_turn = ("brief", "plan", "reveal", "adjudicate")
    assert seen == [(turn, phase) for turn in (1, 2, 3, 4) for phase in a_turn] + [(4, "debrief")]
    assert [(turn.first_day, turn.last_day) for turn in one.table.played] == [
        (1, 5),
        (6, 10),
        (11, 15),
        (16, 17),
    ]
    refused(lambda: advance(one, "brief"), "over: this is the debrief")


def test_two_clicks_are_one() -> None:
    one = game()
    click = a.Advance(turn=1, to="plan")
    one.take(click, WHITE, 0.0)
    refused(lambda: one.take(click, WHITE, 0.1), "turn 1, plan: next comes reveal")


def test_a_game_may_end_early_but_not_amid_orders() -> None:
    one = game()
    until(one, "plan")
    refused(lambda: advance(one, "debrief"))
    until(one, "adjudicate")
    advance(one, "debrief")
    assert one.table.over
    assert len(one.table.played) == 1
    early = game()
    advance(early, "debrief")
    assert early.table.played == []


@pytest.mark.parametrize("days_a_turn", [1, 4, 5, 17, 400])
@pytest.mark.parametrize(
    "change", [(), (("outcomes:\n", "stop_when: severe(birch, aster) >= 1\noutcomes:\n"),)]
)
def test_the_rulebook_in_every_seat_is_run_0(days_a_turn: int, change: tuple[tuple[str, str], ...]) -> None:
    scenario = strait((("days_a_turn: 5", f"days_a_turn: {days_a_turn}"), *change))
    for seed in (0, 1, 2):
        one = game(scenario, seed, people=())
        crisis = sim.Crisis(scenario, seed, 0)
        while not one.table.over:
            advance(one)
            while crisis.day < one.table.crisis.day:
                crisis.step()
            same_states(one.table.crisis.state, crisis.state)
        assert crisis.over
        assert one.table.crisis.log == crisis.log
        assert one.table.crisis.happenings == crisis.happenings
        told = [each for turn in one.table.played for each in turn.happenings]
        assert told == [each for each in crisis.happenings if each.day > 0]


def test_a_script_and_a_person_who_orders_the_same() -> None:
    """Who gives the orders is no part of what they do."""
    scripted = game(strait((("secret: Stay small.", "by: script"),)), people=("aster", "birch"))
    person = game(people=SEATS)
    assert scripted.table.seats["cedar"].by == "script"
    script = {1: {"birch": "threats"}, 2: {"birch": "threats"}, 3: {"birch": "calm"}, 4: {"birch": "calm"}}
    while not person.table.over:
        if person.table.phase == "plan":
            order(person, "cedar", rungs=script[person.table.turn])
            for one in (person, scripted):
                order(one, "birch", rungs={"aster": "strikes"})
        advance(person)
        advance(scripted)
        same_states(person.table.crisis.state, scripted.table.crisis.state)
    said = [each.text for each in scripted.table.notices if each.kind == "statement"]
    assert said == ["We stand with Aster."]


def test_holding_is_what_a_late_seat_does() -> None:
    one = game(quiet())
    until(one, "plan")
    order(one, "aster", rungs={"birch": "war"})
    until(one, "plan")
    until(one, "brief")
    assert one.table.crisis.intended("aster>birch") == "war"
    assert one.table.played[1].orders == {"aster": None, "birch": None}
    assert one.table.played[1].ordered == {"aster>birch": "war", "birch>aster": "calm"}


# ---------------------------------------------------------------- seats


def test_who_may_do_what() -> None:
    one = game()
    refused(lambda: one.take(a.Advance(turn=1, to="plan"), "aster", 0.0), "Only the facilitator")
    refused(lambda: one.take(News(text="x"), CLOCK, 0.0), "Only the facilitator")
    refused(lambda: one.take(Undo(turn=1), "birch", 0.0), "Only the facilitator")
    one.take(a.Advance(turn=1, to="plan"), CLOCK, 0.0)
    refused(lambda: order(one, "aster", by="birch"), "another seat's")
    refused(lambda: order(one, "aster", by=CLOCK), "another seat's")
    refused(lambda: order(one, "dune", by=WHITE), "No seat is called 'dune'")
    order(one, "aster", by=WHITE)


def test_seats_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="dune is no seat of this scenario: they are aster, birch, cedar"):
        Table(Setup(strait(), people=("dune",)))
    with pytest.raises(ValueError, match="no seat to take"):
        Table(Setup(quiet("\n  aster: {}\n  birch: {}\n")))
    white = "\n  white: {postures: {aster: {}}}\n  aster: {}\n"
    with pytest.raises(ValueError, match="no seat can be called 'white'"):
        Table(Setup(quiet(white)))


def test_those_whom_nobody_plays_keep_their_script() -> None:
    scripted = strait((("secret: Stay small.", "by: script"),))
    by = {name: seat.by for name, seat in game(scripted, people=("aster",)).table.seats.items()}
    assert by == {"aster": "person", "birch": "rulebook", "cedar": "script"}
    assert {seat.by for seat in game(people=None).table.seats.values()} == {"person"}


def test_a_seat_is_handed_over_at_any_time() -> None:
    one = game()
    until(one, "plan")
    order(one, "birch", rungs={"aster": "war"})
    one.take(HandOver(seat="birch", by="rulebook"), WHITE, 0.0)
    assert "birch" not in one.table.orders()
    refused(lambda: order(one, "birch"), "Birch is played by its rulebook now")
    refused(lambda: one.take(HandOver(seat="birch", by="script"), WHITE, 0.0), "no script")
    refused(lambda: one.take(HandOver(seat="birch", by="rulebook"), WHITE, 0.0), "already")
    one.take(HandOver(seat="birch", by="person"), WHITE, 0.0)
    standing = one.table.orders()["birch"]
    assert standing is not None
    assert standing.rungs == {"aster": "war"}  # back in time, its order stands
    refused(lambda: one.take(standing, "birch", 0.0), "sent before")


@pytest.mark.parametrize("phase", ["brief", "plan", "reveal", "adjudicate"])
def test_handed_to_the_rulebook_it_goes_on_as_the_rulebook(phase: str) -> None:
    """A game in which a seat has given no orders before is that of the rulebook from there on."""
    one = game(people=("birch",))
    rules = game(people=())
    until(rules, "brief")
    if phase != "brief":
        until(one, phase)
    one.take(HandOver(seat="birch", by="rulebook"), WHITE, 0.0)
    until(one, "brief")
    if phase == "adjudicate":  # too late for this turn
        assert one.table.played[0].ordered == {"birch>aster": "calm", "birch>cedar": "calm"}
        assert one.table.played[0].by["birch"] == "person"
    else:
        same_states(one.table.crisis.state, rules.table.crisis.state)


def test_a_script_that_takes_over_afterwards_has_said_nothing() -> None:
    one = game()
    until(one, "adjudicate")
    one.take(HandOver(seat="cedar", by="script"), WHITE, 0.0)
    advance(one)
    assert not [each for each in one.table.notices if each.kind == "statement"]


def test_who_sits_where() -> None:
    one = game()
    for name in ("Ada", "Ben", "  Ada \n"):
        one.take(a.parse_action({"kind": "join", "seat": "aster", "name": name}), "aster", 0.0)
    assert one.table.players["aster"] == ["Ada", "Ben"]


# ---------------------------------------------------------------- the clock


def test_the_clock() -> None:
    one = game()
    refused(lambda: one.take(a.Pause(), WHITE, 0.0), "not running")
    refused(lambda: one.take(a.Extend(minutes=1), WHITE, 0.0), "no clock to extend")
    advance(one, at=100.0)
    clock = one.table.clock
    assert clock.remaining(100.0) == 240.0
    order(one, "aster", at=340.0)
    refused(lambda: order(one, "aster", at=340.1), "late")
    order(one, "aster", at=341.0, by=WHITE)  # the facilitator takes it on paper
    one.take(a.Extend(minutes=1), WHITE, 400.0)
    order(one, "aster", at=459.0)
    one.take(a.Pause(), WHITE, 450.0)
    refused(lambda: one.take(a.Pause(), WHITE, 451.0), "not running")
    assert clock.remaining(10_000.0) == 10.0
    order(one, "aster", at=9_000.0)
    one.take(a.Extend(minutes=2), WHITE, 9_000.0)
    one.take(a.Unpause(), WHITE, 10_000.0)
    refused(lambda: one.take(a.Unpause(), WHITE, 10_000.0), "not paused")
    assert clock.remaining(10_000.0) == 130.0
    assert clock.remaining(20_000.0) == 0.0
    advance(one, at=20_000.0)
    assert one.table.clock.remaining(20_000.0) is None


def test_without_minutes_there_is_no_limit() -> None:
    one = game(quiet())
    advance(one, at=5.0)
    assert one.table.clock.remaining(1e9) is None
    order(one, "aster", at=1e9)


# ---------------------------------------------------------------- taken back


def test_a_turn_is_taken_back() -> None:
    one = game()
    for _ in range(2):
        until(one, "plan")
        order(one, "birch", rungs={"aster": "strikes"})
        until(one, "brief")
    start = picture(one.table)
    one.take(a.Publish(inject="rumour"), WHITE, 0.0)
    until(one, "plan")
    order(
        one,
        "birch",
        rungs={"aster": "war"},
        threat={"if": {"what": "rung", "actor": "aster", "rung": "war"}, "target": "aster", "rung": "war"},
    )
    message(one, "birch", ["cedar"])
    until(one, "adjudicate")
    override(one, "rung", "cedar>birch", "war")
    advance(one)
    advance(one)
    one.take(Join(seat="aster", name="Ada"), "aster", 0.0)
    refused(lambda: one.take(Undo(turn=2), WHITE, 0.0), "last turn that was played is 3")
    one.take(Undo(turn=3), WHITE, 0.0)
    assert one.table.players["aster"] == ["Ada"]  # who sat down since stays
    one.table.players["aster"] = []
    assert picture(one.table) == start
    refused(lambda: one.take(Undo(turn=3), WHITE, 0.0), "last turn that was played is 2")


def test_taken_back_to_the_beginning_and_played_again() -> None:
    one, other = game(), game()
    play_on(one)
    for turn in (4, 3, 2, 1):
        one.take(Undo(turn=turn), WHITE, 0.0)
    refused(lambda: one.take(Undo(turn=1), WHITE, 0.0), "No turn has been played")
    assert picture(one.table) == picture(other.table)
    assert one.standing == []
    play_on(one)
    play_on(other)
    assert picture(one.table) == picture(other.table)


def test_a_crisis_that_stops_ends_the_game() -> None:
    stop = strait((("outcomes:\n", "stop_when: day() >= 7\noutcomes:\n"),))
    one = game(stop)
    until(one, "brief")
    until(one, "adjudicate")
    assert one.table.crisis.day == 7
    assert one.table.days_of_turn() == (6, 10)  # nobody reads off the days that it is over
    advance(one)
    assert one.table.over
    assert one.table.played[-1].last_day == 7
