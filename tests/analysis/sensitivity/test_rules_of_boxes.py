"""Boxes as a person says them: short numbers, the same points."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.sensitivity.rules import axis, between, everywhere, inside, rule, tidied

NUMBERS = st.floats(-1e6, 1e6).map(lambda value: value + 0.0)


@given(NUMBERS, NUMBERS)
def test_a_bound_parts_the_same_two_values(one: float, other: float) -> None:
    low, high = sorted((one, other))
    if low < high:
        assert low <= float(between(low, high)) < high


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.5187, 0.5243, "0.52"),
        (0.0, 1.0, "0"),
        (-0.3, 0.2, "0"),
        (2, 3, "2"),
        (0.98, 1.9, "1"),
        (120_000, 180_000, "150000"),
        (90_000, 120_000, "100000"),
        (-0.7, -0.6, "-0.7"),
        (0.1, 0.2, "0.1"),
        (0.3, 0.1 + 0.2, "0.3"),
        (0.1 + 0.2, 0.30000000000000016, "0.30000000000000004"),
    ],
)
def test_the_shortest_number_between(low: float, high: float, said: str) -> None:
    assert between(low, high) == said


DAYS = [dt.date(2031, 3, day) for day in (1, 5, 9, 20)]
AXES = [
    axis("resolve", [0.1, 0.2, 0.3, 0.4]),
    axis("ceiling", ["war", "raids", "calm", "war"]),
    axis("talks", [True, False, True, False]),
    axis("start", DAYS),
    axis("steps", np.array([1, 2, 2, 3])),
]


def told(**allowed: list[bool]) -> str:
    box = tuple(
        np.array(allowed.get(each.name, start), bool)
        for each, start in zip(AXES, everywhere(AXES), strict=True)
    )
    return rule(box, AXES)


def test_rules_as_they_are_said() -> None:
    assert told() == "everywhere"
    assert told(resolve=[False, False, True, True]) == "resolve above 0.2"
    assert told(resolve=[True, True, True, False]) == "resolve at most 0.3"
    assert told(resolve=[False, True, True, False]) == "resolve above 0.1 and at most 0.3"
    assert told(steps=[False, True, False]) == "steps is 2"
    assert told(ceiling=[False, False, True]) == "ceiling is war"
    assert told(ceiling=[False, True, True]) == "ceiling is not calm"
    assert (
        told(talks=[False, True], resolve=[False, True, True, True]) == "resolve above 0.1 and talks is true"
    )
    assert told(start=[False, True, True, True]) == "start from 5 Mar 2031 on"
    assert told(start=[True, True, False, False]) == "start until 5 Mar 2031"
    assert told(start=[False, False, True, False]) == "start is 9 Mar 2031"


def test_several_words_of_many() -> None:
    rungs = axis("rung", ["a", "b", "c", "d"])
    assert rule((np.array([True, True, False, False]),), [rungs]) == "rung is a or b"


def test_bounds_that_keep_nothing_out_are_dropped() -> None:
    axes = [axis("x", [0.1, 0.2, 0.3, 0.4]), axis("y", [1.0, 2.0, 3.0, 4.0]), axis("z", list("aabb"))]
    box = (
        np.array([False, False, True, True]),
        np.array([False, True, True, False]),
        np.array([False, True]),
    )
    found = tidied(box, axes)
    np.testing.assert_array_equal(inside(found, axes), inside(box, axes))
    assert rule(box, axes) == "x above 0.2 and y above 1 and at most 3 and z is b"
    assert rule(found, axes) == "y at most 3 and z is b"
    other = (
        np.array([False, True, True, False]),
        np.array([False, True, True, True]),
        np.array([True, True]),
    )
    assert rule(tidied(other, axes), axes) == "x at most 0.3 and y above 1"
    other = (
        np.array([False, True, True, False]),
        np.array([True, True, True, False]),
        np.array([True, True]),
    )
    assert rule(tidied(other, axes), axes) == "x above 0.1 and y at most 3"


@pytest.mark.parametrize("values", [[1.0, float("nan")], [1.0, None], [1.0, float("inf")]])
def test_values_that_are_none_are_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match="factor x is missing, or no finite number"):
        axis("x", values)
