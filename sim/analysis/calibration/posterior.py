"""What is known of the parameters once the record is: approximate Bayesian computation.

The runs nearest to the record are kept, weighted by how near they came (Epanechnikov's kernel),
and moved along a local linear regression to where the record stands (Beaumont, Zhang and Balding
2002, Genetics 162). One table of runs serves any number of records.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.analysis.calibration.projecting import Projection, projection
from sim.analysis.calibration.reference import Reference, shares_of

ROWS_A_SLOPE = 20  # runs for each slope of the local regression; with fewer nothing is moved


@dataclass(frozen=True, eq=False)
class Posterior:
    """The runs that were kept: `scores` (kept, parameters) after the move, `weights` (kept,) sum to 1.

    `rows` are their numbers in the table, `near` (kept, directions) how far from the record each was,
    `raw` their scores before the move.
    """

    parameters: tuple[str, ...]
    rows: Any
    near: Any
    raw: Any
    weights: Any

    @cached_property
    def scores(self) -> Any:
        return moved(self.raw, self.near, self.weights)

    @property
    def effective(self) -> float:
        """How many runs of equal weight these are worth (Kish)."""
        return float(1.0 / np.sum(self.weights**2))

    def draws(self, count: int, rng: np.random.Generator) -> Any:
        """Joint draws as places in the priors: (count, parameters)."""
        return shares_of(self.scores[rng.choice(len(self.weights), count, p=self.weights)])


@dataclass(frozen=True, eq=False)
class Learner:
    """A table of runs, ready to be asked about any record."""

    reference: Reference
    projection: Projection
    places: Any  # (runs, directions)
    kept: int

    def given(self, misses: Any) -> Posterior:
        """The posterior of a record, told by its misses: (targets,)."""
        near = self.places - self.projection.of(misses[None, :])[0]
        distance = np.sqrt(np.sum(near**2, axis=1))
        rows = np.sort(np.argpartition(distance, self.kept - 1)[: self.kept])
        return Posterior(
            self.reference.parameters,
            rows,
            near[rows],
            self.reference.scores[rows],
            kernel(distance[rows]),
        )


def learner(reference: Reference, keep: float) -> Learner:
    """Learn from a table of runs, to keep this share of them for each record."""
    found = projection(reference)
    kept = min(len(reference), max(1, round(keep * len(reference))))
    return Learner(reference, found, found.of(reference.misses), kept)


def kernel(distance: Any) -> Any:
    """Epanechnikov's weights, which sum to 1; the farthest run has next to none."""
    farthest = distance.max()
    weights = np.ones(len(distance)) if farthest == 0.0 else 1.0 - (distance / farthest) ** 2
    return np.ones(len(distance)) / len(distance) if weights.sum() == 0.0 else weights / weights.sum()


def moved(scores: Any, near: Any, weights: Any) -> Any:
    """Scores less what the regression lays on a run's distance from the record.

    A parameter is moved only where the regression explains more of it than chance would, by the
    Bayesian information criterion: elsewhere the move would add noise and nothing else.
    """
    varying = np.ptp(near, axis=0) > 0.0
    count = int(varying.sum())
    if not count or len(near) < ROWS_A_SLOPE * (1 + count):
        return scores
    terms = np.hstack([np.ones((len(near), 1)), near[:, varying]])
    root = np.sqrt(weights)[:, None]
    slopes = np.linalg.lstsq(root * terms, root * scores, rcond=None)[0]
    before = weights @ (scores - weights @ scores) ** 2
    after = weights @ (scores - terms @ slopes) ** 2
    worth = 1.0 / np.sum(weights**2)
    is_told = worth * np.log(before / after) > count * np.log(worth)
    return scores - near[:, varying] @ (slopes[1:] * is_told)
