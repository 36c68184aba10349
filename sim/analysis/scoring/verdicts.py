"""The scenario's rules against the record: which were tested, and whether they did as the scenario says.

A rule is tested only where its condition came true; what then counts is the chance that the scenario
gave to what the actor did, of the runs in which the condition was met. One test is weak evidence: a
rule of even chances is borne out by either answer in half of all worlds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.analysis.chances.shares import Share
from sim.analysis.scoring.rows import KEPT, NOT_MET, Line, Row

BORNE_OUT, NOT_BORNE_OUT, NOT_TESTED = "borne out", "not borne out", "not tested"
EVEN = 0.5


@dataclass(frozen=True)
class Ruled:
    """One rule of one actor, by a day: how often it was met, and honoured where it was.

    `row` is None for a rule of the scenario that the record does not name. `likely` is the chance given
    to what the actor did, of the runs in which it was met; None where the rule was not tested, or no run
    met it.
    """

    trigger: str
    actor: str
    title: str
    through: int
    met: Share
    kept: Share
    row: Row | None

    @property
    def record(self) -> str | None:
        return self.row.asks.answer if self.row is not None and isinstance(self.row.asks, Line) else None

    @property
    def likely(self) -> float | None:
        if self.record in (None, NOT_MET) or not self.kept.of:
            return None
        return self.kept.share if self.record == KEPT else 1.0 - self.kept.share

    @property
    def verdict(self) -> str:
        """Borne out where the scenario gave what was done at least an even chance."""
        if self.record in (None, NOT_MET):
            return NOT_TESTED
        return BORNE_OUT if self.likely is not None and self.likely >= EVEN else NOT_BORNE_OUT


def tally(rules: list[Ruled]) -> Mapping[str, int]:
    """How many rules have each verdict."""
    verdicts = [rule.verdict for rule in rules]
    return {name: verdicts.count(name) for name in (BORNE_OUT, NOT_BORNE_OUT, NOT_TESTED)}
