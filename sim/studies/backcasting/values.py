"""What a cell of a record means: a day, a number or its bounds, a yes or no, what became of a rule."""

from __future__ import annotations

import datetime as dt
import re

from sim.analysis.scoring.rows import ANSWERS
from sim.scenario.checks.calendar import end
from sim.scenario.expression import nearest
from sim.scenario.mistakes import show
from sim.scenario.schema import Clock

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
OTHER = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?")
BOUND = re.compile(r"(>=|<=|=>|=<|>|<|=)\s*(\d{1,9})")
RANGE = re.compile(r"(\d{1,9})\s*\.{2,3}\s*(\d{1,9})")
TWO = re.compile(r"(\d+)\s*(?:-|\u2013|\u2014|to|bis)\s*(\d+)")
GROUPED = re.compile(r"\d{1,3}(?:[,.' \u2019]\d{3})+")
TYPESET = str.maketrans({"≥": ">=", "≤": "<=", "≠": "!=", "…": "...", "\u00a0": " ", "−": "-"})
YES, NO = ("yes", "y", "true", "1", "1.0"), ("no", "n", "false", "0", "0.0")
MOST = 1_000_000
SERIAL, SERIALS = dt.date(1899, 12, 30), range(20_000, 80_000)  # how spreadsheets number dates
Ends = tuple[int | None, int | None]


class Unread(ValueError):
    """A cell that means nothing here: the message says what would."""


def tidy(text: str) -> str:
    """A text in small letters, with signs as they are typed and not as they are typeset."""
    return text.translate(TYPESET).strip().lower()


# ---------------------------------------------------------------- days


def day_in(text: str, clock: Clock) -> int:
    """A date or a day as a day of the clock, from 0 to its end."""
    said = tidy(text).upper()
    iso, whole = ISO.fullmatch(said), WHOLE.fullmatch(said)
    if iso:
        day = (calendar_day(*map(int, iso.groups())) - clock.start).days
    elif whole:
        day = int(whole[1])
    else:
        raise Unread(no_day(text, clock))
    if not 0 <= day <= clock.days:
        hint = ""
        if whole and day in SERIALS:
            hint = f"; if this is a spreadsheet's number of a date, write {SERIAL + dt.timedelta(days=day)}"
        span = f"{clock.start} to {end(clock)} (day 0 to {clock.days})"
        raise Unread(f"{text.strip()} is not within the scenario's clock, {span}{hint}")
    return day


def calendar_day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Unread(f"{year:04d}-{month:02d}-{day:02d} is not a day of the calendar") from None


def no_day(text: str, clock: Clock) -> str:
    """What to write instead of a date in another order."""
    other = OTHER.fullmatch(tidy(text))
    meant = [] if other is None else possible(*map(int, other.groups()))
    if meant:
        which = (
            f"write {meant[0]}" if len(meant) == 1 else f"write {meant[0]} or {meant[1]}, whichever is meant"
        )
        return f"{show(text.strip())} is not read, for days and months come in either order: {which}"
    return (
        f"expected a date such as {end(clock)}, or a day of the clock such as {clock.days}, not {show(text)}"
    )


def possible(one: int, two: int, three: int) -> list[dt.date]:
    """The dates that three numbers can mean, the day first or the month."""
    year, pairs = (three, [(two, one), (one, two)]) if one < 32 else (one, [(two, three), (three, two)])
    year += 2000 if year < 100 else 0
    found = []
    for month, day in pairs:
        try:
            found.append(dt.date(year, month, day))
        except ValueError:
            continue
    return sorted(set(found))


# ---------------------------------------------------------------- numbers


def ends_of(text: str) -> Ends:
    """The least and the most that a count can have been; None where that is open."""
    ends = read_ends(text)
    if any(end is not None and end > MOST for end in ends):
        raise Unread(f"{show(text)} is too many: a count is {MOST} at most")
    return ends


def read_ends(text: str) -> Ends:
    said = tidy(text)
    if whole := WHOLE.fullmatch(said):
        return int(whole[1]), int(whole[1])
    if bound := BOUND.fullmatch(said):
        return bounded(bound[1], int(bound[2]), text)
    if found := RANGE.fullmatch(said):
        low, high = int(found[1]), int(found[2])
        if low > high:
            raise Unread(f"{show(text)} runs from more to less: write {high}..{low}")
        return low, high
    raise Unread(no_number(said, text))


def bounded(sign: str, number: int, text: str) -> Ends:
    if sign == "=":
        return number, number
    if sign in (">", ">=", "=>"):
        low = number + (sign == ">")
        if low == 0:
            raise Unread(f"{show(text)} says nothing: every count is 0 or more")
        return low, None
    high = number - (sign == "<")
    if high < 0:
        raise Unread(f"{show(text)} cannot be: every count is 0 or more")
    return (0, 0) if high == 0 else (None, high)


def no_number(said: str, text: str) -> str:
    if GROUPED.fullmatch(said):
        return f"write {re.sub(r'[^0-9]', '', said)} without separators, not {show(text)}"
    if two := TWO.fullmatch(said):
        return f"write a range as {two[1]}..{two[2]}, not {show(text)}"
    forms = "a whole number such as 52, a bound such as >40, >=41 or <60, or a range such as 40..45"
    return f"expected {forms}, not {show(text) if said else 'an empty cell'}"


# ---------------------------------------------------------------- answers


def yes_or_no(text: str) -> bool:
    said = tidy(text)
    if said not in YES + NO:
        raise Unread(f"expected yes or no, not {show(text) if said else 'an empty cell'}")
    return said in YES


def answer(text: str) -> str:
    """kept, broken or not met."""
    said = " ".join(re.split(r"[\s_-]+", tidy(text)))
    if said not in ANSWERS:
        given = f"{show(text)}{nearest(said, ANSWERS)}" if said else "an empty cell"
        raise Unread(f"expected kept, broken or not met, not {given}")
    return said
