"""The debrief: what came of the game and the odds along it for everyone, and to each seat its own pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from sim.wargame.packing import Refused
from sim.wargame.table import Table
from sim.wargame.views.common import Head, head
from sim.wargame.views.public import outcomes
from sim.wargame.web import afterwards
from sim.wargame.web.afterwards import Found
from sim.wargame.web.calling import Entered, entered
from sim.wargame.web.joining import home_of
from sim.wargame.web.showing import show

TOO_EARLY = "The debrief opens when the game is over."
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
KINDS = {".html": "text/html", ".md": "text/plain", ".csv": "text/csv"}


@dataclass(frozen=True)
class Closing:
    """What everyone is shown at the end."""

    head: Head
    over: bool
    text: str
    questions: list[str]
    outcomes: dict[str, dt.date | None]


def closing(table: Table, now: float) -> Closing:
    game = table.scenario.document.game
    text = game.texts.get("closing", "")
    return Closing(head(table, now), table.over, text, list(game.questions), outcomes(table))


def debrief(call: Entered) -> Response:
    return page(call)


def page(call: Entered, said: str = "") -> Response:
    """For every code; before the end there is nothing to see."""
    version, view = call.room.look(call.session, closing)
    if not view.over:
        return show("wrong.html", 409, title="Not yet", said=TOO_EARLY)
    found = found_by(call)
    return show(
        "debrief.html",
        v=view,
        found=found,
        mine=files_for(call, found),
        said=said,
        version=version,
        page="/debrief",
        token=call.token,
        home=home_of(call.room, call.session),
        is_white=call.session.is_white,
    )


def found_by(call: Entered) -> Found:
    with call.room.lock:
        return call.room.afterwards.now()


def files_for(call: Entered, found: Found) -> list[str]:
    """The files that a browser may have: all for the facilitator, its own for a seat."""
    if found.files is None or found.of_seat is None:
        return []
    if call.session.is_white:
        return list(found.files)
    mine = {found.of_seat[seat] for seat in call.room.seats_for(call.session)}
    return [name for name in found.files if name.rpartition(".")[0] in mine]


def one_file(call: Entered) -> Response:
    """A page of the pack, which stands alone: it asks for nothing, and no script of it is run."""
    name = call.request.path_params["name"]
    if not call.room.ask(lambda table, now: table.over):
        raise HTTPException(409, TOO_EARLY)
    found = found_by(call)
    if found.files is None or name not in files_for(call, found):
        raise HTTPException(403, "This is not for your code, or is not there yet.")
    kind = KINDS[Path(name).suffix]
    return Response(found.files[name], media_type=kind, headers={"content-security-policy": ALONE})


def write(call: Entered) -> Response:
    """The whole pack beside the game's file."""
    found = found_by(call)
    if found.files is None:
        return page(call, "The debrief is not worked out yet.")
    path = call.room.journal.path
    folder = path.with_name(f"{path.stem}-debrief")
    try:
        afterwards.write(found.files, folder)
    except Refused as error:
        return page(call, f"Not written: {error}.")
    return page(call, f"Written to {folder.resolve()}.")


ROUTES = [
    Route("/debrief", entered(debrief)),
    Route("/debrief/pack/{name:path}", entered(one_file)),
    Route("/debrief/write", entered(write, white=True, form=True), methods=["POST"]),
]
