"""What one number rests on: the innermost map around it that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.scenario.leaves import nodes
from sim.scenario.places import Path
from sim.scenario.schema import Document

Kind = Literal["documented", "in part", "assumed", "unfounded"]
KINDS: tuple[Kind, ...] = ("documented", "in part", "assumed", "unfounded")


@dataclass(frozen=True)
class Basis:
    """Claims by id, and what is assumed; `path` is the map that says so."""

    evidence: tuple[str, ...] = ()
    assumed: str | None = None
    path: Path = ()

    @property
    def kind(self) -> Kind:
        """Both means that documents give the mechanism and somebody judged its size."""
        if self.evidence:
            return "in part" if self.assumed else "documented"
        return "assumed" if self.assumed else "unfounded"


Bases = dict[Path, Basis]


def stated_bases(document: Document) -> Bases:
    """Every map that says what it rests on."""
    return {
        path: Basis(tuple(node.evidence), node.assumed, path)
        for path, node in nodes(document)
        if node.evidence or node.assumed
    }


def basis_of(bases: Bases, path: Path) -> Basis:
    """What a value at this path rests on: the innermost statement counts."""
    for cut in range(len(path), -1, -1):
        if path[:cut] in bases:
            return bases[path[:cut]]
    return Basis()
