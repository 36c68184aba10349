"""The application: which address shows what, and what goes on beside the requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from sim.wargame.web import debriefing, joining, presiding, projecting, sitting
from sim.wargame.web.calling import WORDS
from sim.wargame.web.guards import Guard
from sim.wargame.web.listening import events
from sim.wargame.web.room import Room
from sim.wargame.web.showing import show

TICK = 0.25
STATIC = Path(__file__).parent / "pages"
KINDS = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}


def make_app(room: Room, *, loopback_only: bool = True) -> Guard:
    """The pages of a game."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        room.bell.loop = asyncio.get_running_loop()
        clock = asyncio.create_task(keep_time(room))
        yield
        clock.cancel()
        with suppress(asyncio.CancelledError):
            await clock

    routes = [
        Route("/", joining.home),
        *joining.ROUTES,
        *sitting.ROUTES,
        *presiding.ROUTES,
        *projecting.ROUTES,
        *debriefing.ROUTES,
        Route("/events", events),
        Route("/static/{name}", static),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={HTTPException: failed, Exception: broken},
        lifespan=lifespan,
    )
    app.state.room = room
    return Guard(app, loopback_only)  # outermost, so that no answer goes without its headers


async def keep_time(room: Room) -> None:
    """Close the orders when their time is over."""
    while True:
        await asyncio.sleep(TICK)
        await run_in_threadpool(room.ring_out)


async def static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in KINDS:
        raise HTTPException(404)
    return FileResponse(STATIC / name, media_type=KINDS[name], headers={"cache-control": "no-cache"})


def failed(request: Request, error: Exception) -> Response:
    """A page that says what is wrong, and leads back."""
    assert isinstance(error, HTTPException)
    status = error.status_code
    said = WORDS.get(status, "") if error.detail in ("", *DEFAULTS) else error.detail
    return show("wrong.html", status, said=said, title="This did not work")


def broken(request: Request, error: Exception) -> Response:
    """Something that we did not foresee: the game stands as its file says."""
    return show("wrong.html", 500, said=WORDS[500], title="This did not work")


DEFAULTS = ("Not Found", "Method Not Allowed")
