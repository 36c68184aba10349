"""A seat sees what its actor perceives: nothing that is hidden from it changes a bit of its screen."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.rules.state import INTENDED
from sim.wargame.actions import parse_action
from sim.wargame.game import Game
from sim.wargame.refusing import Refused
from sim.wargame.views.public import public_view
from sim.wargame.views.seat import seat_view
from sim.wargame.views.white import white_view
from sim.wargame.who import WHITE
from tests.tools import fewer
from tests.wargame.doing import Hands
from tests.wargame.playing import SEATS, a, advance, game, message, order, override, strait, threat, until


def shown(one: Game, seat: str | None) -> str:
    """A seat's screen, or everyone's, as JSON."""
    view: Any = public_view(one.table, 0.0) if seat is None else seat_view(one.table, seat, 0.0)
    return json.dumps(dataclasses.asdict(view), default=told, sort_keys=True)


def told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value.model_dump(mode="json")


def screens(one: Game, *but: str) -> dict[str | None, str]:
    return {seat: shown(one, seat) for seat in (None, *SEATS) if seat not in but}


def seen_by_nobody_but(one: Game, do: Callable[[], object], *seats: str) -> None:
    before = screens(one, *seats)
    do()
    assert screens(one, *seats) == before


def test_an_order_is_sealed_until_results_are_out() -> None:
    """That it is in, everyone may see."""
    silent, said = game(seed=4), game(seed=4)
    more = {"room": "council", "to": ["cedar"], "target": "birch", "cap": "calm"}
    for one in (silent, said):
        until(one, "plan")
        order(one, "aster")
    order(said, "aster", rungs={"birch": "war"}, statement="War!", threat=threat(), directives=[more])
    for _ in range(3):
        assert screens(said, "aster") == screens(silent, "aster")
        advance(said)
        advance(silent)
    assert said.table.phase == "brief"
    assert "War!" in shown(said, None)
    assert "War!" in shown(said, "birch")
    directed = {seat: "The council, to Cedar" in shown(said, seat) for seat in SEATS}
    assert directed == {"aster": True, "birch": False, "cedar": True}
    assert "The council, to Cedar" not in shown(said, None)


def test_results_are_sealed_until_they_are_out() -> None:
    one = game(seed=4)
    until(one, "plan")
    order(one, "birch", rungs={"aster": "war"})
    until(one, "reveal")
    before = {seat: json.loads(text) for seat, text in screens(one).items()}
    advance(one)
    for _ in range(2):
        for seat, view in before.items():
            now = json.loads(shown(one, seat))
            assert {**now, "head": None} == {**view, "head": None}
            assert {**now["head"], "phase": None} == {**view["head"], "phase": None}
        override(one, "rung", "aster>birch", "war")
        override(one, "event", "parley", True)
        override(one, "meter", "unease", 0.9)


def test_messages_injects_and_news_go_to_whom_they_are_for() -> None:
    one = game()
    seen_by_nobody_but(one, lambda: message(one, "aster", ["birch"], "A secret"), "aster", "birch")
    assert "A secret" in shown(one, "birch")
    seen_by_nobody_but(one, lambda: one.take(a.Publish(inject="rumour"), WHITE, 0.0), "aster")
    assert "Ships were seen" in shown(one, "aster")
    assert "genuine" not in shown(one, "aster")
    seen_by_nobody_but(one, lambda: one.take(a.Publish(inject="alarm", to=["far_side"]), WHITE, 0.0))
    seen_by_nobody_but(one, lambda: one.take(a.News(text="Hm", to=["cedar"]), WHITE, 0.0), "cedar")
    seen_by_nobody_but(one, lambda: one.take(a.Skip(inject="whenever"), WHITE, 0.0))
    seen_by_nobody_but(one, lambda: one.take(a.Join(seat="birch", name="Ada"), "birch", 0.0))


def test_secrets_and_scripts_are_for_their_own_seat() -> None:
    plain = game()
    other = game(
        strait((("You have no fuel.", "You have all the fuel."), ("We stand with Aster.", "We do not.")))
    )
    for seat in (None, "aster", "cedar"):
        assert shown(plain, seat) == shown(other, seat)
    assert shown(plain, "birch") != shown(other, "birch")
    for words in ("You are bluffing", "no fuel", "Stay small", "We stand with"):
        assert words not in shown(plain, None)


def test_luck_and_lines_of_others_are_not_shown() -> None:
    """What decides a line, and what a posture is moved by, is in the state and on no screen."""
    one = game(seed=2)
    until(one, "brief")
    table, before = one.table, screens(one)
    state = table.shown.snapshot.state
    for name in ("mind", "factor", "luck", "bound", "resolve", "event_resolve", "member", "chair"):
        getattr(state, name)[...] = 0
    assert screens(one) == before


@pytest.mark.parametrize("seat", SEATS)
def test_where_others_stand_only_as_perceived(seat: str) -> None:
    """Their true rungs change, and what this seat saw of them does not: its screen neither."""
    one = game(seed=2)
    until(one, "brief")
    table, cast = one.table, one.table.scenario.plan.cast
    before = shown(one, seat)
    for posture in cast.postures:
        if cast.owner(posture) != seat and not cast.share_a_room(seat, cast.owner(posture)):
            stance = table.shown.snapshot.state.stance[cast.place[posture]]
            stance[INTENDED] = 3 - stance[INTENDED]
    assert shown(one, seat) == before
    view = seat_view(table, seat, 0.0)
    for each in view.believed:
        owner = cast.owner(each.posture)
        if cast.share_a_room(seat, owner):
            assert each.rung == table.crisis.intended(each.posture)
        elif (seat, each.posture) in table.crisis.plan.sights:
            assert each.rung == table.crisis.perceived(seat, each.posture)
        else:
            assert each.rung is None


@fewer
@given(data=st.data())
def test_in_any_game_the_hidden_is_hidden(data: Any) -> None:
    """Whatever was done before, what does not concern a seat leaves its screen as it is, bit for bit."""
    one, hands = game(strait(), data.draw(st.integers(0, 99))), Hands(data.draw)
    for _ in range(data.draw(st.integers(0, 25))):
        said, by = hands.action(one)
        try:
            one.take(parse_action(said), by, 0.0)
        except ValueError:
            continue
    public_view(one.table, 0.0)
    white_view(one.table, 0.0)
    for hidden in ("order", "message", "publish", "skip", "delay", "override"):
        said = getattr(hands, hidden)(one)
        if hidden == "override" and one.table.results_are_out:
            continue
        concerned = {said.get("seat"), *said.get("to", [])}
        if hidden == "publish":
            inject = one.table.injects.by_id.get(said["inject"])
            if inject is None or "all" in inject.to or (inject.event and one.table.results_are_out):
                continue
            concerned |= set(inject.to)
        before = {seat: shown(one, seat) for seat in SEATS if seat not in concerned}
        try:
            one.take(parse_action({"kind": hidden, **said}), said.get("seat") or WHITE, 0.0)
        except (Refused, ValueError):
            continue
        for seat, view in before.items():
            assert shown(one, seat) == view, (hidden, seat)
