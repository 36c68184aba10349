"""A game that is served on a port of this machine, and browsers without a window that visit it."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sim.scenario.loading import Scenario
from sim.wargame import actions as a
from sim.wargame.journal import begin
from sim.wargame.table import Setup, Table
from sim.wargame.web.codes import TEAM, WHITE
from sim.wargame.web.room import Room
from sim.wargame.web.serving import Server, listen


class Served:
    """A room with its pages at `port`."""

    def __init__(self, room: Room, port: int, wire: Wire) -> None:
        self.room, self.port, self.wire = room, port, wire

    @property
    def table(self) -> Table:
        return self.room.journal.game.table

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def browser(self, who: str | None = None, name: str = "") -> Browser:
        """A browser that has joined by the code of `white`, `screen` or a team."""
        found = Browser(self.port)
        if who is not None:
            key = who if who in self.room.codes.of else TEAM + who
            assert found.join(self.room.codes.of[key], name).status == 303
        return found

    def advance(self, to: str | None = None) -> None:
        table = self.table
        self.room.take(a.Advance(turn=table.turn, to=to or table.next_phase()), WHITE)  # type: ignore[arg-type]

    def until(self, phase: str) -> None:
        while self.table.phase != phase:
            self.advance()


class Wire:
    """Keeps every byte that a browser is sent, streams too, by the cookie that it has or is given."""

    def __init__(self, app: Any) -> None:
        self.app, self.sent = app, defaultdict[str, list[bytes]](list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = dict(scope.get("headers", ()))
        whose = [headers.get(b"cookie", b"").decode("latin-1")]

        async def keep(message: Any) -> None:
            for name, value in message.get("headers", ()):
                if name == b"set-cookie":
                    whose[0] = value.decode().partition(";")[0]
                self.sent[whose[0]].append(name + b": " + value)
            self.sent[whose[0]].append(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, keep)

    def take(self, cookie: str) -> bytes:
        return b"\n".join(self.sent.pop(cookie, []))


class Answer:
    """What came back: every byte of it, and what a reader sees."""

    def __init__(self, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.text)).split())

    def hidden(self, form: str) -> dict[str, str]:
        """The hidden fields of the first form with this action."""
        found = re.search(
            rf'<form[^>]*action="{re.escape(form)}(?:#\w+)?"[^>]*>(.*?)</form>', self.text, re.S
        )
        assert found, f"no form for {form}"
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found[1])
        return {name: unescape(value) for name, value in fields}


class Browser:
    """Cookies and forms as a browser has them; `seen` is everything it was ever sent."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies, self.seen = port, dict[str, str](), list[bytes]()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        told = {"Host": f"127.0.0.1:{self.port}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        asking.request(method, path, body, told)
        came = asking.getresponse()
        answer = Answer(came.status, came.headers, came.read())
        asking.close()
        for line in came.headers.get_all("set-cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        self.seen.append(str(came.headers).encode() + answer.body)
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, fields: Any, **headers: str) -> Answer:
        kind = {
            "Content_Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        return self.ask("POST", path, urlencode(fields, doseq=True), **(kind | headers))

    def join(self, code: str, name: str = "") -> Answer:
        return self.post("/join", {"code": code, "name": name})

    def send(self, page: str, form: str, fields: dict[str, Any]) -> Answer:
        """Open a page, fill in its form, and send it."""
        return self.post(form, {**self.get(page).hidden(form), **fields})

    def order(self, seat: str, rungs: dict[str, str], **more: Any) -> Answer:
        named = {f"rung.{target}": rung for target, rung in rungs.items()}
        return self.send(f"/seat/{seat}", f"/seat/{seat}/order", named | more)


@contextmanager
def served(
    scenario: Scenario, path: Path, *, with_odds: bool = False, fictional_names: bool = False
) -> Iterator[Served]:
    """A new game with its pages, for as long as the block lasts."""
    journal = begin(path, Setup(scenario, 3), fictional_names=fictional_names)
    listening = listen("127.0.0.1", 0)
    with Room(journal, with_odds=with_odds) as room:
        server = Server(room, loopback=True)
        wire = Wire(server.config.app)
        server.config.app = wire
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield Served(room, listening.getsockname()[1], wire)
        server.should_exit = True
        thread.join(10)
    journal.close()
