"""A public threat is a declared red line: it deters while untested, and costs credibility when defied."""

from __future__ import annotations

import pytest

import sim
from sim.engines.crisis import Crisis
from sim.rules.state import ARMED, CREDIBILITY, DEFIED, FELT_MENACE, IDLE, NOW_FLOOR, RESOLVE, STATUS
from sim.wargame.actions import HandOver
from sim.wargame.game import Game
from sim.wargame.who import WHITE
from tests.wargame.playing import advance, game, order, play_on, quiet, refused, strait, threat, until

DREADS = """
  aster: {postures: {birch: {}}, reputation: {loss: 0.3, gain: 0.1}}
  birch: {postures: {aster: {climb: 0.5, deterrability: 1}}}
"""


def line(crisis: Crisis, actor: str, turn: int) -> int:
    wanted = (actor, f"threat_of_turn_{turn}")
    return [(binding.actor, binding.id) for binding in crisis.plan.bindings].index(wanted)


def status(one: Game, actor: str = "aster", turn: int = 1) -> int:
    return int(one.table.crisis.state.bound[line(one.table.crisis, actor, turn), STATUS])


def threatened(one: Game, **rungs: str) -> None:
    """Turn 1: Aster threatens war should Birch strike; Birch strikes all the same. On to turn 2's orders."""
    until(one, "plan")
    order(one, "aster", threat=threat())
    order(one, "birch", rungs={"aster": "strikes", **rungs})
    until(one, "plan")


@pytest.mark.parametrize(
    ("rung", "word", "credibility"),
    [("war", "kept its word", 0.6), ("strikes", "did not keep its word", 0.2), (None, "did not keep", 0.2)],
)
def test_kept_or_broken_by_what_its_author_orders(rung: str | None, word: str, credibility: float) -> None:
    for seed in range(5):  # whatever the luck
        one = game(quiet(), seed)
        threatened(one)
        assert status(one) == IDLE
        if rung is not None:
            order(one, "aster", rungs={"birch": rung})
        until(one, "brief")
        assert status(one) == (ARMED if rung == "war" else DEFIED)
        told = [each for each in one.table.notices if each.kind == "word"]
        assert [each.to for each in told] == [frozenset({"aster", "birch"})]
        assert word in told[0].text
        b = line(one.table.crisis, "aster", 1)
        assert one.table.crisis.state.resolve[b, CREDIBILITY] == pytest.approx(credibility)


@pytest.mark.parametrize("credibility", [0.0, 1.0])
def test_a_word_is_kept_or_broken_however_little_it_was_believed(credibility: float) -> None:
    for rung, then in (("war", ARMED), ("calm", DEFIED)):
        one = game(quiet(more=f"credibility: {credibility}"))
        threatened(one)
        order(one, "aster", rungs={"birch": rung})
        until(one, "brief")
        assert status(one) == then


def test_it_is_looked_at_when_there_was_time_to_answer() -> None:
    """Not in its own turn, though what it is about comes true in it; and on a turn's first day only."""
    one = game(quiet())
    until(one, "plan")
    order(one, "aster", threat=threat())
    until(one, "plan")
    order(one, "birch", rungs={"aster": "strikes"})  # it had to be so on the eve of the turn
    until(one, "plan")
    assert status(one) == IDLE
    order(one, "aster", rungs={"birch": "war"})
    until(one, "brief")
    assert status(one) == ARMED
    happened = [each for each in one.table.crisis.happenings if each.kind == "honoured"]
    assert [(each.day, each.who) for each in happened] == [(11, "aster")]


def test_it_deters_from_the_day_it_is_made() -> None:
    """By its credibility times the menace of what it promises, until it is tested."""
    one = game(quiet(DREADS), people=("aster",))
    p = one.table.crisis.place("birch>aster")
    until(one, "plan")
    order(one, "aster", threat=threat())
    until(one, "adjudicate")
    assert one.table.played[0].before.snapshot.state.mind[p, FELT_MENACE] == 0.5 * 3.0
    assert one.table.crisis.state.mind[p, FELT_MENACE] == 0.5 * 3.0


def test_it_deters_in_the_last_turn_as_well() -> None:
    climbed = {True: 0, False: 0}
    scenario = quiet(DREADS, days=5, more="credibility: 1")
    for seed in range(40):
        for threatens in climbed:
            one = game(scenario, seed, people=("aster",))
            until(one, "plan")
            order(one, "aster", threat=threat(rung="war") if threatens else None)
            until(one, "debrief")
            climbed[threatens] += len(one.table.crisis.log)
            if threatens:
                assert status(one) == IDLE
    assert climbed[True] < climbed[False] / 3


