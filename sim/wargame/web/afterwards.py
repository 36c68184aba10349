"""What is worked out once a game is over, beside the pages: the odds along it, then the debrief pack."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.wargame.game import Game
from sim.wargame.journal import replay
from sim.wargame.odds.live import seed_for
from sim.wargame.packing import write_folder

if TYPE_CHECKING:
    from sim.wargame.review.curve import Point


@dataclass(frozen=True)
class Found:
    """As far as it is worked out: the odds after every turn, the pack's files, and each seat's own.

    `of_seat` names a seat's files without their endings.

    `doing` is what is being worked out now; empty when nothing more comes.
    """

    points: list[Point] | None = None
    files: Mapping[str, str] | None = None
    of_seat: Mapping[str, str] | None = None
    doing: str = "the odds at the start"


class Afterwards:
    """Works on a copy of the game as it ended, and again if a turn is taken back and played anew."""

    def __init__(self, game: Callable[[], Game], told: Callable[[], None]) -> None:
        self.game, self.told = game, told
        self.lock = threading.Lock()
        self.asked = -1  # how many actions the game had that is being looked at
        self.found = Found()

    def now(self) -> Found:
        """What there is; the first to ask sets it going."""
        game = self.game()
        with self.lock:
            if self.asked != len(game.entries):
                self.asked, self.found = len(game.entries), Found()
                copy = replay(game.setup, list(game.entries))
                threading.Thread(target=self.work, args=(copy,), name="debrief", daemon=True).start()
            return self.found

    def work(self, game: Game) -> None:
        # what draws figures takes seconds to load, for which no game should wait before it begins
        from sim.wargame.review.course import walk
        from sim.wargame.review.curve import curve
        from sim.wargame.review.debrief import debrief
        from sim.wargame.review.pack import SEATS, files
        from sim.wargame.review.phrases import Telling
        from sim.wargame.review.versions import names

        try:
            points = curve(walk(game), seed_for(game.table.shown), lambda _: None)
            self.put(game, Found(points, doing="the debrief of every seat"))
            if game.table.played:
                telling = Telling(debrief(game))
                mine = {seat: f"{SEATS}/{name}" for seat, name in names(telling).items()}
                self.put(game, Found(points, files(telling), mine, doing=""))
            else:
                self.put(game, Found(points, doing=""))
        except Exception as error:  # the pages go on without it, and say why
            with self.lock:
                stopped = replace(self.found, doing=f"stopped by a mistake: {error}")
            self.put(game, stopped)

    def put(self, game: Game, found: Found) -> None:
        with self.lock:
            if self.asked != len(game.entries):
                return
            self.found = found
        self.told()


def write(files: Mapping[str, str], folder: Path) -> None:
    """A pack as a folder. Raises Refused."""
    from sim.wargame.review.pack import FIRST, MARK

    write_folder(folder, files, FIRST, MARK)
