"""Simpler beliefs about red lines, each as a function from a document to a document.

`all_honoured`: whoever has drawn a line acts on it, at once and always. `own_soil_only`: nobody goes
further than it already may but for an attack on its own territory. Names stay as they were, so that
both have the luck of the document as written.
"""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import Any, TypeVar

from sim.scenario.cast import Cast
from sim.scenario.expression import is_number, number, parse
from sim.scenario.rewriting.asking import MIRRORED
from sim.scenario.rewriting.editing import said_as
from sim.scenario.schema import Actor, Directive, Document, Effects, Room, Rule, Trigger
from sim.scenario.stated import stated

Line = TypeVar("Line", bound=Trigger)
RAISING = ("floor", "ceiling", "match")
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}

# ---------------------------------------------------------------- every line is kept


def all_honoured(document: Document) -> Document:
    """Every trigger of actors, their own and common ones, works from the first day its condition holds.

    `honoured` 1, `delay` 0, `held` 1, `deterred` 0; how long it lasts stays. Directives of rooms stay.
    """

    def of_actor(actor: Actor) -> Actor:
        return actor.model_copy(update={"triggers": [kept(line) for line in actor.triggers]})

    actors = {name: of_actor(actor) if actor.triggers else actor for name, actor in document.actors.items()}
    common = [kept(line) for line in document.triggers]
    return document.model_copy(update={"actors": actors, "triggers": common})


def kept(line: Line) -> Line:
    for key, value in (("honoured", 1.0), ("delay", 0), ("held", 1), ("deterred", 0.0)):
        line = said_as(line, key, value)
    return line


# ---------------------------------------------------------------- only one's own soil


def own_soil_only(document: Document) -> Document:
    """Of the rules that raise a floor or ceiling only those stay that ask for one's own soil being struck.

    The others, triggers (`honoured` 0, declared to nobody) and directives (what they raise is taken out),
    still stand in the document, so that it can be told whether their conditions came true.
    """
    cast = Cast(document)

    def of_actor(name: str, actor: Actor) -> Actor:
        return actor.model_copy(update={"triggers": [without(cast, line, [name]) for line in actor.triggers]})

    def of_room(room: Room) -> Room:
        return room.model_copy(update={"directives": [tamed(cast, room, each) for each in room.directives]})

    actors = {n: of_actor(n, actor) if actor.triggers else actor for n, actor in document.actors.items()}
    common = [without(cast, line, bound_by(cast, line.who)) for line in document.triggers]
    rooms = {name: of_room(room) if room.directives else room for name, room in document.rooms.items()}
    return document.model_copy(update={"actors": actors, "triggers": common, "rooms": rooms})


def bound_by(cast: Cast, names: list[str]) -> list[str]:
    return sorted({actor for name in names for actor in cast.members(name)})


def without(cast: Cast, line: Line, bound: list[str]) -> Line:
    """A trigger that raises without its own soil being struck: never acted on, and no threat."""
    if not raises(line) or is_for_own_soil(cast, line, bound):
        return line
    return said_as(line.model_copy(update={"honoured": 0.0}), "declared", None)


def tamed(cast: Cast, room: Room, directive: Directive) -> Directive:
    bound = list(room.members) if directive.to is None else list(directive.to)
    if not raises(directive) or is_for_own_soil(cast, directive, bound):
        return directive
    then = {target: lowered(effects) for target, effects in directive.then.items()}
    return directive.model_copy(update={"then": then})


def lowered(effects: Effects) -> Effects:
    for key in RAISING:
        effects = said_as(effects, key, None)
    return effects


def raises(rule: Rule) -> bool:
    """Whether a rule makes anybody go further, or lets it."""
    return any(getattr(effects, key) is not None for effects in rule.then.values() for key in RAISING)


def is_for_own_soil(cast: Cast, rule: Rule, bound: list[str]) -> bool:
    """Whether a rule cannot be met unless the soil of each actor that it binds was struck."""
    return bool(bound) and all(needs_strike(parse(rule.when), cast, actor) for actor in bound)


def needs_strike(node: ast.expr, cast: Cast, actor: str, holds: bool = True) -> bool:
    """Whether a condition that holds (or, with `holds` False, does not) implies that the soil was struck."""
    if isinstance(node, ast.UnaryOp):
        return needs_strike(node.operand, cast, actor, not holds)
    if isinstance(node, ast.BoolOp):
        parts = [needs_strike(value, cast, actor, holds) for value in node.values]
        return any(parts) if isinstance(node.op, ast.And) == holds else all(parts)
    if not isinstance(node, ast.Compare):
        return False
    sides = list(pairwise([node.left, *node.comparators]))
    parts = [
        asks_strike(left, type(sign), right, cast, actor, holds)
        for (left, right), sign in zip(sides, node.ops, strict=True)
    ]
    return any(parts) if holds else all(parts)


def asks_strike(left: Any, sign: type[ast.cmpop], right: Any, cast: Cast, actor: str, holds: bool) -> bool:
    """Whether a comparison is of strikes on the actor's soil with more than none."""
    if not is_strike(left, cast, actor):
        if not is_strike(right, cast, actor):
            return False
        left, sign, right = right, MIRRORED[sign], left
    sign = sign if holds else OPPOSITE[sign]
    least = number(right) if is_number(right) else 1.0  # a parameter is taken to be above 0
    if sign in (ast.GtE, ast.Eq):
        return least > 0.0
    return (sign is ast.Gt and least >= 0.0) or (sign is ast.NotEq and least == 0.0)


def is_strike(node: Any, cast: Cast, actor: str) -> bool:
    """Whether a call counts strikes on the actor's soil, and on nobody else's."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "struck"):
        return False
    meant = {name for each in node.args if isinstance(each, ast.Name) for name in cast.members(each.id)}
    return {front.soil for front in cast.document.fronts.values()} & meant == {actor}


def silenced(document: Document) -> frozenset[tuple[str, str]]:
    """Every (rule, actor) that `own_soil_only` takes out of force."""
    cast = Cast(document)
    return frozenset(
        (each.rule.id, actor)
        for each in stated(cast)
        if raises(each.rule) and not is_for_own_soil(cast, each.rule, list(each.actors))
        for actor in each.actors
    )
