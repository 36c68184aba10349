"""What a report is made from: the runs of a results folder, and how they were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.analysis.results import Ensemble
from sim.evidence.saying import clean
from sim.report.more import More
from sim.results.kept import NAME as RECORD
from sim.results.kept import NoResults, open_results
from sim.results.manifest import NAME, Order, read_manifest
from sim.scenario.mistakes import clip
from sim.studies.keeping.manifest import read_manifest as read_study


class Unreadable(ValueError):
    """A folder from which no report can be made: the message says why, and what would help."""


@dataclass(frozen=True)
class Results:
    """The ensemble with its twin, and the manifest of the folder it came from.

    `more` holds the answers for which new runs were made, None where they were not asked for.
    """

    ensemble: Ensemble
    manifest: Mapping[str, Any]
    more: More | None = None

    @cached_property
    def summary(self) -> dict[str, Any]:
        return self.ensemble.summary()

    @cached_property
    def order(self) -> Order:
        """What was asked of `sim run`."""
        told = self.manifest
        numbers = {key: told[key] for key in ("runs", "seed", "draws", "first", "errors", "twin")}
        return Order(scenario=str(told["scenario"]["path"]), fixed=told["parameters"]["fixed"], **numbers)


def read(folder: str | Path) -> Results:
    """Open a results folder; raises Unreadable for anything else."""
    place = Path(folder)
    if not place.is_dir():
        raise Unreadable(f"{folder} is no folder: name one that sim run wrote")
    if read_study(place) is not None:
        raise Unreadable(
            f"{folder} is a study: sim sweep printed what it shows, and sim.open_study({str(folder)!r}) "
            "opens its tables; a report is made of one run's folder"
        )
    told = read_manifest(place)
    if told is None:
        raise Unreadable(f"{folder} has no {NAME} written by sim run: name the folder of a run")
    try:
        results = Results(open_results(place, whole_twin=False), told)
        results.order.command(None)
    except NoResults as error:
        raise Unreadable(str(error)) from None
    except Exception as error:  # whatever is damaged may be met anywhere in reading it
        why = clip(clean(error) or type(error).__name__)
        raise Unreadable(f"{folder}: {NAME} or {RECORD} is damaged ({why}): run it again") from None
    return results
