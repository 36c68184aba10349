"""Which rules of a scenario compare levels, and so depend on how a ladder is spaced.

By distance: what is felt against where one stands (`gap`), a leader's rung and an offset
(`offset`), a rung and a number (`number`). These change when levels are spaced anew. Whatever only
asks which of two levels is the higher (`order`: a leader's rung without an offset, `count`, rung
against rung) stays true or false as it was, since every map of levels here rises.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sim.scenario.cast import Cast
from sim.scenario.checks.texts import conditions
from sim.scenario.expression import is_number, parse
from sim.scenario.fixing import spoken
from sim.scenario.schema import Document
from sim.scenario.stated import stated

Kind = Literal["gap", "offset", "number", "order"]
KINDS: tuple[Kind, ...] = ("gap", "offset", "number", "order")


@dataclass(frozen=True)
class Compared:
    """A rule that compares levels, and how."""

    kind: Kind
    where: str

    @property
    def changes(self) -> bool:
        """Whether it can come out otherwise where levels are spaced anew."""
        return self.kind != "order"


def compares_levels(document: Document) -> list[Compared]:
    """Every such rule, once for each way in which it compares."""
    cast = Cast(document)
    found = [*gaps(cast), *matches(cast), *asked(cast)]
    return sorted(set(found), key=lambda each: (KINDS.index(each.kind), each.where))


def gaps(cast: Cast) -> Iterator[Compared]:
    """Postures that climb or descend by how far what they feel is from where they stand."""
    for posture in cast.postures:
        if cast.posture(posture).reactivity != 0:
            yield Compared("gap", f"reactivity of {posture}")


def matches(cast: Cast) -> Iterator[Compared]:
    for rule in stated(cast):
        for target, effects in rule.rule.then.items():
            if effects.match is not None:
                kind: Kind = "order" if effects.match.offset == 0 else "offset"
                yield Compared(kind, spoken(cast.document, (*rule.path, "then", target, "match")))


def asked(cast: Cast) -> Iterator[Compared]:
    """Conditions, by what they compare a rung with."""
    for path, text, _ in conditions(cast.document, stated(cast)):
        if path[0] == "game":  # it changes no rule
            continue
        for node in ast.walk(parse(text)):
            for kind in kinds_of(node, cast):
                yield Compared(kind, spoken(cast.document, path))


def kinds_of(node: ast.AST, cast: Cast) -> Iterator[Kind]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "count":
        yield "order"
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for left, right in pairwise(sides):
            if is_rung(left) and is_rung(right):
                yield "order"
            elif (is_rung(left) and not names_rung(right, cast)) or (
                is_rung(right) and not names_rung(left, cast)
            ):
                yield "number"


def is_rung(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("rung", "executed")
    )


def names_rung(node: ast.expr, cast: Cast) -> bool:
    """Whether what a rung is compared with is a rung by its name, and no number or parameter."""
    if is_number(node) or not isinstance(node, ast.Name):
        return False
    return any(node.id == rung.id for rungs in cast.document.ladders.values() for rung in rungs)
