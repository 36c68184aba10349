"""Versions of a scenario run side by side, as a table of what each changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from sim.analysis.hinges.versions import Change, Value, Version
from sim.scenario.loading import Scenario
from sim.studies.asking.building import AS_WRITTEN, study_of_versions
from sim.studies.asking.held import HeldStudy, held


class Failed(ValueError):
    """Runs of a version failed, so that it cannot be told beside the others."""


def run_versions(
    scenario: Scenario,
    others: Mapping[str, Scenario],
    measures: Iterable[str],
    *,
    runs: int,
    seed: int,
    draws: int,
    errors: bool = True,
    stopping: Callable[[], bool] = lambda: False,
) -> HeldStudy:
    """The scenario and its versions under the same luck. Raises Failed where a run of any of them did."""
    study = study_of_versions(
        {AS_WRITTEN: scenario, **others}, measures, runs=runs, seed=seed, draws=draws, errors=errors
    )
    found = held(study, stopping=stopping)
    if not found.failures.empty:
        first = found.failures.iloc[0]
        raise Failed(
            f"{len(found.failures)} runs failed, the first under {first['variant']}: {first['error']}"
        )
    return found


def values_of(study: HeldStudy) -> dict[str, Value]:
    """Every measure as written."""
    rows = of_variant(study, AS_WRITTEN)
    return {name: value(row) for name, row in rows.items()}


def version(study: HeldStudy, name: str, title: str, said: str) -> Version:
    """A version against the scenario as written."""
    changes = {measure: change(row) for measure, row in of_variant(study, name).items()}
    return Version(name, title, said, changes)


def of_variant(study: HeldStudy, name: str) -> dict[str, dict[Any, Any]]:
    rows = study.summaries[study.summaries["variant"] == name]
    return {str(row["measure"]): dict(row) for _, row in rows.iterrows()}


def value(row: Mapping[Any, Any]) -> Value:
    spread = None if pd.isna(row["range_lo"]) else (float(row["range_lo"]), float(row["range_hi"]))
    return Value(float(row["value"]), float(row["lo"]), float(row["hi"]), spread)


def change(row: Mapping[Any, Any]) -> Change:
    return Change(
        value=value(row),
        difference=float(row["difference"]),
        low=float(row["difference_lo"]),
        high=float(row["difference_hi"]),
        gained=None if pd.isna(row["gained"]) else float(row["gained"]),
        lost=None if pd.isna(row["lost"]) else float(row["lost"]),
    )
