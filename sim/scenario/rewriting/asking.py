"""Conditions said anew, so that they ask the same of a ladder on which a rung has become two."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from sim.scenario.cast import Cast
from sim.scenario.expression import parse
from sim.scenario.rewriting.editing import each_rule
from sim.scenario.schema import Document, Room, Rule

MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.Eq,
    ast.NotEq: ast.NotEq,
}


def each_condition(document: Document, change: Callable[[str], str]) -> Document:
    """Change every condition of a document."""

    def of_rule(rule: Rule) -> Rule:
        return rule.model_copy(update={"when": change(rule.when)})

    def of_room(room: Room) -> Room:
        chairs = {
            name: chair
            if chair.lost_when is None
            else chair.model_copy(update={"lost_when": change(chair.lost_when)})
            for name, chair in room.chairs.items()
        }
        return room.model_copy(update={"chairs": chairs}) if chairs else room

    found = each_rule(document, of_rule)
    events = {
        name: event if event.when is None else event.model_copy(update={"when": change(event.when)})
        for name, event in found.events.items()
    }
    changes: dict[str, Any] = {
        "events": events,
        "rooms": {name: of_room(room) for name, room in found.rooms.items()},
        "outcomes": {
            name: outcome.model_copy(update={"when": change(outcome.when)})
            for name, outcome in found.outcomes.items()
        },
    }
    if found.stop_when is not None:
        changes["stop_when"] = change(found.stop_when)
    return found.model_copy(update=changes)


def with_upper_half(text: str, cast: Cast, rung: str, upper: str) -> str:
    """A condition in which what was asked of a rung is asked of both its halves."""
    tree = parse(text)
    again = Halves(cast, rung, upper)
    found = again.visit(tree)
    return ast.unparse(ast.fix_missing_locations(found)) if again.changed else text


class Halves(ast.NodeTransformer):
    """Beyond a rung is beyond its upper half; on it is on either half. At or above it stays as it is."""

    def __init__(self, cast: Cast, rung: str, upper: str) -> None:
        self.cast, self.rung, self.upper, self.changed = cast, rung, upper, False

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        sides = [node.left, *node.comparators]
        pairs = [
            self.pair(left, sign, right)
            for left, sign, right in zip(sides, node.ops, sides[1:], strict=False)
        ]
        if all(new is None for new in pairs):
            return node
        self.changed = True
        parts = [
            ast.Compare(left, [sign], [right]) if new is None else new
            for left, sign, right, new in zip(sides, node.ops, sides[1:], pairs, strict=False)
        ]
        return parts[0] if len(parts) == 1 else ast.BoolOp(ast.And(), list(parts))

    def pair(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> ast.expr | None:
        """One comparison said anew; None where it can stay."""
        if self.is_rung(right, left):
            return self.asked(left, type(sign))
        if self.is_rung(left, right):
            return self.asked(right, MIRRORED[type(sign)])
        return None

    def is_rung(self, name: ast.expr, call: ast.expr) -> bool:
        """Whether a name is the rung that is split, of those whose rungs a call yields."""
        if not (isinstance(name, ast.Name) and name.id == self.rung and isinstance(call, ast.Call)):
            return False
        if not (isinstance(call.func, ast.Name) and call.func.id in ("rung", "executed")):
            return False
        names = [each.id for each in call.args if isinstance(each, ast.Name)]
        found = self.cast.between(names[0], names[1] if len(names) > 1 else None)
        return any(self.rung in self.cast.rungs(self.cast.owner(posture)) for posture in found)

    def asked(self, call: ast.expr, sign: type[ast.cmpop]) -> ast.expr | None:
        if sign in (ast.Gt, ast.LtE):
            return compared(call, sign, self.upper)
        if sign is ast.Eq:
            both = [compared(call, ast.GtE, self.rung), compared(call, ast.LtE, self.upper)]
            return ast.BoolOp(ast.And(), both)
        if sign is ast.NotEq:
            either = [compared(call, ast.Lt, self.rung), compared(call, ast.Gt, self.upper)]
            return ast.BoolOp(ast.Or(), either)
        return None


def compared(call: ast.expr, sign: type[ast.cmpop], rung: str) -> ast.expr:
    return ast.Compare(call, [sign()], [ast.Name(rung)])
