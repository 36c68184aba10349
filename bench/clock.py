"""Timing: the best of a few tries, since anything else on the machine only makes a try slower.

Wall time is what a user waits; processor time, summed over threads, is what the work costs. On a
machine that is busy with something else only the second means much, so ratios are taken of it.
"""

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


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock on the wall, and of processors."""

    wall: float
    cpu: float


def best_of(tries: int, work: Callable[[], object]) -> Spent:
    """The fewest seconds of each kind that any try took."""
    spent = [once(work) for _ in range(tries)]
    return Spent(min(one.wall for one in spent), min(one.cpu for one in spent))


def once(work: Callable[[], object]) -> Spent:
    """The seconds of one try."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)
