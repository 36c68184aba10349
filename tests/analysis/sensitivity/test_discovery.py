"""Planted boxes are found, noise is not, and the numbers told are those of points not searched."""

from __future__ import annotations

import re
import sys
from typing import Any

import numpy as np
import pytest
from responses import lived

from sim.analysis.sensitivity.discovery import NoRegion, Region, discover, halves

RUNS = 200


def sample(seed: int, points: int = 600, factors: int = 5) -> tuple[Any, dict[str, Any]]:
    rng = np.random.default_rng(seed)
    return rng, {f"factor_{k}": rng.random(points) for k in range(factors)}


def planted(factors: dict[str, Any]) -> Any:
    return (factors["factor_1"] > 0.52) & (factors["factor_3"] > 0.7)


def bounds(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in re.findall(r"(\w+) above ([\d.]+)", text)}


def test_a_planted_box_is_found_with_its_bounds() -> None:
    for seed in range(5):
        rng, factors = sample(seed)
        inside = planted(factors)
        found = discover(factors, rng.binomial(RUNS, np.where(inside, 0.3, 0.02)), RUNS, seed)
        assert isinstance(found, Region)
        assert len(found.rules) == 1
        assert bounds(found.rules[0]) == pytest.approx({"factor_1": 0.52, "factor_3": 0.7}, abs=0.04)
        assert "at most" not in found.rules[0]
        assert np.mean(found.inside == inside) > 0.97


def test_the_numbers_told_are_of_the_points_not_searched() -> None:
    rng, factors = sample(11)
    successes = rng.binomial(RUNS, np.where(planted(factors), 0.3, 0.02))
    found = discover(factors, successes, RUNS, 3)
    assert isinstance(found, Region)
    fit, measured = halves(600, 3)
    assert sorted([*fit, *measured]) == list(range(600))
    within, came = found.inside[measured], successes[measured]
    assert found.coverage.value == pytest.approx(came[within].sum() / came.sum())
    assert found.density.value == pytest.approx(came[within].mean() / RUNS)
    assert found.mass.value == pytest.approx(within.mean())
    assert found.overall == pytest.approx(came.mean() / RUNS)
    parts = (found.coverage, found.density, found.mass)
    assert all(0.0 <= part.lo < part.value < part.hi <= 1.0 for part in parts)
    whole = [f"{100 * part.value:.0f}%" for part in parts]
    assert found.sentence.startswith(f"{found.rules[0]}: holds {whole[0]} (")
    assert f"%) of all cases (coverage); there {whole[1]} (" in found.sentence
    assert f"against {100 * found.overall:.1f}% overall; {whole[2]} (" in found.sentence
    assert found.sentence.endswith("%) of the points lie there (mass).")


def test_what_the_rules_say_is_what_is_inside() -> None:
    rng, factors = sample(12)
    found = discover(factors, rng.binomial(RUNS, np.where(planted(factors), 0.3, 0.02)), RUNS)
    assert isinstance(found, Region)
    said = np.all([factors[name] > bound for name, bound in bounds(found.rules[0]).items()], axis=0)
    np.testing.assert_array_equal(said, found.inside)


@pytest.mark.parametrize("kind", ["one chance", "chances that follow nothing", "single runs"])
def test_noise_has_no_region(kind: str) -> None:
    regions = 0
    for seed in range(25):
        rng, factors = sample(seed, 200)
        chance = rng.beta(0.3, 3.0, 200) if kind == "chances that follow nothing" else np.full(200, 0.1)
        runs = 1 if kind == "single runs" else RUNS
        regions += isinstance(discover(factors, rng.binomial(runs, chance), runs, seed), Region)
    assert regions <= 2


def test_intervals_cover_what_is_so() -> None:
    """The region as it was told, against many points not drawn before."""
    _, many = sample(99, 100_000)
    hits = []
    for seed in range(60):
        rng, factors = sample(seed, 200)
        found = discover(factors, rng.binomial(20, np.where(planted(factors), 0.4, 0.03)), 20, seed)
        assert isinstance(found, Region)
        there = np.all([many[name] > bound for name, bound in bounds(found.rules[0]).items()], axis=0)
        if "at most" in found.sentence or len(found.rules) > 1:
            continue
        chance = np.where(planted(many), 0.4, 0.03)
        known = (chance[there].sum() / chance.sum(), chance[there].mean(), there.mean())
        parts = (found.coverage, found.density, found.mass)
        hits.append([part.lo <= value <= part.hi for part, value in zip(parts, known, strict=True)])
    assert len(hits) > 40
    assert np.mean(hits, axis=0).min() >= 0.85


