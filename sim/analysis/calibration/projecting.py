"""Few numbers that hold what a record says: the regression of the parameters on what runs showed.

Fearnhead and Prangle (2012, JRSS B 74) show that the posterior means are the best summaries for
approximate Bayesian computation, and estimate them by regression on simulated runs. Here that is
a quadratic regression of the normal scores; of the fitted means only those directions are kept
in which they vary by more than noise would make them, by the edge of Marchenko and Pastur.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.calibration.reference import Reference

ROWS_A_TERM = 20  # runs for each term of the regression; with fewer it stays linear


@dataclass(frozen=True, eq=False)
class Projection:
    """From misses to coordinates: (targets,) to (directions,), in standard deviations of a prior.

    `informative` says which targets differ between runs at all.
    """

    informative: Any
    centre: Any
    spread: Any
    quadratic: bool
    weights: Any

    def of(self, misses: Any) -> Any:
        """Coordinates of runs, or of a record: (rows, targets) to (rows, directions)."""
        return self.terms(misses) @ self.weights

    def terms(self, misses: Any) -> Any:
        """1, each target, and their products."""
        scaled = (misses[:, self.informative] - self.centre) / self.spread
        ones = np.ones((len(scaled), 1))
        if not self.quadratic:
            return np.hstack([ones, scaled])
        first, second = np.triu_indices(scaled.shape[1])
        return np.hstack([ones, scaled, scaled[:, first] * scaled[:, second]])


def projection(reference: Reference) -> Projection:
    """Learn where in the targets the parameters show."""
    informative = np.ptp(reference.misses, axis=0) > 0.0
    kept = reference.misses[:, informative]
    count = kept.shape[1]
    quadratic = len(kept) >= ROWS_A_TERM * (1 + count + count * (count + 1) // 2)
    open_ = Projection(informative, kept.mean(axis=0), kept.std(axis=0), quadratic, np.zeros((0, 0)))
    terms = open_.terms(reference.misses)
    slopes = np.linalg.lstsq(terms, reference.scores, rcond=None)[0]
    fitted = terms @ slopes
    directions = telling(fitted - fitted.mean(axis=0), terms.shape[1])
    return Projection(informative, open_.centre, open_.spread, quadratic, slopes @ directions)


def telling(fitted: Any, terms: int) -> Any:
    """The directions (parameters, kept) in which fitted means vary beyond noise, strongest first."""
    rows, parameters = fitted.shape
    variances, directions = np.linalg.eigh(fitted.T @ fitted / rows)
    edge = (np.sqrt(terms) + np.sqrt(parameters)) ** 2 / rows
    return directions[:, variances > edge][:, ::-1]
