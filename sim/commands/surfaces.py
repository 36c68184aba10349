"""One measure over a study's design: as a cross table, as a list of points, or by its ends."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.analysis.percents import below, digits_of
from sim.commands.screen import table
from sim.studies.keeping.opened import OpenStudy
from sim.studies.running.part import CHANCE

FEW = 24  # points of a list
ROWS, COLUMNS = 48, 7  # of a cross table
AXES = 4  # factors whose values stand beside an end
DIGITS, WHOLE = 3, 9  # of a factor's value: at least, and at most before the point


def surface(study: OpenStudy, name: str) -> str:
    """The measure under the baseline, with its 95% Monte Carlo interval; other variants are differences."""
    rows = study.summaries[(study.summaries["measure"] == name) & (study.summaries["runs"] > 0)]
    base = rows[rows["variant"] == study.variants[0]]
    if base.empty:
        return f"{name}: every run failed"
    if study.design == "grid" and len(study.factors) == 2 and fits(study):
        return crossed(study, name, base)
    if len(base) <= FEW and len(study.factors) <= AXES:
        return listed(study, name, base)
    return ends(study, name, base)


def fits(study: OpenStudy) -> bool:
    """Whether two factors make a table that can be taken in."""
    down, across = (study.points[factor].nunique() for factor in study.factors)
    return bool(down <= ROWS and across <= COLUMNS)


def crossed(study: OpenStudy, name: str, base: pd.DataFrame) -> str:
    """Two factors of a grid, one down and one across."""
    down, across = study.factors
    columns = list(pd.unique(study.points[across]))
    cells = {(row[down], row[across]): cell(row) for _, row in base.iterrows()}
    rows = list(pd.unique(study.points[down]))
    body = [
        [said, *(cells.get((value, other), "failed") for other in columns)]
        for said, value in zip(apart(rows), rows, strict=True)
    ]
    title = f"{heading(study, name, base)}: {down} down, {across} across"
    return table(title, ["", *apart(columns)], body, right=range(len(columns) + 1))


def listed(study: OpenStudy, name: str, base: pd.DataFrame) -> str:
    """Few points, one a line."""
    values = [apart(list(base[factor])) for factor in study.factors]
    body = list(zip(*values, [cell(row) for _, row in base.iterrows()], strict=True))
    heads = [*study.factors, "mean" if base["kind"].iloc[0] != CHANCE else "chance"]
    return table(heading(study, name, base), heads, body, right=range(len(heads)))


def ends(study: OpenStudy, name: str, base: pd.DataFrame) -> str:
    """Where the measure is lowest and highest, of many points."""
    factors = study.factors if len(study.factors) <= AXES else []
    found = {
        "lowest": base.iloc[int(base["value"].argmin())],
        "highest": base.iloc[int(base["value"].argmax())],
    }
    body = [
        [word, str(row["point"]), *(shown(row[factor]) for factor in factors), cell(row)]
        for word, row in found.items()
    ]
    body.append(["mean", "", *("" for _ in factors), told(float(base["value"].mean()), base["kind"].iloc[0])])
    heads = ["", "point", *factors, ""]
    return table(heading(study, name, base), heads, body, right=range(1, len(heads)))


def heading(study: OpenStudy, name: str, base: pd.DataFrame) -> str:
    unit = "%" if base["kind"].iloc[0] == CHANCE else "mean"
    where = f" under {study.variants[0]}" if len(study.variants) > 1 else ""
    return f"{name}{where} ({unit}, 95% Monte Carlo interval)"


def cell(row: pd.Series[Any]) -> str:
    """A value with its interval; of what never came, the upper bound."""
    if row["kind"] == CHANCE:
        if row["value"] == 0.0:
            return below(row["hi"]).rstrip("%")
        return f"{told(row['value'], CHANCE)} ({digits_of(row['lo'])}-{digits_of(row['hi'])})"
    if pd.isna(row["lo"]):
        return f"{row['value']:.1f}"  # one run alone has no interval
    return f"{row['value']:.1f} ({row['lo']:.1f}-{row['hi']:.1f})"


def told(value: float, kind: str) -> str:
    return digits_of(value) if kind == CHANCE else f"{value:.1f}"


def apart(values: list[Any]) -> list[str]:
    """Values of one factor, with as many digits as it takes to tell them apart."""
    found: list[str] = []
    for digits in range(DIGITS, 18):
        found = [shown(value, digits) for value in values]
        if len(set(found)) == len(set(values)):
            break
    return found


def shown(value: Any, digits: int = DIGITS) -> str:
    """A number with so many digits, and those before its point if it is not too large; else as it is."""
    if not isinstance(value, float):
        return str(value)
    whole = len(f"{abs(value):.0f}")
    return f"{value:.{max(digits, whole) if whole <= WHOLE else digits}g}"


def mean(value: float) -> str:
    """A difference of means, with its sign."""
    return f"{value:+.2f}"
