"""The facilitator's screen: the phases, the clock, who has ordered, the injects, the truth, and the odds."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sim.analysis.deeds import actor_title
from sim.analysis.percents import words
from sim.wargame.table import Table
from sim.wargame.views.seat import seat_view
from sim.wargame.views.white import WhiteView, white_view
from sim.wargame.web.bodies import Fields
from sim.wargame.web.calling import Entered, Problem, attempt, entered
from sim.wargame.web.forms import message_of, order_of, white_action
from sim.wargame.web.offering import Offers, offers
from sim.wargame.web.showing import show
from sim.wargame.web.sitting import show_seat
from sim.wargame.web.supposing import and_if
from sim.wargame.who import WHITE

PLACES = {"publish": "injects", "delay": "injects", "skip": "injects", "hand_over": "seats", "news": "news"}
DONE = {
    "publish": "It has been told.",
    "delay": "It is put off.",
    "skip": "It is left out.",
    "news": "Your news has been told.",
    "override": "Your ruling stands.",
    "hand_over": "The seat has passed on.",
    "undo": "The turn is taken back.",
    "extend": "There is more time.",
}
NEXT = {
    "plan": "Open the orders",
    "reveal": "Close the orders",
    "adjudicate": "Play the turn",
    "brief": "Make the results known",
    "debrief": "Make the results known, and end the game",
}
THEN = {
    "plan": "Every seat may order, and the clock runs.",
    "reveal": "Nobody can order any more. A seat without an order holds where it stands.",
    "adjudicate": "The rulebook plays these days under the sealed orders. Only you see the results.",
    "brief": "Each seat is shown what it perceives, and the next turn begins. Rule otherwise before.",
    "debrief": "Each seat is shown what it perceives, and the game ends.",
}


def white(call: Entered) -> Response:
    return page(call)


def do(call: Entered) -> Response:
    """A button or a form of the facilitator's."""
    kind = str(call.request.path_params["kind"])
    problem = attempt(call.room, lambda: white_action(kind, call.fields), WHITE)
    if problem is not None:
        return page(call, problem, call.fields)
    return RedirectResponse(f"/white?done={kind}#{PLACES.get(kind, 'now')}", 303)


def page(call: Entered, problem: Problem | None = None, typed: Fields | None = None) -> Response:
    version, (view, offered, after) = call.room.look(call.session, everything)
    watch = call.room.watch
    return show(
        "white.html",
        problem.status if problem else 200,
        v=view,
        version=version,
        page="/white",
        token=call.token,
        problem=problem,
        done=DONE.get(call.done, ""),
        typed=typed or Fields([]),
        slugs=call.room.slugs,
        next_words=NEXT,
        then_words=THEN,
        answer=None if watch is None else watch.answer,
        no_odds="" if watch is None else watch.error,
        offered=offered,
        after=after,
        groups={"all": "Everyone", **{each.seat: each.title for each in view.seats}},
        called=names_of(call.room.journal.game.table),
    )


def everything(table: Table, now: float) -> tuple[WhiteView, Offers, int]:
    """What the facilitator sees and may choose from, and the first day after this turn."""
    return white_view(table, now), offers(table, None), table.days_of_turn()[1] + 1


def names_of(table: Table) -> dict[str, str]:
    """What the actors and groups to whom an inject goes are called."""
    plan = table.scenario.plan
    groups = {name: words(name, group.title) for name, group in plan.document.groups.items()}
    return {"all": "everyone", **groups, **{actor: actor_title(plan, actor) for actor in plan.cast.actors}}


def codes(call: Entered) -> Response:
    """The codes to hand out. A page of its own, so that the others can be shown to a class by mistake."""
    codes, table = call.room.codes, call.room.journal.game.table
    teams = {
        team: [seat.title for seat in table.seats.values() if seat.team == team]
        for team in dict.fromkeys(seat.team for seat in table.seats.values())
    }
    return show(
        "codes.html",
        title=table.scenario.title,
        teams={team: (seats, codes.of_team(team)) for team, seats in teams.items()},
        screen=codes.of["screen"],
        host=call.request.headers.get("host", ""),
        token=call.token,
    )


# ---------------------------------------------------------------- orders that the facilitator types


def actor_of(call: Entered) -> str:
    actor = call.room.actors.get(call.request.path_params["slug"])
    if actor is None:
        raise HTTPException(404)
    return actor


def seat(call: Entered) -> Response:
    return seat_page(call, actor_of(call))


def give_order(call: Entered) -> Response:
    actor = actor_of(call)
    problem = attempt(call.room, lambda: order_of(actor, call.fields), WHITE)
    return seat_page(call, actor, problem, call.fields) if problem else back(call, actor, "order")


def send_message(call: Entered) -> Response:
    actor = actor_of(call)
    problem = attempt(call.room, lambda: message_of(actor, call.fields), WHITE)
    return seat_page(call, actor, problem, call.fields) if problem else back(call, actor, "message")


def back(call: Entered, actor: str, done: str) -> Response:
    return RedirectResponse(f"/white/orders/{call.room.slugs[actor]}?done={done}#done", 303)


def seat_page(
    call: Entered, actor: str, problem: Problem | None = None, typed: Fields | None = None
) -> Response:
    """A seat's screen, as its people see it, for the facilitator to type what they say."""
    version, (view, offered) = call.room.look(
        call.session, lambda table, now: (seat_view(table, actor, now), offers(table, actor))
    )
    switch = {title: f"/white/orders/{call.room.slugs[name]}" for name, title in view.seats.items()}
    address = f"/white/orders/{call.room.slugs[actor]}"
    return show_seat(call, view, offered, version, address, switch, problem, typed)


ROUTES = [
    Route("/white", entered(white, white=True)),
    Route("/white/do/{kind}", entered(do, white=True, form=True), methods=["POST"]),
    Route("/white/codes", entered(codes, white=True)),
    Route("/white/and-if", entered(and_if, white=True)),
    Route("/white/orders/{slug}", entered(seat, white=True)),
    Route("/white/orders/{slug}/order", entered(give_order, white=True, form=True), methods=["POST"]),
    Route("/white/orders/{slug}/message", entered(send_message, white=True, form=True), methods=["POST"]),
]
