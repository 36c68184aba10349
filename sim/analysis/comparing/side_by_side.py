"""Several scenarios of one crisis side by side: every outcome that all of them ask for, under the same luck.

Readings of the same events by different documents, say, or answers to one question. A row is an
outcome, a column a scenario. Of all pairs of columns the row names the two that lie farthest apart,
with the interval of their difference in the same runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from sim.analysis.chances.shares import Share, share_of
from sim.analysis.comparing.pairing import came, change_from, check_alike, same_question
from sim.analysis.deeds import outcome_title
from sim.analysis.hinges.versions import Change
from sim.analysis.provenance import Source, source
from sim.analysis.results import Ensemble


@dataclass(frozen=True)
class Farthest:
    """The two columns whose chances of an outcome differ most, and by how much: `more` less `less`.

    They are sought among the pairs that clearly differ, where there are any. The interval is that of
    this pair alone. `is_clear`: it lies on one side of 0; where it does not, no pair's does.
    """

    more: int
    less: int
    change: Change

    @property
    def is_clear(self) -> bool:
        return self.change.is_clear


@dataclass(frozen=True)
class Row:
    """One outcome: its share in each column, and the two that lie farthest apart."""

    name: str
    title: str
    shares: list[Share]
    farthest: Farthest


@dataclass(frozen=True)
class SideBySide:
    """`columns` are the scenarios' titles; `left_out` those of outcomes that not all of them ask for."""

    source: Source
    columns: list[str]
    rows: list[Row]
    left_out: list[str]

    def clear(self) -> list[Row]:
        """The rows in which two columns differ by more than luck may, the farthest apart first."""
        found = [row for row in self.rows if row.farthest.is_clear]
        return sorted(found, key=lambda row: (-row.farthest.change.difference, row.name))


def side_by_side(ensembles: Sequence[Ensemble], titles: Sequence[str] | None = None) -> SideBySide:
    """Lay ensembles of several scenarios beside each other; the first gives the order of the outcomes.

    An outcome is kept if every scenario has it with the same condition, over the same days. `titles`
    name the columns in place of the scenarios' own. Raises ValueError for fewer than two, for titles
    that are not as many, and for ensembles that were not run with the same runs, seed, draws and errors.
    """
    if len(ensembles) < 2:
        raise ValueError(f"two ensembles or more can stand side by side, not {len(ensembles)}")
    first, *others = ensembles
    columns = [each.scenario.title for each in ensembles] if titles is None else list(titles)
    if len(columns) != len(ensembles):
        raise ValueError(f"{len(columns)} titles for {len(ensembles)} ensembles")
    for other in others:
        check_alike(first, other)
    outcomes = list(first.scenario.document.outcomes)
    shared = [name for name in outcomes if all(same_question(first, other, name) for other in others)]
    return SideBySide(
        source=source(first),
        columns=columns,
        rows=[row_of(ensembles, name) for name in shared],
        left_out=titles_left_out(ensembles, shared),
    )


def row_of(ensembles: Sequence[Ensemble], name: str) -> Row:
    """One outcome in all columns."""
    shares = [share_of(ensemble, came(ensemble, name)) for ensemble in ensembles]
    return Row(name, outcome_title(ensembles[0].plan, name), shares, farthest(ensembles, name, shares))


def farthest(ensembles: Sequence[Ensemble], name: str, shares: Sequence[Share]) -> Farthest:
    """The pair of columns with the largest difference, clear ones before others; of equals the first."""
    pairs = []
    for one, other in combinations(range(len(shares)), 2):
        more, less = (one, other) if shares[one].came >= shares[other].came else (other, one)
        pairs.append(Farthest(more, less, change_from(ensembles[less], ensembles[more], name)))
    return max(pairs, key=lambda pair: (pair.is_clear, pair.change.difference))


def titles_left_out(ensembles: Sequence[Ensemble], shared: Sequence[str]) -> list[str]:
    """Outcomes that some scenario lacks, means otherwise, or asks of other days."""
    found = {
        name: outcome_title(ensemble.plan, name)
        for ensemble in ensembles
        for name in ensemble.scenario.document.outcomes
        if name not in shared
    }
    return list(found.values())
