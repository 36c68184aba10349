"""The same game with one order changed: everything else as it was done, and the game's own luck.

The game's actions are taken once more at a fresh table, the one order in its place; whatever differs
afterwards differs because of it. Orders that were given later, rulings and injects stand as they were,
though those who gave them might have given others. It is one course of events: it shows how a change
is carried on, and nothing of how likely that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.rules.state import PEAK
from sim.wargame.actions import Advance, Order
from sim.wargame.game import Game
from sim.wargame.refusing import Refused, known, refuse
from sim.wargame.table import Table
from sim.wargame.who import WHITE


@dataclass(frozen=True)
class Otherwise:
    """What another order of one seat would have made of a game; rungs by posture, days None for never.

    `outcomes`, `peaks` (highest rung of a posture): as it was and as it would have been, where they
    differ. `through`: the last day on which both can be compared.
    """

    turn: int
    seat: str
    was: Mapping[str, str]
    instead: Mapping[str, str]
    through: int
    outcomes: Mapping[str, tuple[int | None, int | None]]
    peaks: Mapping[str, tuple[str, str]]
    incidents: tuple[int, int]
    severe: tuple[int, int]

    @property
    def is_same(self) -> bool:
        return not self.outcomes and not self.peaks and self.incidents[0] == self.incidents[1]


def otherwise(game: Game, seat: str, turn: int, rungs: Mapping[str, str]) -> Otherwise:
    """What would have been, had a seat ordered these rungs (by posture) in a turn.

    Raises Refused for a seat that nobody held then, a turn that was not played, or what is no order.
    """
    cast = game.table.crisis.plan.cast
    known("seat", seat, game.table.seats)
    played = next((each for each in game.table.played if each.turn == turn), None)
    if played is None:
        raise refuse(f"turn {turn} was not played")
    if seat not in played.orders:
        raise refuse(f"nobody held {game.table.seats[seat].title} in turn {turn}")
    for posture in rungs:
        known(f"posture of {game.table.seats[seat].title}", posture, cast.between(seat, None))
    own = {p: rung for p, rung in played.ordered.items() if cast.owner(p) == seat}
    instead = {**own, **rungs}
    return compared(game.table, replayed(game, seat, turn, instead), turn, seat, own, instead)


def replayed(game: Game, seat: str, turn: int, rungs: Mapping[str, str]) -> Table:
    """A table at which everything was done again, with this order in place of the one that stood."""
    table = Table(game.setup)
    for entry in game.standing:
        action = entry.action
        closes = isinstance(action, Advance) and table.phase == "plan" and table.turn == turn
        if closes:
            table.take(instead_of(table, seat, turn, rungs), WHITE, entry.at)
        try:
            table.take(action, entry.by, entry.at)
        except Refused:
            if not (table.over or table.crisis.over):
                raise
    return table


def instead_of(table: Table, seat: str, turn: int, rungs: Mapping[str, str]) -> Order:
    """An order with other rungs; what was said with the one that stood is said all the same."""
    given = table.given.get(seat, [])
    cast = table.crisis.plan.cast
    targets = {cast.target(posture): rung for posture, rung in rungs.items()}
    changed = {"rungs": targets, "after": len(given)}
    if given:
        return given[-1].model_copy(update=changed)
    return Order(seat=seat, turn=turn, after=0, rungs=targets)


def compared(
    was: Table, would: Table, turn: int, seat: str, own: Mapping[str, str], instead: Mapping[str, str]
) -> Otherwise:
    day = min(was.crisis.day, would.crisis.day)
    cast, names = was.crisis.plan.cast, sorted(was.scenario.document.outcomes)
    came = {n: (first(was, k, day), first(would, k, day)) for k, n in enumerate(names)}
    peaks = {}
    for p, posture in enumerate(cast.postures):
        rungs = cast.rungs(cast.owner(posture))
        one, other = (rungs[int(each.crisis.state.stance[p, PEAK])] for each in (was, would))
        if one != other:
            peaks[posture] = one, other
    return Otherwise(
        turn,
        seat,
        own,
        instead,
        day,
        {name: pair for name, pair in came.items() if pair[0] != pair[1]},
        peaks,
        (done(was, day, "incidents"), done(would, day, "incidents")),
        (done(was, day, "severe"), done(would, day, "severe")),
    )


def first(table: Table, outcome: int, until: int) -> int | None:
    """The day on which an outcome came, if by then."""
    day = int(table.crisis.state.outcome[outcome])
    return day if 0 <= day <= until else None


def done(table: Table, day: int, what: str) -> int:
    return int(getattr(table.crisis.state, what)[day].sum())
