"""Notices as a debrief tells them; what people typed is left out where it is to be anonymous."""

from __future__ import annotations

from sim.wargame.notices import Notice
from sim.wargame.review.phrases import LEFT_OUT, Telling

KINDS = {
    "statement": "public statement",
    "threat": "public threat",
    "directive": "directive of a room",
    "message": "private message",
    "inject": "inject",
    "news": "news",
    "event": "event",
    "word": "word kept or broken",
    "ruling": "ruling",
}
MADE = ("threat", "directive", "event", "word")  # by the program, of titles alone


def kind_of(notice: Notice) -> str:
    return KINDS[notice.kind]


def whom(telling: Telling, name: str | None) -> str:
    return "white cell" if name is None else telling.seat(name)


def text_of(telling: Telling, notice: Notice) -> str:
    """What was told; of an inject, where nothing typed may be, what the scenario says."""
    if not telling.anonymous or notice.kind in MADE:
        return notice.text
    injects = telling.table.injects.by_id
    if notice.kind == "inject" and notice.name in injects:
        inject = injects[notice.name]
        return inject.text or inject.title or LEFT_OUT
    return LEFT_OUT
