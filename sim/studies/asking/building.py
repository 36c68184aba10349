"""A study made by a program: versions of a scenario that no file says, and factors of its parameters.

What a study file says is checked where it is written; here the versions are scenarios that were
checked already, and the factors are known to be possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sim.scenario.loading import Scenario
from sim.scenario.rewriting.checked import as_written, claims_of
from sim.simulation import DRAWS
from sim.studies.form.designs import Design, designed
from sim.studies.form.factors import Factor
from sim.studies.form.measures import Measure, parse_measure, problem
from sim.studies.form.scenarios import Scenarios
from sim.studies.form.schema import DesignForm, StudyDocument
from sim.studies.form.study import Study
from sim.studies.form.variants import Basis, Variant

AS_WRITTEN = "as_written"
NO_FACTORS: Mapping[str, Any] = MappingProxyType({})


def study_of_versions(
    versions: Mapping[str, Scenario],
    measures: Iterable[str],
    *,
    runs: int,
    seed: int = 0,
    draws: int = DRAWS,
    errors: bool = True,
    factors: Sequence[Factor] = (),
    design: DesignForm | None = None,
) -> Study:
    """Versions by name, the first being the baseline, at every point of a design over factors.

    Raises ValueError for a measure that some version lacks, and for numbers that no study can have.
    """
    base = next(iter(versions.values()))
    form = design or DesignForm(kind="grid")
    said = {"schema": 1, "id": base.id, "title": base.title, "scenario": str(base.path), "design": form}
    document = StudyDocument.model_validate({**said, "runs": runs, "draws": draws, "seed": seed})
    laid, points = designed(form, factors, seed) if factors else (Design(form), NO_FACTORS)
    variants = tuple(variant(name, scenario, errors) for name, scenario in versions.items())
    return Study(
        path=base.path,
        document=document,
        files=NO_FACTORS,
        variants=variants,
        factors=tuple(factors),
        measures=known(measures, versions.values()),
        design=laid,
        size=len(next(iter(points.values()))) if points else 1,
        points=points,
        scenarios=Scenarios(variants, factors),
    )


def variant(name: str, scenario: Scenario, errors: bool) -> Variant:
    """A version as a study's variant, called by its name; nothing is fixed, nothing varied by its path."""
    basis = Basis(as_written(scenario, scenario.document), claims_of(scenario))
    return Variant(name, None, errors, {}, scenario, basis, {})


def known(measures: Iterable[str], scenarios: Iterable[Scenario]) -> tuple[Measure, ...]:
    """The measures by their names, each known to every scenario."""
    asked, versions = list(measures), list(scenarios)
    wrong = [reason for text in asked for each in versions if (reason := problem(text, each)) is not None]
    if wrong or not asked:
        raise ValueError("\n".join(dict.fromkeys(wrong)) or "no measure is asked for")
    return tuple(dict.fromkeys(parse_measure(text) for text in asked))


def outcomes_of(scenario: Scenario, measures: Iterable[str] | None) -> list[str]:
    """What is asked for; every outcome where nothing is."""
    return sorted(scenario.document.outcomes) if measures is None else list(measures)
