"""Lines that somebody was not told of, and at which rung of whose each of them is crossed."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from sim.scenario.build.bindings import Bindings
from sim.scenario.cast import Cast
from sim.scenario.expression import parse
from sim.scenario.plan import Plan
from sim.scenario.schema import Effects, Trigger

MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
}
NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.NotEq: ast.Eq}
REACHED, PASSED = (ast.GtE, ast.Eq), (ast.Gt,)


@dataclass(frozen=True)
class Line:
    """A trigger that raises what its holders must or may do.

    `bound` are its rows in the record, each with the actor that holds it; `answered` those against
    whom it is raised.
    """

    rule: Trigger
    bound: tuple[tuple[int, str], ...]
    answered: frozenset[str]


def raising_lines(plan: Plan) -> list[Line]:
    """Every line, declared or not, in the order of the record; one that binds several actors stands once."""
    bindings = Bindings(plan.cast)
    found: dict[int, Line] = {}
    for place, binding in enumerate(plan.bindings):
        rule = binding.trigger
        if rule is None:
            continue
        touched = bindings.effects(binding.actor, rule)
        raised = frozenset(plan.cast.target(p) for p, effects in touched if raises(effects))
        if raised:
            known = found.get(id(rule), Line(rule, (), frozenset()))
            bound = (*known.bound, (place, binding.actor))
            found[id(rule)] = Line(rule, bound, known.answered | raised)
    return list(found.values())


def raises(effects: Effects) -> bool:
    return any(part is not None for part in (effects.floor, effects.ceiling, effects.match))


def told_to(cast: Cast, rule: Trigger) -> set[str]:
    """Who knows of a line."""
    named = [] if rule.declared is None else rule.declared.to
    return {member for name in named for member in cast.members(name)}


def crossed_at(cast: Cast, line: Line) -> list[tuple[str, int]]:
    """The postures by which a line can be crossed unknowingly, each with the lowest place at which it is.

    Those that its condition asks to reach or pass a rung (`rung(a, b) >= r`, `> r`, `== r`, or the
    reverse under `not`), of actors that neither hold the line nor know of it. Sorted by posture.
    """
    knowing = told_to(cast, line.rule) | {actor for _, actor in line.bound}
    found: dict[str, int] = {}
    for posture, place in crossings(cast, parse(line.rule.when), True):
        if cast.owner(posture) not in knowing:
            found[posture] = min(place, found.get(posture, place))
    return sorted(found.items())


def crossings(cast: Cast, node: ast.expr, so: bool) -> list[tuple[str, int]]:
    """Those of a part of a condition that has to be true (`so`), or false."""
    if isinstance(node, ast.BoolOp):
        return [each for part in node.values for each in crossings(cast, part, so)]
    if isinstance(node, ast.UnaryOp):
        return crossings(cast, node.operand, not so)
    if not isinstance(node, ast.Compare):
        return []
    sides = [node.left, *node.comparators]
    pairs = zip(sides, node.ops, sides[1:], strict=False)
    return [each for left, sign, right in pairs for each in compared(cast, left, type(sign), right, so)]


def compared(
    cast: Cast, left: ast.expr, sign: type[ast.cmpop], right: ast.expr, so: bool
) -> list[tuple[str, int]]:
    """The postures of one comparison of a rung with a rung's name; none where it asks to stay below."""
    if isinstance(left, ast.Name):
        left, right, sign = right, left, MIRRORED.get(sign, sign)
    asked = sign if so else NEGATED.get(sign, ast.Lt)
    call = rung_call(left)
    if call is None or not isinstance(right, ast.Name) or asked not in (*REACHED, *PASSED):
        return []
    names = [each.id for each in call.args if isinstance(each, ast.Name)]
    found = []
    for posture in cast.between(names[0], names[1] if len(names) > 1 else None):
        rungs = cast.rungs(cast.owner(posture))
        place = rungs.index(right.id) + (asked in PASSED) if right.id in rungs else len(rungs)
        if 0 < place < len(rungs):
            found.append((posture, place))
    return found


def rung_call(node: ast.expr) -> ast.Call | None:
    """A call of `rung`, which is what a line can read of others."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "rung"
    return node if is_call and isinstance(node, ast.Call) else None
