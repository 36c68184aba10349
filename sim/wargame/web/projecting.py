"""The screen for everyone in the room: what was said and what happened, and no rung of anybody."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from sim.wargame.views.public import public_view
from sim.wargame.web.calling import Entered, entered
from sim.wargame.web.showing import show


def screen(call: Entered) -> Response:
    """Any code of the game opens it, since it holds nothing that is not everyone's."""
    version, view = call.room.look(call.session, public_view)
    return show("screen.html", v=view, version=version, page="/screen", token=call.token)


ROUTES = [Route("/screen", entered(screen))]
