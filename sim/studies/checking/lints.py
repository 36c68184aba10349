"""What the author of a sound study may want to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.claims import NO_CLAIMS
from sim.scenario.lints.bases import used_parameters
from sim.scenario.mistakes import Mistake
from sim.scenario.places import human, plain, told
from sim.studies.checking.agreement import spot
from sim.studies.checking.draft import Draft
from sim.studies.checking.kinds import IN_POWERS_OF_TWO, NAMES
from sim.studies.form.study import Study
from sim.studies.form.variants import Variant

MANY_RUNS = 100_000_000
FEW_POINTS = 32


def lints(draft: Draft, study: Study) -> list[Mistake]:
    """Every warning at its place."""
    found = [*unused(draft, study), *idle(draft, study), *alike(draft, study), *much(study), *few(study)]
    return [
        told(draft.place(wrong.path, wrong.of_key), human(draft.data, wrong.path), wrong.words)
        for wrong in found
    ]


def unused(draft: Draft, study: Study) -> Iterator[Wrong]:
    """What is varied and used under no variant."""
    documents = {id(variant.document): variant.document for variant in study.variants}.values()
    subjects = [Subject(document, NO_CLAIMS, frozenset(), frozenset()) for document in documents]
    used = {name for subject in subjects for name in used_parameters(subject)}
    for factor in study.factors:
        if factor.numeric and factor.name not in used:
            path = spot(draft, factor)[:2]
            yield Wrong(path, f"nobody uses the parameter '{factor.name}': it makes no difference", True)


def idle(draft: Draft, study: Study) -> Iterator[Wrong]:
    """What a variant says and the scenario says as well."""
    for variant in study.variants:
        path = ("variants", variant.name)
        if variant.name in draft.idle:
            yield Wrong((*path, "override"), "this override changes nothing", True)
        for name, value in variant.fixed.items():
            if is_certain(variant, name):
                yield Wrong((*path, "set", name), f"this changes nothing: '{name}' is {value:g} anyhow", True)


def is_certain(variant: Variant, name: str) -> bool:
    """Whether a parameter that a variant fixes has this value anyhow."""
    parameter = variant.document.parameters[name]
    return parameter.uncertainty is None and parameter.value == variant.fixed[name]


def alike(draft: Draft, study: Study) -> Iterator[Wrong]:
    """Variants that differ from none before them."""
    seen: list[tuple[str, Any]] = []
    for variant in study.variants:
        fixed = {name: value for name, value in variant.fixed.items() if not is_certain(variant, name)}
        made = (variant.errors, fixed, plain(variant.basis.read.root))
        twin = next((name for name, other in seen if other == made), None)
        if twin is not None and variant.name not in draft.idle:
            yield Wrong(("variants", variant.name), f"this is the same as the variant '{twin}'", True)
        seen.append((variant.name, made))


def much(study: Study) -> Iterator[Wrong]:
    total = study.document.runs * study.size * len(study.variants)
    if total > MANY_RUNS:
        words = f"{study.document.runs:,} runs x {study.size:,} points x {len(study.variants)} variants"
        yield Wrong(("runs",), f"{words} are {total:,} runs in all: this takes long", True)


def few(study: Study) -> Iterator[Wrong]:
    form = study.design.form
    if form.kind in IN_POWERS_OF_TWO and form.points is not None and form.points < FEW_POINTS:
        words = f"{form.points} points are few for {NAMES[form.kind]}: estimates need {FEW_POINTS} or more"
        yield Wrong(("design", "points"), words)
