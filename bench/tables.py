"""Forty seats at one table: all joined, all listening, all ordering at once. `python -m bench.tables`."""

from __future__ import annotations

import http.client
import re
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from bench.clock import Row
from sim.scenario.loading import Scenario, load_text
from sim.wargame.actions import Advance
from sim.wargame.journal import begin
from sim.wargame.table import Setup
from sim.wargame.web.codes import TEAM
from sim.wargame.web.room import Room
from sim.wargame.web.serving import Server, listen
from sim.wargame.who import WHITE

SEATS, TARGET = 40, 0.1


def rows() -> list[Row]:
    """Every answer that is not as it should be counts as an error."""
    with tempfile.TemporaryDirectory() as folder:
        journal = begin(Path(folder) / "game.jsonl", Setup(table_of(SEATS)))
        listening = listen("127.0.0.1", 0)
        with Room(journal, with_odds=False) as room:
            room.warm()
            server = Server(room, loopback=True)
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
            thread.start()
            while not server.started:
                time.sleep(0.01)
            try:
                return measured(room, listening.getsockname()[1])
            finally:
                server.should_exit = True
                thread.join()
                journal.close()


def measured(room: Room, port: int) -> list[Row]:
    """Everybody does the same thing at the same moment, one thing after another."""
    people = [Person(port, f"seat-{k:02}", room.codes.of[f"{TEAM}s{k:02}"]) for k in range(SEATS)]
    joined = at_once([each.join for each in people])
    for each in people:
        each.listen()
    room.take(Advance(turn=1, to="plan"), WHITE)
    quiet = [timed(people[0].look) for _ in range(20)]
    looked = at_once([each.look for each in people])
    ordered = at_once([each.order for each in people])
    wrong = sum(each.errors for each in people) + (SEATS - len(room.journal.game.table.given))
    note = f"{wrong} errors, {SEATS} streams open"
    return [
        Row(f"{SEATS} seats join at once", told(joined)),
        Row("a seat's page, alone", told(quiet), f"< {1000 * TARGET:.0f} ms"),
        Row(f"{SEATS} seats look at once", told(looked)),
        Row(f"{SEATS} seats order at once", told(ordered), "0 errors", note),
    ]


class Person:
    """A browser at a seat."""

    def __init__(self, port: int, seat: str, code: str) -> None:
        self.port, self.seat, self.code, self.cookie, self.errors = port, seat, code, "", 0

    def ask(self, method: str, path: str, body: str | None, right: int) -> str:
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        asking.request(method, path, body, headers)
        answer = asking.getresponse()
        text = answer.read().decode()
        self.errors += answer.status != right
        self.cookie = (answer.getheader("set-cookie") or self.cookie).partition(";")[0]
        asking.close()
        return text

    def join(self) -> None:
        self.ask("POST", "/join", urlencode({"code": self.code, "name": self.seat}), 303)

    def look(self) -> None:
        self.page = self.ask("GET", f"/seat/{self.seat}", None, 200)

    def order(self) -> None:
        fields = dict(re.findall(r'name="(token|turn|after)" value="([^"]*)"', self.page))
        said = {**fields, "statement": f"Says {self.seat}."}
        self.ask("POST", f"/seat/{self.seat}/order", urlencode(said), 303)

    def listen(self) -> None:
        """A stream that stays open, as a page keeps it."""
        self.stream = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.stream.request("GET", "/events", headers={"Cookie": self.cookie})
        self.errors += self.stream.getresponse().status != 200


def timed(do: Callable[[], None]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def at_once(things: list[Callable[[], None]]) -> list[float]:
    """Seconds that each took, all begun at the same moment."""
    ready = threading.Barrier(len(things))

    def one(do: Callable[[], None]) -> float:
        ready.wait()
        return timed(do)

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(one, things))


def told(seconds: list[float]) -> str:
    """The median, and what nineteen of twenty stay below."""
    ordered = sorted(seconds)
    half, most = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{1000 * half:.0f} ms (p50), {1000 * most:.0f} ms (p95)"


def table_of(seats: int) -> Scenario:
    """A ring of actors, each opposed to the next."""
    names = [f"s{k:02}" for k in range(seats)]
    actors = "\n".join(
        f"  {name}: {{title: Seat {name[1:]}, postures: {{{names[(k + 1) % seats]}: {{climb: 0.02}}}}}}"
        for k, name in enumerate(names)
    )
    return load_text(f"""
schema: 1
id: ring
title: A ring of forty
clock: {{start: 2031-03-01, days: 14}}
ladders: {{common: [{{id: calm}}, {{id: threats}}, {{id: strikes}}, {{id: war}}]}}
actors:
{actors}
game: {{days_a_turn: 7, minutes_a_turn: 10}}
""")


def main() -> None:
    for row in rows():
        print(f"{row.what}: {row.value} ({row.target}); {row.note}")


if __name__ == "__main__":
    main()
