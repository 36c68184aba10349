"""Draws of parameters are the exact inverses of their distributions."""

from __future__ import annotations

from typing import Any

import pytest
import scipy.stats as st
from hypothesis import given
from hypothesis import strategies as some

from sim.scenario.uncertainty import bounds, quantile, support
from sim.scenario.unknowns import Parameter, Uncertainty

KNOWN = [
    ({"uniform": [2, 5]}, st.uniform(2, 3)),
    ({"triangular": [1, 2, 4]}, st.triang(1 / 3, 1, 3)),
    ({"triangular": [1, 1, 4]}, st.triang(0, 1, 3)),
    ({"triangular": [1, 4, 4]}, st.triang(1, 1, 3)),
    ({"beta": [2, 3]}, st.beta(2, 3)),
    ({"normal": [1, 2], "truncate": [0, 3]}, st.truncnorm(-0.5, 1.0, 1, 2)),
    ({"normal": [0, 1], "truncate": [7, 9]}, st.truncnorm(7, 9)),
]


@pytest.mark.parametrize(("fields", "law"), KNOWN)
@pytest.mark.parametrize("u", [0.001, 0.25, 0.5, 0.9, 0.999])
def test_quantiles_agree_with_scipy(fields: dict[str, Any], law: Any, u: float) -> None:
    assert quantile(Uncertainty(**fields), u) == pytest.approx(law.ppf(u), rel=1e-9)


@pytest.mark.parametrize("u", [0.001, 0.5, 0.999])
def test_a_truncated_lognormal(u: float) -> None:
    law = st.lognorm(0.5, scale=2.718281828459045)
    low, high = law.cdf(1), law.cdf(4)
    drawn = quantile(Uncertainty(lognormal=(1, 0.5), truncate=(1, 4)), u)
    assert drawn == pytest.approx(law.ppf(low + u * (high - low)))


@given(
    u=some.floats(2**-54, 1 - 2**-53),
    v=some.floats(2**-54, 1 - 2**-53),
    fields=some.sampled_from([f for f, _ in KNOWN] + [{"lognormal": [0, 2], "truncate": [-1, 9]}]),
)
def test_draws_rise_with_u_and_stay_in_the_support(u: float, v: float, fields: dict[str, Any]) -> None:
    uncertainty = Uncertainty(**fields)
    low, high = support(uncertainty)
    drawn = sorted([(u, quantile(uncertainty, u)), (v, quantile(uncertainty, v))])
    assert low <= drawn[0][1] <= drawn[1][1] + 1e-12
    assert drawn[1][1] <= high


@given(
    mean=some.floats(-1e6, 1e6),
    spread=some.floats(1e-6, 1e6),
    low=some.floats(-1e6, 1e6),
    width=some.floats(1e-3, 1e6),
    u=some.floats(1e-12, 1 - 1e-12),
)
def test_a_truncation_far_in_a_tail_still_yields_its_own_values(
    mean: float, spread: float, low: float, width: float, u: float
) -> None:
    drawn = quantile(Uncertainty(normal=(mean, spread), truncate=(low, low + width)), u)
    assert low <= drawn <= low + width


def test_bounds_hold_the_value_and_the_support() -> None:
    assert bounds(Parameter(value=3.0)) == (3.0, 3.0)
    assert bounds(Parameter(value=3.0, uncertainty=Uncertainty(uniform=(0, 1)))) == (0.0, 3.0)
