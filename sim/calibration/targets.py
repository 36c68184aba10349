"""Targets: what was recorded, as numbers that a run has as well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.analysis.calibration.checks import Recorded
from sim.analysis.percents import words
from sim.analysis.results import Ensemble
from sim.calibration.schema import Counted, FirstDay, Targets
from sim.scenario.build.story import day_number
from sim.scenario.schema import Count, Document, Outcome

Kind = Literal["counts", "active_days", "first_days"]
KINDS: tuple[Kind, ...] = ("counts", "active_days", "first_days")


@dataclass(frozen=True)
class Target:
    """One number of a run: incidents, days with any, or a first day (the day after the last if never)."""

    kind: Kind
    name: str
    title: str
    recorded: Recorded
    fitted: bool
    evidence: tuple[str, ...]
    first: int
    last: int

    @property
    def parts(self) -> list[str]:
        """The counts of the engine that it is made of, or its outcome."""
        if self.kind != "active_days":
            return [self.name]
        return [f"{self.name}_day_{day}" for day in range(self.first, self.last + 1)]

    def values(self, ensemble: Ensemble) -> Any:
        """Its number in every run: (runs,)."""
        if self.kind == "first_days":
            days = ensemble.outcomes[self.name].astype(np.int64)
            return np.where(days < 0, self.last + 1, days)
        names = sorted(ensemble.plan.document.counts)
        found = ensemble.record.count[:, [names.index(part) for part in self.parts]]
        return found[:, 0].astype(np.int64) if self.kind == "counts" else np.sum(found > 0, axis=1)


def targets_of(document: Document, forms: Targets, until: dt.date) -> list[Target]:
    """Every target that is recorded, in the order of the file; all is known to be sound."""
    last = day_number(document, until)
    return [target(document, kind, name, form, last) for kind, name, form in forms_of(forms)]


def forms_of(forms: Targets) -> Iterator[tuple[Kind, str, Counted | FirstDay]]:
    """Kind, name and form of each."""
    for kind in KINDS:
        named: Mapping[str, Counted | FirstDay] = getattr(forms, kind)
        for name, form in named.items():
            yield kind, name, form


def target(document: Document, kind: Kind, name: str, form: Counted | FirstDay, last: int) -> Target:
    said = (words(name, form.title), recorded_of(document, form), form.fit, tuple(form.evidence))
    if isinstance(form, FirstDay):
        return Target(kind, name, *said, 0, last)
    return Target(kind, name, *said, *window(document, form, last))


def window(document: Document, form: Count, last: int) -> tuple[int, int]:
    """The first and the last day counted."""
    first = 1 if form.from_ is None else day_number(document, form.from_)
    return first, last if form.to is None else day_number(document, form.to)


def recorded_of(document: Document, form: Counted | FirstDay) -> Recorded:
    """The least and the most that was recorded; days count from the start of the clock."""
    if isinstance(form, Counted):
        assert form.recorded is not None
        return Recorded(*form.recorded.ends)
    dated = form.recorded
    assert dated is not None
    if dated.after is not None:
        return Recorded(day_number(document, dated.after) + 1, None)
    first, last = (dated.on, dated.on) if dated.on is not None else (dated.from_, dated.to)
    return Recorded(day_number(document, first), day_number(document, last))


def watched(document: Document, targets: Targets, until: dt.date) -> Document:
    """The scenario cut at a day, with the targets for its counts and outcomes, and no others."""
    last = day_number(document, until)
    counts: dict[str, Count] = {}
    for each in targets_of(document, targets, until):
        if each.kind == "counts":
            counts[each.name] = targets.counts[each.name].model_copy(update={"to": each.last})
        elif each.kind == "active_days":
            form = targets.active_days[each.name]
            days = range(each.first, each.last + 1)
            counts |= {
                part: form.model_copy(update={"from_": day, "to": day})
                for part, day in zip(each.parts, days, strict=True)
            }
    return document.model_copy(
        update={
            "clock": document.clock.model_copy(update={"days": last}),
            "counts": counts,
            "outcomes": {name: Outcome(when=form.when) for name, form in targets.first_days.items()},
            "about": None,
        }
    )
