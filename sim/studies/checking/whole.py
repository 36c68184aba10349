"""A whole study, from the form of its file to everything that can be run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from sim.results.sources import portable
from sim.studies.checking.agreement import check_evidence, check_names
from sim.studies.checking.columns import table_of, tabled
from sim.studies.checking.draft import Draft
from sim.studies.checking.kinds import check_size, design_of
from sim.studies.checking.placing import variants_of
from sim.studies.checking.reporting import check_stop, measures_of
from sim.studies.checking.spreads import is_sound
from sim.studies.checking.varied import UNCERTAIN, Varied, all_uncertain, by_name, by_path, named_in
from sim.studies.checking.versions import Version, versions_of
from sim.studies.form.designs import Design, designed
from sim.studies.form.scenarios import Scenarios
from sim.studies.form.schema import MAX_FACTORS, DesignForm
from sim.studies.form.study import Study


def study_of(draft: Draft) -> Study | None:
    """The study; with every mistake told in the draft where it is not sound."""
    form = design_of(draft)
    versions = versions_of(draft)
    base = baseline(draft, versions)
    varied = varied_in(draft, form, base)
    variants = variants_of(draft, versions, varied) if base is not None else []
    check_names(draft, varied.factors)
    many = max(len(varied.factors), len(named_in(draft)))
    if many > MAX_FACTORS:
        draft.tell(("vary",), f"{many} factors: the limit is {MAX_FACTORS}", of_key=True)
    measures = measures_of(draft, versions)
    check_stop(draft, measures)
    check_evidence(draft, base)
    if form is not None and check_size(draft, form, varied.factors) and not draft.mistakes:
        design, points = laid_out(draft, form, varied)
        factors = tuple(varied.factors)
        return Study(
            path=FilePath(draft.name),
            document=draft.document,
            files=portable(draft.files),
            variants=tuple(variants),
            factors=factors,
            measures=measures,
            design=design,
            size=len(next(iter(points.values()))) if points else 1,
            points=points,
            scenarios=Scenarios(variants, factors),
        )
    return None


def baseline(draft: Draft, versions: list[Version]) -> Version | None:
    """The first variant, if it is sound: what is varied is looked up there."""
    first = next(iter(draft.document.variants))
    return next((version for version in versions if version.name == first), None)


def varied_in(draft: Draft, form: DesignForm | None, base: Version | None) -> Varied:
    """What the study varies, as far as it is sound; mistakes are told."""
    kind, named = None if form is None else form.kind, named_in(draft)
    if form is not None and form.kind == "csv":
        table = table_of(draft, form)
        return Varied() if table is None or base is None else tabled(draft, table, base)
    sound = {name: one for name, one in named.items() if is_sound(draft, name, one, kind)}
    if base is None:
        return Varied()
    if draft.document.vary == UNCERTAIN:
        return Varied(all_uncertain(draft, base.document))
    factors = [
        by_path(draft, name, one, base) if one.path else by_name(draft, name, one, base.document)
        for name, one in sound.items()
    ]
    return with_labels(draft, Varied([factor for factor in factors if factor is not None]))


def with_labels(draft: Draft, varied: Varied) -> Varied:
    """The same with the place of every name, date and truth that is varied."""
    for factor in varied.factors:
        if not factor.numeric:
            path = ("vary", factor.name, "values")
            values = enumerate(factor.values or ())
            varied.labels[factor.name] = [(value, draft.place((*path, k))) for k, value in values]
    return varied


def laid_out(draft: Draft, form: DesignForm, varied: Varied) -> tuple[Design, Mapping[str, Any]]:
    """The design with a column of values for each factor."""
    if form.kind == "csv":
        return Design(form), varied.columns
    return designed(form, varied.factors, draft.document.seed)
