"""Orders by the pages: taken once, in time, from their own seat, and only if they make sense."""

from __future__ import annotations

import time

import pytest

from sim.wargame import actions as a
from sim.wargame.who import WHITE
from tests.wargame.web.visiting import Served


def test_an_order_is_taken_and_shown_to_its_seat(table: Served) -> None:
    table.advance("plan")
    birch = table.browser("birch")
    answer = birch.order("birch", {"aster": "strikes", "cedar": "calm"}, statement="Mind the strait.")
    assert (answer.status, answer.headers["location"]) == (303, "/seat/birch?done=order#done")
    (order,) = table.table.given["birch"]
    assert (dict(order.rungs), order.statement) == ({"aster": "strikes", "cedar": "calm"}, "Mind the strait.")
    page = birch.get("/seat/birch?done=order").words
    assert "Your order is in. You may send another until the time is over." in page
    assert "Toward Aster Strikes" in page
    assert "Toward Cedar Calm (hold)" in page


def test_the_form_of_a_standing_order_holds_all_of_it(table: Served) -> None:
    table.advance("plan")
    north = table.browser("north")
    threat = {
        "threat.about": "birch>aster",
        "threat.of": "strikes",
        "threat.target": "birch",
        "threat.rung": "war",
    }
    row = "directive.council.0"
    directive = {f"{row}.to": ["aster", "cedar"], f"{row}.target": "birch", f"{row}.cap": "strikes"}
    assert (
        north.order("aster", {"birch": "threats"}, statement="So it is.", **threat, **directive).status == 303
    )
    page = north.get("/seat/aster").text
    for chosen in ('value="birch&gt;aster" selected', 'value="war" selected', 'value="cedar" checked'):
        assert chosen in page
    order = table.table.given["aster"][0]
    assert order.threat is not None
    assert order.threat.if_.toward == "aster"
    assert (order.directives[0].to, order.directives[0].cap) == (["aster", "cedar"], "strikes")


def test_a_replayed_order_is_refused(table: Served) -> None:
    table.advance("plan")
    birch = table.browser("birch")
    fields = {**birch.get("/seat/birch").hidden("/seat/birch/order"), "rung.aster": "strikes"}
    assert birch.post("/seat/birch/order", fields).status == 303
    again = birch.post("/seat/birch/order", fields)
    assert again.status == 409
    assert "This order was sent before, or somebody at this seat has sent another since" in again.words
    assert len(table.table.given["birch"]) == 1


def test_two_at_one_seat_do_not_overwrite_each_other_unawares(table: Served) -> None:
    table.advance("plan")
    one, other = table.browser("birch", "Ada"), table.browser("birch", "Bo")
    form = other.get("/seat/birch").hidden("/seat/birch/order")
    assert one.order("birch", {"aster": "strikes"}).status == 303
    late = other.post("/seat/birch/order", {**form, "rung.aster": "calm", "statement": "What I typed"})
    assert late.status == 409
    assert "What I typed" in late.text
    assert (
        other.post("/seat/birch/order", {**late.hidden("/seat/birch/order"), "rung.aster": "calm"}).status
        == 303
    )
    assert [order.rungs["aster"] for order in table.table.given["birch"]] == ["strikes", "calm"]
    assert table.table.players["birch"] == ["Ada", "Bo"]


def test_orders_out_of_time_are_refused(table: Served) -> None:
    birch = table.browser("birch")
    table.advance("plan")
    form = {**birch.get("/seat/birch").hidden("/seat/birch/order"), "rung.aster": "war"}
    table.table.clock.deadline = time.time() - 0.001  # the tick has not come by yet
    late = birch.post("/seat/birch/order", form)
    assert late.status == 409
    assert "late" in late.words or "closed" in late.words
    table.until("reveal")
    closed = birch.post("/seat/birch/order", form)
    assert closed.status == 409
    assert "Orders for turn 1 are closed" in closed.words
    assert not table.table.given


