"""'And if?': the facilitator compares orders before one is given, or before ruling, under the same luck."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from sim.wargame.odds.and_if import moments_if
from sim.wargame.odds.live import Change, Odds, change, odds, seed_for
from sim.wargame.odds.watch import FIRST
from sim.wargame.refusing import Refused
from sim.wargame.views.common import head
from sim.wargame.web.calling import Entered
from sim.wargame.web.offering import Offers, offers
from sim.wargame.web.showing import show

LETTERS, PARTS = ("a", "b", "c"), (1, 2)  # alternatives, and the postures each may name
Rungs = dict[str, str]


@dataclass(frozen=True)
class Alternative:
    """One column: what it is called, its odds, and how they differ from how it stands."""

    letter: str
    words: list[str]
    odds: Odds
    changes: dict[str, Change] | None


def and_if(call: Entered) -> Response:
    """Asked by an address, since it changes nothing."""
    asked = {letter: rungs_of(call, letter) for letter in LETTERS}
    found, problem = [], ""
    now, offered = call.room.ask(lambda table, at: (head(table, at), offers(table, None)))
    if any(asked.values()):
        try:
            found = compare(call, {letter: rungs for letter, rungs in asked.items() if rungs}, offered)
        except Refused as error:
            problem = str(error)
    return show(
        "and_if.html",
        422 if problem else 200,
        head=now,
        token=call.token,
        offered=offered,
        letters=LETTERS,
        parts=PARTS,
        asked=call.request.query_params,
        found=found,
        problem=problem,
    )


def rungs_of(call: Entered, letter: str) -> Rungs:
    """What one alternative orders: fields `a1`, `a1to`, ..."""
    said, found = call.request.query_params, {}
    for part in PARTS:
        posture, rung = said.get(f"{letter}{part}", ""), said.get(f"{letter}{part}to", "")
        if posture and rung:
            found[posture] = rung
    return found


def compare(call: Entered, asked: dict[str, Rungs], offered: Offers) -> list[Alternative]:
    """How it stands, and each alternative beside it. The table is read at once and not held up meanwhile."""
    moments = call.room.ask(lambda table, now: moments_if(table, [{}, *asked.values()]))
    base, *others = [odds(moment, FIRST, seed_for(moment)) for moment in moments]
    titles = {rung.id: rung.title for ladder in offered.ladders.values() for rung in ladder}
    found = [Alternative("", ["As it stands"], base, None)]
    for (letter, rungs), each in zip(asked.items(), others, strict=True):
        words = [f"{offered.about[posture]}: {titles[rung]}" for posture, rung in rungs.items()]
        found.append(Alternative(letter, words, each, change(each, base)))
    return found
