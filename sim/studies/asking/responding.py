"""How the chances of a study respond to its one factor, and how versions differ, from its tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.analysis.hinges.response import Line, Panel, Response
from sim.analysis.hinges.tornado_table import shown
from sim.analysis.percents import percent, points, words
from sim.analysis.tables import Table
from sim.studies.asking.tables import axis
from sim.studies.asking.telling import measured, source_of
from sim.studies.form.measures import Measure, parse_measure
from sim.studies.keeping.opened import OpenStudy

COLUMNS = ("value", "lo", "hi", "range_lo", "range_hi")
DIFFERENCES = ("value", "difference", "difference_lo", "difference_hi", "gained", "lost")


def response(study: OpenStudy, measures: Sequence[str] | None = None) -> Response:
    """The chances measured, or those asked for, over the values of the study's one numeric factor.

    Raises ValueError where the study has another number of factors, where a measure is no chance,
    and where some point is not done; KeyError for what was not measured.
    """
    if len(study.factors) != 1 or not study.study.factors[0].numeric:
        raise ValueError("a response is to one factor that is a number; of two, see `plane`")
    names = study.measures if measures is None else measures
    asked = [measure for measure in map(parse_measure, names) if measures is not None or measure.is_chance]
    if wrong := [measure.name for measure in asked if not measure.is_chance]:
        raise ValueError(f"a response is of chances, and {', '.join(wrong)} is a number")
    found = study.study
    return Response(
        source=source_of(found),
        title=found.title,
        axis=axis(study, study.factors[0]),
        panels=[panel(study, measure) for measure in asked],
    )


def panel(study: OpenStudy, measure: Measure) -> Panel:
    tables = [in_order(study, study.measured(measure.name, column)) for column in COLUMNS]
    if tables[0].isna().any(axis=None):
        raise ValueError("the study is not finished at every point")
    lines = [line(study, name, [table[name] for table in tables]) for name in study.variants]
    return Panel(measured(measure, study.study.variants[0].scenario), lines)


def in_order(study: OpenStudy, table: pd.DataFrame) -> pd.DataFrame:
    """A row a point, in order of the factor's values."""
    order = np.argsort(study.points[study.factors[0]].to_numpy(), kind="stable")
    return table.iloc[order]


def line(study: OpenStudy, variant: str, columns: list[pd.Series]) -> Line:
    share, low, high, *ends = (column.to_numpy(dtype=float) for column in columns)
    known = all(np.isfinite(end).all() for end in ends)
    return Line(variant, called(study, variant), share, low, high, (ends[0], ends[1]) if known else None)


def difference_table(study: OpenStudy, measure: str, variant: str) -> Table:
    """A chance under the baseline and under another version at each point, paired run by run.

    Of each point the values of the factors, both chances, their difference in points with its 95%
    interval, and the shares of runs in which it came under this version alone, or under the other.
    Raises ValueError for the baseline itself, a measure that is no chance, and an unfinished study.
    """
    if variant == study.variants[0] or not parse_measure(measure).is_chance:
        raise ValueError("a difference is of a chance, between the baseline and another version")
    tables = {name: study.measured(measure, name) for name in DIFFERENCES}
    if tables["gained"][variant].isna().any():
        raise ValueError("the study is not finished at every point")
    base = tables["value"][study.variants[0]].to_list()
    columns = [tables[name][variant].to_list() for name in DIFFERENCES]
    rows = [
        [
            *(shown(value) for value in values),
            percent(before),
            percent(after),
            points(gap),
            f"{points(low)} to {points(high)}",
            percent(gained),
            percent(lost),
        ]
        for values, before, after, gap, low, high, gained, lost in zip(
            study.points.to_numpy().tolist(), base, *columns, strict=True
        )
    ]
    names = [called(study, name) for name in (study.variants[0], variant)]
    heads = [*study.factors, *names, "difference (points)", "95%", "gained", "lost"]
    return Table(heads, rows, left=())


def called(study: OpenStudy, variant: str) -> str:
    return words(variant, study.manifest["variants"][variant])
