"""The mechanisms of a scenario switched off, one at a time and all together, under the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sim.analysis.hinges.ablation import ALL_TOGETHER, Ablation
from sim.scenario.loading import Scenario
from sim.scenario.rewriting.checked import rewritten
from sim.scenario.rewriting.mechanisms import MECHANISMS, Mechanism, those_in, without_all
from sim.simulation import DRAWS
from sim.studies.asking.building import outcomes_of
from sim.studies.asking.telling import measured, source_of
from sim.studies.asking.versions import run_versions, values_of, version

TOGETHER = "All of these together"


def ablation(
    scenario: Scenario,
    *,
    measures: Iterable[str] | None = None,
    mechanisms: Iterable[Mechanism] = MECHANISMS,
    runs: int = 20_000,
    seed: int = 0,
    draws: int = DRAWS,
    stopping: Callable[[], bool] = lambda: False,
) -> Ablation:
    """Every measure (every outcome by default) without each mechanism that the scenario has.

    Each version is a scenario of its own, checked like any other, and has `runs` runs with the luck
    and the draws of the scenario as written. Raises Stopped where it is called off.
    """
    asked = list(mechanisms)
    found = those_in(scenario.document, asked)
    versions = {each.name: rewritten(scenario, each.without(scenario.document)) for each in found}
    told = {each.name: (each.title, each.said) for each in found}
    if len(found) > 1:
        versions[ALL_TOGETHER] = rewritten(scenario, without_all(scenario.document, found))
        told[ALL_TOGETHER] = (TOGETHER, "every mechanism of this table switched off")
    study = run_versions(
        scenario,
        versions,
        outcomes_of(scenario, measures),
        runs=runs,
        seed=seed,
        draws=draws,
        stopping=stopping,
    )
    return Ablation(
        source=source_of(study.asked),
        measures=[measured(each, scenario) for each in study.asked.measures],
        as_written=values_of(study),
        rows=[version(study, name, *words) for name, words in told.items()],
        absent=[each.title for each in asked if each not in found],
    )
