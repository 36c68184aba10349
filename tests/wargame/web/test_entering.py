"""Who may enter: codes, cookies, forms of our own pages, and names of our own machine."""

from __future__ import annotations

import base64
import json
import time

import pytest

from sim.wargame.web.codes import ALPHABET, Codes
from sim.wargame.web.guards import is_ours
from sim.wargame.web.guessing import FLOOD, FREE, MOST_ADDRESSES, Guesses
from tests.wargame.web.visiting import Browser, Served

CLOSED = (
    "/white",
    "/white/codes",
    "/white/and-if",
    "/white/orders/birch",
    "/seat/birch",
    "/screen",
    "/debrief",
)


@pytest.mark.parametrize("path", CLOSED)
def test_without_a_code_every_page_leads_to_the_door(table: Served, path: str) -> None:
    answer = table.browser().get(path)
    assert (answer.status, answer.headers["location"], answer.body) == (303, "/join", b"")
    assert table.browser().get("/events").status == 403


def test_a_code_opens_its_own_seats_and_nothing_else(table: Served) -> None:
    north = table.browser("north")
    assert north.get("/").headers["location"] == "/seat/aster"
    assert {path: north.get(path).status for path in ("/seat/aster", "/seat/cedar", "/screen")} == {
        "/seat/aster": 200,
        "/seat/cedar": 200,
        "/screen": 200,
    }
    for path in (
        "/seat/birch",
        "/seat/nobody",
        "/white",
        "/white/codes",
        "/white/and-if",
        "/white/orders/aster",
    ):
        assert north.get(path).status == 403, path
    screen = table.browser("screen")
    assert screen.get("/").headers["location"] == "/screen"
    assert screen.get("/seat/birch").status == 403
    white = table.browser("white")
    assert white.get("/").headers["location"] == "/white"
    assert white.get("/white/orders/birch").status == 200


def test_what_only_the_facilitator_can_do(table: Served) -> None:
    birch = table.browser("birch")
    token = birch.get("/seat/birch").hidden("/leave")["token"]
    for kind, more in (
        ("advance", {"turn": 1, "to": "plan"}),
        ("undo", {"turn": 1}),
        ("news", {"text": "!"}),
    ):
        answer = birch.post(f"/white/do/{kind}", {"token": token, **more})
        assert (answer.status, "facilitator's screen" in answer.words) == (403, True)
    order = {"token": token, "turn": 1, "after": 0, "rung.birch": "war"}
    table.advance("plan")
    assert birch.post("/seat/aster/order", order).status == 403
    assert birch.post("/white/orders/aster/order", order).status == 403
    assert not table.table.given


def test_codes_cannot_be_guessed_and_are_the_same_tomorrow() -> None:
    one, again, other = Codes("a" * 32, ["x", "y"]), Codes("a" * 32, ["x", "y"]), Codes("b" * 32, ["x", "y"])
    assert one.of == again.of
    every = [*one.of.values(), *other.of.values()]
    assert len(set(every)) == len(every)
    assert all(len(code.replace("-", "")) >= 10 for code in every)
    assert len(one.of["white"].replace("-", "")) == 20
    assert len(ALPHABET) ** 10 > 2**49
    code = one.of_team("x")
    for typed in (code, code.lower(), f" {code} ", code.replace("-", ""), code.replace("-", " ")):
        assert one.who(typed) == "team:x"
    for wrong in ("", "-", code[:-1], code + "A", other.of_team("x"), "\0", "x" * 10_000):
        assert one.who(wrong) is None


def test_wrong_codes_wait_longer_and_longer(table: Served) -> None:
    guest = table.browser()
    for _ in range(FREE):
        answer = guest.join("WRONG-CODES")
        assert (answer.status, "not a code of this game" in answer.words) == (403, True)
    right = table.room.codes.of_team("birch")
    answer = guest.join(right)
    assert answer.status == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "Too many wrong codes came from this device: try again in 1 second" in answer.words
    assert not guest.cookies
    time.sleep(1.05)
    assert guest.join(right).status == 303


