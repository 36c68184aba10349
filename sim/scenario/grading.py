"""How far a source and what it says can be trusted, and since when it could be read: the form of these keys.

Documents and claims are graded apart, by the two-part scale that intelligence services of many
countries share (the Admiralty scale; NATO STANAG 2022): a letter for how reliable a source has
been, a number for how credible one piece of information is by itself.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator
from typing import Any

from sim.scenario.expression import nearest
from sim.scenario.mistakes import Mistake, show
from sim.scenario.places import Item

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
DIRECTNESS = {
    "seen": "an event or figure that is stated as having happened",
    "said": "what a party says of itself",
    "reported": "a judgement, or what somebody says about somebody else",
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
KEYS = {
    "document": ("id", "author", "title", "outlet", "date", "published", "reliability", "why", "note"),
    "claim": (
        *("id", "document", "claim", "quote", "speaker", "date", "directness", "credibility"),
        *("conflicts_with", "actors", "mechanism", "sets", "range", "note"),
    ),
}
NEAR = 0.8  # how alike a strange key and one of these must be to be taken for a slip of the pen
TEXTS = ("author", "title", "outlet", "note", "why", "speaker", "claim", "quote", "sets", "mechanism")


def day(value: Any) -> dt.date | None:
    """A day, written as a date of YAML or as a text such as '2031-03-01'; None for anything else."""
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    return None


def misgraded(kind: str, item: Item) -> Iterator[Mistake]:
    """What is wrong in the form of one document or claim, each at its place. All keys may be left out."""
    fields: dict[Any, Item] = item.value
    yield from misspelt(kind, item)
    for key in TEXTS:
        if key in fields and isinstance(fields[key].value, dict | list):
            yield Mistake.at(fields[key].place, f"{key}: expected a text, not {show(fields[key].value)}")
    if kind == "document":
        yield from off_scale("reliability", fields, list(RELIABILITY), "a letter from A to F")
        yield from no_day("published", fields)
        return
    yield from off_scale("directness", fields, list(DIRECTNESS), "seen, said or reported")
    yield from off_scale("credibility", fields, list(CREDIBILITY), "a whole number from 1 to 6")
    yield from no_day("date", fields)


def misspelt(kind: str, item: Item) -> Iterator[Mistake]:
    """Keys that are nearly one of ours: a grade under a misspelt key would be lost in silence.

    Other keys are the author's own, and nobody reads them.
    """
    for key in item.value:
        if isinstance(key, str) and key not in KEYS[kind]:
            close = difflib.get_close_matches(key, KEYS[kind], n=1, cutoff=NEAR)
            if close:
                yield Mistake.at(
                    item.keys.get(key, item.place), f"unknown key {show(key)} (did you mean {close[0]}?)"
                )


def off_scale(key: str, fields: dict[Any, Item], known: list[Any], said: str) -> Iterator[Mistake]:
    """A grade or directness that the scale does not have, with the nearest that it has."""
    if key not in fields:
        return
    value = fields[key].value
    if type(value) is not type(known[0]) or value not in known:
        texts = [each for each in known if isinstance(each, str)]
        near = nearest(value, texts) if isinstance(value, str) else ""
        yield Mistake.at(fields[key].place, f"{key}: expected {said}, not {show(value)}{near}")


def no_day(key: str, fields: dict[Any, Item]) -> Iterator[Mistake]:
    if key in fields and not fields[key].broken and day(fields[key].value) is None:  # else it is told already
        value = show(fields[key].value)
        yield Mistake.at(fields[key].place, f"{key}: expected a date such as 2031-03-01, not {value}")
