"""A seat's order as it is typed: rungs, words in public, a threat, directives, and private messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.analysis.deeds import actor_title
from sim.wargame.actions import Threat, parse_action
from sim.wargame.table import Table
from sim.wargame.terminal.keyboard import Keyboard
from sim.wargame.views.common import ladder
from sim.wargame.views.seat import Chaired, SeatView
from sim.wargame.wording import words_of_threat

Said = dict[str, Any]


def decide(keyboard: Keyboard, table: Table, view: SeatView) -> Said:
    """An order as plain values; asked again until whoever sits there seals it."""
    while True:
        order: Said = {
            "kind": "order",
            "seat": view.seat,
            "turn": view.head.turn,
            "after": view.given,
            "rungs": rungs(keyboard, view),
            "statement": keyboard.words("\nA public statement (or press Enter for none):"),
        }
        if keyboard.agrees("\nA public threat: if they do this, then we do that?", unless_said=False):
            order["threat"] = threat(keyboard, table, view)
        order["directives"] = [
            said for room in view.chaired if (said := directive(keyboard, table, room)) is not None
        ]
        show(keyboard, table, view, order)
        if keyboard.agrees("Seal this order?", unless_said=True):
            return order


def rungs(keyboard: Keyboard, view: SeatView) -> dict[str, str]:
    """A rung toward each opponent; what is not said stays as it is."""
    found = {}
    titles = [rung.title for rung in view.rungs]
    for own in view.own:
        now = next(rung.title for rung in view.rungs if rung.id == own.intended)
        keyboard.head(f"Toward {own.target_title}, where you stand on {now}")
        place = keyboard.choose("Your order", titles, f"to stay on {now}")
        if place is not None:
            found[own.target] = view.rungs[place].id
    return found


def threat(keyboard: Keyboard, table: Table, view: SeatView) -> Said:
    """If X, then we."""
    plan = table.scenario.plan
    others = [a for a in plan.cast.actors if a != view.seat and plan.cast.between(a, None)]
    titles = [actor_title(plan, actor) for actor in others]
    soil = ["your own territory is struck"] if view.soil else []
    place = keyboard.pick("If who goes too far?", [*titles, *soil])
    about: Said = {"what": "struck"}
    if place < len(others):
        about = {"what": "rung", **rung_of(keyboard, table, others[place])}
    own = view.own[keyboard.pick("Then toward whom?", [each.target_title for each in view.own])]
    rung = view.rungs[keyboard.pick("What do you do?", [each.title for each in view.rungs])]
    return {"if": about, "target": own.target, "rung": rung.id}


def rung_of(keyboard: Keyboard, table: Table, actor: str) -> Mapping[str, str]:
    """Another's posture: how far, and perhaps toward whom."""
    cast = table.scenario.plan.cast
    steps = ladder(cast, actor)
    rung = steps[keyboard.pick("How far, at least?", [each.title for each in steps])].id
    targets = [cast.target(posture) for posture in cast.between(actor, None)]
    titles = [actor_title(table.scenario.plan, target) for target in targets]
    place = keyboard.choose("Toward whom?", titles, "for anybody")
    return {"actor": actor, "rung": rung} | ({} if place is None else {"toward": targets[place]})


def directive(keyboard: Keyboard, table: Table, room: Chaired) -> Said | None:
    """What a room's chair tells a member, if anything."""
    asked = f"\nYou speak for the chair of {room.title}: a directive?"
    if not keyboard.agrees(asked, unless_said=False):
        return None
    plan = table.scenario.plan
    members = [name for name in room.members if room.targets[name]]
    member = members[keyboard.pick("To whom?", [room.members[name] for name in members])]
    targets = room.targets[member]
    target = targets[keyboard.pick("Toward whom?", [actor_title(plan, name) for name in targets])]
    steps = ladder(plan.cast, member)
    titles = [each.title for each in steps]
    said: Said = {"room": room.room, "to": [member], "target": target}
    for key, prompt in (("floor", "No less than"), ("cap", "No more than")):
        place = keyboard.choose(prompt, titles, "for no such limit")
        if place is not None:
            said[key] = steps[place].id
    return said


def show(keyboard: Keyboard, table: Table, view: SeatView, order: Said) -> None:
    """The order, to be looked at once more."""
    titles = {rung.id: rung.title for rung in view.rungs}
    keyboard.head("Your order")
    for own in view.own:
        rung = titles[order["rungs"].get(own.target, own.intended)]
        keyboard.say(f"Toward {own.target_title}: {rung}", "  ")
    if order["statement"]:
        keyboard.say(f"In public: {order['statement']}", "  ")
    if "threat" in order:
        said = words_of_threat(table.scenario.plan, view.seat, Threat.model_validate(order["threat"]))
        keyboard.say(f"Threat: {said}", "  ")


def letters(keyboard: Keyboard, table: Table, seat: str) -> list[Any]:
    """Private messages, as actions."""
    others = [name for name in table.seats if name != seat]
    found: list[Any] = []
    while others:
        keyboard.head("A private message")
        place = keyboard.choose("To whom?", [table.seats[name].title for name in others], "for none")
        if place is None:
            break
        text = keyboard.words("  Your words:")
        number = table.messages[seat] + len(found)
        if text:
            said = {"kind": "message", "seat": seat, "to": [others[place]], "text": text, "number": number}
            found.append(parse_action(said))
    return found
