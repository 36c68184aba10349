"""A seat's screen: its brief, its sealed order, its messages. Others' seats are not opened by its code."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sim.wargame.views.common import Rung
from sim.wargame.views.seat import SeatView, seat_view
from sim.wargame.web.bodies import Fields
from sim.wargame.web.calling import Entered, Problem, attempt, entered
from sim.wargame.web.forms import ROWS, as_fields, message_of, order_of
from sim.wargame.web.offering import Offers, offers
from sim.wargame.web.showing import show

NO_SEAT = "Your code does not open this seat."
DONE = {
    "order": "Your order is in. You may send another until the time is over.",
    "message": "Your message is sent.",
}


def actor_of(call: Entered) -> str:
    """The seat that the address names, if this browser may see it."""
    actor = call.room.actors.get(call.request.path_params["slug"])
    if actor is None or actor not in call.room.seats_for(call.session):
        raise HTTPException(403, NO_SEAT)  # the same for a seat that there is not
    return actor


def seat(call: Entered) -> Response:
    return page(call, actor_of(call))


def give_order(call: Entered) -> Response:
    actor = actor_of(call)
    problem = attempt(call.room, lambda: order_of(actor, call.fields), actor)
    return page(call, actor, problem, call.fields) if problem else back(call, actor, "order")


def send_message(call: Entered) -> Response:
    actor = actor_of(call)
    problem = attempt(call.room, lambda: message_of(actor, call.fields), actor)
    return page(call, actor, problem, call.fields) if problem else back(call, actor, "message")


def back(call: Entered, actor: str, done: str) -> Response:
    return RedirectResponse(f"/seat/{call.room.slugs[actor]}?done={done}#done", 303)


def page(call: Entered, actor: str, problem: Problem | None = None, typed: Fields | None = None) -> Response:
    """The screen, with what was typed where it was not taken."""
    slugs = call.room.slugs
    version, (view, offered) = call.room.look(
        call.session, lambda t, now: (seat_view(t, actor, now), offers(t, actor))
    )
    switch = {view.seats[other]: f"/seat/{slugs[other]}" for other in call.room.seats_for(call.session)}
    return show_seat(call, view, offered, version, f"/seat/{slugs[actor]}", switch, problem, typed)


def show_seat(
    call: Entered,
    view: SeatView,
    offered: Offers,
    version: str,
    address: str,
    switch: dict[str, str],
    problem: Problem | None,
    typed: Fields | None,
) -> Response:
    return show(
        "seat.html",
        problem.status if problem else 200,
        v=view,
        offered=offered,
        version=version,
        address=address,
        page=address,
        switch=switch,
        token=call.token,
        is_white=call.session.is_white,
        problem=problem,
        typed=typed or as_fields(view.order),
        rows=range(ROWS),
        done=DONE.get(call.done, ""),
        place_of=place_of,
    )


def place_of(rung: str | None, rungs: list[Rung]) -> int:
    return next((k for k, each in enumerate(rungs) if each.id == rung), -1)


ROUTES = [
    Route("/seat/{slug}", entered(seat)),
    Route("/seat/{slug}/order", entered(give_order, form=True), methods=["POST"]),
    Route("/seat/{slug}/message", entered(send_message, form=True), methods=["POST"]),
]
