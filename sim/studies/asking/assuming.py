"""Assumed numbers moved one at a time, under the same luck, as a study that a program makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal

from sim.analysis.hinges.assumptions import Assumptions, Unmoved
from sim.scenario.fixing import misfits
from sim.scenario.leaves import leaves, nodes
from sim.scenario.loading import Scenario
from sim.scenario.parameters import central_value
from sim.scenario.schema import Document
from sim.scenario.unknowns import Parameter
from sim.simulation import DRAWS
from sim.studies.asking.building import AS_WRITTEN, outcomes_of, study_of_versions
from sim.studies.asking.held import held
from sim.studies.asking.tables import tornado_table
from sim.studies.form.factors import Factor
from sim.studies.form.schema import DesignForm
from sim.studies.sweep import Watch

Ends = Literal["range", "uncertainty"]
OTHERS = "all others at their middle"
PERCENTILES = "the 5th and 95th percentile of its uncertainty"
WAYS: dict[Ends, str] = {
    "range": f"each number at both ends of its range, or where it has none at {PERCENTILES}, {OTHERS}",
    "uncertainty": f"each number at {PERCENTILES}, or where it has none at both ends of its range, {OTHERS}",
}


def assumptions(
    scenario: Scenario,
    *,
    measures: Iterable[str] | None = None,
    ends: Ends = "range",
    runs: int = 2000,
    seed: int = 0,
    draws: int = DRAWS,
    watch: Watch | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> Assumptions:
    """The assumed parameters, ranked for every measure (every outcome by default), one at a time.

    `ends`: what is taken where a parameter has both, its range (what an analyst would try) or the
    5th and 95th percentile of its uncertainty (what its author believes). Twice as many points as
    there are such parameters, and one, have `runs` runs each; what is uncertain and not assumed is
    drawn. Raises ValueError where no assumed parameter can be moved, Stopped where it is called off.
    """
    document = scenario.document
    named = {name: p for name, p in sorted(document.parameters.items()) if p.assumed is not None}
    reasons = {name: why_not(document, name, each, ends) for name, each in named.items()}
    factors = [factor(name, each, ends) for name, each in named.items() if reasons[name] is None]
    if not factors:
        raise ValueError("the scenario has no parameter that is assumed and has a range or an uncertainty")
    study = study_of_versions(
        {AS_WRITTEN: scenario},
        outcomes_of(scenario, measures),
        runs=runs,
        seed=seed,
        draws=draws,
        factors=factors,
        design=DesignForm(kind="one_at_a_time"),
    )
    found = held(study, watch, stopping)
    return Assumptions(
        tables=[replace(tornado_table(found, name), ways=WAYS[ends]) for name in found.measures],
        said={name: each.assumed or "" for name, each in named.items()},
        unmoved=[
            Unmoved(name, named[name].title or name, reason)
            for name, reason in reasons.items()
            if reason is not None
        ],
        elsewhere=assumed_elsewhere(document),
    )


def factor(name: str, parameter: Parameter, ends: Ends) -> Factor:
    """A parameter over its range or over its uncertainty; over what it has, where it has one of them."""
    central = central_value(parameter)
    if parameter.range is not None and (ends == "range" or parameter.uncertainty is None):
        return Factor(name, parameter.title, parameter.unit, range=parameter.range, central=central)
    return Factor(name, parameter.title, parameter.unit, uncertainty=parameter.uncertainty, central=central)


def why_not(document: Document, name: str, parameter: Parameter, ends: Ends) -> str | None:
    """Why a parameter cannot be moved; None where it can."""
    if parameter.range is None and parameter.uncertainty is None:
        return "neither a range nor an uncertainty"
    reach = factor(name, parameter, ends)
    if reach.low == reach.high:
        return "its ends are one value"
    wrong = misfits(document, {name: reach.reach})
    return wrong[0] if wrong else None


def assumed_elsewhere(document: Document) -> int:
    """How many places say that a number is assumed which they hold themselves, beside the parameters."""
    assumed = {path for path, node in nodes(document) if node.assumed is not None}
    holding = {leaf.node for leaf in leaves(document) if not isinstance(leaf.value, str)}
    return len({path for path in assumed & holding if path[:1] != ("parameters",)})
