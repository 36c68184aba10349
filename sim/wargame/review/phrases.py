"""A debrief in words: whose, when, by how much."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.deeds import actor_title, outcome_title
from sim.analysis.percents import chance, points, span
from sim.analysis.what_if.futures import Chance
from sim.scenario.plan import Plan
from sim.wargame.odds.live import Change
from sim.wargame.review.debrief import Debrief
from sim.wargame.review.names import ordered
from sim.wargame.review.worth import Decision
from sim.wargame.table import Table

NOTHING = "–"
LEFT_OUT = "(what was typed is left out)"


@dataclass(frozen=True)
class Telling:
    """A debrief and how it is told. `anonymous`: no player's name, and nothing that anybody typed."""

    debrief: Debrief
    anonymous: bool = False

    @property
    def table(self) -> Table:
        return self.debrief.table

    @property
    def plan(self) -> Plan:
        return self.table.crisis.plan

    def seat(self, name: str) -> str:
        """What a seat or another actor is called."""
        return actor_title(self.plan, name)

    def outcome(self, name: str) -> str:
        return outcome_title(self.plan, name)

    def typed(self, text: str) -> str:
        return LEFT_OUT if self.anonymous and text else text

    def order(self, each: Decision) -> str:
        """What a decision changed, in words."""
        return ordered(self.plan, dict(each.moved)) if each.moved else "held where it stood"


def told_chance(each: Chance) -> str:
    """A chance, or its bound where it came never or always."""
    return chance({"p": each.share, "lo": each.low, "hi": each.high})


def told_interval(each: Chance) -> str:
    return NOTHING if each.hits in (0, each.runs) else span(each.low, each.high)


def told_change(each: Change) -> str:
    """A difference in points."""
    return points(each.difference)


def told_range(each: Change) -> str:
    """Its interval, and that it leaves the direction open where it does."""
    ends = f"{points(each.low)} to {points(each.high)}"
    return ends if each.is_clear else f"{ends}: includes 0"


def in_points(each: Change) -> str:
    """A difference with its interval, inside of a sentence."""
    return f"{points(each.difference)} points ({points(each.low)} to {points(each.high)})"
