"""Pages from templates. Everything that people typed is escaped on its way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from sim.analysis.percents import MONTHS, percent
from sim.wargame.views.common import Rung


@cache
def templates() -> Environment:
    found = Environment(
        loader=PackageLoader("sim.wargame.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"date": date, "clock": clock, "rung": rung_of, "percent": percent, "points": points}
    return found


def prepare() -> None:
    """Read every page, so that nobody waits for it."""
    for name in templates().list_templates(["html"]):
        templates().get_template(name)


def show(template: str, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page."""
    return HTMLResponse(templates().get_template(template).render(**shown), status)


def date(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def clock(seconds: float) -> str:
    """Minutes and seconds, rounded up so that 0:00 is the end."""
    whole = max(0, -int(-seconds // 1))
    return f"{whole // 60}:{whole % 60:02}"


def rung_of(rung: str | None, rungs: Iterable[Rung]) -> str:
    """The title of a rung."""
    return next((each.title for each in rungs if each.id == rung), rung or "")


def points(difference: float) -> str:
    """A difference of chances in percentage points, with its sign."""
    value = 100.0 * difference
    return "0.0" if abs(value) < 0.05 else f"{value:+.1f}".replace("-", "\u2212")
