"""A whole game in a real browser: facilitator, three seats and projector, from the door to the debrief."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.report.browser import browser
from tests.report.test_browser import SMALL_CONTRAST
from tests.wargame.playing import strait
from tests.wargame.web.visiting import Served, served
from tests.wargame.web.windows import UNLABELLED, Window

pytestmark = pytest.mark.compiled_only
SHOTS = Path(os.environ["SHOTS"]) if "SHOTS" in os.environ else None
CARDS = {"aster": b"You are bluffing.", "birch": b"You have no fuel.", "cedar": b"Stay small."}
ONLY_WHITE = (b"futures", b"Seen otherwise by", b"A reason of the facilitator", b"/white", b"What to expect")


@pytest.fixture(scope="module")
def opened() -> Iterator[Any]:
    with browser() as found:
        yield found


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Served]:
    scenario = strait((("teams: {north: [aster, cedar]}", "teams: {}"), ("days: 17", "days: 10")))
    with served(scenario, tmp_path / "game.jsonl", with_odds=True) as found:
        yield found


class Party:
    """Everybody at the table. `hidden` is what only some may have been sent so far, and who."""

    def __init__(self, opened: Any, table: Served) -> None:
        self.table = table
        self.white = Window(opened, table)
        self.seats = {
            "aster": Window(opened, table),
            "birch": Window(opened, table, 390, 844),
            "cedar": Window(opened, table, 800, 600),
        }
        self.screen = Window(opened, table, 1920, 1080)
        codes = table.room.codes
        self.white.join(codes.of["white"])
        self.screen.join(codes.of["screen"])
        for seat in ("aster", "cedar"):
            self.seats[seat].join(codes.of_team(seat), f"Player of {seat}")
        self.hidden = [(card, {seat}) for seat, card in CARDS.items()]

    @property
    def windows(self) -> list[Window]:
        return [self.white, self.screen, *self.seats.values()]

    def next(self, words: str) -> None:
        """The facilitator goes on, and everybody hears of it."""
        self.white.tab.click("#now button.main")
        for window in self.windows:
            window.wait(words)

    def nothing_leaked(self) -> None:
        """No browser was sent what is another's alone, or the facilitator's."""
        for name, window in [*self.seats.items(), ("screen", self.screen)]:
            seen = window.received()
            assert b"<h1>" in seen
            assert b"event: version" in seen
            for secret, readers in self.hidden:
                assert name in readers or secret not in seen, (name, secret)
            for mark in ONLY_WHITE:
                assert mark not in seen, (name, mark)

    def looks_well(self) -> None:
        for window in self.windows:
            assert window.tab.evaluate(UNLABELLED) == []
            assert window.tab.evaluate(SMALL_CONTRAST) == []
            assert window.tab.evaluate("document.documentElement.scrollWidth") <= window.width

    def shoot(self, name: str) -> None:
        for who, window in (("white", self.white), ("screen", self.screen), *self.seats.items()):
            window.shoot(SHOTS, f"{name}_{who}")


def test_a_whole_game_from_the_door_to_the_debrief(opened: Any, three: Served) -> None:
    party = Party(opened, three)
    join_by_keyboard(party)
    turn = 0
    while three.table.phase != "debrief":
        turn += 1
        party.looks_well()
        party.next("Orders")
        orders_of_a_turn(party, turn)
        party.looks_well()
        party.shoot(f"{turn}_orders")
        party.nothing_leaked()
        party.next("Orders closed")
        party.next("The turn is played")
        if turn == 1:
            rule_otherwise(party)
        party.nothing_leaked()
        party.shoot(f"{turn}_played")
        last = three.table.next_phase() == "debrief"
        party.next("Debrief" if last else f"Turn {turn + 1} of 2")
        for window in (party.screen, *party.seats.values()):
            window.wait(f"Statement {turn} of aster")
        party.hidden = [each for each in party.hidden if not each[0].startswith(b"Statement")]
        if not last:
            party.nothing_leaked()
    party.shoot("end")
    debrief(party)
    for window in party.windows:
        assert window.complaints == []
        assert {url.split("/")[2] for url in window.asked} == {three.host}
        window.context.close()


def join_by_keyboard(party: Party) -> None:
    birch = party.seats["birch"]
    birch.go("/join")
    birch.shoot(SHOTS, "join")
    birch.tab_to("code")
    birch.tab.keyboard.type(party.table.room.codes.of_team("birch").lower())
    birch.tab.keyboard.press("Tab")
    birch.tab.keyboard.type("Player of birch")
    birch.tab.keyboard.press("Enter")
    birch.wait("not open yet")
    party.white.wait("Player of birch")


def orders_of_a_turn(party: Party, turn: int) -> None:
    """One by the mouse, one by the keyboard alone, and one that is late and holds."""
    aster, birch, cedar = party.seats.values()
    aster.tab.select_option("#rung-birch", "strikes")
    aster.tab.fill("#statement", f"Statement {turn} of aster")
    party.hidden.append((f"Statement {turn} of aster".encode(), {"aster"}))
    party.hidden.append((f"Between us, says aster in turn {turn}".encode(), {"aster", "cedar"}))
    aster.tab.click("#order-form button.main")
    aster.wait("Your order is in. You may send another")
    aster.tab.click("#write summary")
    aster.tab.check("#message-form input[value=cedar]")
    aster.tab.fill("#text", f"Between us, says aster in turn {turn}")
    aster.tab.click("#message-form button")
    cedar.wait(f"Between us, says aster in turn {turn}")
    birch.tab_to("rung-aster")
    birch.tab.keyboard.press("ArrowUp")
    birch.tab_to("statement")
    birch.tab.keyboard.type(f"Statement {turn} of birch")
    party.hidden.append((f"Statement {turn} of birch".encode(), {"birch"}))
    birch.tab.keyboard.press("Tab")  # the threat
    birch.tab.keyboard.press("Tab")
    birch.tab.keyboard.press("Enter")
    birch.wait("Your order is in. You may send another")
    party.white.wait("2 of 3 orders are in")


def rule_otherwise(party: Party) -> None:
    white = party.white.tab
    white.click("#rule-meter summary")
    white.fill("#rule-meter-value", "0.5")
    white.fill("#reason-meter", "A reason of the facilitator")
    white.click("#rule-meter button")
    party.white.wait("Your ruling stands.")
    party.white.wait("Unease: 0.50")


def debrief(party: Party) -> None:
    """What waits for the end: the odds along the game, for everybody."""
    for window in (party.white, *party.seats.values()):
        window.tab.click("nav >> text=Debrief")
        window.tab.wait_for_selector("table.curve", timeout=30_000)
        window.wait("they do not predict")
        assert window.tab.evaluate(UNLABELLED) == []
        assert window.tab.evaluate("document.documentElement.scrollWidth") <= window.width
    birch = party.seats["birch"]
    birch.tab.wait_for_selector("#pack a", timeout=120_000)
    links = birch.tab.locator("#pack a").evaluate_all("links => links.map(each => each.getAttribute('href'))")
    assert links == ["/debrief/pack/seats/birch.html", "/debrief/pack/seats/birch.md"]
    fetched = "path => fetch(path).then(answer => answer.status)"
    assert birch.tab.evaluate(fetched, links[0]) == 200
    assert party.white.tab.evaluate(fetched, "/debrief/pack/debrief.html") == 200
    birch.shoot(SHOTS, "debrief_birch")
    party.white.shoot(SHOTS, "debrief_white")
    party.screen.wait("did not come")


def test_a_form_that_is_being_filled_in_is_left_alone(opened: Any, three: Served) -> None:
    three.advance("plan")
    one, mate = Window(opened, three), Window(opened, three)
    for window in (one, mate):
        window.join(three.room.codes.of_team("birch"))
    one.tab.fill("#statement", "What I am about to say")
    mate.tab.select_option("#rung-aster", "strikes")
    mate.tab.click("#order-form button.main")
    one.wait("Another order has been sent from this seat since you began to write")
    assert one.tab.input_value("#statement") == "What I am about to say"
    one.tab.click("#order-form button.main")
    one.wait("Your order is in. You may send another")
    assert [order.statement for order in three.table.given["birch"]] == ["", "What I am about to say"]
    for window in (one, mate):
        assert window.complaints == []
        window.context.close()


def test_the_facilitator_asks_and_if(opened: Any, three: Served) -> None:
    white = Window(opened, three)
    white.join(three.room.codes.of["white"])
    white.tab.wait_for_selector("table.odds", timeout=30_000)
    white.wait("10,000 futures")
    white.tab.click("nav >> text=And if?")
    white.tab.select_option("#a1", "birch>aster")
    white.tab.select_option("#a1to", "war")
    white.tab.click("button.main")
    white.wait("What comes of it in 2,000 futures")
    white.wait("Birch toward Aster: War")
    white.tab.select_option("#aby", "ruling")
    white.tab.click("button.main")
    white.wait("Ruled: Birch toward Aster: War")
    assert white.tab.evaluate(UNLABELLED) == []
    white.shoot(SHOTS, "and_if")
    assert white.complaints == []
    white.context.close()
