"""Which typed numbers an outcome mostly gives back: a chance that was put in, seen again.

Two questions. How far does the outcome's chance follow an uncertain parameter from draw to
draw? Spearman's rank correlation, told only above the floor that so many parameters reach by
chance (Bonferroni), and only where the draws differ by more than the luck of their runs
(Pearson's dispersion test). And is it one coin? A line's `honoured` or an event's
`probability` that comes out again as the outcome's conditional chance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import chi2, norm, rankdata

from sim.analysis.intervals import wilson
from sim.analysis.results import Ensemble

LEVEL = 0.05  # of a false parameter among all those of one outcome
LEAST_RUNS = 30  # on which a conditional chance is judged
LIKENESS = 0.9  # correlation, run by run, of the outcome with the coin
MOST, SOME = 0.5, 0.1  # squared correlations: what mostly restates, what is worth a word


@dataclass(frozen=True)
class Driver:
    """A parameter that the chance of an outcome follows over the draws."""

    parameter: str
    correlation: float  # Spearman's, of the parameter's values with the shares of the draws

    @property
    def mostly(self) -> bool:
        return self.correlation**2 >= MOST


@dataclass(frozen=True)
class Coin:
    """One typed probability that the outcome gives back."""

    kind: str  # honoured | probability
    name: str
    actor: str | None
    typed: float  # the mean over the runs in which it was drawn
    found: float  # the outcome's chance in them
    runs: int


@dataclass(frozen=True)
class Restated:
    """What an outcome restates. `varies`: whether its chance differs between draws at all."""

    outcome: str
    varies: bool
    floor: float
    drivers: list[Driver]
    coins: list[Coin]


def restate(ensemble: Ensemble, first: int = 0) -> list[Restated]:
    """For each outcome; `first` is the number of the ensemble's first run."""
    draws = (np.arange(ensemble.runs) + first) % len(ensemble.parameters)
    return [restated(ensemble, name, days >= 0, draws) for name, days in ensemble.outcomes.items()]


def restated(ensemble: Ensemble, name: str, came: Any, draws: Any) -> Restated:
    varies = dispersed(came, draws)
    values = uncertain_values(ensemble)
    floor = noise_floor(len(np.unique(draws)), len(values))
    found = drivers(came, draws, values, floor) if varies else []
    return Restated(name, varies, floor, found, coins(ensemble, came, draws))


def uncertain_values(ensemble: Ensemble) -> dict[str, Any]:
    """The values, draw by draw, of every parameter that differs between draws."""
    names = sorted(ensemble.parameters[0])
    values = {name: np.array([draw[name] for draw in ensemble.parameters]) for name in names}
    return {name: each for name, each in values.items() if each.min() != each.max()}


def shares_of(came: Any, draws: Any) -> tuple[Any, Any, Any]:
    """The draws that have runs, how many, and in which share of them something came."""
    present, place, sizes = np.unique(draws, return_inverse=True, return_counts=True)
    return present, sizes, np.bincount(place, weights=came) / sizes


def dispersed(came: Any, draws: Any) -> bool:
    """Whether the draws differ by more than the luck of their runs: Pearson's chi-squared."""
    present, sizes, shares = shares_of(came, draws)
    mean = float(came.mean()) if len(came) else 0.0
    if len(present) < 3 or not 0.0 < mean < 1.0:
        return False
    statistic = float(np.sum(sizes * (shares - mean) ** 2)) / (mean * (1.0 - mean))
    return bool(chi2.sf(statistic, len(present) - 1) < LEVEL)


def noise_floor(draws: int, parameters: int) -> float:
    """The rank correlation that one of so many idle parameters passes in 5% of the ensembles."""
    if draws < 3 or parameters == 0:
        return 1.0
    return min(1.0, float(norm.isf(LEVEL / (2 * parameters))) / math.sqrt(draws - 1))


def drivers(came: Any, draws: Any, values: dict[str, Any], floor: float) -> list[Driver]:
    """The parameters above the floor that matter, strongest first."""
    present, _, shares = shares_of(came, draws)
    found = [Driver(name, rank_correlation(each[present], shares)) for name, each in values.items()]
    kept = [d for d in found if abs(d.correlation) > floor and d.correlation**2 >= SOME]
    return sorted(kept, key=lambda d: (-abs(d.correlation), d.parameter))


def rank_correlation(one: Any, other: Any) -> float:
    """Spearman's, ties shared; 0 where one of them does not vary."""
    return correlation(np.asarray(rankdata(one)), np.asarray(rankdata(other)))


def correlation(one: Any, other: Any) -> float:
    one, other = one - np.mean(one), other - np.mean(other)
    size = float(np.sqrt(np.sum(one * one) * np.sum(other * other)))
    return float(np.sum(one * other)) / size if size > 0.0 else 0.0


# ---------------------------------------------------------------- coins


def coins(ensemble: Ensemble, came: Any, draws: Any) -> list[Coin]:
    """Single typed probabilities whose draw and the outcome are nearly one, likest first."""
    found = [*honoured_coins(ensemble, came, draws), *event_coins(ensemble, came, draws)]
    return [coin for _, coin in sorted(found, key=lambda pair: (-pair[0], pair[1].name))]


def honoured_coins(ensemble: Ensemble, came: Any, draws: Any) -> list[tuple[float, Coin]]:
    found = []
    for k, binding in enumerate(ensemble.plan.bindings):
        trigger = binding.trigger
        if trigger is None or trigger.honoured in (0, 1):
            continue
        met, honoured = ensemble.record.met[:, k], ensemble.record.honoured[:, k]
        typed = typed_values(ensemble, trigger.honoured)[draws]
        found += coin("honoured", binding.id, binding.actor, typed, (came, met, honoured))
    return found


def event_coins(ensemble: Ensemble, came: Any, draws: Any) -> list[tuple[float, Coin]]:
    """Events that are drawn once, in every run: no condition says when."""
    found = []
    for name, event in ensemble.plan.document.events.items():
        if event.probability in (None, 0, 1) or event.when is not None:
            continue
        assert event.probability is not None
        happened = ensemble.events[name] >= 0
        typed = typed_values(ensemble, event.probability)[draws]
        found += coin("probability", name, None, typed, (came, np.ones_like(happened), happened))
    return found


def typed_values(ensemble: Ensemble, value: float | int | str) -> Any:
    """A number as it stood in each draw."""
    return np.array([draw[value] if isinstance(value, str) else value for draw in ensemble.parameters], float)


def coin(
    kind: str, name: str, actor: str | None, typed: Any, runs: tuple[Any, Any, Any]
) -> list[tuple[float, Coin]]:
    """The coin, with how alike it is to the outcome, where the outcome is hardly more than it.

    `runs`: in which the outcome came, the coin was thrown, and it fell for.
    """
    came, thrown, fell = runs
    count = int(thrown.sum())
    if count < LEAST_RUNS or not came.any():
        return []
    alike = correlation(came.astype(float), (thrown & fell).astype(float))
    low, high = wilson(int((came & thrown).sum()), count)
    expected = float(typed[thrown].mean())
    if alike < LIKENESS or not low - 0.02 <= expected <= high + 0.02:
        return []
    return [(alike, Coin(kind, name, actor, expected, float(came[thrown].mean()), count))]
