"""Tables for figures out of a study: the tornado of a measure, and a map of two factors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.hinges.plane import Axis, Plane
from sim.analysis.hinges.tornado_table import Bar, Tornado, shown
from sim.analysis.hinges.versions import Measured
from sim.analysis.percents import words as called
from sim.analysis.provenance import Source
from sim.studies.asking.questions import need, swings
from sim.studies.asking.telling import measured, source_of
from sim.studies.form.factors import Factor
from sim.studies.form.measures import parse_measure
from sim.studies.keeping.opened import OpenStudy

ENDS = "each number at its low and at its high end, all others at their middle"
FIFTHS = "the mean over the fifth of the points at each end of a number, whatever the others are"


def tornado_table(study: OpenStudy, measure: str, variant: str | None = None) -> Tornado:
    """The tornado table of a finished study that is one_at_a_time, or sampled.

    Raises ValueError where its design cannot answer.
    """
    found = swings(study, measure, variant)
    factors = {factor.name: factor for factor in study.study.factors}
    one_at_a_time = study.design == "one_at_a_time"
    values = study.measured(measure)[variant or study.variants[0]]
    return Tornado(
        source=source_under(study, measure, variant),
        measure=measured_in(study, measure),
        middle=float(values.iloc[0] if one_at_a_time else values.mean()),
        bars=[Bar(each.name, *about(factors[each.name]), swing=each) for each in found],
        ways=ENDS if one_at_a_time else FIFTHS,
        points=len(study.points),
    )


def about(factor: Factor) -> tuple[str, str | None, str, str]:
    """Title, unit and ends of a factor."""
    return called(factor.name, factor.title), factor.unit, shown(factor.low), shown(factor.high)


def source_under(study: OpenStudy, measure: str, variant: str | None) -> Source:
    """Where the numbers come from; the runs are those of the point that has fewest."""
    name = variant or study.variants[0]
    told = source_of(study.study, study.variants.index(name))
    return replace(told, runs=int(study.measured(measure, "runs")[name].min()))


def measured_in(study: OpenStudy, measure: str) -> Measured:
    return measured(parse_measure(measure), study.study.variants[0].scenario)


# ---------------------------------------------------------------- a map


def plane(
    study: OpenStudy,
    measure: str,
    x: str | None = None,
    y: str | None = None,
    *,
    at: Mapping[str, Any] | None = None,
    variant: str | None = None,
) -> Plane:
    """A measure over two factors of a grid (the first two by default), the others held at values of theirs.

    Raises ValueError for another design, and where a factor is left that `at` does not hold.
    """
    need(study, {"grid"}, "A map")
    names = [name for name in study.factors if name not in (at or {})]
    across = x or next((name for name in names if name != y), "")
    down = y or next((name for name in names if name != across), "")
    free = [name for name in names if name not in (across, down)]
    if {across, down} - set(study.factors) or across == down or free:
        raise ValueError(
            f"a map is of two factors of {', '.join(study.factors)}; the others are held by `at`"
            + (f": {', '.join(free)}" if free else "")
        )
    rows = chosen(study, measure, variant or study.variants[0], at or {})
    axes = [axis(study, name) for name in (across, down)]
    value, low, high = (grid(rows, axes, column) for column in ("value", "lo", "hi"))
    held = tuple((title(study, name), shown(value)) for name, value in (at or {}).items())
    source, told = source_under(study, measure, variant), measured_in(study, measure)
    return Plane(source, told, axes[0], axes[1], value, low, high, held)


def chosen(study: OpenStudy, measure: str, variant: str, at: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of the points at which the other factors hold what is asked."""
    rows = study.summaries
    rows = rows[(rows["measure"] == parse_measure(measure).name) & (rows["variant"] == variant)]
    for name, value in at.items():
        rows = rows[rows[name] == value]
    if rows.empty:
        raise ValueError(f"no point of the study holds {dict(at)}")
    return rows


def axis(study: OpenStudy, name: str) -> Axis:
    factor = next(each for each in study.study.factors if each.name == name)
    values = list(pd.unique(study.points[name]))
    ordered = sorted(values) if factor.numeric else values
    return Axis(name, title(study, name), factor.unit, ordered, factor.central)


def title(study: OpenStudy, name: str) -> str:
    return next(called(name, each.title) for each in study.study.factors if each.name == name)


def grid(rows: pd.DataFrame, axes: list[Axis], column: str) -> Any:
    """One column as (values down, values across); NaN where every run of a point failed."""
    wide = rows.pivot(index=axes[1].name, columns=axes[0].name, values=column)
    found = wide.reindex(index=axes[1].values, columns=axes[0].values)
    return np.asarray(found.to_numpy(), dtype=float)
