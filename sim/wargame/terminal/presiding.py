"""The facilitator at the keyboard: everything is shown, and one line is one act."""

from __future__ import annotations

from typing import Any

from sim.wargame.actions import Malformed, parse_action
from sim.wargame.journal import Journal
from sim.wargame.refusing import Refused
from sim.wargame.terminal.briefing import show_notices, told_head
from sim.wargame.terminal.keyboard import Keyboard, Wrong
from sim.wargame.views.white import Held, WhiteView, white_view
from sim.wargame.who import WHITE

HELP = """\
go                              on to the next phase
publish ID, skip ID, delay ID DAY    an inject
news TEXT                       tell everyone
hand SEAT person|rulebook|script
rung OWNER>TARGET RUNG because REASON
event NAME yes|no because REASON
meter NAME NUMBER because REASON
undo                            take back the last turn that was played
end                             on to the debrief"""
ORDERED = ("published", "skipped")


def preside(keyboard: Keyboard, journal: Journal, now: float) -> str:
    """Act line by line until the game is to go on; returns the word with which it is: go, end or undo."""
    keyboard.hand_to("the facilitator")
    show(keyboard, white_view(journal.game.table, now))
    while True:
        typed = keyboard.read("\nFacilitator (help for what can be done):")
        if typed in ("go", "end"):
            return typed
        if typed in ("", "help"):
            keyboard.say(HELP)
            continue
        try:
            journal.take(parse_action(action(typed, len(journal.game.table.played))), WHITE, now)
        except (Wrong, Malformed, Refused) as problem:
            keyboard.say(str(problem))
            continue
        if typed == "undo":
            return typed
        show(keyboard, white_view(journal.game.table, now))


def action(typed: str, played: int) -> Any:
    """An action as plain values. Raises Wrong."""
    verb, _, rest = typed.partition(" ")
    words = rest.split()
    match verb, words:
        case (("publish" | "skip"), [inject]):
            return {"kind": verb, "inject": inject}
        case "delay", [inject, day] if day.isdecimal():
            return {"kind": "delay", "inject": inject, "day": int(day[:9])}
        case "news", [_, *_]:
            return {"kind": "news", "text": rest}
        case "hand", [seat, by]:
            return {"kind": "hand_over", "seat": seat, "by": by}
        case (("rung" | "event" | "meter"), [name, value, "because", _, *_]):
            reason = rest.split("because", 1)[1]
            ruled = {"kind": "override", "what": verb, "name": name, "reason": reason}
            return {**ruled, "value": meant(verb, value)}
        case "undo", []:
            return {"kind": "undo", "turn": played}
    raise Wrong(f"'{typed[:40]}' is none of these:\n{HELP}")


def meant(verb: str, value: str) -> str | float | bool:
    if verb == "event":
        if value not in ("yes", "no"):
            raise Wrong("An event has happened or not: yes or no.")
        return value == "yes"
    try:
        return float(value) if verb == "meter" else value
    except ValueError:
        raise Wrong(f"{value[:40]} is no number.") from None


def show(keyboard: Keyboard, view: WhiteView) -> None:
    """Everything, as it now stands."""
    keyboard.say(f"The facilitator: {told_head(view.head)}, {view.head.phase}")
    keyboard.head("Seats")
    for seat in view.seats:
        order = (
            ""
            if seat.order is None
            else ": "
            + (", ".join(f"{target} {rung}" for target, rung in seat.order.rungs.items()) or "holds")
        )
        keyboard.say(f"{seat.title} ({seat.seat}), played by a {seat.by}{order}", "  ")
        for said in (seat.order.statement if seat.order else None, seat.threat, *seat.directives):
            if said:
                keyboard.say(said, "      ")
    keyboard.head("Postures: ordered, meant, carried out, and as seen by others")
    for each in view.standing:
        seen = ", ".join(f"{who} sees {rung}" for who, rung in each.seen.items())
        rungs = f"{each.ordered or 'the rulebook'}, {each.intended}, {each.executed}"
        keyboard.say(f"{each.posture}: {rungs}{'; ' if seen else ''}{seen}", "  ")
    keyboard.head("Injects")
    for held in view.injects:
        keyboard.say(inject(held), "  ")
    show_notices(keyboard, "What was told", [n for n in view.notices if n.turn >= view.head.turn - 1])


def inject(held: Held) -> str:
    state = "due now" if held.due else held.fate
    text = held.inject.title or held.inject.text or ""
    return f"{held.inject.id} ({state}): {text}"
