"""Designs: how many points, in which order, within which ends, and the same whenever they are made."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sim.scenario.mistakes import ScenarioError
from sim.scenario.uncertainty import quantile
from sim.scenario.unknowns import Uncertainty
from sim.studies.form.designs import SAMPLED, TAIL, designed, size
from sim.studies.form.factors import Factor
from sim.studies.form.schema import DesignForm
from tests.studies.conftest import Write

FORMS = [
    {"kind": "grid"},
    {"kind": "latin_hypercube", "points": 7},
    {"kind": "sobol", "points": 8},
    {"kind": "saltelli", "points": 4},
    {"kind": "saltelli", "points": 4, "second_order": True},
    {"kind": "morris", "trajectories": 3},
    {"kind": "morris", "trajectories": 2, "levels": 6},
    {"kind": "one_at_a_time"},
]
numbers = some.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@some.composite
def ranges(draw: some.DrawFn) -> dict[str, Any]:
    low = draw(numbers)
    return {"range": (low, low + draw(some.floats(0.001, 1e6))), "steps": draw(some.integers(2, 5))}


@some.composite
def factors(draw: some.DrawFn) -> list[Factor]:
    values = some.lists(numbers, min_size=2, max_size=5, unique=True).map(lambda v: {"values": tuple(v)})
    labels = some.lists(some.sampled_from("abcdef"), min_size=2, max_size=4, unique=True)
    others = labels.map(lambda v: {"values": tuple(v), "numeric": False})
    chosen = draw(some.lists(some.one_of(ranges(), values, others), min_size=1, max_size=4))
    return [Factor(f"f{k}", **one) for k, one in enumerate(chosen)]


@given(factors())
def test_a_grid_is_the_product_with_the_first_factor_slowest(chosen: list[Factor]) -> None:
    _, columns = designed(DesignForm(kind="grid"), chosen, 0)
    rows = list(zip(*(list(columns[factor.name]) for factor in chosen), strict=True))
    assert rows == list(product(*(factor.grid for factor in chosen)))


@given(factors(), some.sampled_from(FORMS), some.integers(0, 2**64 - 1))
def test_every_point_of_every_design_lies_within_the_ends(
    chosen: list[Factor], said: dict[str, Any], seed: int
) -> None:
    form = DesignForm(**said)
    design, columns = designed(form, chosen, seed)
    assert list(columns) == [factor.name for factor in chosen]
    for factor in chosen:
        column = columns[factor.name]
        assert len(column) == size(form, chosen)
        if factor.values is None:
            slack = 1e-9 * (abs(factor.low) + abs(factor.high))
            assert all(factor.low - slack <= value <= factor.high + slack for value in column)
        else:
            between = () if form.kind != "one_at_a_time" else (factor.middle,)
            assert set(column) <= {*factor.values, *between}
    if form.kind in SAMPLED:
        assert design.units.shape == (size(form, chosen), len(chosen))
        assert design.units.min() >= 0.0
        assert design.units.max() <= 1.0
    else:
        assert design.units is None


@given(factors(), some.sampled_from(FORMS), some.integers(0, 2**64 - 1))
def test_a_design_is_the_same_whenever_it_is_made(
    chosen: list[Factor], said: dict[str, Any], seed: int
) -> None:
    one, other = (designed(DesignForm(**said), chosen, seed)[1] for _ in range(2))
    assert all(list(one[name]) == list(other[name]) for name in one)


def test_another_seed_is_another_sample() -> None:
    chosen = [Factor("a", range=(0.0, 1.0)), Factor("b", range=(0.0, 1.0))]
    for said in FORMS:
        form = DesignForm(**said)
        one, other = (designed(form, chosen, seed)[1]["a"].tolist() for seed in (1, 2))
        assert (one != other) == (form.kind in SAMPLED)


def test_a_sobol_design_is_evenly_spread() -> None:
    chosen = [Factor("a", range=(0.0, 8.0)), Factor("b", values=("x", "y", "z", "w"), numeric=False)]
    _, columns = designed(DesignForm(kind="sobol", points=64), chosen, 5)
    assert np.bincount(np.floor(columns["a"]).astype(int)).tolist() == [8] * 8
    assert [columns["b"].count(name) for name in "xyzw"] == [16] * 4


def test_a_latin_hypercube_has_one_point_in_every_slice() -> None:
    chosen = [Factor("a", range=(0.0, 10.0)), Factor("b", uncertainty=Uncertainty(uniform=(0.0, 10.0)))]
    _, columns = designed(DesignForm(kind="latin_hypercube", points=10), chosen, 5)
    for column in columns.values():
        assert sorted(np.floor(column).astype(int).tolist()) == list(range(10))


@pytest.mark.parametrize("second", [False, True])
def test_a_saltelli_design_keeps_the_order_of_salib(second: bool) -> None:
    from SALib.sample.sobol import sample

    chosen = [Factor(name, range=(0.0, 1.0)) for name in "abc"]
    design, columns = designed(DesignForm(kind="saltelli", points=8, second_order=second), chosen, 3)
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0, 1]] * 3}
    expected = sample(problem, 8, calc_second_order=second, seed=3)
    assert (np.column_stack(list(columns.values())) == expected).all()
    assert (design.units == expected).all()
    assert (design.base, design.second_order) == (8, second)
    assert len(expected) == (64 if second else 40)


def test_a_morris_design_is_made_of_trajectories_that_move_one_factor_at_a_time() -> None:
    chosen = [
        Factor("a", range=(0.0, 3.0)),
        Factor("b", values=(1.0, 2.0, 3.0, 4.0)),
        Factor("c", range=(0.0, 1.0)),
    ]
    design, columns = designed(DesignForm(kind="morris", trajectories=5), chosen, 3)
    assert (design.trajectories, design.levels) == (5, 4)
    assert set(np.round(columns["a"], 9)) <= {0.0, 1.0, 2.0, 3.0}
    for trajectory in design.units.reshape(5, 4, 3):
        assert ((np.diff(trajectory, axis=0) != 0).sum(axis=1) == 1).all()
        assert ((np.diff(trajectory, axis=0) != 0).sum(axis=0) == 1).all()


def test_distributions_without_an_end_have_values_all_the_same() -> None:
    endless = [
        Factor("n", uncertainty=Uncertainty(normal=(0.0, 1.0))),
        Factor("l", uncertainty=Uncertainty(lognormal=(0.0, 1.0))),
        Factor("b", uncertainty=Uncertainty(beta=(2.0, 3.0))),
    ]
    for said in FORMS[1:]:
        _, columns = designed(DesignForm(**said), endless, 0)
        assert all(np.isfinite(column).all() for column in columns.values())
    _, columns = designed(DesignForm(kind="morris", trajectories=20), endless, 0)
    assert columns["n"].min() == quantile(endless[0].uncertainty, TAIL)
    assert columns["b"].min() < 1e-6
    assert endless[0].quantile(0.0) < -8


def test_the_ends_of_a_bounded_distribution_are_its_ends() -> None:
    """Morris's outermost levels are 0 and 1."""
    for uncertainty in (Uncertainty(uniform=(0.0, 2.0)), Uncertainty(normal=(1.0, 9.0), truncate=(0.0, 2.0))):
        factor = Factor("n", uncertainty=uncertainty)
        assert [factor.quantile(u) for u in (0.0, 1.0)] == [0.0, 2.0]


