"""A turn is played: what was said becomes rules, orders stand for its days, the rulebook does the rest."""

from __future__ import annotations

from collections.abc import Mapping

from sim.engines.crisis import Crisis
from sim.rules.state import IDLE, INTENDED, RESOLVE, STATUS
from sim.scenario.game import Scripted
from sim.wargame.actions import Order
from sim.wargame.played import Day, Moment, Played
from sim.wargame.reporting import declared
from sim.wargame.saying import (
    Directives,
    Triggers,
    days_of_directive,
    directive,
    red_line,
    threat_id,
    with_rules,
)
from sim.wargame.seats import Seat

KEEPS, BREAKS = -1.0, 1.0  # a resolve below any chance, 0 included, and one that no chance is above


def play(
    crisis: Crisis, seats: Mapping[str, Seat], turn: int, turns: int, orders: Mapping[str, Order | None]
) -> Played:
    """Play the days of a turn; `orders` are those of the seats that people hold, None where there is none."""
    speak(crisis, turn, turns, orders)
    before = Moment.of(crisis)
    ordered = rungs_ordered(crisis, seats, turn, orders)
    last = crisis.day + crisis.plan.document.game.days_a_turn
    give_orders(crisis, ordered, last)
    drawn = {b: crisis.state.resolve[b, RESOLVE] for b in untested(crisis, seats, turn)}
    stand_by_words(crisis, seats, turn, ordered)
    played = Played(turn, before, orders, ordered, by={name: seat.by for name, seat in seats.items()})
    while crisis.day < last and not crisis.over:
        crisis.step()
        played.days.append(Day.of(crisis))
    give_orders(crisis, {}, last)
    for b, resolve in drawn.items():  # whoever has the seat next turn decides anew
        crisis.state.resolve[b, RESOLVE] = resolve
    played.end(crisis)
    return played


# ---------------------------------------------------------------- words


def speak(crisis: Crisis, turn: int, turns: int, orders: Mapping[str, Order | None]) -> None:
    """Threats and directives of these orders become rules, from now on."""
    triggers, directives = threats(crisis, turn, turns, orders), instructions(crisis, turn, orders)
    if triggers or directives:
        crisis.go_on_with(with_rules(crisis.crisis_scenario, triggers, directives))


def threats(crisis: Crisis, turn: int, turns: int, orders: Mapping[str, Order | None]) -> Triggers:
    """Declared red lines by actor. In the last turn they deter to its end, and are not tested in it."""
    game = crisis.plan.document.game
    later = range(1, max(turns - turn, 1) + 1)
    first_days = [crisis.day + 1 + k * game.days_a_turn for k in later]
    days, found = game.days_a_turn, {}
    for seat, order in orders.items():
        if order is not None and order.threat is not None:
            hearers = [actor for actor in crisis.plan.cast.actors if actor != seat]
            believed = credibility_of(crisis, seat)
            found[seat] = [red_line(seat, order.threat, turn, believed, days, first_days, hearers)]
    return found


def credibility_of(crisis: Crisis, seat: str) -> float:
    """How far a new threat is believed: as one that its author had made on day 0.

    The scenario's number, and what its author's reputation has gained and lost by lines tested since.
    """
    believed = valued(crisis, crisis.plan.document.game.credibility)
    reputation = crisis.plan.cast.actor(seat).reputation
    change = {"honoured": valued(crisis, reputation.gain), "defied": -valued(crisis, reputation.loss)}
    for each in crisis.happenings:
        if each.who == seat and each.kind in change and declared(crisis.plan, seat, each.what) is not None:
            believed = min(1.0, max(0.0, believed + change[each.kind]))
    return believed


def valued(crisis: Crisis, number: float | str) -> float:
    """A number, or its parameter's value in this run."""
    return float(crisis.parameters[number] if isinstance(number, str) else number)


def instructions(crisis: Crisis, turn: int, orders: Mapping[str, Order | None]) -> Directives:
    """Directives by room."""
    found: dict[str, list[object]] = {}
    first = crisis.day + 1
    last = crisis.day + crisis.plan.document.game.days_a_turn
    for seat, order in sorted(orders.items()):
        for place, said in enumerate(order.directives if order is not None else ()):
            every = crisis.plan.document.rooms[said.room].review_every
            days = days_of_directive(first, last, int(valued(crisis, every) + 0.5))
            found.setdefault(said.room, []).append(directive(seat, said, place, turn, days))
    return found  # type: ignore[return-value]


def stand_by_words(crisis: Crisis, seats: Mapping[str, Seat], turn: int, ordered: Mapping[str, str]) -> None:
    """Whether a seat keeps its own public threats is not chance, where it has orders: it is what they say."""
    for b in untested(crisis, seats, turn):
        binding = crisis.plan.bindings[b]
        ((target, effects),) = binding.rule.then.items()
        posture = f"{binding.actor}>{target}"
        rungs = crisis.rungs(posture)
        keeps = rungs.index(ordered[posture]) >= rungs.index(effects.floor or rungs[0])
        crisis.state.resolve[b, RESOLVE] = KEEPS if keeps else BREAKS


def untested(crisis: Crisis, seats: Mapping[str, Seat], turn: int) -> list[int]:
    """Threats of earlier turns that are still to be met, of seats that the rulebook has not."""
    made = {threat_id(earlier) for earlier in range(1, turn)}
    return [
        b
        for b, binding in enumerate(crisis.plan.bindings)
        if binding.id in made
        and crisis.state.bound[b, STATUS] == IDLE
        and seats[binding.actor].by != "rulebook"
    ]


def is_untested(crisis: Crisis, seat: str, turn: int) -> bool:
    """Whether what a seat threatened in a turn is still to be met."""
    said = [
        b for b, line in enumerate(crisis.plan.bindings) if (line.actor, line.id) == (seat, threat_id(turn))
    ]
    return any(crisis.state.bound[b, STATUS] == IDLE for b in said)


# ---------------------------------------------------------------- orders


def rungs_ordered(
    crisis: Crisis, seats: Mapping[str, Seat], turn: int, orders: Mapping[str, Order | None]
) -> dict[str, str]:
    """The rung of every posture that a seat orders; what it does not name it holds."""
    found = {}
    for actor, seat in seats.items():
        said = told(seat, turn, orders)
        if said is None:
            continue
        for posture in crisis.plan.cast.between(actor, None):
            now = crisis.rungs(posture)[int(crisis.state.stance[crisis.place(posture), INTENDED])]
            found[posture] = said.get(crisis.plan.cast.target(posture), now)
    return found


def told(seat: Seat, turn: int, orders: Mapping[str, Order | None]) -> Mapping[str, str] | None:
    """Rungs by target; None where the rulebook has the seat."""
    if seat.by == "rulebook":
        return None
    if seat.by == "script":
        part = scripted(seat, turn)
        return part.orders if part is not None else {}
    order = orders.get(seat.actor)
    return order.rungs if order is not None else {}


def scripted(seat: Seat, turn: int) -> Scripted | None:
    """The part of a script that holds in a turn: the last one that has begun."""
    begun = [part for part in seat.role.script if part.turn <= turn]
    return begun[-1] if begun else None


def give_orders(crisis: Crisis, ordered: Mapping[str, str], until: int) -> None:
    """Orders stand to the end of the turn; the other postures are the rulebook's."""
    for posture in crisis.postures:
        rung = ordered.get(posture)
        crisis.order(posture, rung, None if rung is None else until)
