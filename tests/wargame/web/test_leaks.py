"""What a browser is sent does not depend on anything that its seat may not know."""

from __future__ import annotations

import http.client
import re
import time
from html import unescape
from pathlib import Path

import pytest

from sim.scenario.loading import Scenario
from sim.wargame import actions as a
from sim.wargame.who import WHITE
from tests.wargame.playing import quiet, strait
from tests.wargame.web.visiting import Browser, Served, served

PAIRS = """
  aster: {postures: {birch: {}}}
  birch: {postures: {aster: {}}}
  cedar: {postures: {dune: {}}}
  dune: {postures: {cedar: {}}}
"""
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>'&{{ 7 * 7 }}"


def story(scenario: Scenario, path: Path, secrets: dict[str, str]) -> tuple[bytes, bytes]:
    """What `aster`'s and the projector's browsers were sent of a turn in which others did as told."""
    with served(scenario, path) as table:
        watching = table.browser("aster"), table.browser("screen")
        white, cedar = table.browser("white"), table.browser("cedar")

        def look() -> None:
            watching[0].get("/seat/aster")
            watching[1].get("/screen")

        look()
        table.advance("plan")
        send = {"to": "dune", "text": secrets["message"]}
        assert cedar.send("/seat/cedar", "/seat/cedar/message", send).status == 303
        told = {"text": secrets["news"], "to": "cedar"}
        assert white.send("/white", "/white/do/news", told).status == 303
        look()
        assert cedar.order("cedar", {"dune": secrets["rung"]}).status == 303
        look()
        table.advance("reveal")
        look()
        table.advance("adjudicate")
        rule = {"what": "rung", "name": "dune>cedar", "value": secrets["rung"], "reason": secrets["news"]}
        assert white.send("/white", "/white/do/override", rule).status == 303
        look()
        table.advance("brief")
        look()
        assert secrets["news"] in white.get("/white").text
        assert secrets["message"] in table.browser("dune").get("/seat/dune").text
        return masked(table, watching[0]), masked(table, watching[1])


def masked(table: Served, browser: Browser) -> bytes:
    """All that came, but for what differs from one sitting to the next by itself."""
    seen = b"\n".join(browser.seen)
    seen = re.sub(rb"(?m)^(date|set-cookie|content-length|etag|last-modified): .*$", b"", seen)
    seen = re.sub(rb'value="[0-9a-f]{64}"', b"", seen)
    seen = re.sub(rb'data-version="[0-9a-f]{8}-', b'data-version="', seen)
    return re.sub(rb"3:5\d|4:00|data-left=\"[\d.]+\"", b"", seen)


def test_what_others_do_unseen_changes_no_byte(tmp_path: Path) -> None:
    scenario = quiet(PAIRS, more="minutes_a_turn: 4")
    quietly = {"message": "Mark one", "news": "Mark two", "rung": "calm"}
    loudly = {"message": "Mark three", "news": "Mark four", "rung": "war"}
    one = story(scenario, tmp_path / "one.jsonl", quietly)
    other = story(scenario, tmp_path / "other.jsonl", loudly)
    assert one == other
    for seen in one:
        assert b"Mark" not in seen


def test_another_card_changes_no_byte(tmp_path: Path) -> None:
    found = []
    for place, secret in enumerate(("You have no fuel.", "You have all the fuel there is.")):
        scenario = strait((("You have no fuel.", secret),))
        with served(scenario, tmp_path / f"{place}.jsonl") as table:
            north = table.browser("north")
            for page in ("/seat/aster", "/seat/cedar", "/screen"):
                assert secret not in north.get(page).text
            assert secret in table.browser("birch").get("/seat/birch").text
            found.append(masked(table, north))
    assert found[0] == found[1]


def test_a_bell_rings_only_for_those_whose_screen_has_changed(table: Served) -> None:
    bell, table_of = table.room.bell, ("white", "screen", "team:north", "team:birch")

    def rung(action: a.Action, by: str) -> set[str]:
        before = {who: bell.version(who) for who in table_of}
        table.room.take(action, by)
        return {who for who in table_of if bell.version(who) != before[who]}

    assert rung(a.Message(seat="aster", to=["cedar"], text="!", number=0), "aster") == {"white", "team:north"}
    assert rung(a.News(text="!", to=["birch"]), WHITE) == {"white", "team:birch"}
    assert rung(a.Skip(inject="rumour"), WHITE) == {"white"}
    assert rung(a.Advance(turn=1, to="plan"), WHITE) == set(table_of)
    assert rung(a.Order(seat="aster", turn=1, after=0), "aster") == {"white", "screen", "team:north"}
    assert rung(a.Join(seat="birch", name="Bo"), "birch") == {"white", "team:birch"}
    table.until("adjudicate")
    ruled = a.Override(what="rung", name="birch>aster", value="war", reason="So it was.")
    assert rung(ruled, WHITE) == {"white"}