def test_two_boxes_densest_first_until_most_is_held() -> None:
    rng, factors = sample(5, 1000)
    a, b = factors["factor_0"] > 0.85, factors["factor_2"] < 0.2
    chance = np.where(a, 0.5, np.where(b, 0.3, 0.01))
    found = discover(factors, rng.binomial(RUNS, chance), RUNS)
    assert isinstance(found, Region)
    assert found.rules[0].startswith("factor_0 above 0.8")
    assert found.coverage.value > 0.5
    held = found.inside[halves(1000, 0)[0]] @ chance[halves(1000, 0)[0]]
    assert held > 0.5 * chance[halves(1000, 0)[0]].sum()


def test_branches_that_escalate_throughout_are_told_as_one() -> None:
    rng, factors = sample(6, 1000)
    high = factors["factor_0"] > 0.5
    chance = np.where(high, np.where(factors["factor_1"] > 0.7, 0.5, 0.45), 0.01)
    found = discover(factors, rng.binomial(2000, chance), 2000)
    assert isinstance(found, Region)
    assert len(found.rules) == 1
    assert bounds(found.rules[0]) == pytest.approx({"factor_0": 0.5}, abs=0.02)


def test_a_bound_that_another_implies_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.linspace(0.0, 1.0, 101)
    boxes = [(np.arange(101) > 50, np.arange(101) > 70)]
    monkeypatch.setattr("sim.analysis.sensitivity.discovery.boxes", lambda *_: boxes)
    found = discover({"x": x, "twice": 2.0 * x}, np.where(x > 0.7, 0.5, 0.1), 1)
    assert isinstance(found, Region)
    assert found.rules == ("twice above 1.41",)


def test_words_and_truths() -> None:
    rng, factors = sample(7, 400, 2)
    rungs = rng.choice(["calm", "raids", "strikes", "war"], 400)
    talks = rng.random(400) < 0.5
    chance = np.where((rungs == "war") & ~talks, 0.4, 0.02)
    named = {**factors, "ceiling": rungs.tolist(), "talks": talks.tolist()}
    found = discover(named, rng.binomial(RUNS, chance), RUNS)
    assert isinstance(found, Region)
    assert found.rules == ("ceiling is war and talks is false",)


def test_every_point_counts_alike_however_many_runs_it_has() -> None:
    rng, factors = sample(8, 300)
    chance = np.where(planted(factors), 0.3, 0.02)
    runs = rng.integers(1, 5, 300) * 1000
    one, other = (discover(factors, np.round(runs * chance), runs), discover(factors, chance, 1))
    assert isinstance(one, Region)
    assert isinstance(other, Region)
    assert one.sentence == other.sentence


def test_luck_that_points_share_widens_the_intervals() -> None:
    rng, factors = sample(9, 400)
    chance = np.where(planted(factors), 0.3, 0.02)
    means = lived(rng, chance, 10, 10, common=True)
    known, blind = discover(factors, means, 1), discover(factors, means.mean(axis=0), 1)
    assert isinstance(known, Region)
    assert isinstance(blind, Region)
    assert known.density.value == pytest.approx(blind.density.value)
    assert known.density.hi - known.density.lo > 1.2 * (blind.density.hi - blind.density.lo)
    assert known.mass == blind.mass


def test_luck_that_follows_a_factor_makes_no_region_where_its_groups_are_known() -> None:
    known = blind = 0
    for seed in range(25):
        rng, factors = sample(seed, 200, 3)
        slope = 0.1 * rng.normal(size=(10, 1)).clip(-1.0, 1.0)
        means = 0.2 + slope * (factors["factor_1"] - 0.5)
        known += isinstance(discover(factors, means, 1, seed), Region)
        blind += isinstance(discover(factors, means.mean(axis=0), 1, seed), Region)
    assert known <= 4
    assert blind >= 20


def test_too_little_to_go_by() -> None:
    rng, factors = sample(10, 30)
    few = discover(factors, rng.binomial(RUNS, 0.1, 30), RUNS)
    assert isinstance(few, NoRegion)
    assert "fewer than 40 points" in few.sentence
    never = discover({"x": np.arange(50)}, np.zeros(50), RUNS)
    assert isinstance(never, NoRegion)
    assert "never comes" in never.sentence
    alike = discover({"x": np.arange(50)}, np.full(50, 3), RUNS)
    assert isinstance(alike, NoRegion)
    assert "differ too little" in alike.sentence


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="every factor needs a value at every point"):
        discover({"x": [1, 2], "y": [1]}, [1, 1], 5)
    with pytest.raises(ValueError, match="as many runs as successes or more"):
        discover({"x": [1, 2]}, [1, 7], 5)
    with pytest.raises(ValueError, match=r"at point 1$"):
        discover({"x": [1, 2]}, [1, 0], [5, 0])


def test_without_scikit_learn_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    _, factors = sample(0)
    with pytest.raises(ImportError, match=r"escalation-ladder\[studies\]"):
        discover(factors, planted(factors) * 1.0, 1)
