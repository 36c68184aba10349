"""Small worlds, both engines, and how far chance may stray: what many tests share."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from hypothesis import reject, settings
from ruamel.yaml import YAML
from scipy.stats import binomtest, chi2, poisson

import sim
from sim.analysis.results import Ensemble
from sim.rules.compiled import IS_COMPILED
from sim.scenario.loading import Scenario, load_text
from sim.scenario.mistakes import ScenarioError

Tree = dict[str, Any]

# What a fair test would be caught with in one of 150,000: 4.5 standard errors.
RARE = 6.8e-6
SIGMAS = 4.5

THREE = "[{id: calm}, {id: threats}, {id: war}]"
FOUR = "[{id: calm}, {id: threats}, {id: strikes}, {id: war}]"

# For properties of whole scenarios, of which every example takes several runs.
fewer = settings(max_examples=20 if IS_COMPILED else 8)


def runs(compiled: int = 20_000, plain: int = 500) -> int:
    """How many runs a test can afford."""
    return compiled if IS_COMPILED else plain


def small(text: str, days: int = 20, ladder: str = FOUR) -> Scenario:
    """A small scenario: its actors and whatever else is special about it, on one ladder."""
    head = f"""
schema: 1
id: small
title: A small world
clock: {{start: 2031-03-01, days: {days}}}
ladders: {{common: {ladder}}}
"""
    return load_text(head + text)


def written(tree: Tree) -> str:
    """A tree as the text of a file."""
    text = io.StringIO()
    YAML(typ="safe").dump(tree, text)
    return text.getvalue()


def grown(tree: Tree) -> Scenario | None:
    """A drawn tree as a scenario; None where its patrons go in a circle, which the draw does not know."""
    try:
        return load_text(written(tree))
    except ScenarioError as error:
        if all("patron goes in a circle" in mistake.message for mistake in error.mistakes):
            return None
        raise


def grown_or_reject(tree: Tree) -> Scenario:
    """The same for hypothesis, which draws another."""
    scenario = grown(tree)
    if scenario is None:
        reject()
    assert scenario is not None
    return scenario


def many_grown(trees: Sequence[Tree]) -> list[Scenario]:
    """Those of many that are sound, which are nearly all."""
    sound = [scenario for tree in trees if (scenario := grown(tree)) is not None]
    assert len(sound) >= 0.6 * len(trees)
    return sound


def edited(tree: Tree) -> Tree:
    """A copy to change."""
    return copy.deepcopy(tree)


# ---------------------------------------------------------------- engines


def days_of(crisis: sim.Crisis) -> Iterator[int]:
    """Step day by day to the end."""
    while not crisis.over:
        crisis.step()
        yield crisis.day


def lived(scenario: Scenario, seed: int = 0, run: int = 0, **how: Any) -> sim.Crisis:
    """A crisis stepped to its end."""
    crisis = sim.Crisis(scenario, seed, run, **how)
    for _ in days_of(crisis):
        pass
    return crisis


def record_of(crisis: sim.Crisis) -> dict[str, Any]:
    """What the ensemble would keep of a crisis as it stands, in the words of the ensemble's record."""
    from sim.rules import state as s

    state, plan = crisis.state, crisis.plan
    table = plan.world(crisis.parameters).count
    operands = plan.world(crisis.parameters).operand
    counts = []
    for start, stop, first, last in table:
        cells = operands[start:stop]
        since, through = min(crisis.day, max(first - 1, 0)), min(crisis.day, last)
        counts.append(int((state.incidents[through, cells] - state.incidents[since, cells]).sum()))
    return {
        "reached": state.reached,
        "reached_by": state.reached_by,
        "reached_via": state.reached_via,
        "peak": state.stance[:, s.PEAK],
        "peak_executed": state.stance[:, s.PEAK_EXECUTED],
        "incidents": state.incidents[crisis.day],
        "severe": state.severe[crisis.day],
        "count": np.array(counts, int),
        "event": state.event[:, s.HAPPENED],
        "outcome": state.outcome,
        "met": state.bound[:, s.MET] == 1,
        "honoured": state.bound[:, s.HAS_HONOURED] == 1,
    }


def record_row(ensemble: Ensemble, row: int) -> dict[str, Any]:
    return {name: getattr(ensemble.record, name)[row] for name in ensemble.record.fields}


def same_records(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Two ends of a run are the same, field by field."""
    assert one.keys() == other.keys()
    for name in one:
        np.testing.assert_array_equal(one[name], other[name], err_msg=name)


def same_ensembles(one: Ensemble, other: Ensemble) -> None:
    """Two ensembles hold the same bits."""
    for name in one.record.fields:
        np.testing.assert_array_equal(
            getattr(one.record, name), getattr(other.record, name), err_msg=name, strict=True
        )
    np.testing.assert_array_equal(one.standing, other.standing, strict=True)


# ---------------------------------------------------------------- chance


def assert_share(hits: Any, total: int, p: float) -> None:
    """So many hits of so many are what a chance of p brings, as nearly always."""
    hits = int(hits)
    if p <= 0.0 or p >= 1.0:
        assert hits == round(p) * total
        return
    assert binomtest(hits, total, p).pvalue > RARE, f"{hits} of {total} is {hits / total:.4f}, not {p:.4f}"


def assert_shares(values: Any, chances: dict[int, float]) -> None:
    """Every value comes as often as it should, and no other comes at all."""
    values = np.asarray(values)
    assert abs(sum(chances.values()) - 1.0) < 1e-9
    for value, p in chances.items():
        assert_share((values == value).sum(), len(values), p)
    assert set(np.unique(values).tolist()) <= set(chances)


def assert_total(total: Any, expected: float) -> None:
    """A sum of Poisson counts is what its mean brings."""
    low, high = poisson.cdf(int(total), expected), poisson.sf(int(total) - 1, expected)
    assert min(low, high) > RARE / 2, f"{total}, not {expected:.1f}"


def assert_mean(values: Any, expected: float) -> None:
    """A mean over many runs is what is expected, by its own spread."""
    values = np.asarray(values, float)
    error = values.std(ddof=1) / len(values) ** 0.5
    assert abs(values.mean() - expected) <= SIGMAS * error + 1e-12, f"{values.mean()} not {expected}"


def assert_spread(values: Any, expected: float, excess: float = 0.0) -> None:
    """A variance over many runs is what is expected; `excess` is the kurtosis beyond the normal's."""
    values = np.asarray(values, float)
    error = expected * ((2.0 + excess) / len(values)) ** 0.5
    assert abs(values.var(ddof=1) - expected) <= SIGMAS * error, f"{values.var(ddof=1)} not {expected}"


def assert_fits(values: Any, chances: Any) -> None:
    """Whole numbers 0, 1, 2, ... come with these chances, what lies beyond them taken together."""
    values, chances = np.asarray(values), np.asarray(chances, float)
    seen = np.bincount(np.minimum(values, len(chances)), minlength=len(chances) + 1).astype(float)
    expected = len(values) * np.append(chances, max(0.0, 1.0 - chances.sum()))
    common = expected >= 8.0
    distance = ((seen - expected)[common] ** 2 / expected[common]).sum()
    rest = expected[~common].sum()
    if rest > 0:
        distance += (seen[~common].sum() - rest) ** 2 / max(rest, 1.0)
    assert chi2.sf(distance, common.sum()) > RARE, f"chi-square {distance} on {common.sum()}"
