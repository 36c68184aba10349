"""The room: a game and its file behind one lock, the bell that wakes its screens, and who may enter."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from sim.wargame.actions import Action, Advance, Join
from sim.wargame.journal import Journal
from sim.wargame.odds.watch import Watch
from sim.wargame.refusing import Refused
from sim.wargame.table import Table
from sim.wargame.views.public import public_view
from sim.wargame.views.white import white_view
from sim.wargame.web.afterwards import Afterwards
from sim.wargame.web.bell import Bell
from sim.wargame.web.codes import WHITE, Codes
from sim.wargame.web.concerned import concerned, everyone
from sim.wargame.web.guessing import Guesses
from sim.wargame.web.sessions import Session, Sessions
from sim.wargame.web.showing import prepare
from sim.wargame.who import CLOCK

T = TypeVar("T")


class Room:
    """Everything that the pages share. What is asked of the table is asked here, one at a time."""

    def __init__(self, journal: Journal, *, with_odds: bool = True) -> None:
        self.journal, self.lock = journal, threading.RLock()
        seats = journal.game.table.seats
        self.codes = Codes(journal.opening.secret, dict.fromkeys(seat.team for seat in seats.values()))
        self.sessions, self.guesses, self.bell = Sessions(journal.opening.secret), Guesses(), Bell()
        self.slugs = slugs({actor: seat.title for actor, seat in seats.items()})
        self.actors = {slug: actor for actor, slug in self.slugs.items()}
        self.watch = Watch(lambda _: self.bell.ring([WHITE])) if with_odds else None
        self.afterwards = Afterwards(lambda: self.journal.game, self.tell_everyone)
        self.follow()

    def tell_everyone(self) -> None:
        with self.lock:
            self.bell.ring(everyone(self.journal.game.table))

    def follow(self) -> None:
        """The odds are those of the table as it stands."""
        if self.watch is not None:
            self.watch.follow(self.journal.game.table)

    def warm(self) -> None:
        """Look at everything once, so that nobody waits for what is made ready at the first look."""
        self.ask(white_view)
        self.ask(public_view)
        prepare()

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *error: object) -> None:
        if self.watch is not None:
            self.watch.close()

    def take(self, action: Action, by: str) -> None:
        """Do an action. Raises Refused, or OSError where it cannot be written; then nothing is done."""
        with self.lock:
            self.journal.take(action, by, time.time())
            table = self.journal.game.table
            self.follow()
            self.bell.ring(concerned(action, table))

    def ask(self, question: Callable[[Table, float], T]) -> T:
        """An answer about the table as it stands."""
        with self.lock:
            return question(self.journal.game.table, time.time())

    def look(self, session: Session, question: Callable[[Table, float], T]) -> tuple[str, T]:
        """An answer for a browser, with the version of its screen."""
        with self.lock:
            return self.bell.version(session.who), self.ask(question)

    def join(self, team: str, name: str) -> None:
        """Somebody sits down at the seats of a team; twice under one name is once."""
        with self.lock:
            table = self.journal.game.table
            for actor in self.seats_of(team):
                if name not in table.players[actor]:
                    self.take(Join(seat=actor, name=name), actor)

    def team_codes(self) -> dict[str, str]:
        """Codes by the titles of the seats they open."""
        seats = self.journal.game.table.seats
        found = {}
        for team in dict.fromkeys(seat.team for seat in seats.values()):
            found[", ".join(seats[actor].title for actor in self.seats_of(team))] = self.codes.of_team(team)
        return found

    def seats_of(self, team: str) -> list[str]:
        return [actor for actor, seat in self.journal.game.table.seats.items() if seat.team == team]

    def seats_for(self, session: Session) -> list[str]:
        """The seats that a browser may see."""
        return self.seats_of(session.team) if session.team is not None else []

    def ring_out(self) -> None:
        """Close the orders if their time is over: then seats that sent none hold."""
        with self.lock:
            table = self.journal.game.table
            if table.phase == "plan" and table.clock.is_late(time.time()):
                try:
                    self.take(Advance(turn=table.turn, to="reveal"), CLOCK)
                except (Refused, OSError):
                    return  # tried again with the next tick; the facilitator's own button says what is wrong


def slugs(titles: dict[str, str]) -> dict[str, str]:
    """A word for each seat to stand in an address: of its title, so that invented names are kept up."""
    found: dict[str, str] = {}
    for place, (actor, title) in enumerate(titles.items(), 1):
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "seat"
        found[actor] = slug if slug not in found.values() else f"{slug}-{place}"
    return found
