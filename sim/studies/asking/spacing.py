"""Ladders of other shapes, and with rungs split in two, under the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sim.analysis.hinges.respacing import SPLIT, Respacing
from sim.scenario.loading import Scenario
from sim.scenario.rewriting.checked import rewritten
from sim.scenario.rewriting.comparing import compares_levels
from sim.scenario.rewriting.spacing import SHAPES, respaced
from sim.scenario.rewriting.splitting import split, splittable
from sim.scenario.schema import Document
from sim.simulation import DRAWS
from sim.studies.asking.building import outcomes_of
from sim.studies.asking.telling import measured, source_of
from sim.studies.asking.versions import run_versions, values_of, version

SAID = {
    "even": ("Even levels", "rungs at even distances"),
    "square_root": ("Square-root levels", "levels by the square root of their place: the lower rungs apart"),
    "squared": ("Squared levels", "levels by the square of their place: the upper rungs apart"),
}


def respacing(
    scenario: Scenario,
    *,
    measures: Iterable[str] | None = None,
    shapes: Iterable[str] = tuple(SHAPES),
    splits: Iterable[str] | None = None,
    runs: int = 20_000,
    seed: int = 0,
    draws: int = DRAWS,
    stopping: Callable[[], bool] = lambda: False,
) -> Respacing:
    """Every measure (every outcome by default) on ladders of these shapes, and with these rungs split.

    By default every rung but the highest is split, one at a time. A shape that the ladders have
    already is left out. Raises ValueError for a rung that cannot be split, Stopped where called off.
    """
    document = scenario.document
    shaped = {shape: respaced(document, shape) for shape in shapes}
    unchanged = [SAID[shape][0] for shape, found in shaped.items() if found == document]
    documents = {shape: found for shape, found in shaped.items() if found != document}
    told = {shape: SAID[shape] for shape in documents}
    for rung in splittable(document) if splits is None else splits:
        documents[SPLIT + rung] = split(document, rung)
        title = title_of(document, rung)
        told[SPLIT + rung] = (f"'{title}' in two", f"one more step between '{title}' and the next rung")
    study = run_versions(
        scenario,
        {name: rewritten(scenario, found) for name, found in documents.items()},
        outcomes_of(scenario, measures),
        runs=runs,
        seed=seed,
        draws=draws,
        stopping=stopping,
    )
    return Respacing(
        source=source_of(study.asked),
        measures=[measured(each, scenario) for each in study.asked.measures],
        as_written=values_of(study),
        rows=[version(study, name, *words) for name, words in told.items()],
        compared=compares_levels(document),
        unchanged=unchanged,
    )


def title_of(document: Document, rung: str) -> str:
    known = (each for rungs in document.ladders.values() for each in rungs if each.id == rung)
    return next(known).title or rung.replace("_", " ").capitalize()
