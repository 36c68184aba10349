"""Forms of the pages as actions. What a browser sends is only text: it is checked here or further in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from sim.wargame.actions import Action, Malformed, Order, parse_action
from sim.wargame.web.bodies import Fields

ROWS = 2  # directives that a page offers for each room
MOST = 2000  # characters of a text


def order_of(seat: str, fields: Fields) -> Action:
    """A seat's order. Raises Malformed."""
    return parse_action(
        {
            "kind": "order",
            "seat": seat,
            "turn": whole(fields, "turn"),
            "after": whole(fields, "after"),
            "rungs": {target: rung for target, rung in fields.named("rung.").items() if rung},
            "statement": short(fields.one("statement"), "The statement"),
            "threat": threat_of(fields),
            "directives": directives_of(fields),
        }
    )


def threat_of(fields: Fields) -> dict[str, Any] | None:
    """'about' is nothing, 'struck', or whose rung: `actor` or `actor>toward`."""
    about = fields.one("threat.about")
    if not about:
        return None
    actor, _, toward = about.partition(">")
    rung = {"what": "rung", "actor": actor, "toward": toward or None, "rung": fields.one("threat.of") or None}
    return {
        "if": {"what": "struck"} if about == "struck" else rung,
        "target": needed(fields, "threat.target", "toward whom the threat is"),
        "rung": needed(fields, "threat.rung", "what the threat promises"),
    }


def directives_of(fields: Fields) -> list[dict[str, Any]]:
    """Rows that ask anything: `directive.ROOM.ROW.to`, `.target`, `.floor`, `.cap`."""
    found = []
    for name in fields.named("directive."):
        if not name.endswith(".target") or not fields.one(f"directive.{name}"):
            continue
        row, room = f"directive.{name.removesuffix('.target')}", name.split(".")[0]
        found.append(
            {
                "room": room,
                "to": fields.many(f"{row}.to"),
                "target": fields.one(f"{row}.target"),
                "floor": fields.one(f"{row}.floor") or None,
                "cap": fields.one(f"{row}.cap") or None,
            }
        )
    return found


def as_fields(order: Order | None) -> Fields:
    """An order as the form that would send it again."""
    if order is None:
        return Fields([])
    pairs = [(f"rung.{target}", rung) for target, rung in order.rungs.items()]
    pairs.append(("statement", order.statement))
    if order.threat is not None:
        about = order.threat.if_
        whose = f"{about.actor}>{about.toward}" if about.toward else about.actor or ""
        pairs.append(("threat.about", "struck" if about.what == "struck" else whose))
        pairs += [("threat.of", about.rung or ""), ("threat.target", order.threat.target)]
        pairs.append(("threat.rung", order.threat.rung))
    rows: Counter[str] = Counter()
    for said in order.directives:
        row = f"directive.{said.room}.{rows[said.room]}"
        rows[said.room] += 1
        pairs += [(f"{row}.to", member) for member in said.to]
        pairs += [(f"{row}.target", said.target), (f"{row}.floor", said.floor or "")]
        pairs.append((f"{row}.cap", said.cap or ""))
    return Fields(pairs)


def message_of(seat: str, fields: Fields) -> Action:
    """A private message. Raises Malformed."""
    to, text = fields.many("to"), short(needed(fields, "text", "what the message says"), "The message")
    if not to:
        raise Malformed("Say to whom the message goes.")
    return parse_action(
        {"kind": "message", "seat": seat, "to": to, "text": text, "number": whole(fields, "number")}
    )


# ---------------------------------------------------------------- the white cell


def white_action(kind: str, fields: Fields) -> Action:
    """What the facilitator's forms ask for. Raises Malformed."""
    if kind not in WHITE_FORMS:
        raise Malformed("This is no form of the facilitator's screen.")
    return parse_action({"kind": kind, **WHITE_FORMS[kind](fields)})


def advance(fields: Fields) -> dict[str, Any]:
    return {"turn": whole(fields, "turn"), "to": fields.one("to")}


def publish(fields: Fields) -> dict[str, Any]:
    text, to = fields.one("text"), fields.many("to")
    return {"inject": fields.one("inject"), "text": short(text, "The text") or None, "to": to or None}


def delay(fields: Fields) -> dict[str, Any]:
    return {"inject": fields.one("inject"), "day": whole(fields, "day")}


def news(fields: Fields) -> dict[str, Any]:
    return {
        "text": short(needed(fields, "text", "what the news is"), "The news"),
        "to": fields.many("to") or ["all"],
    }


def override(fields: Fields) -> dict[str, Any]:
    what, value = fields.one("what"), fields.one("value")
    values: dict[str, Any] = {"event": {"yes": True, "no": False}.get(value, value), "meter": None}
    if what == "meter":
        values["meter"] = decimal(value, "the value")
    return {
        "what": what,
        "name": fields.one("name"),
        "value": values.get(what, value),
        "reason": short(needed(fields, "reason", "the reason"), "The reason"),
    }


WHITE_FORMS: Mapping[str, Callable[[Fields], dict[str, Any]]] = {
    "advance": advance,
    "pause": lambda _: {},
    "unpause": lambda _: {},
    "extend": lambda fields: {"minutes": decimal(fields.one("minutes"), "the minutes")},
    "publish": publish,
    "delay": delay,
    "skip": lambda fields: {"inject": fields.one("inject")},
    "news": news,
    "override": override,
    "hand_over": lambda fields: {"seat": fields.one("seat"), "by": fields.one("by")},
    "undo": lambda fields: {"turn": whole(fields, "turn")},
}


# ---------------------------------------------------------------- single fields


def whole(fields: Fields, name: str) -> int:
    """A whole number that the page itself put into the form, or that was typed."""
    text = fields.one(name)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Malformed(f"'{name}' is a whole number, not '{text[:40]}'.")
    return int(text)


def decimal(text: str, what: str) -> float:
    try:
        return float(text[:40])
    except ValueError:
        raise Malformed(f"Give {what} as a number, not '{text[:40]}'.") from None


def needed(fields: Fields, name: str, what: str) -> str:
    value = fields.one(name)
    if not value:
        raise Malformed(f"Say {what}.")
    return value


def short(text: str, what: str) -> str:
    if len(text) > MOST:
        raise Malformed(f"{what} has {len(text)} characters: {MOST} are the most.")
    return text
