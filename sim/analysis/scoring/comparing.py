"""Mean scores with their intervals, and the skill of one model over another on the same rows.

Skill is 1 - score / score of the null model: 1 is perfect, 0 no better than it, below 0 worse
(Murphy 1988). Intervals are a paired bootstrap: groups of related rows are drawn again, and so are
the draws of what is not known with the runs that each has, the same ones for every model. Percentiles
are taken as far out as few rows need (Hesterberg 2015). So an interval covers which rows happened to be
on record, which values were drawn, and the luck of the runs; it does not cover what no draw varies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm
from scipy.stats import t as student

from sim.analysis.scoring.losses import SCORES, Forecast, losses
from sim.analysis.scoring.rows import Family, Item, groups_of
from sim.analysis.sensitivity.resampling import LEVEL, RESAMPLES, weights

Ends = tuple[float, float] | None
BETTER, WORSE, NOT_TOLD = "better than", "worse than", "not told from"
ENOUGH = 6  # unrelated rows: of fewer, all fall on one side by mere luck more often than once in twenty


@dataclass(frozen=True)
class Scored:
    """The mean score of one model over `asked` questions, which make so many unrelated `groups`.

    `ends` is the 95% interval, None of a single group.
    """

    family: Family
    score: str
    model: str
    mean: float
    ends: Ends
    asked: int
    groups: int


@dataclass(frozen=True)
class Skill:
    """The scenario against a null model, over the questions that both answer.

    `better` is the null's mean score less the scenario's; `skill` is None where the null is perfect.
    """

    family: Family
    score: str
    null: str
    asked: int
    groups: int
    skill: float | None
    ends: Ends
    better: float
    better_ends: Ends

    @property
    def standing(self) -> str:
        """How the scenario stands to the null, by the interval of the difference; not told of few rows."""
        if self.better_ends is None or self.groups < ENOUGH:
            return NOT_TOLD
        low, high = self.better_ends
        return BETTER if low > 0.0 else WORSE if high < 0.0 else NOT_TOLD


@dataclass(frozen=True)
class Comparison:
    """All scores and skills; `each` holds the score of every question, by (score, model)."""

    scored: list[Scored]
    skills: list[Skill]
    each: list[dict[tuple[str, str], float]]


def compared(
    items: Sequence[Item], models: Mapping[str, Sequence[Forecast]], groups: int, seed: int
) -> Comparison:
    """Every model on every question; the first of `models` is the scenario, the others its nulls.

    `groups`: how many groups of runs the forecasts have.
    """
    rng = np.random.default_rng((seed, 1))
    of_runs = np.concatenate([np.ones((1, groups)), weights(rng, RESAMPLES, groups)])
    found = Comparison([], [], [{} for _ in items])
    for family, scores in SCORES.items():
        places = [k for k, item in enumerate(items) if item.family == family]
        if not places:
            continue
        rows = Rows.of([items[k] for k in places], rng)
        for score in scores:
            tables = {
                name: np.column_stack([losses(items[k], said[k], score, of_runs) for k in places])
                for name, said in models.items()
            }
            add(found, family, score, places, tables, rows)
    return found


@dataclass(frozen=True)
class Rows:
    """The questions of one family: the group of each, and how often it counts in each resample.

    `times` (resamples + 1, questions); the first is the record itself.
    """

    group: Any
    times: Any

    @classmethod
    def of(cls, items: Sequence[Item], rng: np.random.Generator) -> Rows:
        group = np.array(groups_of(items))
        drawn = weights(rng, RESAMPLES, int(group.max()) + 1)[:, group]
        return cls(group, np.concatenate([np.ones((1, len(items))), drawn]))

    def mean(self, table: Any, known: Any) -> tuple[Any, int]:
        """The mean score in each resample over the questions that are `known`, and how many their groups."""
        times = self.times[:, known]
        total = times.sum(axis=1)
        sums = (times * table[:, known]).sum(axis=1)
        means = np.divide(sums, total, out=np.full(len(sums), np.nan), where=total > 0)
        return means, len(np.unique(self.group[known]))


def add(
    found: Comparison,
    family: Family,
    score: str,
    places: Sequence[int],
    tables: Mapping[str, Any],
    rows: Rows,
) -> None:
    """One score of every model, and the skill of the first over each of the others."""
    own, *nulls = tables
    for name, table in tables.items():
        for k, value in zip(places, table[0], strict=True):
            found.each[k][score, name] = float(value)
        known = np.isfinite(table[0])
        if known.any():
            means, groups = rows.mean(table, known)
            value, asked = float(means[0]), int(known.sum())
            found.scored.append(Scored(family, score, name, value, ends(means, groups), asked, groups))
    for null in nulls:
        both = np.isfinite(tables[own][0]) & np.isfinite(tables[null][0])
        if both.any():
            found.skills.append(skill(family, score, null, tables[own], tables[null], both, rows))


def skill(family: Family, score: str, null: str, own: Any, other: Any, both: Any, rows: Rows) -> Skill:
    """The skill and how much better, each with its interval, over the questions that both answer."""
    mine, groups = rows.mean(own, both)
    theirs, _ = rows.mean(other, both)
    perfect = np.where(mine > 0.0, -np.inf, 0.0)
    found = np.where(theirs > 0.0, 1.0 - mine / np.where(theirs > 0.0, theirs, 1.0), perfect)
    better = theirs - mine
    return Skill(
        family=family,
        score=score,
        null=null,
        asked=int(both.sum()),
        groups=groups,
        skill=float(found[0]) if theirs[0] > 0.0 else None,
        ends=ends(found, groups),
        better=float(better[0]),
        better_ends=ends(better, groups),
    )


def ends(again: Any, groups: int) -> Ends:
    """The 95% interval from a value (first) and its resamples; None where only one group was drawn from."""
    if groups < 2:
        return None
    tail = float(norm.cdf(-np.sqrt(groups / (groups - 1)) * student.ppf(LEVEL, groups - 1)))
    known = again[~np.isnan(again)]
    low, high = np.quantile(known, [tail, 1.0 - tail], method="inverted_cdf")
    return min(float(low), float(again[0])), max(float(high), float(again[0]))
