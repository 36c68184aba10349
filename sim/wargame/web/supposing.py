"""'And if?': the facilitator compares orders before one is given, or rulings before one is made.

All alternatives meet the same luck.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from sim.wargame.actions import Malformed, Override, parse_action
from sim.wargame.odds.and_if import moment_if
from sim.wargame.odds.live import Change, Odds, change, odds, seed_for
from sim.wargame.odds.watch import FIRST
from sim.wargame.refusing import Refused
from sim.wargame.views.white import WhiteView, white_view
from sim.wargame.web.bodies import Fields
from sim.wargame.web.calling import Entered
from sim.wargame.web.forms import override
from sim.wargame.web.offering import Offers, offers
from sim.wargame.web.showing import show

LETTERS, PARTS = ("a", "b", "c"), (1, 2)  # alternatives, and the postures each may name
BEEN = {True: "has happened", False: "has not happened, and will not"}
Rungs = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """What one alternative supposes: rungs ordered for the coming turn, and rulings of the day played."""

    orders: Rungs
    rulings: list[Override]


@dataclass(frozen=True)
class Alternative:
    """One column: what it is called, its odds, and how they differ from how it stands."""

    letter: str
    words: list[str]
    odds: Odds
    changes: dict[str, Change] | None


def and_if(call: Entered) -> Response:
    """Asked by an address, since it changes nothing."""
    found, problem = [], ""
    view, offered = call.room.ask(lambda table, at: (white_view(table, at), offers(table, None)))
    try:
        asked = {letter: asked_of(call, letter) for letter in LETTERS}
        asked = {letter: each for letter, each in asked.items() if each.orders or each.rulings}
        found = compare(call, asked, view, offered) if asked else []
    except (Refused, Malformed) as error:
        problem = str(error)
    return show(
        "and_if.html",
        422 if problem else 200,
        v=view,
        been=BEEN,
        token=call.token,
        offered=offered,
        letters=LETTERS,
        parts=PARTS,
        asked=call.request.query_params,
        found=found,
        problem=problem,
    )


def asked_of(call: Entered, letter: str) -> Asked:
    """What one alternative says: fields `a1`, `a1to`, `aby`, `aevent` ... Raises Malformed."""
    said, rungs = call.request.query_params, {}
    for part in PARTS:
        posture, rung = said.get(f"{letter}{part}", ""), said.get(f"{letter}{part}to", "")
        if posture and rung:
            rungs[posture] = rung
    by_ruling = said.get(f"{letter}by") == "ruling"
    rulings = [ruling("rung", *each) for each in rungs.items()] if by_ruling else []
    for what in ("event", "meter"):
        name, value = said.get(f"{letter}{what}", ""), said.get(f"{letter}{what}is", "")
        if name:
            rulings.append(ruling(what, name, value))
    return Asked({} if by_ruling else rungs, rulings)


def ruling(what: str, name: str, value: str) -> Override:
    """A ruling as its form on the facilitator's screen would send it. Raises Malformed."""
    said = Fields([("what", what), ("name", name), ("value", value), ("reason", "supposed")])
    action = parse_action({"kind": "override", **override(said)})
    assert isinstance(action, Override)
    return action


def compare(call: Entered, asked: dict[str, Asked], view: WhiteView, offered: Offers) -> list[Alternative]:
    """How it stands, and each alternative beside it. The table is read at once and not held up meanwhile."""
    supposed = [Asked({}, []), *asked.values()]
    moments = call.room.ask(
        lambda table, now: [moment_if(table, each.orders, each.rulings) for each in supposed]
    )
    base, *others = [odds(moment, FIRST, seed_for(moment)) for moment in moments]
    found = [Alternative("", ["As it stands"], base, None)]
    for (letter, each), its in zip(asked.items(), others, strict=True):
        found.append(Alternative(letter, list(words_of(each, view, offered)), its, change(its, base)))
    return found


def words_of(asked: Asked, view: WhiteView, offered: Offers) -> Iterator[str]:
    """What an alternative supposes, for the head of its column."""
    titles = {rung.id: rung.title for ladder in offered.ladders.values() for rung in ladder}
    for posture, rung in asked.orders.items():
        yield f"{offered.about[posture]}: {titles[rung]}"
    for said in asked.rulings:
        if said.what == "rung":
            yield f"Ruled: {offered.about[said.name]}: {titles[str(said.value)]}"
        elif said.what == "event":
            yield f"Ruled: {view.titles[said.name]} {BEEN[bool(said.value)]}"
        else:
            yield f"Ruled: {view.titles[said.name]}: {said.value:g}"
