"""The odds kept up with a game: worked out beside it after every turn, and never in its way.

A first answer from few futures, then a firmer one from more; what is asked anew cancels what is under
way. The game is read when `follow` is called and not again, and nothing of it is changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from sim.rules.state import State
from sim.wargame.odds.live import Change, Odds, change, odds, seed_for
from sim.wargame.played import Moment
from sim.wargame.table import Table

FIRST, FIRM = 2_000, 10_000  # futures behind the first answer, and behind the one that stays
PIECE = 1_000  # futures between two looks at whether the game has gone on


@dataclass(frozen=True)
class Answer:
    """The odds after so many turns; `changes` by outcome since the turn before, None at the start.

    `runs` of `of` futures are in; the rest is being worked out unless `error` says why it is not.
    """

    turns: int
    odds: Odds
    changes: Mapping[str, Change] | None
    of: int = FIRM

    @property
    def runs(self) -> int:
        return self.odds.runs

    @property
    def is_firm(self) -> bool:
        return self.runs >= self.of


@dataclass(frozen=True)
class Question:
    """What was asked: a moment after so many turns, and the one that the last of them began with."""

    turns: int
    moment: Moment
    before: Moment | None
    key: bytes


class Watch:
    """Follows a game from a thread of its own. All methods return at once, from any thread.

    `told` is called, in that thread, with each new answer. Following from the first brief on also has
    the rules compiled before anybody waits for them.
    """

    def __init__(self, told: Callable[[Answer], None] | None = None) -> None:
        self.told = told
        self.lock = threading.Condition()
        self.asked: Question | None = None
        self.seen: Question | None = None
        self.found: Answer | None = None
        self.failed: str | None = None
        self.firmest: dict[int, Odds] = {}  # by number of turns played
        self.closed = False
        self.thread = threading.Thread(target=self.work, name="odds", daemon=True)
        self.thread.start()

    @property
    def answer(self) -> Answer | None:
        """The newest answer to what was asked last; None while there is none yet."""
        with self.lock:
            return self.found

    @property
    def error(self) -> str | None:
        """Why there is no answer, if the futures could not be run."""
        with self.lock:
            return self.failed

    def follow(self, table: Table) -> None:
        """Work out the odds of a game as it stands, unless that is what was asked last."""
        asked = question(table)
        with self.lock:
            if self.closed or (self.asked is not None and self.asked.key == asked.key):
                return
            self.asked, self.found, self.failed = asked, None, None
            self.firmest = {turns: kept for turns, kept in self.firmest.items() if turns < asked.turns}
            self.lock.notify_all()

    def close(self) -> None:
        """Stop; what is under way ends with its piece."""
        with self.lock:
            self.closed = True
            self.lock.notify_all()
        if threading.current_thread() is not self.thread:
            self.thread.join()

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # ------------------------------------------------------------ in the thread

    def work(self) -> None:
        while (asked := self.next()) is not None:
            try:
                self.find(asked)
            except Exception as error:  # the game goes on without its odds, and says why
                with self.lock:
                    if self.asked is asked:
                        self.failed = f"{type(error).__name__}: {error}"

    def next(self) -> Question | None:
        """What was asked last and not looked at yet, once there is such; None when all is over."""
        with self.lock:
            self.lock.wait_for(lambda: self.closed or self.asked is not self.seen)
            self.seen = self.asked
            return None if self.closed else self.asked

    def find(self, asked: Question) -> None:
        """Answer by few futures, then by more and more, until something else is asked."""
        so_far = self.run_on(asked, asked.moment, FIRST)
        if asked.before is not None and asked.turns - 1 not in self.firmest:
            before = self.run_on(asked, asked.before, FIRST)
            with self.lock:
                if before is not None and self.asked is asked:
                    self.firmest[asked.turns - 1] = before
        while so_far is not None and self.give(asked, so_far) and so_far.runs < FIRM:
            so_far = self.run_on(asked, asked.moment, min(PIECE, FIRM - so_far.runs), so_far)

    def run_on(self, asked: Question, moment: Moment, runs: int, so_far: Odds | None = None) -> Odds | None:
        """So many futures more, in pieces; None where something else is asked by then."""
        for done in range(0, runs, PIECE):
            if not self.is_asked(asked):
                return None
            begun = 0 if so_far is None else so_far.runs
            more = odds(moment, min(PIECE, runs - done), seed_for(moment), first=begun)
            so_far = more if so_far is None else so_far.with_more(more)
        return so_far

    def is_asked(self, asked: Question) -> bool:
        with self.lock:
            return not self.closed and self.asked is asked

    def give(self, asked: Question, found: Odds) -> bool:
        """Make an answer known; False where it is no longer asked for."""
        with self.lock:
            if not self.is_asked(asked):
                return False
            self.firmest[asked.turns] = found
            before = self.firmest.get(asked.turns - 1)
            self.found = Answer(asked.turns, found, None if before is None else change(found, before))
            answer = self.found
        if self.told is not None:
            self.told(answer)
        return True


def question(table: Table) -> Question:
    """A game as it stands, read in the thread that holds it."""
    moment = Moment.of(table.crisis)
    before = table.played[-1].before if table.played else None
    return Question(len(table.played), moment, before, fingerprint(table, moment))


def fingerprint(table: Table, moment: Moment) -> bytes:
    """Tells whether a game stands as it stood."""
    digest = blake2b(len(table.played).to_bytes(4, "big"))
    digest.update(str(len(moment.scenario.plan.bindings)).encode())
    for name in State.fields:
        digest.update(getattr(moment.snapshot.state, name).tobytes())
    return digest.digest()
