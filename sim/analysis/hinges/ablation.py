"""Which mechanisms an outcome hangs on: each switched off by itself, then all together.

The scenario is run again without one mechanism (sim/scenario/rewriting/mechanisms.py), everything
else and all luck as it was; what then differs is what the mechanism does in its place among the
others. That is not a share of the outcome: effects need not add up, for one mechanism may stand in
for another, and two may only work together. A mechanism that a scenario lacks is not in the table.
The term and the habit come from neuroscience and machine learning (Meyes et al. 2019); of models of
conflict, compare the counterfactual experiments of Epstein (2006, Generative Social Science).
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.hinges.versions import Change, Measured, Version, Versions
from sim.analysis.percents import listed, percent, points, span

ALL_TOGETHER = "all_together"
TOLD = 5


@dataclass(frozen=True)
class Ablation(Versions):
    """A row a mechanism that the scenario has, and `all_together` last where it has several.

    `absent` are the titles of those it lacks.
    """

    absent: list[str]


def words(table: Ablation, most: int = TOLD) -> list[str]:
    """For the outcomes that move most: which mechanism, switched off, moves them, and how far."""
    told = [sentence(table, measure, most, "without ") for measure in table.most_moved(most)]
    if table.absent:
        told.append(f"Not in the scenario, so not switched off: {listed(table.absent)}.")
    told.append(
        "Effects need not add up: one mechanism may stand in for another. An interval that leaves out 0 "
        "comes of luck alone in about one comparison of twenty."
    )
    return told


def sentence(table: Versions, measure: Measured, most: int, under: str = "") -> str:
    """One measure: as written, and under the versions that clearly move it, the farthest first."""
    name = measure.name
    moved = table.clear(name)
    head = f"{measure.title}: {as_written(table, measure)} as written"
    if not moved:
        return f"{head}; no version moves it by more than luck may."
    parts = [f"{under}{inside(row.title)} {change(row, measure)}" for row in moved[:most]]
    left = f", and {len(moved) - most} more that move it less" if len(moved) > most else ""
    return f"{head}; {listed(parts)}{left}."


def inside(title: str) -> str:
    """A title within a sentence."""
    return title[:1].lower() + title[1:]


def as_written(table: Versions, measure: Measured) -> str:
    value = table.as_written[measure.name]
    if not measure.is_chance:
        return f"{value.value:.1f} (95%: {value.low:.1f} to {value.high:.1f})"
    return f"{percent(value.value)} (95%: {span(value.low, value.high)})"


def change(row: Version, measure: Measured) -> str:
    """A difference with its interval: chances in percentage points."""
    found: Change = row.changes[measure.name]
    if not measure.is_chance:
        return f"{found.difference:+.1f} ({found.low:+.1f} to {found.high:+.1f})"
    return f"{points(found.difference)} points ({points(found.low)} to {points(found.high)})"
