"""What must agree between a study and its scenarios: what is fixed, what is varied, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.scenario.expression import nearest
from sim.scenario.fixing import misfits, objection
from sim.scenario.leaves import nodes
from sim.scenario.places import Path
from sim.scenario.schema import Document
from sim.scenario.unknowns import Parameter
from sim.studies.checking.draft import Draft
from sim.studies.checking.varied import UNCERTAIN
from sim.studies.checking.versions import Version
from sim.studies.form.factors import Factor
from sim.studies.form.variants import Variant
from sim.studies.running.part import SUMMARIES

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


def check_evidence(draft: Draft, base: Version | None) -> None:
    """Every `evidence` is the id of a claim, where the scenario names its claims."""
    if base is None or base.document.claims is None:
        return
    known = base.scenario.claims
    for path, node in nodes(draft.document):
        for place, claim in enumerate(node.evidence):
            if claim not in known:
                words = f"no claim is called '{claim}'{nearest(claim, list(known))}"
                draft.tell((*path, "evidence", place), words)