def test_a_broken_word_is_remembered_by_the_next() -> None:
    one = game(quiet())
    threatened(one)
    order(one, "aster", threat=threat(rung="strikes"))  # holds, and so breaks the first
    until(one, "plan")
    crisis = one.table.crisis
    # made before the first was tested, it lost with it; one made now is believed as little
    assert crisis.state.resolve[line(crisis, "aster", 2), CREDIBILITY] == pytest.approx(0.2)
    order(one, "aster", threat=threat(rung="threats"))
    until(one, "adjudicate")
    crisis = one.table.played[-1].before
    third = line(one.table.crisis, "aster", 3)
    assert crisis.snapshot.state.resolve[third, CREDIBILITY] == pytest.approx(0.2)


def test_the_same_threat_twice_is_one() -> None:
    one = game(quiet())
    until(one, "plan")
    order(one, "aster", threat=threat())
    order(one, "aster", threat=threat())  # the order that stands is changed, and says it still
    until(one, "plan")
    refused(lambda: order(one, "aster", threat=threat()), "made in turn 1, and stands")
    order(one, "aster", threat=threat(rung="strikes"))
    until(one, "brief")
    assert [status(one, turn=turn) for turn in (1, 2)] == [IDLE, IDLE]


def test_two_threats_of_one_day() -> None:
    """Each by its own measure: strikes keep the smaller word and break the greater."""
    one = game(quiet())
    until(one, "plan")
    order(one, "aster", threat=threat(rung="war"))
    until(one, "plan")
    order(one, "aster", threat=threat(rung="strikes"))
    order(one, "birch", rungs={"aster": "strikes"}, threat=threat("aster", rung="war"))
    until(one, "plan")
    order(one, "aster", rungs={"birch": "strikes"})
    until(one, "brief")
    assert (status(one, turn=1), status(one, turn=2)) == (DEFIED, ARMED)
    assert status(one, "birch", 2) == IDLE  # Aster struck in turn 3: it is looked at in turn 4
    play_on(one)
    assert status(one, "birch", 2) == DEFIED


def test_handed_to_the_rulebook_its_word_is_a_matter_of_chance_again() -> None:
    kept = []
    for seed in range(60):
        one = game(quiet(), seed)
        until(one, "plan")
        order(one, "aster", threat=threat())
        until(one, "plan")
        order(one, "birch", rungs={"aster": "strikes"})  # a turn in which Aster's orders would break its word
        until(one, "plan")
        one.take(HandOver(seat="aster", by="rulebook"), WHITE, 0.0)
        state = one.table.crisis.state
        resolve = state.resolve[line(one.table.crisis, "aster", 1), RESOLVE]
        until(one, "brief")
        kept.append(status(one) == ARMED)
        assert kept[-1] == (resolve < 0.5)
    assert 15 < sum(kept) < 45


def test_the_rulebook_keeps_a_word_step_by_step() -> None:
    one = game(quiet())
    until(one, "plan")
    order(one, "aster", threat=threat())
    order(one, "birch", rungs={"aster": "strikes"})
    until(one, "brief")
    one.take(HandOver(seat="aster", by="rulebook"), WHITE, 0.0)
    state, crisis = one.table.crisis.state, one.table.crisis
    state.resolve[line(crisis, "aster", 1), RESOLVE] = 0.0
    until(one, "brief")
    moves = [
        (move.day, move.to, move.cause) for move in one.table.crisis.log if move.posture == "aster>birch"
    ]
    assert moves == [(6, "threats", "committed"), (7, "strikes", "committed"), (8, "war", "committed")]


def test_one_s_own_soil() -> None:
    one = game(strait())
    until(one, "plan")
    refused(
        lambda: order(one, "birch", threat=threat("aster", about={"what": "struck"})),
        "no territory in this scenario",
    )
    order(one, "aster", threat=threat(about={"what": "struck"}))
    order(one, "birch", rungs={"aster": "war"})
    until(one, "plan")
    order(one, "aster", rungs={"birch": "war"})
    until(one, "brief")
    assert status(one) == ARMED
    told = [each.text for each in one.table.notices if each.kind == "threat"]
    assert told == ["If the territory of Aster is struck, Aster goes to 'War' toward Birch."]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (threat("cedar"), "No opponent of Aster is called 'cedar'"),
        (threat(rung="peace"), "No rung of Aster's ladder is called 'peace'"),
        (threat(about={"what": "rung"}), "whose rung it is about"),
        (threat(about={"what": "rung", "actor": "aster", "rung": "war"}), "No other actor is called 'aster'"),
        (threat(about={"what": "rung", "actor": "dune", "rung": "war"}), "No other actor is called 'dune'"),
        (
            threat(about={"what": "rung", "actor": "birch", "toward": "dune", "rung": "war"}),
            "No opponent of birch is called 'dune'",
        ),
        (threat(about={"what": "rung", "actor": "birch", "rung": "pax"}), "No rung of birch's ladder"),
    ],
)
def test_threats_that_cannot_be(said: dict[str, object], words: str) -> None:
    one = game(strait())
    until(one, "plan")
    refused(lambda: order(one, "aster", threat=said), words)


