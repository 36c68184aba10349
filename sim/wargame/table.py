"""The table: one game as it stands, changed by one action after another.

Everything follows from the setup and the actions, so that a game can be taken up again from its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.engines.crisis import Crisis
from sim.scenario.cast import ALL
from sim.scenario.loading import Scenario
from sim.wargame import actions as a
from sim.wargame.adjudicating import is_untested, play
from sim.wargame.clock import Clock
from sim.wargame.injects import Injects
from sim.wargame.notices import Notice
from sim.wargame.ordering import check_order
from sim.wargame.played import Day, Moment, Played
from sim.wargame.refusing import known, refuse
from sim.wargame.reporting import events_of, spoken, words_of
from sim.wargame.ruling import bring_about, rule
from sim.wargame.seats import Seat, seats
from sim.wargame.wording import words_of_event

WHITE, CLOCK = "white", "clock"
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
                self.order(action, by, at)
            case a.Message():
                self.message(action)
            case a.Publish():
                self.publish(action)
            case a.Delay() | a.Skip():
                self.shelve(action)
            case a.News():
                self.tell(action.text, action.to)
            case a.Override():
                self.override(action)
            case a.HandOver():
                self.hand_over(action)
            case a.Join():
                self.join(action)
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

    # ------------------------------------------------------------ seats

    def order(self, order: a.Order, by: str, at: float) -> None:
        known("seat", order.seat, self.seats)
        seat = self.seats[order.seat]
        if seat.by != "person":
            raise refuse(f"{seat.title} is played by its {seat.by} now: its orders are not taken")
        if order.turn != self.turn or self.phase != "plan":
            when = "not open yet" if order.turn >= self.turn and self.phase == "brief" else "closed"
            raise refuse(f"orders for turn {order.turn} are {when}: this is turn {self.turn}, {self.phase}")
        if by != WHITE and self.clock.is_late(at):
            raise refuse("this order is late: the time for orders is over, and what stood then stands")
        given = self.given.get(order.seat, [])
        if order.after != len(given):
            raise refuse(
                "this order was sent before, or somebody at this seat has sent another since: "
                "look at the one that stands, and send again"
            )
        check_order(self.crisis, seat, order)
        self.check_is_new(order)
        self.given.setdefault(order.seat, []).append(order)

    def check_is_new(self, order: a.Order) -> None:
        """Said twice, a threat would deter twice."""
        for each in self.played if order.threat is not None else ():
            earlier = each.orders.get(order.seat)
            if (
                earlier is not None
                and earlier.threat == order.threat
                and is_untested(self.crisis, order.seat, each.turn)
            ):
                raise refuse(f"this threat was made in turn {each.turn}, and stands until it is tested")

    def join(self, said: a.Join) -> None:
        known("seat", said.seat, self.seats)
        if said.name not in self.players[said.seat]:
            self.players[said.seat].append(said.name)

    def message(self, said: a.Message) -> None:
        known("seat", said.seat, self.seats)
        for name in said.to:
            known("seat", name, self.seats)
        if self.phase in ("adjudicate", "debrief"):
            raise refuse(f"messages are sent before the turn is played: this is {self.phase}")
        if said.number != self.messages[said.seat]:
            raise refuse("this message was sent before, or somebody at this seat has sent another since")
        self.messages[said.seat] += 1
        to = frozenset(said.to)
        self.notices.append(Notice("message", self.turn, self.crisis.day, said.text, to, said.seat))

    # ------------------------------------------------------------ the white cell

    def publish(self, said: a.Publish) -> None:
        known("inject", said.inject, self.injects.by_id)
        if self.injects.fate[said.inject] == "published":
            raise refuse(f"{said.inject} has been told already")
        if self.over:
            raise refuse("the game is over: nothing more is told")
        inject = self.injects.by_id[said.inject]
        to = self.hearers(inject.to) if said.to is None else self.named(said.to)
        text = said.text or inject.text or inject.title or inject.id
        self.injects.fate[said.inject] = "published"
        if inject.event is not None and bring_about(self.crisis, inject.event):
            self.brought.add(inject.event)
            self.changed_by_hand()
        day = self.crisis.day
        self.notices.append(Notice("inject", self.turn, day, text, to, None, inject.title, inject.id))

    def shelve(self, said: a.Delay | a.Skip) -> None:
        known("inject", said.inject, self.injects.by_id)
        if self.injects.fate[said.inject] == "published":
            raise refuse(f"{said.inject} has been told already")
        if isinstance(said, a.Skip):
            self.injects.fate[said.inject] = "skipped"
        else:
            self.injects.fate[said.inject] = "waiting"
            self.injects.put_off[said.inject] = said.day

    def tell(self, text: str, to: list[str]) -> None:
        self.notices.append(Notice("news", self.turn, self.crisis.day, text, self.named(to)))

    def named(self, names: list[str]) -> frozenset[str] | None:
        """The seats that somebody names now."""
        for name in names:
            known("seat or group", name, [*self.seats, *self.crisis.plan.cast.groups])
        return self.hearers(names)

    def hearers(self, names: list[str]) -> frozenset[str] | None:
        """The seats that names stand for; None for everyone."""
        if ALL in names:
            return None
        heard = {actor for name in names for actor in self.crisis.plan.cast.members(name)}
        return frozenset(heard & set(self.seats))

    def override(self, said: a.Override) -> None:
        """The white cell rules otherwise; what seats see changes once the turn is published."""
        if self.over:
            raise refuse("the game is over: nothing more is ruled")
        rule(self.crisis, said)
        self.changed_by_hand()
        if self.played:
            self.played[-1].rulings.append(said)
        if said.what == "event":
            self.brought.discard(said.name)
            if self.results_are_out:
                text = words_of_event(self.crisis.plan, said.name, bool(said.value))
                day = self.crisis.day
                self.notices.append(Notice("event", self.turn, day, text, None, None, None, said.name))

    def changed_by_hand(self) -> None:
        """The last day is told as it now stands."""
        self.days[-1] = Day.of(self.crisis)
        if self.played:
            self.played[-1].end(self.crisis)
        if self.results_are_out:
            self.shown = Moment.of(self.crisis)

    def hand_over(self, said: a.HandOver) -> None:
        known("seat", said.seat, self.seats)
        seat = self.seats[said.seat]
        if said.by == "script" and not seat.role.script:
            raise refuse(f"{seat.title} has no script in this scenario")
        if seat.by == said.by:
            raise refuse(f"{seat.title} is played by a {said.by} already")
        self.seats[said.seat] = seat.handed_to(said.by)


def number_of_turns(scenario: Scenario) -> int:
    """As many as the scenario says, but no more than its clock has days for."""
    game = scenario.document.game
    fit = -(-scenario.days // game.days_a_turn)
    return fit if game.turns is None else min(game.turns, fit)
