"""The versions of a debrief: one for all, and one a seat."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sim.report.blocks import Section
from sim.wargame.review.phrases import Telling
from sim.wargame.review.sections import chance, course, ending, opening, own, words, worth


@dataclass(frozen=True)
class Version:
    """One document: its file's name without an ending, its title, and its sections in order."""

    name: str
    title: str
    over: str
    sections: list[Section]


def whole(telling: Telling, odds: Section | None) -> Version:
    """`odds` is the section that all versions have."""
    found = [
        opening.about(telling),
        opening.in_short(telling),
        course.course(telling),
        odds,
        worth.decisions(telling),
        words.said(telling),
        words.slips(telling),
        chance.last_chances(telling),
        chance.replays(telling),
        chance.cloud(telling),
        told(telling),
        ending.talk(telling),
        ending.limits(telling),
    ]
    sections = [each for each in found if each is not None]
    return Version("debrief", telling.table.scenario.title, "After the game", sections)


def told(telling: Telling) -> Section | None:
    notices = telling.table.notices
    return Section("said", "What was said", [ending.said(telling, notices)]) if notices else None


def of_seat(telling: Telling, seat: str, shared: list[Section | None]) -> Version:
    """A seat's own story first, then what is the same for all."""
    found = [*own.seat_sections(telling, seat), *shared]
    sections = [each for each in found if each is not None]
    title = f"{telling.seat(seat)}: {telling.table.scenario.title}"
    return Version(names(telling)[seat], title, "After the game, from one seat", sections)


def shared(telling: Telling, odds: Section | None) -> list[Section | None]:
    """What every seat's version ends with."""
    return [opening.in_short(telling), odds, ending.talk(telling), ending.limits(telling)]


def names(telling: Telling) -> dict[str, str]:
    """A file's name for each seat, by what it is called."""
    found: dict[str, str] = {}
    for seat in telling.table.seats:
        name, number = simple(telling.seat(seat)), 2
        while name in found.values():
            name, number = f"{simple(telling.seat(seat))}-{number}", number + 1
        found[seat] = name
    return found


def simple(title: str) -> str:
    """A title as part of a file's name."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "seat"
