"""Everything that may be wrong with cases whose form is sound, each fault with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.cases import situations, words
from sim.cases.file import expectations
from sim.cases.ground import Ground, Stage, missing
from sim.cases.schema import CasesDocument
from sim.scenario.checks.subject import Wrong
from sim.scenario.conditions import problems
from sim.scenario.loading import Scenario

# ---------------------------------------------------------------- of a whole file


def ids_are_unique(document: CasesDocument) -> Iterator[Wrong]:
    seen: set[str] = set()
    for place, case in enumerate(document.cases):
        if case.id in seen:
            yield Wrong(("cases", place, "id"), f"two cases have the id '{case.id}'")
        seen.add(case.id)


def mechanisms_exist(document: CasesDocument, scenario: Scenario) -> Iterator[Wrong]:
    """`covers` names mechanisms of the claims."""
    known = sorted({str(claim.fields.get("mechanism")) for claim in scenario.claims.values()})
    for place, mechanism in enumerate(document.covers):
        yield from missing(("covers", place), "mechanism of a claim", mechanism, known, of_key=False)


# ---------------------------------------------------------------- of one case


def claims_exist(stage: Stage) -> Iterator[Wrong]:
    """A case names a claim at least, where its scenario rests on claims."""
    known = list(stage.scenario.claims)
    if known and not stage.case.claims:
        yield Wrong(stage.path, "a case names the claims that it tests; this one names none", True)
    for place, claim in enumerate(stage.case.claims):
        yield from missing((*stage.path, "claims", place), "claim", claim, known, of_key=False)


def conditions_are_sound(stage: Stage) -> Iterator[Wrong]:
    """Conditions of the scenario's own language, read on the truth."""
    for kind, place, text in expectations(stage.case):
        for offset, message in problems(text, stage.ground.places, None):
            yield Wrong((*stage.path, kind, place), message, offset=offset)


def something_is_expected(stage: Stage) -> Iterator[Wrong]:
    case = stage.case
    if not (case.must or case.must_not or case.may or case.bound or case.not_bound):
        told = "nothing is expected: a case has a must, must_not, may, bound or not_bound"
        yield Wrong(stage.path, told, True)


CHECKS: tuple[Callable[[Stage], Iterator[Wrong]], ...] = (
    claims_exist,
    situations.days_are_in_the_clock,
    situations.rungs_exist,
    situations.those_who_stay_exist,
    situations.events_exist,
    situations.meters_exist,
    situations.parameters_are_possible,
    words.rules_exist,
    words.words_do_not_clash,
    conditions_are_sound,
    something_is_expected,
)


def of_file(document: CasesDocument, scenario: Scenario) -> Iterator[Wrong]:
    """Everything that is wrong in the cases of a scenario."""
    yield from ids_are_unique(document)
    yield from mechanisms_exist(document, scenario)
    ground = Ground(scenario)
    for place, case in enumerate(document.cases):
        stage = Stage(ground, case, ("cases", place))
        for check in CHECKS:
            yield from check(stage)
