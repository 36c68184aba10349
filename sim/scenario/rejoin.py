"""A trap of YAML: inside {braces} a comma ends an unquoted value.

`{when: rung(a, b) >= war}` is read as `when: rung(a` and a stray key `b) >= war`. The
pieces are put together again, so that the author is told once, and of the cause.
"""

from __future__ import annotations

import re

from sim.scenario.expression import FUNCTIONS
from sim.scenario.mistakes import Mistake
from sim.scenario.places import Item

CONDITION = re.compile(rf"\b({'|'.join(FUNCTIONS)})\s*\(")

Pair = tuple[Item, Item]


def rejoin(pairs: list[Pair]) -> tuple[list[Pair], list[Mistake]]:
    """The pairs of a map in braces with cut values made whole, and a mistake for each cut."""
    whole: list[Pair] = []
    cuts: set[int] = set()
    for key, value in pairs:
        if whole and is_cut(whole[-1][1]) and is_stray(key, value):
            whole[-1] = (whole[-1][0], joined(whole[-1][1], key))
            cuts.add(len(whole) - 1)
        else:
            whole.append((key, value))
    return whole, [told(whole[index][1]) for index in sorted(cuts)]


def text(item: Item) -> str:
    return item.value if isinstance(item.value, str) else ""


def is_cut(item: Item) -> bool:
    return item.plain and text(item).count("(") > text(item).count(")")


def is_stray(key: Item, value: Item) -> bool:
    return key.plain and isinstance(key.value, str) and value.plain and value.value is None


def joined(start: Item, rest: Item) -> Item:
    return Item(f"{start.value}, {rest.value}", start.place, lead=start.lead, plain=True)


def told(item: Item) -> Mistake:
    kind = "condition" if CONDITION.search(text(item)) else "text"
    message = f'inside {{braces}} a comma ends an unquoted value: put the {kind} in quotes: "{text(item)}"'
    return Mistake.at(item.place, message)
