"""What a reader is told of a study's numbers: where they come from, and what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.analysis.hinges.versions import Measured
from sim.analysis.percents import words as called
from sim.analysis.provenance import Source
from sim.scenario.loading import Scenario
from sim.scenario.parameters import is_uncertain
from sim.scenario.schema import Document
from sim.studies.form.measures import Measure
from sim.studies.form.study import Study

OF = {"incidents": "Incidents of", "severe": "Severe incidents of"}


def source_of(study: Study, number: int = 0) -> Source:
    """The scenario of a variant and how it was run; the runs are those of one point (at least)."""
    variant, document = study.variants[number], study.document
    clock = variant.document.clock
    fixed = {**variant.fixed, **dict.fromkeys((factor.name for factor in study.factors), 0.0)}
    version = "" if number == 0 else f": {variant.title or called(variant.name)}"
    return Source(
        title=study.variants[0].scenario.title + version,
        start=clock.start,
        days=clock.days,
        runs=document.runs,
        draws=min(document.draws, document.runs) if is_uncertain(variant.document, fixed) else 1,
        seed=document.seed,
        errors=variant.errors,
        twin=False,
        interrupted=False,
        idle=[],
    )


def measured(measure: Measure, scenario: Scenario) -> Measured:
    return Measured(measure.name, title_of(measure, scenario.document), measure.is_chance)


def title_of(measure: Measure, document: Document) -> str:
    """A measure by the titles of its scenario."""
    tables: dict[str, Mapping[str, Any]] = {
        "outcome": document.outcomes,
        "event": document.events,
        "count": document.counts,
    }
    if measure.kind in tables:
        return called(measure.subject, tables[measure.kind][measure.subject].title)
    whose = " toward ".join(called(name, actor_title(name, document)) for name in measure.subject.split(">"))
    if measure.rung is None:
        return f"{OF[measure.kind]} {whose}"
    titles = {rung.id: rung.title for ladder in document.ladders.values() for rung in ladder}
    return f"{whose} at {called(measure.rung, titles[measure.rung])} or above"


def actor_title(name: str, document: Document) -> str | None:
    """The title of an actor, or of a group."""
    named = {**document.groups, **document.actors}
    return named[name].title if name in named else None