def test_a_stream_says_a_version_and_nothing_else(table: Served) -> None:
    birch = table.browser("birch")
    asking = http.client.HTTPConnection("127.0.0.1", table.port, timeout=5)
    ((name, value),) = birch.cookies.items()
    asking.request("GET", "/events", headers={"Cookie": f"{name}={value}"})
    came = asking.getresponse()
    assert came.getheader("content-type", "").startswith("text/event-stream")
    first = came.readline() + came.readline() + came.readline()
    table.advance("plan")
    second = came.readline() + came.readline() + came.readline()
    asking.close()
    for event in (first, second):
        assert re.fullmatch(rb"event: version\ndata: [0-9a-f]{8}-\d+\n\n", event)
    assert first != second


def test_hostile_texts_are_shown_as_texts(tmp_path: Path) -> None:
    with served(strait(), tmp_path / "game.jsonl") as table:
        birch, white = table.browser("birch", HOSTILE), table.browser("white")
        table.advance("plan")
        sent = {"to": "aster", "text": HOSTILE}
        assert birch.send("/seat/birch", "/seat/birch/message", sent).status == 303
        assert birch.order("birch", {}, statement=HOSTILE).status == 303
        assert white.send("/white", "/white/do/news", {"text": HOSTILE}).status == 303
        table.until("brief")
        pages = [
            birch.get("/seat/birch"),
            white.get("/white"),
            table.browser("north").get("/seat/aster"),
            table.browser("screen").get("/screen"),
            birch.post("/seat/birch/order", {**birch.get("/seat/birch").hidden("/leave"), "turn": HOSTILE}),
        ]
        for page in pages:
            assert "<script>alert" not in page.text
            assert "<img" not in page.text
        assert "{{ 7 * 7 }}" in pages[3].text
        assert "<script>alert(1)" in unescape(pages[3].text)


@pytest.mark.compiled_only
def test_a_code_opens_its_own_pages_of_the_pack_alone(tmp_path: Path) -> None:
    with served(quiet(PAIRS, days=5), tmp_path / "game.jsonl") as table:
        aster, white, screen = (table.browser(who) for who in ("aster", "white", "screen"))
        assert aster.get("/debrief/pack/seats/aster.html").status == 409
        table.until("debrief")
        until = time.time() + 120
        while "Being worked out" in white.get("/debrief").words and time.time() < until:
            time.sleep(0.2)
        assert "stopped by a mistake" not in white.get("/debrief").words
        for name, readers in (("seats/aster.html", {aster, white}), ("debrief.html", {white})):
            for browser in (aster, white, screen):
                answer = browser.get(f"/debrief/pack/{name}")
                assert answer.status == (200 if browser in readers else 403), name
        assert aster.get("/debrief/pack/seats/birch.html").status == 403
        assert aster.get("/debrief/pack/../game.jsonl").status in (403, 404)
        page = white.get("/debrief/pack/debrief.html")
        assert "sandbox" in page.headers["content-security-policy"]
        assert white.send("/debrief", "/debrief/write", {}).status == 200
        assert (tmp_path / "game-debrief" / "debrief.html").read_text() == page.text
        assert aster.post("/debrief/write", {"token": aster.get("/screen").text[:0]}).status == 403


@pytest.mark.parametrize("phase", ["brief", "plan", "reveal", "adjudicate"])
def test_the_debrief_and_the_odds_wait_for_the_end(tmp_path: Path, phase: str) -> None:
    with served(strait(), tmp_path / "game.jsonl") as table:
        table.until(phase)
        answer = table.browser("birch").get("/debrief")
        assert (answer.status, "opens when the game is over" in answer.words) == (409, True)
        for page in ("/seat/birch", "/screen"):
            assert "futures" not in table.browser("birch").get(page).words


def test_invented_names_are_kept_up_on_every_screen_and_in_its_address(tmp_path: Path) -> None:
    with served(strait(), tmp_path / "game.jsonl", fictional_names=True) as table:
        table.advance("plan")
        north, white = table.browser("north"), table.browser("white")
        assert north.get("/").headers["location"] == "/seat/norland"
        pages = [
            north.get("/seat/norland"),
            north.get("/screen"),
            white.get("/white"),
            white.get("/white/codes"),
        ]
        for page in pages:
            assert "Norland" in page.words
            assert "Aster" not in page.words
            assert "Birch" not in page.words