def test_guesses_are_counted_by_address_and_in_all() -> None:
    guesses = Guesses()
    for k in range(FREE + 3):
        guesses.miss("a", float(k))
    assert guesses.wait("a", FREE + 2.0) == 8.0
    assert guesses.wait("b", FREE + 2.0) == 0.0
    assert guesses.delay(10.0) == 0.0
    for k in range(FLOOD):
        guesses.miss(f"c{k}", 20.0)
    assert guesses.delay(21.0) == 1.0
    assert guesses.delay(90.0) == 0.0
    guesses.miss("d", 10_000.0)
    assert list(guesses.by_address) == ["d"]
    for k in range(MOST_ADDRESSES + 5):
        guesses.miss(f"e{k}", 10_001.0)
    assert len(guesses.by_address) <= MOST_ADDRESSES + 1


def test_forged_cookies_open_nothing(table: Served) -> None:
    birch = table.browser("birch")
    ((name, value),) = birch.cookies.items()
    told, _, signature = value.partition(".")
    who = base64.urlsafe_b64encode(json.dumps({"who": "white", "id": "0"}).encode()).decode()
    forged = [
        f"{who}.{signature}",
        f"{who}.",
        who,
        f"{told}.{signature[:-4]}AAA=",
        "",
        "." * 50,
        "é",
        "x" * 5000,
    ]
    for cookie in [*forged, told + "." + signature[:-1]]:
        guest = Browser(table.port)
        guest.cookies = {name: cookie.encode("utf-8").decode("latin-1")}
        assert guest.get("/white").status == 303, cookie
        assert guest.get("/seat/birch").status == 303, cookie
    line = table.browser().join(table.room.codes.of_team("birch")).headers["set-cookie"]
    assert "HttpOnly" in line
    assert "SameSite=strict" in line


def test_forms_of_other_pages_and_browsers_are_refused(table: Served) -> None:
    table.advance("plan")
    birch, mate = table.browser("birch"), table.browser("birch")
    form = {**birch.get("/seat/birch").hidden("/seat/birch/order"), "rung.aster": "war"}
    path = "/seat/birch/order"
    assert birch.post(path, {**form, "token": ""}).status == 403
    assert birch.post(path, {**form, "token": "é" * 64}).status == 403
    assert mate.post(path, form).status == 403
    for origin in ("http://evil.example", "null", f"http://127.0.0.1:{table.port + 1}", "http://["):
        assert birch.post(path, form, Origin=origin).status == 403, origin
    assert birch.post(path, form, Sec_Fetch_Site="cross-site").status == 403
    assert birch.ask("POST", path, "{}", Content_Type="application/json").status == 415
    assert birch.post(path, {**form, "statement": "x" * 70_000}).status == 413
    assert birch.post(path, {f"f{k}": "" for k in range(1001)}).status == 400
    assert (
        birch.ask("POST", path, b"token=%ff%fe", Content_Type="application/x-www-form-urlencoded").status
        == 400
    )
    for method in ("PUT", "DELETE", "PATCH", "GET"):
        assert birch.ask(method, path).status == 405, method
    assert not table.table.given
    assert birch.post(path, form).status == 303


def test_only_names_of_this_machine_are_served(table: Served) -> None:
    birch = table.browser("birch")
    for host in ("evil.example", "127.0.0.1.evil.example", f"10.0.0.7:{table.port}", ""):
        assert birch.get("/join", Host=host).status == 403, host
    for host in (f"localhost:{table.port}", f"127.0.0.1:{table.port}", f"[::1]:{table.port}"):
        assert birch.get("/join", Host=host).status == 200, host
    assert is_ours("10.0.0.7:80", loopback_only=False)
    assert not is_ours("evil.example", loopback_only=False)


@pytest.mark.parametrize("path", ["/join", "/seat/birch", "/nowhere", "/static/page.js", "/seat/aster"])
def test_every_answer_says_what_a_browser_may_do_with_it(table: Served, path: str) -> None:
    answer = table.browser("birch").get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] in ("no-store", "no-cache")
    assert "server" not in {name.lower() for name in answer.headers} or "uvicorn" in answer.headers["server"]


def test_leaving_closes_the_seat(table: Served) -> None:
    birch = table.browser("birch")
    assert birch.send("/seat/birch", "/leave", {}).status == 303
    assert birch.get("/seat/birch").status == 303
