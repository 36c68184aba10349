"""Fixing parameters by hand: the analyst's value in place of a draw."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from sim.scenario.checks.numbers import errors_stay_chances, parameters_fit, rates_stay_possible
from sim.scenario.checks.subject import Subject
from sim.scenario.claims import NO_CLAIMS
from sim.scenario.expression import nearest
from sim.scenario.loading import Scenario
from sim.scenario.places import Path
from sim.scenario.schema import Document
from sim.scenario.unknowns import Parameter


def fixed_parameters(scenario: Scenario, asked: Mapping[str, float]) -> dict[str, float]:
    """The values asked for, each possible in every field that uses it.

    Raises ValueError, with every reason, for an unknown parameter or an impossible value.
    """
    document = scenario.document
    wrong = [reason for name, value in asked.items() if (reason := objection(document, name, value))]
    if not wrong:
        wrong = misfits(document, {name: Parameter(value=value) for name, value in asked.items()})
    if wrong:
        raise ValueError("\n".join(wrong))
    return {name: float(value) for name, value in asked.items()}


def objection(document: Document, name: str, value: float) -> str | None:
    """Why a parameter cannot be fixed at all."""
    if name not in document.parameters:
        return f"no parameter is called {name}{nearest(name, list(document.parameters))}"
    if not math.isfinite(value):
        return f"{name} must be a finite number"
    return None


def misfits(document: Document, parameters: Mapping[str, Parameter]) -> list[str]:
    """Fields that cannot hold what these parameters can be."""
    changed = document.model_copy(update={"parameters": {**document.parameters, **parameters}})
    subject = Subject(changed, NO_CLAIMS, frozenset(), frozenset())
    checks = (parameters_fit, errors_stay_chances, rates_stay_possible)
    return [f"{spoken(changed, wrong.path)}: {wrong.words}" for check in checks for wrong in check(subject)]


def spoken(document: Document, path: Path) -> str:
    """A path in words: the items of a list by their ids."""
    node: Any = document
    said = []
    for step in path:
        if isinstance(node, dict | list):
            node = node[step]  # type: ignore[index]
        else:
            node = getattr(node, str(step), None) or getattr(node, f"{step}_", None)
        said.append(getattr(node, "id", str(step)) if isinstance(step, int) else str(step))
    return ".".join(said)
