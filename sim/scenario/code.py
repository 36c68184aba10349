"""Code of conditions in the making, and where the names they use stand."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sim.rules import conditions as op
from sim.rules.world import NONE
from sim.scenario.cast import Cast
from sim.scenario.schema import Document

OPERATIONS = {
    ast.Lt: op.LESS,
    ast.LtE: op.AT_MOST,
    ast.Gt: op.MORE,
    ast.GtE: op.AT_LEAST,
    ast.Eq: op.EQUAL,
    ast.NotEq: op.UNEQUAL,
}
MIRRORED = {
    op.LESS: op.MORE,
    op.AT_MOST: op.AT_LEAST,
    op.MORE: op.LESS,
    op.AT_LEAST: op.AT_MOST,
    op.EQUAL: op.EQUAL,
    op.UNEQUAL: op.UNEQUAL,
}
Cells = list[tuple[str, str | None]]  # every (posture, front), in order


@dataclass
class Code:
    """Rows of code, the constants they use (parameters by name), and lists of places."""

    rows: list[list[int]] = field(default_factory=list)
    constants: list[float | str] = field(default_factory=list)
    operands: list[int] = field(default_factory=list)

    def emit(self, operation: int, a: int = 0, b: int = 0, c: int = 0) -> None:
        self.rows.append([operation, a, b, c, NONE, NONE])

    def compare_last(self, comparison: int, value: float | str) -> None:
        """Let the last row compare what it yields with a constant at once."""
        self.rows[-1][4:] = [comparison, self.constant(value)]

    def constant(self, value: float | str) -> int:
        self.constants.append(value)
        return len(self.constants) - 1

    def list(self, places: Sequence[int]) -> tuple[int, int]:
        start = len(self.operands)
        self.operands.extend(places)
        return start, len(self.operands)


@dataclass(frozen=True)
class Places:
    """Where named things stand in the world's tables."""

    cast: Cast
    events: dict[str, int]
    meters: dict[str, int]
    cells: Cells
    see: Callable[[str, str], int]


def rough_places(document: Document) -> Places:
    """Places good enough to look for problems: no sights are numbered."""
    cast = Cast(document)
    return Places(
        cast=cast,
        events={name: k for k, name in enumerate(sorted(document.events))},
        meters={name: k for k, name in enumerate(sorted(document.meters))},
        cells=cells_of(cast),
        see=lambda watcher, posture: 0,
    )


def cells_of(cast: Cast) -> Cells:
    """Every posture on each of its fronts; one nameless front where none is named."""
    found: Cells = []
    for posture in cast.postures:
        fronts = sorted(cast.posture(posture).fronts)
        found.extend((posture, front) for front in fronts)
        if not fronts:
            found.append((posture, None))
    return found