def test_the_clock_closes_the_orders_by_itself(table: Served) -> None:
    table.advance("plan")
    assert table.table.clock.deadline is not None
    table.table.clock.deadline = time.time() + 0.1
    until = time.time() + 5
    while table.table.phase == "plan" and time.time() < until:
        time.sleep(0.05)
    assert table.table.phase == "reveal"
    assert table.room.journal.game.entries[-1].by == "clock"
    assert "No order of yours came in time: you hold" in table.browser("birch").get("/seat/birch").words


FORGED = [
    ({"rung.dune": "war"}, "No opponent of Birch is called 'dune'"),
    ({"rung.aster": "armageddon"}, "No rung of Birch's ladder is called 'armageddon'"),
    ({"turn": "9"}, "Orders for turn 9 are closed"),
    ({"turn": "-1"}, "'turn' is a whole number, not '-1'"),
    ({"after": "7"}, "This order was sent before"),
    ({"after": "٣"}, "'after' is a whole number"),
    ({"turn": "1e3"}, "'turn' is a whole number"),
    ({"statement": "x" * 2001}, "The statement has 2001 characters: 2000 are the most."),
    ({"threat.about": "birch>aster"}, "Say toward whom the threat is."),
    ({"threat.about": "x", "threat.target": "aster", "threat.rung": "war"}, "whose rung it is about"),
    (
        {"directive.council.0.target": "aster", "directive.council.0.to": "cedar"},
        "does not speak for a chair",
    ),
    ({"directive.nowhere.0.target": "aster"}, "directives.0.to"),
    ({"rung.<b>x</b>": "war"}, "order.rungs.<b>x</b>.[key]"),
]


def test_forged_orders_are_refused_with_what_is_wrong(table: Served) -> None:
    table.advance("plan")
    birch = table.browser("birch")
    for fields, said in FORGED:
        answer = birch.order("birch", {}, **fields)
        assert answer.status in (409, 422), fields
        assert said in answer.words, fields
        assert "<b>x" not in answer.text
    assert not table.table.given


def test_a_double_click_advances_once(table: Served) -> None:
    one, other = table.browser("white"), table.browser("white")
    pages = [browser.get("/white").hidden("/white/do/advance") for browser in (one, other)]
    first = one.post("/white/do/advance", pages[0])
    second = other.post("/white/do/advance", pages[1])
    again = one.post("/white/do/advance", pages[0])
    assert [answer.status for answer in (first, second, again)] == [303, 409, 409]
    assert table.table.phase == "plan"
    assert "The game is in turn 1, plan: next comes reveal." in second.words


def test_messages_go_to_whom_they_are_for_and_once(table: Served) -> None:
    birch, north = table.browser("birch"), table.browser("north")
    form = birch.get("/seat/birch").hidden("/seat/birch/message")
    assert birch.post("/seat/birch/message", {**form, "to": "cedar", "text": "Between us."}).status == 303
    assert birch.post("/seat/birch/message", {**form, "to": "cedar", "text": "Between us."}).status == 409
    assert "Between us." in north.get("/seat/cedar").words
    assert "Between us." not in north.get("/seat/aster").words
    nobody = birch.send("/seat/birch", "/seat/birch/message", {"text": "To whom?"})
    assert (nobody.status, "Say to whom the message goes." in nobody.words) == (422, True)


def test_the_facilitator_types_orders_for_a_seat(table: Served) -> None:
    table.advance("plan")
    white = table.browser("white")
    page, form = "/white/orders/birch", "/white/orders/birch/order"
    assert white.send(page, form, {"rung.aster": "war", "statement": "Typed."}).status == 303
    assert table.room.journal.game.entries[-1].by == WHITE
    assert table.table.given["birch"][0].statement == "Typed."
    assert "Typed." in white.get("/white").words


def test_what_cannot_be_written_is_not_done_and_is_told(
    table: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.advance("plan")
    birch = table.browser("birch")

    def full(action: a.Action, by: str, at: float) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(table.room.journal, "take", full)
        answer = birch.order("birch", {"aster": "war"}, statement="Kept in the form")
    assert answer.status == 507
    assert (
        "could not be written to the game's file (No space left on device), so it was not done"
        in answer.words
    )
    assert "Kept in the form" in answer.text
    assert birch.order("birch", {"aster": "war"}).status == 303
