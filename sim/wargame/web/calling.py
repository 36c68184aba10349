"""How a request becomes a call: who sends it is known, its form is read, and what cannot be done is said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.wargame.actions import Action, Malformed
from sim.wargame.refusing import Refused
from sim.wargame.web.bodies import Fields, fields_of
from sim.wargame.web.room import Room
from sim.wargame.web.sessions import Session

WORDS = {
    404: "There is no such page.",
    405: "This page is not asked for in this way.",
    500: "Something went wrong on the server. The game stands as it was: look at it before you send again.",
}
NOT_JOINED = "This browser has not joined the game, or has left it: join with a code, and send again."
NOT_WHITE = "This is the facilitator's screen: your code does not open it."
NOT_OURS = "This form is not from a page of this browser: open the page anew, and send again."
NOT_WRITTEN = (
    "This could not be written to the game's file ({why}), so it was not done: the game stands as the file "
    "says. Make room on the disk, and send again."
)


@dataclass(frozen=True)
class Entered:
    """A request of a browser that has joined."""

    room: Room
    session: Session
    request: Request
    fields: Fields

    @property
    def token(self) -> str:
        return self.room.sessions.token(self.session)

    @property
    def done(self) -> str:
        """What this browser has just done, by the address that it was sent to."""
        return self.request.query_params.get("done", "")[:20]


@dataclass(frozen=True)
class Problem:
    """Why something was not done."""

    status: int
    said: str


Handler = Callable[[Entered], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def entered(handler: Handler, *, white: bool = False, form: bool = False) -> Endpoint:
    """An endpoint for those who have joined; `form`: it takes what a page of theirs sends."""

    async def endpoint(request: Request) -> Response:
        room: Room = request.app.state.room
        session = room.sessions.of(request)
        if session is None:
            if form:
                raise HTTPException(403, NOT_JOINED)
            return RedirectResponse("/join", 303)
        if white and not session.is_white:
            raise HTTPException(403, NOT_WHITE)
        fields = await fields_of(request) if form else Fields([])
        if form and not room.sessions.is_token(session, fields.one("token")):
            raise HTTPException(403, NOT_OURS)
        return await run_in_threadpool(handler, Entered(room, session, request, fields))

    return endpoint


def attempt(room: Room, make: Callable[[], Action], by: str) -> Problem | None:
    """Do what a form asks for; what is wrong if it cannot be done."""
    try:
        room.take(make(), by)
    except Malformed as error:
        return Problem(422, str(error))
    except Refused as error:
        return Problem(409, str(error))
    except OSError as error:
        return Problem(507, NOT_WRITTEN.format(why=error.strerror or "the disk does not take it"))
    return None
