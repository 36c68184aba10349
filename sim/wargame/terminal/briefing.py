"""A seat's screen as text: its card, where it stands, what it sees, what it was told."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.percents import date
from sim.wargame.terminal.keyboard import Keyboard
from sim.wargame.views.common import Head, Said, Struck
from sim.wargame.views.seat import Own, SeatView

KINDS = {
    "statement": "says in public",
    "threat": "warns in public",
    "directive": "directs",
    "message": "writes",
}


def brief(keyboard: Keyboard, view: SeatView) -> None:
    """Everything that a seat decides by."""
    keyboard.say(f"{view.title}: {told_head(view.head)}")
    if view.head.turn == 1:
        show_card(keyboard, view)
    keyboard.head(f"Where you stand{'' if view.binding else ', and how far your government would go'}")
    for own in view.own:
        keyboard.say(standing(view, own), "  ")
    keyboard.head("What you see of the others")
    for each in view.believed:
        how = " (you know it from them)" if each.as_meant and each.rung_title else ""
        said = each.rung_title or "you cannot tell"
        keyboard.say(f"{each.owner} toward {each.target}: {said}{how}", "  ")
    show_struck(keyboard, view.struck)
    show_notices(keyboard, "What you were told", [n for n in view.notices if n.turn >= view.head.turn - 1])


def told_head(head: Head) -> str:
    first, last = head.days
    return f"turn {head.turn} of {head.turns}, {date(first)} to {date(last)}"


def show_card(keyboard: Keyboard, view: SeatView) -> None:
    for title, text in (("Known to all", view.public), ("Known to you alone", view.secret)):
        if text:
            keyboard.head(title)
            keyboard.say(text, "  ")
    lines = [*view.role.lines, *view.role.directives]
    if lines:
        keyboard.head("Lines that your government holds, and what it would then do")
    for line in lines:
        room = f" ({line.room})" if line.room else ""
        keyboard.say(f"{line.title}{room}: when {line.when}, {'; '.join(line.then)}", "  ")


def standing(view: SeatView, own: Own) -> str:
    """One posture: as meant, as it came out, and the limits of today."""
    titles = {rung.id: rung.title for rung in view.rungs}
    astray = f", carried out as {titles[own.executed]}" if own.executed != own.intended else ""
    limits = f"from {titles[own.floor]} to {titles[own.ceiling]}"
    cap = f", no further than {titles[own.cap]}" if own.cap else ""
    held = "held to" if view.binding else "advised"
    return f"Toward {own.target_title}: {titles[own.intended]}{astray} ({held} {limits}{cap})"


def show_struck(keyboard: Keyboard, struck: Sequence[Struck]) -> None:
    if struck:
        keyboard.head("Incidents: since the last orders, and so far")
    for each in struck:
        where = f" ({each.front})" if each.front else ""
        severe = f", {each.severe} that killed many" if each.severe else ""
        keyboard.say(
            f"{each.by} against {each.against}{where}: {each.last_turn}, {each.so_far}{severe}", "  "
        )


def show_notices(keyboard: Keyboard, title: str, notices: Sequence[Said]) -> None:
    if notices:
        keyboard.head(title)
    for each in notices:
        keyboard.say(f"{date(each.date)}: {told(each)}", "  ")


def told(notice: Said) -> str:
    """A notice in one line, with who said it to whom."""
    title = f"{notice.title}: " if notice.title else ""
    if notice.by is None or notice.kind == "word":
        return f"{title}{notice.text}"
    to = f" to {', '.join(notice.to)}" if notice.to else ""
    return f"{notice.by} {KINDS.get(notice.kind, notice.kind)}{to}: {notice.text}"
