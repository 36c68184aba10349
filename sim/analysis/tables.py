"""Answers as tables for reading, in words and by the titles of the scenario; for notebooks above all.

The numbers behind them are those of `Ensemble.summary`, which is what a program should read;
percentages are written as everywhere else, with no false precision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.analysis.chances.conditional import Conditionals
from sim.analysis.chances.curves import by_day
from sim.analysis.deeds import outcome_title
from sim.analysis.percents import chance, dated, interval, percent, points, span, words
from sim.analysis.results import Ensemble
from sim.analysis.what_if.futures import Future, Futures
from sim.scenario.cast import levels
from sim.scenario.loading import Scenario

TOO_FEW, LIKE_LUCK = "too few runs to tell", "no more than luck"
NONE, CAME = "", "has come"


@dataclass(frozen=True, repr=False)
class Table:
    """Heads and rows of words; in a notebook it is shown as a table. Columns in `left` are texts."""

    heads: list[str]
    rows: list[list[str]]
    left: tuple[int, ...] = (0,)

    def _repr_markdown_(self) -> str:
        rules = [":--" if k in self.left else "--:" for k in range(len(self.heads))]
        return "\n".join(marked(cells) for cells in [self.heads, rules, *self.rows])

    __repr__ = _repr_markdown_


def marked(cells: Sequence[str]) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '¦') for cell in cells)} |"


def ladder_table(scenario: Scenario, ladder: str | None = None) -> Table:
    """A ladder, lowest rung first: `common`, or the first, unless another is named.

    Of each rung its level, whether it is a firebreak, the incidents it brings a day unless a
    posture says otherwise, and what the scenario means by it.
    """
    ladders = scenario.document.ladders
    rungs = ladders[ladder or ("common" if "common" in ladders else next(iter(ladders)))]
    rows = [
        [
            words(rung.id, rung.title),
            f"{level:g}",
            "yes" if rung.firebreak else NONE,
            number(rung.incidents),
            rung.note or (NONE if rung.incidents else rung.assumed or NONE),
        ]
        for rung, level in zip(rungs, levels(rungs), strict=True)
    ]
    return Table(["rung", "level", "firebreak", "incidents a day", "what is meant"], rows, left=(0, 4))


def number(value: float | str) -> str:
    """A number, or the parameter that stands for it; nothing for 0."""
    return value if isinstance(value, str) else f"{value:g}" if value else NONE


# ---------------------------------------------------------------- outcomes


def outcome_table(ensemble: Ensemble) -> Table:
    """Every outcome: its range over what is not known, its chance with the interval, its median day."""
    rows, start = ensemble.summary()["outcomes"], ensemble.scenario.document.clock.start
    told = [
        [
            outcome_title(ensemble.plan, name),
            *([ranged(row["range"])] if ensemble.uncertain else []),
            chance(row),
            interval(row),
            dated(start, row["median_day"]),
        ]
        for name, row in sorted(rows.items(), key=lambda each: (-each[1]["p"], each[0]))
    ]
    known = ["range over what is not known"] if ensemble.uncertain else []
    return Table(["outcome", *known, "chance", "Monte Carlo 95%", "median day"], told)


def ranged(ends: Sequence[float] | None) -> str:
    """The two ends; where they meet, the draws differ by no more than the luck of their runs does."""
    if ends is None:
        return TOO_FEW
    return span(*ends) if ends[0] < ends[1] else LIKE_LUCK


def error_table(ensemble: Ensemble) -> Table:
    """Every outcome with errors and under the same luck without: what they made, and what averted.

    Raises ValueError for an ensemble without its twin.
    """
    if ensemble.twin is None:
        raise ValueError("what errors did is told by the twin: simulate with twin=True")
    rows = ensemble.summary()["miscalculation"]
    told = [
        [
            outcome_title(ensemble.plan, name),
            *(percent(row[key]) for key in ("with", "without", "made", "averted")),
            points(row["with"] - row["without"]),
            f"{points(row['lo'])} to {points(row['hi'])}",
        ]
        for name, row in sorted(rows.items(), key=lambda each: (-each[1]["with"], each[0]))
    ]
    heads = ["with errors", "without", "made", "averted", "difference (points)", "95%"]
    return Table(["outcome", *heads], told)


def day_table(ensemble: Ensemble, days: Sequence[int]) -> Table:
    """The chance that each outcome has come by each of some days; nothing for days that were not run."""
    rows = []
    for name, first in ensemble.outcomes.items():
        curve = by_day(ensemble, first)
        by = {int(day): k for k, day in enumerate(curve.days)}
        told = [
            sure(curve.share[by[day]], curve.low[by[day]], curve.high[by[day]]) if day in by else NONE
            for day in days
        ]
        rows.append([outcome_title(ensemble.plan, name), *told])
    return Table(["outcome", *(f"by day {day}" for day in days)], rows)


def sure(share: float, low: float, high: float) -> str:
    """A share with its interval, or the bound where it came never or always."""
    row = {"p": float(share), "lo": float(low), "hi": float(high)}
    return chance(row) if share in (0.0, 1.0) else f"{percent(share)} ({span(low, high)})"


# ---------------------------------------------------------------- odds after something


def conditional_table(found: Conditionals) -> Table:
    """Of each outcome the chance in all runs, and after each condition where it had not yet come."""
    outcomes = [column[0] for column in zip(*found.rows, strict=True)]
    heads = [
        f"after: {row[0].condition_title} ({percent(row[0].given.share)} of the runs)" for row in found.rows
    ]
    rows = [
        [first.outcome_title, first.always.said, *(row[k].after.said for row in found.rows)]
        for k, first in enumerate(outcomes)
    ]
    return Table(["outcome", "at the start", *heads], rows)


def future_table(stood: Sequence[Futures], titles: Sequence[str]) -> Table:
    """Of each outcome the chance from several states of one crisis; what had come by then is said so."""
    rows = [
        [future.title, *(from_here(each.of(future.name)) for each in stood)] for future in stood[0].outcomes
    ]
    heads = [f"day {each.day}: {title}" for each, title in zip(stood, titles, strict=True)]
    return Table(["outcome", *heads], rows)


def from_here(future: Future) -> str:
    return (
        CAME if future.came is not None else sure(future.chance.share, future.chance.low, future.chance.high)
    )
