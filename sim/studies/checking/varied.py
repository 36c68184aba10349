"""What a study varies: from what it says to factors, or to why that cannot be varied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sim.scenario.checks.names import KINDS, one_of
from sim.scenario.expression import nearest
from sim.scenario.mistakes import Place, show
from sim.scenario.parameters import central_value
from sim.scenario.places import Path
from sim.scenario.schema import Document
from sim.studies.checking.draft import Draft
from sim.studies.checking.versions import Version
from sim.studies.form.factors import Factor
from sim.studies.form.paths import Astray, at, find, takes_numbers
from sim.studies.form.schema import FactorForm, Value
from sim.studies.form.variants import Basis

UNCERTAIN = "uncertain"


@dataclass
class Varied:
    """The factors; each label (a name, date or truth) with its place; the columns of a table."""

    factors: list[Factor] = field(default_factory=list)
    labels: dict[str, list[tuple[Value, Place]]] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)


def named_in(draft: Draft) -> Mapping[str, FactorForm]:
    """The factors a study names one by one."""
    return draft.document.vary if isinstance(draft.document.vary, dict) else {}


def all_uncertain(draft: Draft, document: Document) -> list[Factor]:
    """Every parameter with an uncertainty, over its own."""
    known = {name: p for name, p in document.parameters.items() if p.uncertainty is not None}
    if not known:
        draft.tell(("vary",), "no parameter of the scenario has an uncertainty")
    return [
        Factor(name, p.title, p.unit, uncertainty=p.uncertainty, central=central_value(p))
        for name, p in known.items()
    ]


def by_name(draft: Draft, name: str, form: FactorForm, document: Document) -> Factor | None:
    """A parameter that is varied, over its own uncertainty where nothing else is said."""
    path: Path = ("vary", name)
    parameter = document.parameters.get(name)
    if parameter is None:
        near = nearest(name, list(document.parameters)) or "; another place of the scenario needs its path"
        draft.tell(path, f"no parameter is called '{name}'{near}", of_key=True)
        return None
    if not are_numbers(form.values):
        draft.tell((*path, "values"), "a parameter takes numbers")
        return None
    factor = ranged(Factor(name, form.title or parameter.title, parameter.unit), form)
    if factor.range is None and factor.values is None and factor.uncertainty is None:
        if parameter.uncertainty is None:
            words = "this parameter has no uncertainty: give a range, values or an uncertainty"
            draft.tell(path, words, of_key=True)
            return None
        factor = replace(factor, uncertainty=parameter.uncertainty)
    return replace(factor, central=central_value(parameter))


def ranged(factor: Factor, form: FactorForm) -> Factor:
    """A factor with what its form says it ranges over."""
    values = None if form.values is None else tuple(form.values)
    return replace(factor, range=form.range, steps=form.steps, values=values, uncertainty=form.uncertainty)


def are_numbers(values: list[Value] | None) -> bool:
    return all(isinstance(value, float) for value in values or [])


def by_path(draft: Draft, name: str, form: FactorForm, base: Version) -> Factor | None:
    """A place that is varied: a number, which becomes a parameter, or a name, a date or a truth."""
    path, document = ("vary", name), base.document
    kinds = list(taken(document, name))
    for kind in kinds:
        words = f"'{name}' is already the name of {one_of(kind)}: a factor by path has a name of its own"
        draft.tell(path, words, of_key=True)
    place = found(draft, name, form.path or "", base.basis)
    if place is None or kinds:
        return None
    numeric = are_numbers(form.values)
    if numeric and not takes_numbers(place):
        draft.tell((*path, "path"), no_number(place))
        return None
    item = at(base.basis.read.root, place)
    factor = Factor(name, form.title, numeric=numeric, path=form.path)
    return replace(ranged(factor, form), **written(document, None if item is None else item.value, numeric))


def taken(document: Document, name: str) -> Iterator[str]:
    """What a name already stands for."""
    groups = {group for actor in document.actors.values() for group in actor.groups}
    for kind in KINDS:
        if name in (groups if kind == "groups" else getattr(document, kind)):
            yield kind


def found(draft: Draft, factor: str, text: str, basis: Basis, variant: str = "") -> Path | None:
    """The place that a factor's path leads to; told where it leads nowhere."""
    try:
        return find(basis.read.root, text)
    except Astray as error:
        under = f"under the variant '{variant}' " if variant else ""
        draft.tell(("vary", factor, "path"), f"{under}{error}", offset=error.offset)
        return None


def no_number(place: Path) -> str:
    if place[:1] == ("parameters",):
        return f"a parameter is varied by its name, {place[1]}"
    return f"{show(place[-1])} holds no number that a parameter can stand for: say it differently in variants"


def written(document: Document, value: Any, numeric: bool) -> dict[str, Any]:
    """The scenario's own value at a place, and its unit where a parameter stands there."""
    if not numeric:
        return {"central": value}
    if isinstance(value, str) and value in document.parameters:
        parameter = document.parameters[value]
        return {"central": central_value(parameter), "unit": parameter.unit}
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return {"central": float(value) if is_number else None}
