"""What seats do at the table: orders, messages, sitting down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.wargame import actions as a
from sim.wargame.adjudicating import is_untested
from sim.wargame.notices import Notice
from sim.wargame.ordering import check_order
from sim.wargame.refusing import known, refuse
from sim.wargame.who import WHITE

if TYPE_CHECKING:
    from sim.wargame.table import Table


def order(table: Table, order: a.Order, by: str, at: float) -> None:
    known("seat", order.seat, table.seats)
    seat = table.seats[order.seat]
    if seat.by != "person":
        raise refuse(f"{seat.title} is played by its {seat.by} now: its orders are not taken")
    if order.turn != table.turn or table.phase != "plan":
        when = "not open yet" if order.turn >= table.turn and table.phase == "brief" else "closed"
        raise refuse(f"orders for turn {order.turn} are {when}: this is turn {table.turn}, {table.phase}")
    if by != WHITE and table.clock.is_late(at):
        raise refuse("this order is late: the time for orders is over, and what stood then stands")
    given = table.given.get(order.seat, [])
    if order.after != len(given):
        raise refuse(
            "this order was sent before, or somebody at this seat has sent another since: "
            "look at the one that stands, and send again"
        )
    check_order(table.crisis, seat, order)
    check_is_new(table, order)
    table.given.setdefault(order.seat, []).append(order)


def check_is_new(table: Table, order: a.Order) -> None:
    """Said twice, a threat would deter twice."""
    for each in table.played if order.threat is not None else ():
        earlier = each.orders.get(order.seat)
        if (
            earlier is not None
            and earlier.threat == order.threat
            and is_untested(table.crisis, order.seat, each.turn)
        ):
            raise refuse(f"this threat was made in turn {each.turn}, and stands until it is tested")


def join(table: Table, said: a.Join) -> None:
    known("seat", said.seat, table.seats)
    if said.name not in table.players[said.seat]:
        table.players[said.seat].append(said.name)


def message(table: Table, said: a.Message) -> None:
    known("seat", said.seat, table.seats)
    for name in said.to:
        known("seat", name, table.seats)
    if table.phase in ("adjudicate", "debrief"):
        raise refuse(f"messages are sent before the turn is played: this is {table.phase}")
    if said.number != table.messages[said.seat]:
        raise refuse("this message was sent before, or somebody at this seat has sent another since")
    table.messages[said.seat] += 1
    to = frozenset(said.to)
    table.notices.append(Notice("message", table.turn, table.crisis.day, said.text, to, said.seat))
