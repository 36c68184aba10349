"""What a study reports of each point, by the names that the table of runs has as well.

A chance has a first day in each run (-1: never); a number has a value in each run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sim.analysis.results import Ensemble
from sim.scenario.expression import nearest
from sim.scenario.loading import Scenario

KINDS = ("outcome", "event", "reach", "count", "incidents", "severe")
CHANCES = frozenset({"outcome", "event", "reach"})
FORMS = "an outcome, event.NAME, reach.POSTURE.RUNG, count.NAME, incidents.POSTURE or severe.POSTURE"


@dataclass(frozen=True)
class Measure:
    """One thing reported: `subject` is an outcome, event, count or posture; `rung` for reach alone."""

    kind: str
    subject: str
    rung: str | None = None

    @property
    def name(self) -> str:
        return ".".join(part for part in (self.kind, self.subject, self.rung) if part is not None)

    @property
    def is_chance(self) -> bool:
        return self.kind in CHANCES


def parse_measure(text: str) -> Measure:
    """A measure from its words: a bare name is an outcome. Raises ValueError for other forms."""
    kind, dot, rest = text.partition(".")
    if not dot:
        return Measure("outcome", text)
    subject, dot, rung = rest.partition(".")
    if kind not in KINDS or not subject or bool(dot) != (kind == "reach") or (dot and not rung):
        near = "" if kind in KINDS else nearest(kind, list(KINDS))
        raise ValueError(f"a measure is {FORMS}, not '{text}'{near}")
    return Measure(kind, subject, rung or None)


def problem(text: str, scenario: Scenario) -> str | None:
    """Why a scenario has no such measure, or None where it has."""
    try:
        measure = parse_measure(text)
    except ValueError as error:
        return str(error)
    known = subjects(measure.kind, scenario)
    if measure.subject not in known:
        kind = "posture, actor or group" if measure.kind in ("reach", "incidents", "severe") else measure.kind
        return f"no {kind} is called '{measure.subject}'{nearest(measure.subject, known)}"
    if measure.rung is not None:
        rungs = rungs_of(measure.subject, scenario)
        if measure.rung not in rungs:
            return f"'{measure.rung}' is not a rung of {measure.subject}{nearest(measure.rung, rungs)}"
    return None


def subjects(kind: str, scenario: Scenario) -> list[str]:
    """The names that a kind of measure can be of."""
    document, cast = scenario.document, scenario.plan.cast
    named: dict[str, Iterable[str]] = {
        "outcome": document.outcomes,
        "event": document.events,
        "count": document.counts,
    }
    if kind in named:
        return sorted(named[kind])
    whole = [*cast.actors, *cast.groups] if kind == "reach" else []
    return [*cast.postures, *(name for name in whole if rungs_of(name, scenario))]


def rungs_of(name: str, scenario: Scenario) -> list[str]:
    """The rungs on which a posture, actor or group can stand."""
    cast = scenario.plan.cast
    if ">" in name:
        return cast.rungs(cast.owner(name))
    members = [member for member in cast.members(name) if cast.between(member, None)]
    return list(dict.fromkeys(rung for member in members for rung in cast.rungs(member)))


def default_measures(scenario: Scenario) -> list[str]:
    """Every outcome and every count."""
    document = scenario.document
    return [*sorted(document.outcomes), *(f"count.{name}" for name in sorted(document.counts))]


def values(measure: Measure, ensemble: Ensemble) -> Any:
    """One value a run: a first day (int16, -1 where never), or a number (int32). Shape (runs,)."""
    document, record = ensemble.plan.document, ensemble.record
    if measure.kind == "outcome":
        return record.outcome[:, sorted(document.outcomes).index(measure.subject)]
    if measure.kind == "event":
        return record.event[:, sorted(document.events).index(measure.subject)]
    if measure.kind == "count":
        return record.count[:, sorted(document.counts).index(measure.subject)]
    if measure.kind == "reach":
        assert measure.rung is not None
        return ensemble.first_day(measure.subject, measure.rung)
    cells = [c for c, (posture, _) in enumerate(ensemble.plan.cells) if posture == measure.subject]
    table = record.incidents if measure.kind == "incidents" else record.severe
    return table[:, cells].sum(axis=1)


def table_of(measures: Iterable[Measure], ensemble: Ensemble) -> dict[str, Any]:
    """The values of several measures by name, in memory of their own (an ensemble can then go)."""
    found = {}
    for measure in measures:
        kind = "int16" if measure.is_chance else "int64"
        found[measure.name] = values(measure, ensemble).astype(kind, copy=True)
    return found
