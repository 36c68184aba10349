"""Can the posteriors be trusted? Simulation-based calibration: truths drawn from the prior, and found again.

For runs that the learner has not seen, the draw that made the run is known. Its rank among draws
from the posterior of that run is evenly spread over 0 .. DRAWS if the posteriors are right (Cook,
Gelman and Rubin 2006; Talts et al. 2018): heaped in the middle if they are too wide, at the ends
if too narrow, to one side if they are shifted. The same holds of the runs nearest to the actual
record alone, where it matters (Prangle et al. 2014, Australian and New Zealand Journal of
Statistics 56).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import chisquare

from sim.analysis.calibration.envelope import Envelope, envelope
from sim.analysis.calibration.posterior import Learner, Posterior
from sim.analysis.calibration.reference import Reference, shares_of
from sim.analysis.intervals import wilson

DRAWS = 99
BINS = 20
LEVELS = (0.5, 0.8, 0.9)
ERROR = 0.05  # over all parameters of a check together

Change = Callable[[Posterior], Posterior]


@dataclass(frozen=True)
class Coverage:
    """How often the central interval of `level` held the truth, with Wilson's interval."""

    level: float
    share: float
    lo: float
    hi: float


@dataclass(frozen=True, eq=False)
class Ranks:
    """Ranks (truths, parameters) of known draws among those of their posteriors."""

    parameters: tuple[str, ...]
    ranks: Any
    where: str

    def __len__(self) -> int:
        return len(self.ranks)

    @property
    def band(self) -> Envelope:
        return envelope(len(self), DRAWS)

    def of(self, parameter: str) -> Any:
        return self.ranks[:, self.parameters.index(parameter)]

    def p_value(self, parameter: str) -> float:
        """That even ranks stray as far from evenness, by the simultaneous band."""
        return self.band.p_value(self.of(parameter))

    def chi_square(self, parameter: str) -> float:
        """The same by Pearson's test on 20 bins."""
        return float(chisquare(self.binned(parameter)).pvalue)

    def binned(self, parameter: str) -> Any:
        """Truths by twentieth of the ranks."""
        return np.bincount(self.of(parameter) * BINS // (DRAWS + 1), minlength=BINS)

    def coverage(self, parameter: str) -> list[Coverage]:
        """Of the central 50, 80 and 90% intervals."""
        return [covered(self.of(parameter), level) for level in LEVELS]

    @property
    def strayed(self) -> list[str]:
        """Parameters whose ranks are not even, at 5% over all of them together (Holm 1979)."""
        found = sorted((self.p_value(name), name) for name in self.parameters)
        failed = []
        for place, (p, name) in enumerate(found):
            if p > ERROR / (len(found) - place):
                break
            failed.append(name)
        return failed


def covered(ranks: Any, level: float) -> Coverage:
    """The share of truths with a rank among the middle ones, as many as the level asks for."""
    outside = round((1.0 - level) / 2.0 * (DRAWS + 1))
    held = int(np.sum((ranks >= outside) & (ranks <= DRAWS - outside)))
    return Coverage(level, held / len(ranks), *wilson(held, len(ranks)))


def ranked(learner: Learner, truths: Reference, seed: int, where: str, change: Change | None = None) -> Ranks:
    """Rank each truth among draws of its own posterior; `change` spoils the posteriors, for a test."""
    rng = np.random.default_rng(seed)
    found = np.empty(truths.shares.shape, np.int64)
    for row in range(len(truths)):
        posterior = learner.given(truths.misses[row])
        drawn = (change(posterior) if change else posterior).draws(DRAWS, rng)
        found[row] = np.sum(drawn < shares_of(truths.scores[row]), axis=0)
    return Ranks(truths.parameters, found, where)


def nearest(learner: Learner, truths: Reference, misses: Any, count: int) -> Reference:
    """The truths whose runs came nearest to a record."""
    away = learner.projection.of(truths.misses) - learner.projection.of(misses[None, :])
    rows = np.sort(np.argsort(np.sum(away**2, axis=1), kind="stable")[:count])
    return Reference(truths.parameters, truths.targets, truths.shares[rows], truths.misses[rows])