def test_quantiles_of_values_have_equal_shares() -> None:
    factor = Factor("a", values=("x", "y", "z"), numeric=False)
    assert [factor.quantile(u) for u in (0.0, 0.33, 0.34, 0.66, 0.67, 1.0)] == list("xxyyzz")


def test_one_at_a_time_moves_each_factor_to_its_ends(small: Write) -> None:
    study = small(
        "vary:\n"
        "  resolve: {}\n"
        "  belief: {path: actors.northland.triggers.soil_struck.declared.credibility, range: [0, 1]}\n"
        "  calm: {path: dispositions.reciprocal.descend, range: [0.5, 1]}\n"
        "  menace: {path: ladders.common.threats.menace, values: [3, 1, 2]}\n"
        "  top: {path: actors.southland.postures.hill_militia.ceiling, values: [harassment, threats]}\n"
        "design: one_at_a_time\n"
    )
    assert study.design.sides is not None
    assert study.design.sides[:3] == (None, ("resolve", "low"), ("resolve", "high"))
    assert study.size == 11
    beta = Uncertainty(beta=(2.0, 3.0))
    ends = {
        "resolve": (quantile(beta, 0.05), 0.4, quantile(beta, 0.95)),
        "belief": (0.0, 0.6, 1.0),
        "calm": (0.5, 0.75, 1.0),  # the scenario's 0.02 lies outside
        "menace": (3.0, 2.0, 2.0),  # its 0.5 as well
        "top": ("harassment", "harassment", "threats"),
    }
    for point, side in enumerate(study.design.sides):
        for name, (low, middle, high) in ends.items():
            expected = middle if side is None or side[0] != name else low if side[1] == "low" else high
            assert study.points[name][point] == expected