# ---------------------------------------------------------------- a chair's directives


def chaired(review_every: int, days_a_turn: int = 5) -> Game:
    room = f"""
rooms:
  council: {{members: {{aster: 1, birch: 1}}, chairs: {{elder: {{}}}}, review_every: {review_every}}}
"""
    actors = "\n  aster: {postures: {cedar: {}}}\n  birch: {postures: {cedar: {}}}\n  cedar: {}" + room
    more = "roles: {aster: {chairs: council}, birch: {}}"
    return game(quiet(actors, 20, days_a_turn, more), people=("aster",))


@pytest.mark.parametrize(
    ("review_every", "days"),
    [
        (1, {1, 2, 3, 4, 5}),
        (5, {1, 2, 3, 4, 5}),
        (4, {1, 2, 3, 4, 5, 6, 7, 8}),  # it met on day 5 as well, and this holds to its next meeting
        (3, {1, 2, 3, 4, 5, 6}),
        (20, set(range(1, 21))),
    ],
)
def test_a_directive_stands_by_the_rhythm_of_its_room(review_every: int, days: set[int]) -> None:
    one = chaired(review_every)
    until(one, "plan")
    said = {"room": "council", "to": ["birch"], "target": "cedar", "floor": "strikes"}
    order(one, "aster", directives=[said])
    crisis, found = one.table.crisis, set()
    step, p = crisis.step, crisis.place("birch>cedar")

    def noted() -> None:
        step()
        if crisis.state.stance[p, NOW_FLOOR] == 2:
            found.add(crisis.day)

    crisis.step = noted  # type: ignore[method-assign]
    play_on(one)
    assert found == days
    assert crisis.intended("birch>cedar") == "strikes"
    assert [each.to for each in one.table.notices if each.kind == "directive"] == [frozenset({"birch"})]


def test_a_directive_given_between_meetings_waits_for_the_next() -> None:
    one = chaired(7)
    until(one, "brief")
    advance(one)
    said = {"room": "council", "to": ["birch"], "target": "cedar", "floor": "threats"}
    order(one, "aster", directives=[said])  # days 6 to 10; it meets on day 8
    play_on(one)
    assert [(m.day, m.cause) for m in one.table.crisis.log] == [(8, "ordered")]


def test_members_who_are_people_may_disobey() -> None:
    one = chaired(1)
    one.take(HandOver(seat="birch", by="person"), WHITE, 0.0)
    until(one, "plan")
    order(one, "aster", directives=[{"room": "council", "to": ["birch"], "target": "cedar", "floor": "war"}])
    order(one, "birch", rungs={"cedar": "calm"})
    play_on(one)
    assert one.table.crisis.intended("birch>cedar") == "calm"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"room": "senate"}, "does not speak for a chair of 'senate'"),
        ({"to": ["cedar"]}, "No member of council is called 'cedar'"),
        ({"target": "birch"}, "No opponent of birch is called 'birch'"),
        ({"floor": "pax"}, "No rung of birch's ladder"),
        ({"floor": "war", "cap": "calm"}, "The floor war is above the cap calm"),
        ({"floor": None}, "a floor, a cap, or both"),
    ],
)
def test_directives_that_cannot_be(said: dict[str, object], words: str) -> None:
    one = chaired(1)
    until(one, "plan")
    whole = {"room": "council", "to": ["birch"], "target": "cedar", "floor": "war", **said}
    refused(lambda: order(one, "aster", directives=[whole]), words)


def test_limits_that_bind() -> None:
    """A seat is kept within what its government permits; its own threat permits what it promises."""
    actors = "\n  aster: {postures: {birch: {ceiling: threats}}}\n  birch: {postures: {aster: {}}}"
    one = game(quiet(actors, more="limits: binding"))
    until(one, "plan")
    order(one, "aster", rungs={"birch": "war"}, threat=threat())
    order(one, "birch", rungs={"aster": "strikes"})
    until(one, "plan")
    assert one.table.crisis.intended("aster>birch") == "threats"
    order(one, "aster", rungs={"birch": "war"})
    until(one, "brief")
    assert one.table.crisis.intended("aster>birch") == "war"
    assert isinstance(one.table.crisis, sim.Crisis)
