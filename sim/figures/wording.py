"""How figures speak: chances in percent, days as dates, and where the numbers come from."""

from __future__ import annotations

import datetime as dt
import math

from sim.analysis.percents import MONTHS, date
from sim.analysis.provenance import Source

STEPS = (1, 2, 5, 7, 10, 14, 15, 20, 30, 45, 60, 90, 120, 180, 365, 730, 1095, 1825)
LONG = 300  # days from which an axis names months rather than days


def percent(share: float) -> str:
    """A chance in percent, without its sign: <0.1, 1.6, 29, 99.4, >99.9."""
    if share in (0.0, 1.0):
        return "100" if share else "0"
    if share < 0.001:
        return "<0.1"
    if share > 0.999:
        return ">99.9"
    if share < 0.0995 or share >= 0.995:
        return f"{100 * share:.1f}"
    return f"{100 * share:.0f}"


def span(low: float, high: float) -> str:
    """A range of chances in percent, without its sign; a bound where it begins or ends for certain."""
    if low <= 0.0:
        return bound("<", 100.0 * high)
    if high >= 1.0:
        return bound(">", 100.0 * (1.0 - low))
    ends = percent(low), percent(high)
    if ends[1] == ">99.9" and ends[0] != ends[1]:
        ends = ends[0], "100" if high > 0.9995 else "99.9"
    if ends[0] == ends[1] and low >= 0.001 and high <= 0.999:
        ends = f"{100 * low:.1f}", f"{100 * high:.1f}"
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def bound(sign: str, gap: float) -> str:
    """A bound that is `gap` percent from 0 (<) or from 100 (>), the gap rounded up to one digit."""
    if gap <= 0.0:
        return "0" if sign == "<" else "100"
    digits = max(0, -math.floor(math.log10(gap)))
    gap = math.ceil(gap * 10**digits - 1e-9) / 10**digits
    value = f"{gap if sign == '<' else 100.0 - gap:.{digits}f}"
    return sign + (value.rstrip("0").rstrip(".") if "." in value else value)


def ticks(days: int, most: int = 4) -> list[int]:
    """Days to name on an axis: even steps from day 0, `most` at most."""
    step = next((s for s in STEPS if days // s < most), days)
    return list(range(0, days + 1, step))


def tick_label(source: Source, day: int) -> str:
    """A day as its date, with its number below."""
    number = f"day {day}" if day == 0 else f"{day}"
    when = source.start + dt.timedelta(days=day)
    month = MONTHS[when.month - 1]
    name = f"{month} {when.year}" if source.days > LONG else f"{when.day} {month}"
    return f"{name}\n{number}"


def provenance(source: Source) -> list[str]:
    """What was run, in two lines: which scenario, and how."""
    end = source.start + dt.timedelta(days=source.days)
    how = [
        f"{source.runs:,} run{plural(source.runs)}{' (interrupted)' if source.interrupted else ''}",
        f"{source.draws:,} draws of what is not known" if source.draws > 1 else "no parameter uncertain",
        f"seed {source.seed}",
        "explores, does not predict",
    ]
    return [f"{source.title}. {date(source.start)} to {date(end)}, {source.days} days.", " · ".join(how)]


def plural(number: int) -> str:
    return "" if number == 1 else "s"


def listed(names: list[str]) -> str:
    return ", ".join(names)
