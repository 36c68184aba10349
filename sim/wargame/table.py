"""The table: one game as it stands, changed by one action after another.

Everything follows from the setup and the actions, so that a game can be taken up again from its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.engines.crisis import Crisis
from sim.scenario.loading import Scenario
from sim.wargame import actions as a
from sim.wargame import seated, white_cell
from sim.wargame.adjudicating import play
from sim.wargame.clock import Clock
from sim.wargame.injects import Injects
from sim.wargame.notices import Notice
from sim.wargame.played import Day, Moment, Played
from sim.wargame.refusing import refuse
from sim.wargame.reporting import events_of, spoken, words_of
from sim.wargame.seats import Seat, seats
from sim.wargame.who import CLOCK, WHITE

DRAWS = 200


@dataclass(frozen=True)
class Setup:
    """What a game is made of: a scenario, the address of its luck, and who takes a seat.

    `people`: the seats that people hold; None leaves it to the scenario.
    """

    scenario: Scenario
    seed: int = 0
    parameters: Mapping[str, float] = field(default_factory=dict)
    people: tuple[str, ...] | None = None

    def crisis(self) -> Crisis:
        """Run 0 of this seed, whose luck the game has."""
        return Crisis(self.scenario, self.seed, 0, draws=DRAWS, parameters=self.parameters)


class Table:
    """A game as it stands. Raises Refused, and changes nothing, for what cannot be done."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.scenario = setup.scenario
        self.game = setup.scenario.document.game
        self.crisis = setup.crisis()
        self.crisis.bind_orders(self.game.limits == "binding")
        self.seats: dict[str, Seat] = seats(self.crisis.plan, setup.people)
        self.turns = number_of_turns(setup.scenario)
        self.turn = 1
        self.phase: a.Phase = "brief"
        self.clock = Clock()
        self.given: dict[str, list[a.Order]] = {}
        self.played: list[Played] = []
        self.injects = Injects(setup.scenario.document)
        self.notices: list[Notice] = []
        self.messages = dict.fromkeys(self.seats, 0)
        self.players: dict[str, list[str]] = {name: [] for name in self.seats}
        self.shown = Moment.of(self.crisis)
        self.days: list[Day] = [Day.of(self.crisis)]
        self.brought: set[str] = set()  # events that came with an inject, told with it and not again

    # ------------------------------------------------------------ what may be asked

    @property
    def over(self) -> bool:
        return self.phase == "debrief"

    @property
    def results_are_out(self) -> bool:
        """Whether seats have been told how the last turn went."""
        return self.phase != "adjudicate"

    def orders(self) -> dict[str, a.Order | None]:
        """The order of this turn that stands, of every seat that people hold."""
        sitting = [name for name, seat in self.seats.items() if seat.by == "person"]
        return {name: self.given[name][-1] if self.given.get(name) else None for name in sitting}

    def days_of_turn(self) -> tuple[int, int]:
        """The days that this turn's orders are for, or were for."""
        if self.played and self.played[-1].turn == self.turn:
            before = self.played[-1].before.snapshot.day
        else:
            before = self.crisis.day
        return before + 1, min(before + self.game.days_a_turn, self.scenario.days)

    def due(self) -> list[str]:
        """Injects whose time has come."""
        return self.injects.due(self.crisis, self.days_of_turn()[1])

    # ------------------------------------------------------------ one action

    def take(self, action: a.Action, by: str, at: float) -> None:
        """Do what an action says."""
        if isinstance(action, a.BY_SEATS):
            if by not in (action.seat, WHITE):
                raise refuse("this is another seat's to do")
        elif by != WHITE and not (by == CLOCK and isinstance(action, a.Advance | a.Publish)):
            raise refuse("only the facilitator can do this")
        match action:
            case a.Advance():
                self.advance(action, at)
            case a.Pause():
                self.clock.pause(at)
            case a.Unpause():
                self.clock.unpause(at)
            case a.Extend():
                self.clock.extend(at, action.minutes)
            case a.Order():
                seated.order(self, action, by, at)
            case a.Message():
                seated.message(self, action)
            case a.Publish():
                white_cell.publish(self, action)
            case a.Delay() | a.Skip():
                white_cell.shelve(self, action)
            case a.News():
                white_cell.tell(self, action.text, action.to)
            case a.Override():
                white_cell.override(self, action)
            case a.HandOver():
                white_cell.hand_over(self, action)
            case a.Join():
                seated.join(self, action)
            case a.Undo():
                raise refuse("a turn is taken back by the game, not the table")

    # ------------------------------------------------------------ phases

    def advance(self, action: a.Advance, at: float) -> None:
        """On to the next phase."""
        now, then = self.phase, self.next_phase()
        if then is None:
            raise refuse("the game is over: this is the debrief")
        to_the_end = action.to == "debrief" and now in ("brief", "adjudicate")
        if action.turn != self.turn or not (action.to == then or to_the_end):
            raise refuse(f"the game is in turn {self.turn}, {now}: next comes {then}")
        if now == "plan":
            self.clock.stop()
        if now == "adjudicate":
            self.show()
        if action.to == "plan":
            self.clock.start(at, self.game.minutes_a_turn)
        elif action.to == "adjudicate":
            self.adjudicate()
        elif action.to == "brief":
            self.turn += 1
            self.given = {}
        self.phase = action.to

    def next_phase(self) -> a.Phase | None:
        match self.phase:
            case "brief":
                return "debrief" if self.crisis.over else "plan"
            case "plan":
                return "reveal"
            case "reveal":
                return "adjudicate"
            case "adjudicate":
                return "debrief" if self.turn >= self.turns or self.crisis.over else "brief"
        return None

    def adjudicate(self) -> None:
        played = play(self.crisis, self.seats, self.turn, self.turns, self.orders())
        self.played.append(played)
        self.days.extend(played.days)

    def show(self) -> None:
        """A turn is made known: to each seat what it sees, and to everyone what was said."""
        played = self.played[-1]
        self.shown = Moment.of(self.crisis)
        self.notices.extend(spoken(self.crisis.plan, self.seats, played))
        self.notices.extend(events_of(self.crisis.plan, played, self.brought))
        self.notices.extend(words_of(self.crisis.plan, played, list(self.seats)))


def number_of_turns(scenario: Scenario) -> int:
    """As many as the scenario says, but no more than its clock has days for."""
    game = scenario.document.game
    fit = -(-scenario.days // game.days_a_turn)
    return fit if game.turns is None else min(game.turns, fit)
