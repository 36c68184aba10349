"""What must agree between a study and its scenarios: parameters that are fixed, what is varied, measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.scenario.expression import nearest
from sim.scenario.fixing import misfits, objection
from sim.scenario.leaves import nodes
from sim.scenario.loading import Scenario
from sim.scenario.places import Path
from sim.scenario.schema import Document
from sim.scenario.unknowns import Parameter
from sim.studies.checking.draft import Draft
from sim.studies.checking.varied import UNCERTAIN
from sim.studies.checking.versions import Version
from sim.studies.factors import Factor
from sim.studies.measures import Measure, default_measures, parse_measure, problem
from sim.studies.part import SUMMARIES
from sim.studies.variants import Variant

OWN_COLUMNS = frozenset({"run", *SUMMARIES.names})


def check_fixed(draft: Draft, variant: str, document: Document, factors: Iterable[str]) -> None:
    """The parameters that a variant sets exist, hold what is asked, and are not varied."""
    path: Path = ("variants", variant, "set")
    fixed = draft.document.variants[variant].set
    varied = set(factors)
    known = {}
    for name, value in fixed.items():
        if name in varied:
            draft.tell((*path, name), f"'{name}' is varied: a variant cannot fix it as well", of_key=True)
        elif reason := objection(document, name, value):
            draft.tell((*path, name), reason, of_key=True)
        else:
            known[name] = Parameter(value=value)
    if misfits(document, known):
        alone = {name: misfits(document, {name: value}) for name, value in known.items()}
        for name, reasons in alone.items():
            for reason in reasons:
                draft.tell((*path, name), reason)
        for reason in [] if any(alone.values()) else misfits(document, known):
            draft.tell(path, reason, of_key=True)


def check_reach(draft: Draft, variant: Variant, factors: Sequence[Factor]) -> None:
    """No factor by itself leaves what a field admits; together they may, at some points."""
    fixed = {name: Parameter(value=value) for name, value in variant.fixed.items()}
    numeric = [factor for factor in factors if factor.numeric]
    if not misfits(variant.document, {**fixed, **{factor.name: factor.reach for factor in numeric}}):
        return
    for factor in numeric:
        for reason in misfits(variant.document, {**fixed, factor.name: factor.reach}):
            draft.tell(spot(draft, factor), reason)


def spot(draft: Draft, factor: Factor) -> Path:
    """The place of a study that says over what a factor ranges."""
    path: Path = ("vary", factor.name)
    for key in ("range", "values", "uncertainty"):
        if draft.says((*path, key)):
            return (*path, key)
    if draft.says(path):
        return path
    return ("vary",) if draft.document.vary == UNCERTAIN else ("design", "file")


def check_names(draft: Draft, factors: Iterable[Factor]) -> None:
    """The tables of results have a column for each factor, beside their own."""
    for factor in factors:
        if factor.name in OWN_COLUMNS:
            words = f"'{factor.name}' is a column of the results already: what is varied needs another name"
            draft.tell(spot(draft, factor)[:2], words, of_key=True)


def measures_of(draft: Draft, scenarios: Sequence[Scenario]) -> tuple[Measure, ...]:
    """What is reported, under every variant; mistakes are told."""
    if not draft.document.measures:
        return defaults(draft, scenarios)
    found: dict[str, Measure] = {}
    for place, text in enumerate(draft.document.measures):
        path: Path = ("measures", place) if draft.says(("measures", place)) else ("measures",)
        measure = sound_measure(draft, path, text, scenarios)
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


def sound_measure(draft: Draft, path: Path, text: str, scenarios: Sequence[Scenario]) -> Measure | None:
    """A measure that every variant has, or why one has not."""
    try:
        measure = parse_measure(text)
    except ValueError as error:
        draft.tell(path, str(error))
        return None
    for place, scenario in enumerate(scenarios):
        words = problem(text, scenario)
        if words is not None:
            under = f"under the variant '{list(draft.document.variants)[place]}' " if place else ""
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


def check_evidence(draft: Draft, base: Version | None) -> None:
    """Every `evidence` is the id of a claim, where the scenario names its claims."""
    if base is None or base.document.claims is None:
        return
    known = base.examined.scenario.claims
    for path, node in nodes(draft.document):
        for place, claim in enumerate(node.evidence):
            if claim not in known:
                words = f"no claim is called '{claim}'{nearest(claim, list(known))}"
                draft.tell((*path, "evidence", place), words)
