"""What each decision was worth: the chances with the order as given, and without it, under the same luck.

A decision is what one seat ordered for one turn. It is set against the same seat holding where it stood,
and against the rulebook in that seat for the turn; what the others ordered, and all that was said,
stands in every version, and after the turn the rulebook has every seat. Rulings, and injects that bring
an event about, are set against the game without them.

Many decisions are compared, and the largest of many look larger than they are. So the chances of those
that moved most are asked once more, with luck that they were not chosen by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sim.rules.state import INTENDED
from sim.wargame.actions import Override, Publish
from sim.wargame.odds.and_if import crisis_at, with_orders
from sim.wargame.odds.live import Change, Odds, change, odds
from sim.wargame.played import Moment, Played
from sim.wargame.review.course import Step
from sim.wargame.seats import Seat
from sim.wargame.table import Table

RUNS = 500  # futures of each version
MOST = 6  # decisions that are asked once more
AGAIN = 1_500  # futures of each version of those

Told = Callable[[str], None]


@dataclass(frozen=True)
class Decision:
    """One seat's order of a turn, rungs by posture.

    `hold`, `book`: by outcome, the chance as ordered less the chance had the seat held, or had the
    rulebook had it; `hold` is None where the order was to hold. `chosen` is the outcome it moved most;
    `again` tells that the values of that outcome rest on fresh luck.
    """

    turn: int
    seat: str
    by_person: bool
    rungs: Mapping[str, str]
    moved: Mapping[str, str]
    odds: Odds
    hold: Mapping[str, Change] | None
    book: Mapping[str, Change]
    chosen: str | None
    again: bool = False

    @property
    def against(self) -> Mapping[str, Change]:
        """What it is ranked by: holding, or the rulebook for an order to hold."""
        return self.book if self.hold is None else self.hold

    @property
    def weight(self) -> float:
        return 0.0 if self.chosen is None else abs(self.against[self.chosen].difference)


@dataclass(frozen=True)
class Ruled:
    """A ruling, or an inject with an event: by outcome, the chance after it less the chance before."""

    turn: int
    action: Override | Publish
    changes: Mapping[str, Change]
    chosen: str | None


def decisions(table: Table, seed: int, told: Told) -> list[Decision]:
    """Every order of every turn, in order of turns and seats, the weightiest asked once more."""
    found = []
    for played in table.played:
        told(f"the decisions of turn {played.turn}")
        found += of_turn(table, played, RUNS, seed, 0, ordering(table, played))
    best = sorted(found, key=lambda each: -each.weight)[:MOST]
    again = {}
    for played in table.played:
        seats = [each.seat for each in best if each.turn == played.turn and each.weight > 0.0]
        if seats:
            told(f"turn {played.turn} once more, with fresh luck")
            for each in of_turn(table, played, AGAIN, seed, RUNS, seats):
                again[each.turn, each.seat] = each
    return [refreshed(each, again.get((each.turn, each.seat))) for each in found]


def refreshed(first: Decision, again: Decision | None) -> Decision:
    """A decision with the values of fresh luck for what it was chosen by before."""
    return first if again is None else replace(again, chosen=first.chosen, again=True)


def ordering(table: Table, played: Played) -> list[str]:
    """The seats that gave orders, or held by giving none."""
    cast = table.crisis.plan.cast
    return [seat for seat in table.seats if any(p in played.ordered for p in cast.between(seat, None))]


def of_turn(
    table: Table, played: Played, runs: int, seed: int, first: int, seats: list[str]
) -> list[Decision]:
    """What these seats' orders of a turn were worth."""

    def asked(ordered: Mapping[str, str]) -> Odds:
        return odds(as_ordered(table, played, ordered), runs, seed, first)

    given = asked(played.ordered)
    return [decision(table, played, seat, given, asked) for seat in seats]


def decision(
    table: Table, played: Played, seat: str, given: Odds, asked: Callable[[Mapping[str, str]], Odds]
) -> Decision:
    stood = standing(played)
    own = {p: rung for p, rung in played.ordered.items() if table.crisis.plan.cast.owner(p) == seat}
    moved = {p: rung for p, rung in own.items() if rung != stood[p]}
    others = {p: rung for p, rung in played.ordered.items() if p not in own}
    hold = change(given, asked({**played.ordered, **{p: stood[p] for p in own}})) if moved else None
    book = change(given, asked(others))
    chosen = most_moved(book if hold is None else hold)
    return Decision(played.turn, seat, seat in played.orders, own, moved, given, hold, book, chosen)


def standing(played: Played) -> dict[str, str]:
    """Where every posture stood as the orders of a turn found it."""
    cast, stance = played.before.scenario.plan.cast, played.before.snapshot.state.stance
    return {p: cast.rungs(cast.owner(p))[int(stance[k, INTENDED])] for k, p in enumerate(cast.postures)}


def as_ordered(table: Table, played: Played, ordered: Mapping[str, str]) -> Moment:
    """A turn's beginning with these orders given."""
    fork = crisis_at(table.crisis, played.before)
    return with_orders(fork, sat(table, played), played.turn, ordered)


def sat(table: Table, played: Played) -> dict[str, Seat]:
    """Who had the seats then."""
    return {name: seat.handed_to(played.by[name]) for name, seat in table.seats.items()}


def most_moved(changes: Mapping[str, Change]) -> str | None:
    """The outcome whose chance changed most; None where none did."""
    moved = [name for name, each in changes.items() if each.difference != 0.0]
    return max(moved, key=lambda name: abs(changes[name].difference), default=None)


def rulings(steps: list[Step], seed: int, told: Told) -> list[Ruled]:
    """What the white cell's interventions did to the chances."""
    found = []
    for step in steps:
        told(f"what was ruled in turn {step.turn}")
        changes = change(odds(step.after, RUNS, seed), odds(step.before, RUNS, seed))
        assert isinstance(step.action, Override | Publish)
        found.append(Ruled(step.turn, step.action, changes, most_moved(changes)))
    return found
