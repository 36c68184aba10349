"""The ledger of a scenario: every map with numbers or conditions, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sim.evidence.bases import Bases, Basis, basis_of, stated_bases
from sim.scenario.claims import Claim
from sim.scenario.fields import Node
from sim.scenario.leaves import Leaf, leaves, nodes
from sim.scenario.lints.bases import STRUCTURAL
from sim.scenario.loading import Scenario
from sim.scenario.places import Path, human
from sim.scenario.schema import Directive, Effects, Event, Posture, Rule
from sim.scenario.uncertainty import bounds
from sim.scenario.unknowns import Parameter

TITLES = {
    "triggers": "Triggers",
    "directives": "Directives",
    "events": "Events",
    "postures": "Postures",
    "parameters": "Parameters",
    "others": "Everything else",
}
LIMITS = ("start", "floor", "ceiling")
EFFECTS = ("floor", "ceiling", "cap")


@dataclass(frozen=True)
class Number:
    """One number as written (or the parameter in its place), by its key inside the entry."""

    key: str
    value: float | int | str
    basis: Basis


@dataclass
class Entry:
    """A trigger, directive, event, posture, parameter or other map, as the file has it."""

    section: str
    path: Path
    name: str  # as a reader says it
    title: str | None
    says: list[str]  # its conditions and limits
    basis: Basis
    range: tuple[float, float] | None = None
    numbers: list[Number] = field(default_factory=list)


def ledger(scenario: Scenario) -> list[Entry]:
    """All entries, by section in the order of TITLES, then as in the file."""
    document = scenario.document
    bases, data = stated_bases(document), document.model_dump(by_alias=True)
    found = {path: entry(path, node, bases, data) for path, node in nodes(document) if section_of(node)}
    for leaf in leaves(document):
        if counts(leaf):
            add_number(found, leaf, bases, data)
    order = list(TITLES)
    return sorted(found.values(), key=lambda each: order.index(each.section))


def section_of(node: Node) -> str | None:
    """Where a map is listed by itself; other maps are only where they hold numbers."""
    if isinstance(node, Directive):
        return "directives"
    if isinstance(node, Rule):
        return "triggers"
    kinds: dict[type[Node], str] = {Event: "events", Posture: "postures", Parameter: "parameters"}
    return kinds.get(type(node))


def entry(path: Path, node: Node, bases: Bases, data: Any) -> Entry:
    section = section_of(node) or "others"
    spread = range_of(node) if isinstance(node, Parameter) else None
    return Entry(section, path, human(data, path), node.title, says(node), basis_of(bases, path), spread)


def says(node: Node) -> list[str]:
    """The thresholds of a map in the language of the file."""
    told = [f"when {' '.join(node.when.split())}"] if isinstance(node, Rule | Event) and node.when else []
    if isinstance(node, Rule):
        told += [line for target, each in node.then.items() if (line := effects(target, each))]
    if isinstance(node, Posture):
        told += [f"{key} {value}" for key in LIMITS if (value := getattr(node, key)) is not None]
    if isinstance(node, Event) and node.at is not None:
        told.append(f"at {node.at}")
    return told


def effects(target: str, each: Effects) -> str:
    """What a rule does to a posture's limits."""
    parts = [f"{key} {value}" for key in EFFECTS if (value := getattr(each, key)) is not None]
    if each.match is not None:
        parts.append(f"follows {each.match.leader} toward {each.match.toward}")
    return f"toward {target}: {', '.join(parts)}" if parts else ""


def range_of(parameter: Parameter) -> tuple[float, float] | None:
    """What an analyst would try; else what can be drawn."""
    if parameter.range is not None:
        return parameter.range
    return bounds(parameter) if parameter.uncertainty is not None else None


def counts(leaf: Leaf) -> bool:
    """Whether a number needs something to rest on."""
    built = STRUCTURAL & set(leaf.path) or "scales" in leaf.path or leaf.path[0] in ("game", "counts")
    return not built and leaf.value != leaf.default


def add_number(found: dict[Path, Entry], leaf: Leaf, bases: Bases, data: Any) -> None:
    """Put a number into the entry around it; one of its own where there is none."""
    home = next((leaf.path[:cut] for cut in range(len(leaf.path), 0, -1) if leaf.path[:cut] in found), None)
    if home is None:
        home = leaf.node
        found[home] = Entry("others", home, human(data, home), None, [], basis_of(bases, home))
    key = ".".join(str(step) for step in leaf.path[len(home) :])
    found[home].numbers.append(Number(key, leaf.value, basis_of(bases, leaf.node)))


def documents_of(scenario: Scenario, basis: Basis) -> list[tuple[str, Claim | None, Claim | None]]:
    """Each claim of a basis with its document, where the scenario has a file of claims."""
    claims = [(name, scenario.claims.get(name)) for name in basis.evidence]
    return [(name, claim, document_of(scenario, claim)) for name, claim in claims]


def document_of(scenario: Scenario, claim: Claim | None) -> Claim | None:
    return None if claim is None else scenario.documents.get(str(claim.fields.get("document")))