def test_a_table_is_taken_as_it_stands(small: Write) -> None:
    text = (
        "vary: {top: {path: actors.southland.postures.hill_militia.ceiling}}\n"
        "design: {kind: csv, file: p.csv}\n"
    )
    table = 'top, resolve\r\n"limited_strikes", 0.5\r\n\r\n harassment ,1e-1\r\nharassment,1'
    study = small(text, {"p.csv": table})
    assert study.points["top"] == ("limited_strikes", "harassment", "harassment")
    assert study.points["resolve"].tolist() == [0.5, 0.1, 1.0]
    assert [factor.name for factor in study.factors] == ["top", "resolve"]
    assert study.factors[1].ends == (0.1, 1.0)
    assert study.setting(1, 0).fixed == {"resolve": 0.1}
    assert study.design.kind == "csv"


def test_a_table_as_spreadsheets_and_r_write_it(small: Write) -> None:
    """A mark of UTF-8, quotes around every name, and lines that end as those of Windows do."""
    table = '\ufeff"resolve","top"\r\n0.5,"harassment"\r\n"0.25","limited_strikes"\r\n'
    study = small(
        "vary: {top: {path: actors.southland.postures.hill_militia.ceiling}}\n"
        "design: {kind: csv, file: p.csv}\n",
        {"p.csv": table},
    )
    assert study.points["resolve"].tolist() == [0.5, 0.25]
    assert study.points["top"] == ("harassment", "limited_strikes")


def test_a_table_has_a_limit(small: Write) -> None:
    with pytest.raises(ScenarioError) as caught:
        small("design: {kind: csv, file: p.csv}\n", {"p.csv": "resolve\n\n" + "0.1\n" * 100_001})
    assert str(caught.value) == "p.csv:100003:1: 100,001 rows: the limit is 100,000 points"


def test_what_is_uncertain_is_drawn_from_its_own_distribution(small: Write) -> None:
    study = small("vary: uncertain\ndesign: {kind: sobol, points: 256}\n")
    shares = study.units[:, 0].tolist()
    expected = [quantile(Uncertainty(beta=(2.0, 3.0)), share) for share in shares]
    assert study.points["resolve"].tolist() == expected
    assert math.isclose(float(np.mean(study.points["resolve"])), 0.4, abs_tol=1e-3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lengths=some.lists(some.integers(1, 4), min_size=1, max_size=3))
def test_the_size_of_any_grid(small: Write, lengths: list[int]) -> None:
    paths = ["dispositions.reciprocal.reactivity", "events.truce.rate", "meters.disapproval.decay"]
    lines = [
        f"  f{k}: {{path: {paths[k]}, values: {[n / 10 for n in range(length)]}}}\n"
        for k, length in enumerate(lengths)
    ]
    study = small("vary:\n" + "".join(lines))
    assert study.size == math.prod(lengths) == len(study.points["f0"])


def test_columns_cannot_be_changed(small: Write) -> None:
    study = small("vary: {resolve: {values: [0, 1]}}\n")
    with pytest.raises(ValueError, match="read-only"):
        study.points["resolve"][0] = 5
