"""Timing: the best of a few tries, since anything else on the machine only makes a try slower."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, how much, and what was hoped for."""

    what: str
    value: str
    target: str = ""
    note: str = ""


def best_of(tries: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest try."""
    return min(seconds(work) for _ in range(tries))


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one try."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
