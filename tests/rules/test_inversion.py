"""Counts from one uniform: the quantiles of the textbook, monotone in the rate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.rules.counts import binomial, poisson

# Where the sum of many terms in floating point may step a hair before or after the exact quantile.
HAIR = 1e-12
U = st.floats(1e-12, 1 - 1e-9)


@given(rate=st.floats(0.0, 500.0), u=U)
def test_poisson_is_the_quantile(rate: float, u: float) -> None:
    low, high = np.asarray(stats.poisson.ppf([u - HAIR, u + HAIR], rate))
    assert max(low, 0) <= poisson(rate, u) <= high


@given(n=st.integers(0, 700), share=st.floats(0.0, 1.0), u=U)
def test_binomial_is_the_quantile(n: int, share: float, u: float) -> None:
    drawn = binomial(n, share, u)
    low, high = np.asarray(stats.binom.ppf([u - HAIR, u + HAIR], n, share))
    assert max(low, 0) <= drawn <= high


@given(rate=st.floats(0.0, 490.0), more=st.floats(1e-6, 10.0), u=U)
def test_a_higher_rate_brings_no_fewer(rate: float, more: float, u: float) -> None:
    assert poisson(rate, u) <= poisson(rate + more, u)


@given(n=st.integers(0, 300), share=st.floats(0.0, 1.0), other=st.floats(0.0, 1.0), u=U)
def test_a_higher_share_brings_no_fewer(n: int, share: float, other: float, u: float) -> None:
    low, high = sorted((share, other))
    assert binomial(n, low, u) <= binomial(n, high, u) <= n


@given(rate=st.floats(0.0, 500.0), u=U, other=U)
def test_more_luck_brings_no_fewer(rate: float, u: float, other: float) -> None:
    low, high = sorted((u, other))
    assert poisson(rate, low) <= poisson(rate, high)


@pytest.mark.parametrize("u", [5e-17, 1e-300, 0.5, 1 - 2**-53, 1.0])
@pytest.mark.parametrize("rate", [0.0, 1e-9, 0.3, 3.0, 80.0, 500.0])
def test_inversion_ends_at_the_ends(rate: float, u: float) -> None:
    """The last uniform rounds to 1, where the sum of the terms may never come."""
    drawn = poisson(rate, u)
    assert 0 <= drawn <= rate + 20 * (rate + 1) ** 0.5 + 20
    for share in (0.0, 1e-9, 0.3, 0.5, 0.7, 1.0):
        assert 0 <= binomial(600, share, u) <= 600


def test_sure_things() -> None:
    assert [binomial(5, 1.0, u) for u in (1e-16, 0.5, 1.0)] == [5, 5, 5]
    assert [binomial(5, 0.0, u) for u in (1e-16, 0.5, 1.0)] == [0, 0, 0]
    assert [poisson(0.0, u) for u in (1e-16, 0.5, 1 - 2**-53)] == [0, 0, 0]
    assert binomial(0, 0.5, 0.5) == 0


def test_the_whole_distribution_comes_out() -> None:
    """An even grid of uniforms yields each count as often as it should."""
    grid = (np.arange(4000) + 0.5) / 4000
    for rate in (0.4, 7.0):
        drawn = np.array([poisson(rate, u) for u in grid])
        for k in range(12):
            assert abs((drawn == k).mean() - stats.poisson.pmf(k, rate)) < 1 / 1000
