"""Numbers that rest on nothing: neither a document's claim nor a stated assumption."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.checks.texts import conditions, names_in
from sim.scenario.leaves import Leaf, leaves, nodes
from sim.scenario.places import Path
from sim.scenario.uncertainty import support

STRUCTURAL = frozenset({"schema", "days", "level", "tier", "range"})
SECTIONS_WITHOUT = frozenset({"game", "counts"})


def numbers_rest_on_something(subject: Subject) -> Iterator[Wrong]:
    """One warning a map: evidence or assumed, there or on any map above, covers its numbers."""
    based = {path for path, node in nodes(subject.document) if node.evidence or node.assumed}
    bare: dict[Path, list[str]] = {}
    for leaf in leaves(subject.document):
        if needs_a_base(leaf) and not any(leaf.path[:cut] in based for cut in range(len(leaf.path))):
            node = leaf.node[:-1] if leaf.node[-1:] == ("uncertainty",) else leaf.node
            bare.setdefault(node, []).append(".".join(str(step) for step in leaf.path[len(node) :][:2]))
    for path, keys in bare.items():
        yield Wrong(path, f"neither evidence nor assumed is given for {', '.join(dict.fromkeys(keys))}", True)


def needs_a_base(leaf: Leaf) -> bool:
    """A number written out that is neither the default nor part of the scenario's build."""
    if isinstance(leaf.value, str) or leaf.path[0] in SECTIONS_WITHOUT:
        return False
    return not STRUCTURAL & set(leaf.path) and "scales" not in leaf.path and leaf.value != leaf.default


def used_parameters(subject: Subject) -> set[str]:
    """The names that stand in fields and conditions: among them the parameters in use."""
    used = {leaf.value for leaf in leaves(subject.document) if isinstance(leaf.value, str)}
    for _, text, _ in conditions(subject.document, subject.rules):
        used |= names_in(text)
    return used


def parameters_are_used(subject: Subject) -> Iterator[Wrong]:
    used = used_parameters(subject)
    for name in subject.document.parameters:
        if name not in used:
            yield Wrong(("parameters", name), "nobody uses this parameter", True)


def values_are_drawn(subject: Subject) -> Iterator[Wrong]:
    """A central value outside what can be drawn is a slip of one or the other."""
    for name, parameter in subject.document.parameters.items():
        if parameter.value is None or parameter.uncertainty is None:
            continue
        low, high = support(parameter.uncertainty)
        if not low <= parameter.value <= high:
            words = f"the value {parameter.value:g} is outside of its own uncertainty, {low:g} to {high:g}"
            yield Wrong(("parameters", name), words, True)
