"""What is malformed, sent twice, late or forged is refused with its reason, and nothing is changed."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.wargame.actions import Entry, Malformed, Message, Order, parse_action, plain
from sim.wargame.game import Game
from sim.wargame.refusing import Refused
from tests.tools import fewer
from tests.wargame.doing import Hands
from tests.wargame.playing import advance, game, order, picture, refused, strait, until

ORDER: dict[str, Any] = {"kind": "order", "seat": "aster", "turn": 1, "after": 0}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "valid dictionary"),
        ([], "valid dictionary"),
        ("order", "valid dictionary"),
        ({}, "Unable to extract tag"),
        ({"kind": "orders"}, "does not match any of the expected tags"),
        ({"kind": ["order"]}, "does not match any of the expected tags|valid"),
        ({**ORDER, "forged": 1}, "order.forged: Extra inputs"),
        ({**ORDER, "turn": "1"}, "order.turn: Input should be a valid integer"),
        ({**ORDER, "turn": True}, "order.turn: Input should be a valid integer"),
        ({**ORDER, "after": -1}, "order.after"),
        ({**ORDER, "seat": "../etc"}, "order.seat: '../etc' is not snake_case"),
        ({**ORDER, "seat": None}, "order.seat: a name is snake_case text"),
        ({**ORDER, "rungs": ["war"]}, "order.rungs: Input should be a valid dictionary"),
        ({**ORDER, "rungs": {"birch": 3}}, "order.rungs.birch: a name is snake_case text, not 3"),
        ({**ORDER, "statement": "x" * 2001}, "order.statement: String should have at most 2000"),
        ({**ORDER, "threat": {"target": "birch", "rung": "war"}}, "order.threat.if: Field required"),
        ({**ORDER, "directives": [{}] * 101}, "order.directives"),
        ({"kind": "message", "seat": "aster", "to": [], "text": "x", "number": 0}, "message.to"),
        (
            {"kind": "message", "seat": "aster", "to": ["birch"], "text": " \x00 ", "number": 0},
            "message.text",
        ),
        ({"kind": "extend", "minutes": float("nan")}, "extend.minutes"),
        ({"kind": "extend", "minutes": 0}, "extend.minutes"),
        ({"kind": "hand_over", "seat": "aster", "by": "nobody"}, "hand_over.by"),
        ({"kind": "join", "seat": "aster", "name": "x" * 41}, "join.name"),
    ],
)
def test_what_is_no_action(found: Any, words: str) -> None:
    with pytest.raises(Malformed, match=words):
        parse_action(found)


def test_texts_are_shown_and_not_obeyed() -> None:
    found = parse_action({**ORDER, "statement": "  \x1b[31mOne\r\ntwo\x07\ud800\u202e\x9b three\u2066\t\x00"})
    assert isinstance(found, Order)
    assert found.statement == "[31mOne\ntwo three"
    kept = parse_action({**ORDER, "statement": "<b>&amp; {{7*7}} %s \u200f\u05d0\U0001f54a"})
    assert isinstance(kept, Order)
    assert kept.statement == "<b>&amp; {{7*7}} %s \u200f\u05d0\U0001f54a"  # a page writes it as it is


def test_orders_at_the_wrong_time() -> None:
    one = game()
    refused(lambda: order(one, "aster"), "Orders for turn 1 are not open yet: this is turn 1, brief")
    until(one, "plan")
    early = parse_action({**ORDER, "turn": 2})
    refused(lambda: one.take(early, "aster", 0.0), "Orders for turn 2 are closed: this is turn 1, plan")
    advance(one)
    refused(lambda: order(one, "aster"), "Orders for turn 1 are closed: this is turn 1, reveal")
    until(one, "plan")
    old = parse_action(ORDER)
    refused(lambda: one.take(old, "aster", 0.0), "Orders for turn 1 are closed: this is turn 2, plan")


def test_an_order_counts_once() -> None:
    one = game()
    until(one, "plan")
    first = parse_action({**ORDER, "rungs": {"birch": "war"}})
    one.take(first, "aster", 0.0)
    refused(lambda: one.take(first, "aster", 0.0), "sent before, or somebody at this seat")
    one.take(parse_action({**ORDER, "after": 1, "rungs": {"birch": "calm"}}), "aster", 0.0)
    refused(lambda: one.take(first, "aster", 0.0), "sent before")
    standing = one.table.orders()["aster"]
    assert standing is not None
    assert standing.rungs == {"birch": "calm"}
    letter = Message(seat="aster", to=["birch"], text="Hi", number=0)
    one.take(letter, "aster", 0.0)
    refused(lambda: one.take(letter, "aster", 0.0), "This message was sent before")


@pytest.mark.parametrize(
    ("rungs", "words"),
    [
        ({"cedar": "war"}, "No opponent of Aster is called 'cedar'"),
        ({"brich": "war"}, r"No opponent of Aster is called 'brich' \(did you mean birch\?\)"),
        ({"birch": "wart"}, r"No rung of Aster's ladder is called 'wart' \(did you mean war\?\)"),
    ],
)
def test_rungs_that_cannot_be(rungs: dict[str, str], words: str) -> None:
    one = game()
    until(one, "plan")
    refused(lambda: order(one, "aster", rungs=rungs), words)


def test_messages() -> None:
    one = game()
    refused(lambda: one.take(Message(seat="aster", to=["dune"], text="x", number=0), "aster", 0), "No seat")
    refused(
        lambda: one.take(Message(seat="aster", to=["birch"], text="x", number=0), "birch", 0), "another seat"
    )
    until(one, "adjudicate")
    refused(
        lambda: one.take(Message(seat="aster", to=["birch"], text="x", number=0), "aster", 0),
        "before the turn",
    )


@fewer
@given(st.data())
def test_whatever_is_sent_the_table_holds_together(data: Any) -> None:
    """What is refused changes nothing, and what was taken makes the same table again."""
    one, hands, now = game(strait(), data.draw(st.integers(0, 9))), Hands(data.draw), 0.0
    for _ in range(data.draw(st.integers(5, 40))):
        said, by = hands.action(one)
        now += data.draw(st.sampled_from([0.0, 20.0, 120.0]))
        before, entries = picture(one.table), list(one.entries)
        try:
            one.take(parse_action(said), by, now)
        except (Refused, Malformed):
            assert picture(one.table) == before
            assert one.entries == entries
        else:
            entry = one.entries[-1]
            assert Entry.model_validate_json(json.dumps(plain(entry))) == entry
    other = Game(one.setup)
    for entry in one.entries:
        other.take(entry.action, entry.by, entry.at)
    assert picture(other.table) == picture(one.table)
    assert other.standing == one.standing


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(ANYTHING)
def test_nothing_that_is_sent_is_worse_than_malformed(found: Any) -> None:
    for said in (found, {**ORDER, "seat": found}, {**ORDER, "threat": found}, {**ORDER, "rungs": found}):
        with suppress(Malformed):
            parse_action(said)
