"""Chances as they are printed: no false precision, no 0 where there is a bound."""

from __future__ import annotations

import pytest

from sim.analysis.percents import above, below, chance, listed, percent, points, span


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.5, "50.0%"),
        (0.0312, "3.1%"),
        (0.00145, "0.14%"),
        (0.00005, "0.0050%"),
        (0.0001, "0.010%"),
        (0.999, "99.9%"),
        (0.99905, "99.9%"),
        (0.9995, "99.95%"),
        (0.99995, "99.995%"),
    ],
)
def test_percent(share: float, said: str) -> None:
    assert percent(share) == said


def test_bounds_are_rounded_away_from_the_data() -> None:
    assert below(0.000192) == "< 0.020%"
    assert below(0.0369935) == "< 3.7%"
    assert below(0.792) == "< 80%"
    assert above(0.99981) == "> 99.981%"


def test_never_and_always() -> None:
    assert chance({"p": 0.0, "lo": 0.0, "hi": 0.01}) == "< 1.0%"
    assert chance({"p": 1.0, "lo": 0.99, "hi": 1.0}) == "> 99%"
    assert chance({"p": 0.25, "lo": 0.2, "hi": 0.3}) == "25.0%"


def test_spans_points_lists() -> None:
    assert span(0.004, 0.09) == "0.40 to 9.0%"
    assert span(0.004, 0.004) == "0.40%"
    assert points(0.009) == "+0.90"
    assert points(-0.0234) == "-2.3"
    assert points(0.0001) == "+0.010"
    assert points(0.0) == "0"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"
