"""What a study reports: measures that every variant has, and the rule by which runs are stopped."""

from __future__ import annotations

from collections.abc import Sequence

from sim.scenario.expression import nearest
from sim.scenario.loading import Scenario
from sim.scenario.places import Path
from sim.studies.checking.draft import Draft
from sim.studies.checking.versions import Version
from sim.studies.form.measures import Measure, default_measures, parse_measure, problem


def measures_of(draft: Draft, versions: Sequence[Version]) -> tuple[Measure, ...]:
    """What is reported, under every variant; mistakes are told."""
    if not draft.document.measures:
        return defaults(draft, [version.scenario for version in versions])
    found: dict[str, Measure] = {}
    for place, text in enumerate(draft.document.measures):
        path: Path = ("measures", place) if draft.says(("measures", place)) else ("measures",)
        measure = sound_measure(draft, path, text, versions)
        if measure is not None and measure.name in found:
            draft.tell(path, f"'{text}' stands twice")
        elif measure is not None:
            found[measure.name] = measure
    return tuple(found.values())


def defaults(draft: Draft, scenarios: Sequence[Scenario]) -> tuple[Measure, ...]:
    """The outcomes and counts that every variant has."""
    names = default_measures(scenarios[0]) if scenarios else []
    common = [name for name in names if all(problem(name, other) is None for other in scenarios)]
    if scenarios and not common and not draft.lacks(("measures",)):
        draft.tell((), "the scenario has no outcome and no count: name measures")
    return tuple(parse_measure(name) for name in common)


def sound_measure(draft: Draft, path: Path, text: str, versions: Sequence[Version]) -> Measure | None:
    """A measure that every variant has, or why one has not."""
    try:
        measure = parse_measure(text)
    except ValueError as error:
        draft.tell(path, str(error))
        return None
    for version in versions:
        words = problem(text, version.scenario)
        if words is not None:
            is_first = version.name == next(iter(draft.document.variants))
            under = "" if is_first else f"under the variant '{version.name}' "
            draft.tell(path, f"{under}{words}")
            return None
    return measure


def check_stop(draft: Draft, measures: Sequence[Measure]) -> None:
    """The rule of stopping names a chance that is measured, a width between 0 and 1, and runs enough."""
    stop, runs = draft.document.stop, draft.document.runs
    if stop is None:
        return
    if not 0.0 < stop.width < 1.0:
        draft.tell(("stop", "width"), f"a width is above 0 and below 1, not {stop.width:g}")
    if stop.at_most < runs and not draft.lacks(("runs",)):
        draft.tell(("stop", "at_most"), f"{stop.at_most} is less than the {runs} runs of the study")
    reason = no_chance(stop.measure, measures, len(draft.document.measures))
    if reason:
        draft.tell(("stop", "measure"), reason)


def no_chance(text: str, measures: Sequence[Measure], asked: int) -> str | None:
    """Why runs cannot be stopped by a measure; among others only where all that was asked for is sound."""
    try:
        measure = parse_measure(text)
    except ValueError as error:
        return str(error)
    if not measure.is_chance:
        return f"'{text}' is a number: the runs of a study stop by a chance"
    names = [each.name for each in measures if each.is_chance]
    if measure.name in names or not measures or len(measures) < asked:
        return None
    return f"'{text}' is not among the measures{nearest(measure.name, names)}"
