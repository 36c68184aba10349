"""Triggers that cannot fire: some part of the condition is false whatever happens.

Every quantity is bounded from below and above; a comparison is hopeless if its bounds
never meet. Where nothing certain can be said a condition counts as possible.
"""

from __future__ import annotations

import ast
import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.scenario.cast import levels
from sim.scenario.checks.calendar import day_of
from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.expression import is_number, number, parse
from sim.scenario.lints.reach import Reach

Bounds = tuple[float, float]


def triggers_can_fire(subject: Subject) -> Iterator[Wrong]:
    reach = Reach(subject)
    for rule in subject.rules:
        hopeless = [Outlook(subject, reach, actor).hopeless(parse(rule.rule.when)) for actor in rule.actors]
        if hopeless and hopeless[0] is not None and all(hopeless):
            yield Wrong(
                (*rule.path, "when"), f"this can never fire: {ast.unparse(hopeless[0])} is never true"
            )


def events_can_happen(subject: Subject) -> Iterator[Wrong]:
    for name, event in subject.document.events.items():
        if is_late(subject, event.at):
            yield Wrong(("events", name, "at"), f"{event.at} is after the last day: this can never happen")


def is_late(subject: Subject, at: dt.date | float | str | None) -> bool:
    clock = subject.document.clock
    day = None if at is None else day_of(clock, at)
    return day is not None and day > clock.days


@dataclass
class Outlook:
    """What can ever be true, as one reader (None: the truth) comes to know it."""

    subject: Subject
    reach: Reach
    reader: str | None
    asked: set[str] = field(default_factory=set)

    def hopeless(self, node: ast.expr) -> ast.expr | None:
        """The part of a condition that keeps it false for ever, or None."""
        if isinstance(node, ast.BoolOp):
            parts = [self.hopeless(value) for value in node.values]
            if isinstance(node.op, ast.Or):
                return node if all(parts) else None
            return next((part for part in parts if part is not None), None)
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            pairs = zip(sides, node.ops, sides[1:], strict=False)
            return None if all(self.can_hold(*pair) for pair in pairs) else node
        if isinstance(node, ast.Call):
            return None if self.can_happen(name_of(node.args[0])) else node
        return None

    def can_hold(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> bool:
        (low, high), (least, most) = self.bounds(left), self.bounds(right)
        if math.isnan(high) or math.isnan(most):
            return False
        if isinstance(operator, ast.Gt):
            return high > least
        if isinstance(operator, ast.GtE):
            return high >= least
        if isinstance(operator, ast.Lt):
            return low < most
        if isinstance(operator, ast.LtE):
            return low <= most
        return (
            low <= most and least <= high
            if isinstance(operator, ast.Eq)
            else not low == high == least == most
        )

    def bounds(self, node: ast.expr) -> Bounds:
        """The least and greatest value of a quantity; not a number where it never has one."""
        if is_number(node):
            return number(node), number(node)
        if isinstance(node, ast.Name):
            return self.named(node.id)
        assert isinstance(node, ast.Call)
        names = [name_of(argument) for argument in node.args]
        return self.called(name_of(node.func), names)

    def named(self, name: str) -> Bounds:
        """A parameter, or a rung with the levels it has on the ladders."""
        if name in self.subject.document.parameters:
            return self.subject.range_of(name)
        found = [
            level
            for rungs in self.subject.document.ladders.values()
            for rung, level in zip(rungs, levels(rungs), strict=True)
            if rung.id == name
        ]
        return min(found), max(found)

    def called(self, function: str, names: list[str]) -> Bounds:
        days = float(self.subject.document.clock.days)
        if function in ("rung", "executed"):
            return 0.0, self.highest(function, names)
        if function == "day":
            return 0.0, days
        if function == "days_since":
            return (0.0, days) if self.can_happen(names[0]) else (math.nan, math.nan)
        if function == "meter":
            meter = self.subject.document.meters[names[0]]
            return meter.min, meter.max
        if function == "count":
            return 0.0, float(len(self.subject.cast.members(names[0])))
        return 0.0, math.inf

    def highest(self, function: str, names: list[str]) -> float:
        """The level of the highest rung that the reader can come to know of."""
        postures = self.subject.cast.between(names[0], names[1] if len(names) > 1 else None)
        known = self.reach.executed if function == "executed" else lambda p: self.reach.seen(p, self.reader)
        return max(self.reach.level(posture, known(posture)) for posture in postures)

    def can_happen(self, name: str) -> bool:
        """Whether an event has any chance; asked about within its own condition, it counts as possible."""
        event, observed = self.subject.document.events[name], self.subject.document.observed
        if (observed is not None and name in observed.events) or name in self.asked:
            return True
        chances = [
            self.subject.range_of(chance)[1]
            for chance in (event.rate, event.probability)
            if chance is not None
        ]
        if is_late(self.subject, event.at) or 0.0 in chances:
            return False
        truth = Outlook(self.subject, self.reach, None, {*self.asked, name})
        return event.when is None or truth.hopeless(parse(event.when)) is None


def name_of(node: ast.expr) -> str:
    assert isinstance(node, ast.Name)
    return node.id
