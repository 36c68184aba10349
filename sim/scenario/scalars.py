"""What an unquoted word of YAML 1.2 means: nothing, a truth, a number, a date or text.

YAML 1.2's core schema and ISO dates, written out: `no` is text and 1e-3 is a number.
"""

from __future__ import annotations

import datetime as dt
import math
import re

from sim.scenario.mistakes import show
from sim.scenario.places import Scalar

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MAX_DIGITS = 18


class NoValue(ValueError):
    """A word that looks like a number or a date and is none."""


def meaning(word: str) -> Scalar:
    """The value of an unquoted word; raises NoValue with the reason."""
    if word in NOTHING:
        return None
    if word in TRUTHS:
        return TRUTHS[word]
    if WHOLE.fullmatch(word):
        return whole(word)
    if REAL.fullmatch(word):
        return real(word)
    if ENDLESS.fullmatch(word):
        raise NoValue(f"{word} is not a number a scenario can use: every number is finite")
    if DATE.fullmatch(word):
        return date(word)
    return word


def whole(word: str) -> int:
    if len(word) > MAX_DIGITS:
        raise NoValue(f"{show(word)} has too many digits")
    return int(word, 0) if word[:2] in ("0o", "0x") else int(word)


def real(word: str) -> float:
    value = float(word)
    if not math.isfinite(value):
        raise NoValue(f"{show(word)} is too large: every number is finite")
    return value


def date(word: str) -> dt.date:
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        raise NoValue(f"{word} is not a day of the calendar") from None
