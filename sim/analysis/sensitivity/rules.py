"""Boxes in the space of the factors, and how a person says them.

A box allows some of the values that each factor takes at the points: of numbers and dates a stretch,
of words any. So its bounds lie between two values that were tried, and the number told for a bound is
the shortest that parts the same two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.percents import date

Box = tuple[Any, ...]  # of each axis, which of its levels are allowed


@dataclass(frozen=True)
class Axis:
    """A factor: the values it takes, each once, and which of them each point has."""

    name: str
    levels: list[Any]
    codes: Any
    ordered: bool  # numbers and dates


def axis(name: str, values: Sequence[Any]) -> Axis:
    plain = [value.item() if isinstance(value, np.generic) else value for value in values]
    if any(value is None or value != value or value in (np.inf, -np.inf) for value in plain):
        raise ValueError(f"factor {name} is missing, or no finite number, at some points")
    ordered = all_of(plain, (int, float)) or all_of(plain, (dt.date,))
    if not ordered:
        plain = [str(value).lower() if isinstance(value, bool) else str(value) for value in plain]
    levels = sorted(set(plain))
    place = {level: k for k, level in enumerate(levels)}
    return Axis(name, levels, np.array([place[value] for value in plain], dtype=int), ordered)


def all_of(values: Sequence[Any], kinds: tuple[type, ...]) -> bool:
    return all(isinstance(value, kinds) and not isinstance(value, bool) for value in values)


# ---------------------------------------------------------------- boxes


def everywhere(axes: list[Axis]) -> Box:
    return tuple(np.ones(len(each.levels), dtype=bool) for each in axes)


def cut(box: Box, place: int, allowed: Any) -> Box:
    """The part of a box in which one axis has the allowed levels."""
    return (*box[:place], box[place] & allowed, *box[place + 1 :])


def inside(box: Box, axes: list[Axis]) -> Any:
    """Which points lie in the box."""
    found = np.ones(len(axes[0].codes), dtype=bool)
    for allowed, each in zip(box, axes, strict=True):
        found &= allowed[each.codes]
    return found


def tidied(box: Box, axes: list[Axis]) -> Box:
    """Without the bounds that keep no point out."""
    same = inside(box, axes)
    for place, each in enumerate(axes):
        for wider in widenings(box[place], each.ordered):
            candidate = (*box[:place], wider, *box[place + 1 :])
            if np.array_equal(inside(candidate, axes), same):
                box = candidate
                break
    return box


def widenings(allowed: Any, ordered: bool) -> list[Any]:
    """No bound at all, then without the lower or the upper one."""
    anything = np.ones_like(allowed)
    if not ordered:
        return [anything]
    first, last = ends(allowed)
    places = np.arange(len(allowed))
    return [anything, places <= last, places >= first]


def ends(allowed: Any) -> tuple[int, int]:
    chosen = np.flatnonzero(allowed)
    return int(chosen[0]), int(chosen[-1])


# ---------------------------------------------------------------- words


def rule(box: Box, axes: list[Axis]) -> str:
    """The bounds of a box: "resolve above 0.52 and ceiling is war"."""
    bounds = [bound(allowed, each) for allowed, each in zip(box, axes, strict=True) if not allowed.all()]
    return " and ".join(bounds) or "everywhere"


def bound(allowed: Any, each: Axis) -> str:
    levels = [level for level, kept in zip(each.levels, allowed, strict=True) if kept]
    if not each.ordered:
        return f"{each.name} {among(levels, each.levels)}"
    if len(levels) == 1:
        return f"{each.name} is {value_words(levels[0])}"
    first, last = ends(allowed)
    said = [lower(each.levels, first)] if first > 0 else []
    said += [upper(each.levels, last)] if last < len(each.levels) - 1 else []
    return f"{each.name} {' and '.join(said)}"


def among(levels: list[str], every: list[str]) -> str:
    """Words that are allowed, or the one that is not."""
    if len(levels) > 1 and len(levels) == len(every) - 1:
        return f"is not {next(level for level in every if level not in levels)}"
    return f"is {' or '.join(levels)}"


def lower(levels: list[Any], first: int) -> str:
    if isinstance(levels[first], dt.date):
        return f"from {date(levels[first])} on"
    return f"above {between(levels[first - 1], levels[first])}"


def upper(levels: list[Any], last: int) -> str:
    if isinstance(levels[last], dt.date):
        return f"until {date(levels[last])}"
    return f"at most {between(levels[last], levels[last + 1])}"


def value_words(value: Any) -> str:
    return date(value) if isinstance(value, dt.date) else f"{value:.15g}"


def between(low: float, high: float) -> str:
    """The shortest number from `low` up to, but not reaching, `high`, near the middle of the two."""
    if low <= 0.0 < high:
        return "0"
    for digits in range(1, 16):
        for near in (low + (high - low) / 2.0, low):
            said = float(f"{near:.{digits}g}")
            if low <= said < high:
                return f"{said:.15g}"
    return repr(low)
