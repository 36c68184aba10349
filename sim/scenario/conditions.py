"""Conditions from words to code: names become places in the world's tables.

`problems` says what is wrong with a condition; `Compiler` turns a sound one into rows
for the stack machine of `sim.rules.conditions`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sim.rules import conditions as op
from sim.rules.state import STACK
from sim.rules.world import NONE
from sim.scenario.code import MIRRORED, OPERATIONS, Code, Places
from sim.scenario.expression import ConditionError, is_number, nearest, number, parse


def problems(text: str, places: Places, reader: str | None) -> list[tuple[int, str]]:
    """What is wrong with a condition, as (offset, message): empty where it is sound.

    `places` may be rough; `reader` is the actor whose perception it is read with, None for the truth.
    """
    try:
        Compiler(places, Code(), reader).compile(text)
    except ConditionError as error:
        return [(error.offset, error.message)]
    return []


@dataclass
class Compiler:
    """Turns one condition into rows of `code`, read by `reader` (None: the truth)."""

    places: Places
    code: Code
    reader: str | None

    def compile(self, text: str) -> tuple[int, int]:
        """Append the condition's rows; returns where they begin and end."""
        start = len(self.code.rows)
        tree = parse(text)
        try:
            deepest = self.truth(tree)
        except ConditionError as error:  # the tree was read without the text's leading blanks
            raise ConditionError(error.message, error.offset + len(text) - len(text.lstrip())) from None
        if deepest > STACK:
            raise ConditionError(f"this condition nests deeper than {STACK} operands")
        return start, len(self.code.rows)

    def truth(self, node: ast.expr) -> int:
        """Emit a truth; returns how deep the stack gets."""
        if isinstance(node, ast.BoolOp):
            operation = op.AND if isinstance(node.op, ast.And) else op.OR
            return self.joined(operation, [partial(self.truth, value) for value in node.values])
        if isinstance(node, ast.UnaryOp):
            deep = self.truth(node.operand)
            self.code.emit(op.NOT)
            return deep
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            pairs = list(zip(sides, node.ops, sides[1:], strict=False))
            return self.joined(op.AND, [partial(self.comparison, *pair) for pair in pairs])
        assert isinstance(node, ast.Call)
        return self.call(node)

    def joined(self, operation: int, parts: list[Callable[[], int]]) -> int:
        """Emit parts joined two by two from the left; what cannot change the truth is skipped."""
        skip = op.SKIP_IF_FALSE if operation == op.AND else op.SKIP_IF_TRUE
        deep = parts[0]()
        for part in parts[1:]:
            self.code.emit(skip)
            jump = self.code.rows[-1]
            deep = max(deep, 1 + part())
            self.code.emit(operation)
            jump[1] = len(self.code.rows)
        return deep

    def comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> int:
        comparison = OPERATIONS[type(operator)]
        if not isinstance(right, ast.Call):
            deep = self.quantity(left, right)
            self.code.compare_last(comparison, self.value(right, left))
            return deep
        if not isinstance(left, ast.Call):
            deep = self.call(right)
            self.code.compare_last(MIRRORED[comparison], self.value(left, right))
            return deep
        deep = max(self.call(left), 1 + self.call(right))
        self.code.emit(comparison)
        return deep

    def quantity(self, node: ast.expr, other: ast.expr) -> int:
        """Emit a quantity; `other` is what it is compared with, which says whose rung a name is."""
        if isinstance(node, ast.Call):
            return self.call(node)
        self.code.emit(op.CONSTANT, self.code.constant(self.value(node, other)))
        return 1

    def value(self, node: ast.expr, other: ast.expr) -> float | str:
        """A literal number, or what a name stands for beside `other`."""
        return number(node) if is_number(node) else self.named_number(node, other)

    def named_number(self, node: ast.expr, other: ast.expr) -> float | str:
        """A rung of the actors compared, as its level; else a parameter."""
        assert isinstance(node, ast.Name)
        owners = self.owners_compared(other)
        if owners and (level := self.shared_level(node, owners)) is not None:
            return level
        if node.id in self.places.cast.document.parameters:
            return node.id
        rungs = sorted({r for o in owners for r in self.places.cast.rungs(o)})
        known = rungs + sorted(self.places.cast.document.parameters)
        what = f"a rung of {' or '.join(owners)}, nor a parameter" if owners else "a parameter"
        if not owners and any(node.id in self.places.cast.rungs(a) for a in self.places.cast.actors):
            raise ConditionError(
                f"the rung {node.id} can only be compared with rung(...) or executed(...)", node.col_offset
            )
        raise ConditionError(f"{node.id} is not {what}{nearest(node.id, known)}", node.col_offset)

    def owners_compared(self, node: ast.expr) -> list[str]:
        """The actors whose rungs a call yields; none where it yields no rung."""
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("rung", "executed")
        ):
            names = [a.id for a in node.args if isinstance(a, ast.Name)]
            found = self.places.cast.between(names[0], names[1] if len(names) > 1 else None)
            return sorted({self.places.cast.owner(p) for p in found})
        return []

    def shared_level(self, node: ast.Name, owners: list[str]) -> float | None:
        """The level of a rung on these actors' ladders; they must not disagree."""
        found = {lev for o in owners if (lev := self.places.cast.level(o, node.id)) is not None}
        if len(found) > 1:
            raise ConditionError(f"{node.id} has different levels on the ladders compared", node.col_offset)
        return found.pop() if found else None

    def call(self, node: ast.Call) -> int:
        assert isinstance(node.func, ast.Name)
        names = [a.id for a in node.args if isinstance(a, ast.Name)]
        return getattr(self, f"call_{node.func.id}")(node, names)  # type: ignore[no-any-return]

    def call_day(self, node: ast.Call, names: list[str]) -> int:
        self.code.emit(op.TODAY_IS)
        return 1

    def call_happened(self, node: ast.Call, names: list[str]) -> int:
        return self.one_place(node, op.HAS_HAPPENED, self.places.events, "event")

    def call_ongoing(self, node: ast.Call, names: list[str]) -> int:
        return self.one_place(node, op.IS_ONGOING, self.places.events, "event")

    def call_days_since(self, node: ast.Call, names: list[str]) -> int:
        return self.one_place(node, op.DAYS_SINCE, self.places.events, "event")

    def call_meter(self, node: ast.Call, names: list[str]) -> int:
        return self.one_place(node, op.METER_VALUE, self.places.meters, "meter")

    def one_place(self, node: ast.Call, operation: int, places: dict[str, int], kind: str) -> int:
        argument = node.args[0]
        assert isinstance(argument, ast.Name)
        if argument.id not in places:
            raise ConditionError(
                f"{argument.id} is not an {kind}{nearest(argument.id, list(places))}".replace(
                    "an meter", "a meter"
                ),
                argument.col_offset,
            )
        self.code.emit(operation, places[argument.id])
        return 1

    def call_rung(self, node: ast.Call, names: list[str]) -> int:
        views = [self.view(p) for p in self.postures(node, names)]
        if len(views) == 1:
            self.code.emit(op.LEVEL_OF, views[0])
        else:
            self.code.emit(op.HIGHEST, *self.code.list(views))
        return 1

    def call_executed(self, node: ast.Call, names: list[str]) -> int:
        if self.reader is not None:
            raise ConditionError(
                "a trigger cannot read executed(...): its actor sees rung(...)", node.col_offset
            )
        places = [self.places.cast.place[p] for p in self.postures(node, names)]
        self.code.emit(op.HIGHEST_EXECUTED, *self.code.list(places))
        return 1

    def call_count(self, node: ast.Call, names: list[str]) -> int:
        members = self.known_actors(node.args[0])
        rung = node.args[1]
        assert isinstance(rung, ast.Name)
        common = self.shared_level_or_none(rung, members)
        for member in members:
            level = self.places.cast.level(member, rung.id)
            places = [self.places.cast.place[p] for p in self.places.cast.between(member, None)]
            start, stop = self.code.list(places)
            needed = self.code.constant(common if level is None else level)
            if places:
                self.code.emit(op.ANY_AT_LEAST, start, stop, needed)
            else:
                self.code.emit(op.CONSTANT, self.code.constant(0.0))
        self.code.emit(op.SUM, len(members))
        return len(members)

    def shared_level_or_none(self, rung: ast.Name, members: list[str]) -> float:
        found = [lev for m in members if (lev := self.places.cast.level(m, rung.id)) is not None]
        if not found:
            known = sorted({r for m in members for r in self.places.cast.rungs(m)})
            raise ConditionError(
                f"{rung.id} is not a rung of these actors{nearest(rung.id, known)}", rung.col_offset
            )
        return min(found)

    def call_incidents(self, node: ast.Call, names: list[str]) -> int:
        return self.incidents(node, names, op.INCIDENTS)

    def call_severe(self, node: ast.Call, names: list[str]) -> int:
        return self.incidents(node, names, op.SEVERE_ONES)

    def incidents(self, node: ast.Call, names: list[str], operation: int) -> int:
        postures = set(self.postures(node, names))
        front = self.front(node)
        cells = [c for c, (p, f) in enumerate(self.places.cells) if p in postures and front in (None, f)]
        if not cells:
            raise ConditionError(f"none of these postures acts on the front {front}", node.col_offset)
        self.code.emit(operation, *self.code.list(cells), self.window(node))
        return 1

    def call_struck(self, node: ast.Call, names: list[str]) -> int:
        owners = self.known_actors(node.args[0])
        soil = {name: front.soil for name, front in self.places.cast.document.fronts.items()}
        cells = [
            c
            for c, (posture, front) in enumerate(self.places.cells)
            if front is not None
            and soil.get(front) in owners
            and self.places.cast.owner(posture) != soil.get(front)
        ]
        self.code.emit(op.INCIDENTS, *self.code.list(cells), self.window(node))
        return 1

    def front(self, node: ast.Call) -> str | None:
        for keyword in node.keywords:
            if keyword.arg == "front" and isinstance(keyword.value, ast.Name):
                name, fronts = keyword.value.id, list(self.places.cast.document.fronts)
                if name not in fronts:
                    raise ConditionError(
                        f"{name} is not a front{nearest(name, fronts)}", keyword.value.col_offset
                    )
                return name
        return None

    def window(self, node: ast.Call) -> int:
        """The constant that holds `last=`, or NONE."""
        for keyword in node.keywords:
            if keyword.arg == "last":
                if is_number(keyword.value):
                    return self.code.constant(number(keyword.value))
                assert isinstance(keyword.value, ast.Name)
                name, known = keyword.value.id, list(self.places.cast.document.parameters)
                if name not in known:
                    raise ConditionError(
                        f"{name} is not a parameter{nearest(name, known)}", keyword.value.col_offset
                    )
                return self.code.constant(name)
        return NONE

    def known_actors(self, argument: ast.expr) -> list[str]:
        assert isinstance(argument, ast.Name)
        cast = self.places.cast
        members = cast.members(argument.id)
        if not members:
            known = [*cast.actors, *cast.groups]
            raise ConditionError(
                f"{argument.id} is not an actor or group{nearest(argument.id, known)}", argument.col_offset
            )
        return members

    def postures(self, node: ast.Call, names: list[str]) -> list[str]:
        """The postures a call speaks of; there must be one."""
        for argument in node.args:
            self.known_actors(argument)
        found = self.places.cast.between(names[0], names[1] if len(names) > 1 else None)
        if not found:
            toward = f" toward {names[1]}" if len(names) > 1 else ""
            raise ConditionError(f"{names[0]} has no posture{toward}", node.col_offset)
        return found

    def view(self, posture: str) -> int:
        """How the reader knows a posture's rung: as intended if its own or a room-mate's, else as seen."""
        cast = self.places.cast
        owner = cast.owner(posture)
        if self.reader is None or owner == self.reader or cast.share_a_room(owner, self.reader):
            return cast.place[posture]
        return self.places.see(self.reader, posture)
