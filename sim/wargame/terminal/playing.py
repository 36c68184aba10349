"""The game from phase to phase at one keyboard, saved after every act."""

from __future__ import annotations

import shlex
import time

from sim.wargame.actions import Action, Advance, Malformed, Pause, Publish, parse_action
from sim.wargame.journal import Journal, Unusable
from sim.wargame.refusing import Refused
from sim.wargame.table import Table
from sim.wargame.terminal.briefing import brief, show_notices, show_struck, told_head
from sim.wargame.terminal.deciding import decide, letters
from sim.wargame.terminal.keyboard import Ended, Keyboard
from sim.wargame.terminal.presiding import preside
from sim.wargame.views.public import public_view
from sim.wargame.views.seat import seat_view
from sim.wargame.who import CLOCK, WHITE


def play_at_terminal(journal: Journal, keyboard: Keyboard | None = None) -> bool:
    """Play to the end, or until nothing more is typed; whether the game is over.

    Raises Unusable where the game's file cannot be written.
    """
    evening = Evening(journal, keyboard or Keyboard())
    try:
        evening.play()
    except (Ended, KeyboardInterrupt):
        evening.keyboard.say("\nThe game is saved. To go on:")
        evening.keyboard.command(resuming(journal))
        return False
    except OSError as error:
        told = f"{journal.path} cannot be written: {error.strerror}. What was done before is saved; to go on:"
        raise Unusable(f"{told}\n  {resuming(journal)}") from None
    return True


def resuming(journal: Journal) -> str:
    return f"sim play --resume {shlex.quote(str(journal.path))} --terminal"


class Evening:
    """A game at one keyboard, with or without a facilitator."""

    def __init__(self, journal: Journal, keyboard: Keyboard) -> None:
        self.journal, self.keyboard = journal, keyboard
        self.facilitated = False

    @property
    def table(self) -> Table:
        return self.journal.game.table

    def take(self, action: Action, by: str) -> None:
        self.journal.take(action, by, time.time())

    def play(self) -> None:
        self.keyboard.say(self.table.scenario.title)
        opening = self.table.game.texts.get("opening")
        if opening and not self.table.played:
            self.keyboard.head(opening)
        self.facilitated = self.keyboard.agrees("\nDoes one of you facilitate?", unless_said=False)
        while not self.table.over:
            self.phase()
        self.debrief()

    def phase(self) -> None:
        """One phase, and on to the next."""
        if self.table.phase == "plan":
            self.all_decide()
        elif self.facilitated:
            word = preside(self.keyboard, self.journal, time.time())
            if word == "undo":
                return
            if word == "end" and self.table.phase in ("brief", "adjudicate"):
                self.take(Advance(turn=self.table.turn, to="debrief"), WHITE)
                return
        elif self.table.phase == "brief":
            for inject in self.table.due():
                self.take(Publish(inject=inject), CLOCK)
        self.go_on()

    def go_on(self) -> None:
        to = self.table.next_phase()
        assert to is not None
        self.take(Advance(turn=self.table.turn, to=to), WHITE if self.facilitated else CLOCK)
        if to in ("brief", "debrief"):
            self.tell_all()

    def all_decide(self) -> None:
        """Every seat that a person has and that has not ordered yet."""
        if self.table.clock.deadline is not None:
            self.take(Pause(), WHITE)  # they wait for each other: no clock runs
        for seat, order in self.table.orders().items():
            if order is None:
                self.one_decides(seat)
        self.keyboard.wipe()

    def one_decides(self, seat: str) -> None:
        """What was refused is told, and asked again."""
        self.keyboard.hand_to(self.table.seats[seat].title)
        while True:
            view = seat_view(self.table, seat, time.time())
            brief(self.keyboard, view)
            try:
                order = parse_action(decide(self.keyboard, self.table, view))
                for message in letters(self.keyboard, self.table, seat):
                    self.take(message, seat)
                self.take(order, seat)
                return
            except (Refused, Malformed) as problem:
                self.keyboard.head(f"{problem} Once more:")

    def tell_all(self) -> None:
        """What everyone learns of a turn."""
        view = public_view(self.table, time.time())
        self.keyboard.wipe()
        said = "the end of the game" if self.table.over else told_head(view.head)
        self.keyboard.say(f"For everyone: {said}")
        turn = self.table.played[-1].turn if self.table.played else 1
        show_notices(
            self.keyboard, "What was said and what happened", [n for n in view.notices if n.turn >= turn]
        )
        show_struck(self.keyboard, view.struck)
        if not self.table.over:
            self.keyboard.read("\nPress Enter when all have read it")

    def debrief(self) -> None:
        closing = self.table.game.texts.get("closing")
        if closing:
            self.keyboard.head(closing)
        path = shlex.quote(str(self.journal.path))
        self.keyboard.say("\nThe game is over and saved. To talk about it, and to read it day by day:")
        self.keyboard.command(f"sim report {path}")
        self.keyboard.command(f"sim replay {path}")
