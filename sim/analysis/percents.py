"""Chances, days and numbers as a reader meets them at a terminal: plain ASCII, no false precision."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from sim.scenario.mistakes import clip

ROUNDING = 1e-9  # percentage points: less than arithmetic leaves of two shares that are equal
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def digits_of(share: float) -> str:
    """A share in percent, without the sign: one decimal, more where it is near 0 or 1."""
    if share in (0.0, 1.0):
        return "100" if share else "0"
    near = 100.0 * min(share, 1.0 - share)
    return f"{100.0 * share:.{decimals(near, 2 if share < 0.5 else 1)}f}"


def decimals(value: float, digits: int) -> int:
    """One decimal from 1 on; below it, as many as so many significant digits need."""
    if value >= 0.95:
        return 1
    rounded = float(f"{value:.{digits - 1}e}")
    return max(1, min(9, digits - 1 - math.floor(math.log10(rounded) + 1e-9)))


def percent(share: float) -> str:
    return f"{digits_of(share)}%"


def span(low: float, high: float) -> str:
    """Two ends of a range or interval, in percent."""
    ends = digits_of(low), digits_of(high)
    return f"{ends[0]}%" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}%"


def below(high: float) -> str:
    """An upper bound, rounded up to two digits; for what came in 0 of n runs."""
    return f"< {rounded_up(high)}%"


def above(low: float) -> str:
    """A lower bound, rounded down; for what came in all of n runs."""
    return f"> {100.0 - float(rounded_up(1.0 - low)):.10g}%"


def rounded_up(share: float) -> str:
    value = 100.0 * share
    places = max(0, 1 - math.floor(math.log10(value))) if value > 0.0 else 0
    return f"{math.ceil(value * 10**places - 1e-9) / 10**places:.{places}f}"


def chance(row: dict[str, Any]) -> str:
    """A row of the summary: its share, or the bound where it came never or always."""
    if row["p"] == 0.0:
        return below(row["hi"])
    return above(row["lo"]) if row["p"] == 1.0 else percent(row["p"])


def interval(row: dict[str, Any]) -> str:
    """The Monte Carlo interval, where the bound alone does not say it."""
    return "" if row["p"] in (0.0, 1.0) else span(row["lo"], row["hi"])


def points(difference: float) -> str:
    """A difference of chances in percentage points, with its sign."""
    value = 100.0 * difference
    return f"{value:+.{decimals(abs(value), 2)}f}" if abs(value) >= ROUNDING else "0"


def date(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dated(start: dt.date, day: int | None) -> str:
    """A day with its date; nothing where there is none."""
    return "" if day is None else f"day {day}, {date(start + dt.timedelta(days=day))}"


def words(name: str, title: str | None = None) -> str:
    """What a thing is called: its title, else its name as one would write it."""
    return clip(title or name.replace("_", " ").capitalize())


def listed(names: list[str]) -> str:
    """One, two and three."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
