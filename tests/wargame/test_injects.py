"""Injects: due by the day or by what is so, told to whom they are for, with the event they bring."""

from __future__ import annotations

import pytest

import sim
from sim.wargame.actions import Delay, News, Publish, Skip
from sim.wargame.game import Game
from sim.wargame.who import CLOCK, WHITE
from tests.wargame.playing import advance, game, order, override, play_on, quiet, refused, strait, until


def do(one: Game, action: object, by: str = WHITE) -> None:
    one.take(action, by, 0.0)  # type: ignore[arg-type]


def test_which_are_due() -> None:
    one = game(strait(), people=("aster", "birch", "cedar"))
    assert one.table.due() == ["rumour"]
    until(one, "plan")
    order(one, "birch", rungs={"aster": "calm"})
    order(one, "aster", rungs={"birch": "calm"})
    until(one, "brief")
    assert one.table.due() == ["rumour", "talks_offered"]  # of 9 March, in the turn of 7 to 11 March
    override(one, "rung", "birch>aster", "strikes")
    assert one.table.due() == ["rumour", "talks_offered", "alarm"]
    do(one, Delay(inject="alarm", day=12))
    do(one, Skip(inject="rumour"))
    do(one, Delay(inject="whenever", day=9))
    assert one.table.due() == ["talks_offered", "whenever"]
    do(one, Delay(inject="rumour", day=0))  # after all
    assert one.table.due() == ["rumour", "talks_offered", "whenever"]
    override(one, "rung", "birch>aster", "calm")
    until(one, "brief")
    assert "alarm" not in one.table.due()  # what it is about is no longer so


def test_told_once_as_written_or_otherwise() -> None:
    one = game(strait())
    do(one, Publish(inject="rumour"))
    refused(lambda: do(one, Publish(inject="rumour")), "has been told already")
    refused(lambda: do(one, Skip(inject="rumour")), "has been told already")
    refused(lambda: do(one, Delay(inject="rumour", day=3)), "has been told already")
    refused(lambda: do(one, Publish(inject="rumor")), "No inject is called 'rumor'")
    refused(lambda: do(one, Publish(inject="alarm", to=["dune"])), "No seat or group is called 'dune'")
    do(one, Publish(inject="alarm", text="It is loud.", to=["cedar"]))
    do(one, Publish(inject="whenever", to=["far_side"]))
    told = [(each.text, each.to, each.name) for each in one.table.notices]
    assert told == [
        ("Ships were seen.", frozenset({"aster"}), "rumour"),  # dune has no seat
        ("It is loud.", frozenset({"cedar"}), "alarm"),
        ("The weather is fine.", frozenset(), "whenever"),
    ]
    refused(lambda: do(one, News(text="x", to=["dune"])), "No seat or group is called 'dune'")
    do(one, News(text="All is well."))
    assert one.table.notices[-1].to is None
    play_on(one)
    refused(lambda: do(one, Publish(inject="talks_offered")), "The game is over")


@pytest.mark.parametrize("phase", ["brief", "plan", "adjudicate"])
def test_the_event_it_brings(phase: str) -> None:
    one = game(strait())
    if phase != "brief":
        until(one, phase)
    day = one.table.crisis.day
    do(one, Publish(inject="talks_offered"), CLOCK)
    one_outcome = sorted(one.table.scenario.document.outcomes).index("talks")
    assert one.table.crisis.state.outcome[one_outcome] == day
    happened = [
        (each.day, each.kind) for each in one.table.crisis.happenings if each.what in ("parley", "talks")
    ]
    assert happened == [(day, "event"), (day, "outcome")]
    until(one, "brief")
    # those whom it was not for are not told by another way
    assert [each.to for each in one.table.notices if each.name == "parley"] == []
    assert [each.to for each in one.table.notices if each.name == "talks_offered"] == [frozenset({"birch"})]


def test_an_event_that_happened_before_is_no_news() -> None:
    one = game(strait())
    override(one, "event", "parley", True)
    before = one.table.crisis.happenings[:]
    until(one, "brief")
    do(one, Publish(inject="talks_offered"))
    assert [each for each in one.table.crisis.happenings if each.what == "parley"] == [
        each for each in before if each.what == "parley"
    ]


def test_what_is_true_is_asked_and_not_what_anybody_sees() -> None:
    """The condition holds on the truth of the last day played, as an outcome's would."""
    when = "rung(birch, aster) >= strikes"
    scenario = strait((("  talks: happened", f'  same: "{when}"\n  talks: happened'),))
    for seed in range(8):
        one = game(scenario, seed, people=())
        crisis = sim.Crisis(scenario, seed)
        while not one.table.over:
            until(one, "brief") if one.table.turn < one.table.turns else play_on(one)
            while crisis.day < one.table.crisis.day:
                crisis.step()
            holds = crisis.intended("birch>aster") in ("strikes", "war")
            assert ("alarm" in one.table.due()) == holds


def test_without_any() -> None:
    one = game(quiet())
    assert one.table.due() == []
    advance(one)
    assert one.table.due() == []
