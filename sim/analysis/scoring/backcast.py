"""A back-cast: a scenario's forecasts of what is on record, their scores, and those of simpler models."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.chances.shares import Share
from sim.analysis.provenance import Source
from sim.analysis.scoring.comparing import Scored, Skill
from sim.analysis.scoring.reliability import Reliability
from sim.analysis.scoring.rows import Item, Row
from sim.analysis.scoring.verdicts import Ruled

SCENARIO, CONSTANT, HONOURED, SOIL = "scenario", "constant_rates", "all_honoured", "own_soil_only"


@dataclass(frozen=True)
class Model:
    """The scenario or a null model: what it is called, and what it says otherwise."""

    name: str
    title: str
    said: str
    is_same: bool = False  # nothing in the scenario had to be changed for it


@dataclass(frozen=True)
class Spread:
    """A count over the runs: quantiles, and the shares of runs below the record and equal to it."""

    q05: int
    q25: int
    q50: int
    q75: int
    q95: int
    mean: float
    below: float
    equal: float

    @property
    def place(self) -> float:
        """Where the record lies in the forecast, from 0 to 1: the middle of its step (mid-PIT)."""
        return self.below + self.equal / 2.0


@dataclass(frozen=True)
class Forecasted:
    """One question: the scenario's chance (`share`) or spread, and the scores of every model.

    `scores` is by (score, model); not-a-number where a model has no forecast. `chances` is each
    model's chance of a yes or no.
    """

    item: Item
    share: Share | None
    spread: Spread | None
    chances: dict[str, float]
    scores: dict[tuple[str, str], float]


@dataclass(frozen=True)
class Backcast:
    """All of it; `notes` are what a reader has to know of the record."""

    source: Source
    scenario: str
    sha256: str
    record: str
    rows: list[Row]
    models: list[Model]
    asked: list[Forecasted]
    scored: list[Scored]
    skills: list[Skill]
    reliability: Reliability
    rules: list[Ruled]
    notes: list[str]

    def score(self, family: str, score: str, model: str) -> Scored | None:
        """A mean score, or None where the model answers none of the family's questions."""
        wanted = (family, score, model)
        return next((s for s in self.scored if (s.family, s.score, s.model) == wanted), None)

    def skill(self, family: str, score: str, null: str) -> Skill | None:
        wanted = (family, score, null)
        return next((s for s in self.skills if (s.family, s.score, s.null) == wanted), None)

    @property
    def counts(self) -> list[Forecasted]:
        """The questions that are numbers."""
        return [each for each in self.asked if each.spread is not None]

    @property
    def yes_or_no(self) -> list[Forecasted]:
        return [each for each in self.asked if each.spread is None]
