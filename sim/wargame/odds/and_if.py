"""'And if?': the odds of each alternative order or ruling, all under the same luck.

As it stands: the orders that are sealed so far stand for the turn's days, threats and directives said
with them included, and the rulebook has every other seat; after the turn the rulebook has them all. In
the reveal, when time is up, a person's seat without an order holds, as it will when the turn is played.
Before the orders and after a turn is played, the rulebook alone goes on.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from sim.engines.crisis import Crisis
from sim.wargame.actions import Override
from sim.wargame.adjudicating import give_orders, rungs_ordered, speak, stand_by_words
from sim.wargame.odds.live import Odds, odds
from sim.wargame.played import Moment
from sim.wargame.refusing import known
from sim.wargame.ruling import rule
from sim.wargame.seats import Seat
from sim.wargame.table import Table

Rungs = Mapping[str, str]  # by posture


def and_if(table: Table, alternatives: Sequence[Rungs], runs: int, seed: int) -> list[Odds]:
    """The odds under each alternative: its rungs are ordered for the coming turn, the rest as it stands.

    An empty alternative is how it stands; `change(one, other)` compares two in pairs. The game itself
    is not touched. Raises Refused for postures and rungs that are none.
    """
    return [odds(moment, runs, seed) for moment in moments_if(table, alternatives)]


def and_if_ruled(table: Table, rulings: Sequence[Sequence[Override]], runs: int, seed: int) -> list[Odds]:
    """The odds under each alternative of rulings; an empty one is how it stands. Raises Refused."""
    return [odds(moment_if(table, {}, ruled), runs, seed) for ruled in rulings]


def moments_if(table: Table, alternatives: Sequence[Rungs]) -> list[Moment]:
    """The moments from which the futures of each alternative of orders are run."""
    return [moment_if(table, alternative) for alternative in alternatives]


def moment_if(table: Table, orders: Rungs, rulings: Sequence[Override] = ()) -> Moment:
    """The moment at which this has been ruled, and these rungs are ordered beside what stands ordered."""
    check(table, orders)
    crisis = beside(table.crisis)
    for said in rulings:
        rule(crisis, said)
    crisis, ordered = as_it_stands(table, crisis)
    return standing(table, crisis, {**ordered, **orders})


def check(table: Table, alternative: Rungs) -> None:
    for posture, rung in alternative.items():
        known("posture", posture, table.crisis.postures)
        known(f"rung of {posture}", rung, table.crisis.rungs(posture))


def as_it_stands(table: Table, crisis: Crisis | None = None) -> tuple[Crisis, Rungs]:
    """A crisis beside the game's with what was said so far, and the rungs that stand ordered."""
    fork = beside(crisis or table.crisis)
    if table.phase not in ("plan", "reveal"):
        return fork, {}
    orders = table.orders()
    if table.phase == "plan":
        orders = {name: order for name, order in orders.items() if order is not None}
    seats = {name: seat for name, seat in table.seats.items() if name in orders or table.phase == "reveal"}
    speak(fork, table.turn, table.turns, orders)
    return fork, rungs_ordered(fork, seats, table.turn, orders)


def standing(table: Table, crisis: Crisis, ordered: Rungs) -> Moment:
    """The coming turn is this one, or the next once this one is played."""
    turn = table.turn + (table.phase in ("adjudicate", "debrief"))
    return with_orders(crisis, table.seats, turn, ordered)


def crisis_at(crisis: Crisis, moment: Moment) -> Crisis:
    """The crisis as it stood at a moment, with tables of its own and no log; it is not stepped."""
    fork = copy.copy(crisis)
    fork.crisis_scenario, fork.plan = moment.scenario, moment.scenario.plan
    fork.world = fork.plan.world(fork.parameters, fork.errors)
    fork.state, fork.log, fork.happenings = moment.snapshot.state.copy(), [], []
    return fork


def beside(crisis: Crisis) -> Crisis:
    """A crisis of its own tables, to be changed and asked of; it is not stepped."""
    fork = copy.copy(crisis)
    fork.state, fork.log, fork.happenings = crisis.state.copy(), [*crisis.log], [*crisis.happenings]
    return fork


def with_orders(crisis: Crisis, seats: Mapping[str, Seat], turn: int, ordered: Rungs) -> Moment:
    """The moment at which these orders have been given for the days of a turn.

    Whoever orders anything keeps or breaks its word by it, as when the turn is played.
    """
    fork = beside(crisis)
    give_orders(fork, ordered, fork.day + fork.plan.document.game.days_a_turn)
    ordering = {fork.plan.cast.owner(posture) for posture in ordered}
    asked = {name: seat if name in ordering else seat.handed_to("rulebook") for name, seat in seats.items()}
    rungs = {posture: ordered.get(posture, fork.intended(posture)) for posture in fork.postures}
    stand_by_words(fork, asked, turn, rungs)
    return Moment.of(fork)
