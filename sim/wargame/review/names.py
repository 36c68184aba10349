"""What things are called in a debrief: titles only, so that a game under other names keeps them."""

from __future__ import annotations

import datetime as dt

from sim.analysis.deeds import actor_title, midway, rung_title
from sim.analysis.percents import date, listed
from sim.scenario.plan import Plan


def posture_title(plan: Plan, posture: str) -> str:
    owner, target = posture.split(">")
    return f"{actor_title(plan, owner)} toward {midway(actor_title(plan, target))}"


def rung(plan: Plan, posture: str, name: str) -> str:
    return rung_title(plan, posture.split(">")[0], name)


def place(plan: Plan, posture: str, name: str) -> int:
    """Where a rung stands on a posture's ladder."""
    return plan.cast.rungs(plan.cast.owner(posture)).index(name)


def level(plan: Plan, posture: str, name: str) -> float:
    return plan.cast.level(plan.cast.owner(posture), name) or 0.0


def dated(plan: Plan, day: int) -> str:
    return f"day {day}, {date(plan.document.clock.start + dt.timedelta(days=day))}"


def ordered(plan: Plan, rungs: dict[str, str]) -> str:
    """Rungs by posture of one seat, in words: opponents that are met alike stand together."""
    toward: dict[str, list[str]] = {}
    for posture, name in rungs.items():
        target = midway(actor_title(plan, plan.cast.target(posture)))
        toward.setdefault(rung(plan, posture, name), []).append(target)
    return "; ".join(f"'{title}' toward {listed(whom)}" for title, whom in toward.items())
