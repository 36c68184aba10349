"""From versions and factors to variants in which everything that is varied has its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.scenario.checks.names import one_of
from sim.scenario.expression import nearest
from sim.scenario.loading import Scenario
from sim.scenario.mistakes import Mistake, Place
from sim.scenario.places import Path
from sim.studies.checking.agreement import check_fixed, check_reach, spot
from sim.studies.checking.draft import Draft
from sim.studies.checking.spreads import spoken
from sim.studies.checking.varied import Varied, found, taken, written
from sim.studies.checking.versions import Version
from sim.studies.form.factors import Factor
from sim.studies.form.paths import at
from sim.studies.form.schema import Value
from sim.studies.form.variants import Basis, Variant

MANY = 60  # labels are tried before a study begins, the baseline's first; others fail at their points


@dataclass(frozen=True)
class Placed:
    """A version in which the numbers varied by path have become parameters."""

    basis: Basis
    scenario: Scenario
    paths: Mapping[str, Path]


def variants_of(draft: Draft, versions: Sequence[Version], varied: Varied) -> list[Variant]:
    """The variants, ready to be run; mistakes are told."""
    made: dict[int, Placed | None] = {}  # variants that differ in what they set share a scenario
    variants = []
    for version in versions:
        basis = id(version.basis)
        if basis not in made:
            made[basis] = placed(draft, version, varied.factors)
        check_fixed(draft, version.name, version.document, [factor.name for factor in varied.factors])
        if (there := made[basis]) is not None:
            variants.append(variant_of(draft, version.name, there))
    check_labels(draft, variants, varied)
    for variant in variants if not draft.mistakes else []:
        check_reach(draft, variant, varied.factors)
    return variants


def variant_of(draft: Draft, name: str, there: Placed) -> Variant:
    form = draft.document.variants[name]
    fixed = {parameter: float(value) for parameter, value in form.set.items()}
    return Variant(name, form.title, form.errors, fixed, there.scenario, there.basis, there.paths)


def placed(draft: Draft, version: Version, factors: Sequence[Factor]) -> Placed | None:
    """A version with a parameter for every number that is varied by path."""
    basis, paths = version.basis, places_in(draft, version, factors)
    for factor in factors:
        if factor.numeric and factor.name in paths:
            item = at(version.basis.read.root, paths[factor.name])
            value = written(version.document, None if item is None else item.value, True)["central"]
            value = float(factor.quantile(0.5)) if value is None else value
            place = draft.place(("vary", factor.name), of_key=True)
            basis = basis.with_parameter(factor.name, paths[factor.name], value, place)
    if basis is version.basis:
        return Placed(basis, version.scenario, paths)
    examined, mistakes = basis.check()
    draft.blame(("vary",), mistakes)
    return None if examined is None else Placed(basis, examined.scenario, paths)


def places_in(draft: Draft, version: Version, factors: Sequence[Factor]) -> dict[str, Path]:
    """The places of what is varied by path in a version; what is amiss is told."""
    paths: dict[str, Path] = {}
    for factor in factors:
        if factor.path is None:
            check_known(draft, version, factor)
            continue
        check_untaken(draft, version, factor)
        path = found(draft, factor.name, factor.path, version.basis, version.name)
        twin = next((name for name, other in paths.items() if other == path), None)
        if twin is not None:
            draft.tell(("vary", factor.name, "path"), f"'{twin}' varies this place already")
        elif path is not None:
            paths[factor.name] = path
    return paths


def check_untaken(draft: Draft, version: Version, factor: Factor) -> None:
    """Nothing else has a factor's name, in no variant."""
    for kind in taken(version.document, factor.name):
        words = f"under the variant '{version.name}' '{factor.name}' is already the name of {one_of(kind)}"
        draft.tell(("vary", factor.name), words, of_key=True)


def check_known(draft: Draft, version: Version, factor: Factor) -> None:
    """A parameter that is varied exists under every variant."""
    known = list(version.document.parameters)
    if factor.name not in known:
        words = f"the variant '{version.name}' has no parameter '{factor.name}'{nearest(factor.name, known)}"
        draft.tell(spot(draft, factor), words)


def check_labels(draft: Draft, variants: Sequence[Variant], varied: Varied) -> None:
    """Each name, date and truth by itself makes a sound scenario."""
    bases: dict[int, Variant] = {}
    for variant in variants:
        bases.setdefault(id(variant.basis), variant)
    tried = [
        (variant, path, value, place)
        for variant in bases.values()
        for name, path in variant.paths.items()
        for value, place in varied.labels.get(name, [])
    ]
    for variant, path, value, place in tried[:MANY]:
        _, mistakes = variant.basis.with_value(path, value, place).check()
        draft.mistakes += [told(mistake, value, place) for mistake in mistakes]


def told(mistake: Mistake, value: Value, place: Place) -> Mistake:
    """A mistake that a value makes, at the value's place wherever the scenario then breaks."""
    if (mistake.file, mistake.line, mistake.column) == tuple(place):
        return mistake
    there = f"{mistake.file}:{mistake.line}:{mistake.column}: {mistake.message}"
    return Mistake.at(place, f"with {spoken(value)} here, {there}")
