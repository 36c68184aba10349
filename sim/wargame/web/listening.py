"""The stream on which a page hears that it is out of date. It says a number and nothing else."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sim.wargame.web.calling import NOT_JOINED
from sim.wargame.web.room import Room


async def events(request: Request) -> Response:
    room: Room = request.app.state.room
    session = room.sessions.of(request)
    if session is None:
        raise HTTPException(403, NOT_JOINED)
    if room.bell.is_full:
        raise HTTPException(503, "Too many pages are open.")
    return StreamingResponse(room.bell.listen(session.who), media_type="text/event-stream")
