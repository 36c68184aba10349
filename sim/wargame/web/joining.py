"""Coming in with a code, and leaving."""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sim.wargame.refusing import Refused
from sim.wargame.web.bodies import fields_of
from sim.wargame.web.calling import Entered, entered
from sim.wargame.web.codes import TEAM
from sim.wargame.web.room import Room
from sim.wargame.web.sessions import Session
from sim.wargame.web.showing import show

LONGEST_NAME = 40
NO_CODE = "This is not a code of this game. Look at it again: it holds no 0, 1, I, L or O."


def home_of(room: Room, session: Session) -> str:
    """The page with which a browser begins."""
    if session.is_white:
        return "/white"
    seats = room.seats_for(session)
    return f"/seat/{room.slugs[seats[0]]}" if seats else "/screen"


async def home(request: Request) -> Response:
    room: Room = request.app.state.room
    session = room.sessions.of(request)
    return RedirectResponse("/join" if session is None else home_of(room, session), 303)


async def door(request: Request) -> Response:
    """The page that asks for a code."""
    room: Room = request.app.state.room
    return page(room, room.sessions.of(request))


async def come_in(request: Request) -> Response:
    """A code is tried. A right one opens its own screen and no other."""
    room: Room = request.app.state.room
    fields = await fields_of(request)
    address = request.client.host if request.client else "unknown"
    wait = room.guesses.wait(address, time.monotonic())
    if wait > 0.0:
        said = f"Too many wrong codes came from this device: try again in {math.ceil(wait)} seconds."
        refused = page(room, None, said, 429)
        refused.headers["retry-after"] = str(math.ceil(wait))
        return refused
    await asyncio.sleep(room.guesses.delay(time.monotonic()))
    who = room.codes.who(fields.one("code"))
    if who is None:
        room.guesses.miss(address, time.monotonic())
        return page(room, None, NO_CODE, 403)
    name = " ".join(fields.one("name").split())[:LONGEST_NAME]
    if name and who.startswith(TEAM):
        with suppress(Refused, OSError):  # a name that could not be noted keeps nobody out
            await run_in_threadpool(room.join, who.removeprefix(TEAM), name)
    session = Session(who, "")
    response = RedirectResponse(home_of(room, session), 303)
    room.sessions.open(response, who)
    return response


def leave(call: Entered) -> Response:
    response = RedirectResponse("/join", 303)
    call.room.sessions.close(response)
    return response


def page(room: Room, session: Session | None, said: str = "", status: int = 200) -> Response:
    title = room.journal.game.table.scenario.title
    home = None if session is None else home_of(room, session)
    token = "" if session is None else room.sessions.token(session)
    return show("join.html", status, title=title, said=said, home=home, token=token)


ROUTES = [
    Route("/join", door),
    Route("/join", come_in, methods=["POST"]),
    Route("/leave", entered(leave, form=True), methods=["POST"]),
]
