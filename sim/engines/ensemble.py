"""The ensemble: many runs of one plan, compiled, on all cores, in blocks of bounded memory.

Run n of an ensemble uses draw n mod `draws` of the uncertain parameters. A block is a
stretch of runs; when the work is interrupted the finished blocks from the first on are
kept, which are the very runs a smaller ensemble would have had.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np

from sim.rules.record import Record, empty_record, run_fresh, run_onward
from sim.rules.state import DAY, State, empty_state
from sim.rules.world import World
from sim.scenario.plan import Plan

Progress = Callable[[int], None]
BLOCK = 1000


@dataclass(frozen=True)
class Snapshot:
    """A crisis as it stands: its State, resolves and counters included, and its parameters."""

    state: State
    parameters: Mapping[str, float]

    @property
    def day(self) -> int:
        return int(self.state.clock[DAY])


@dataclass(frozen=True)
class Batch:
    """The runs that were finished, from the first on.

    `standing` (draws, days + 1, A, R) counts runs with an actor at or above a rung, by draw.
    """

    record: Record
    standing: Any


class Work:
    """One ensemble in the making: rows are filled in any order, from any thread."""

    def __init__(
        self, worlds: Sequence[World | None], seed: int, first: int, runs: int, start: State | None
    ) -> None:
        self.worlds, self.seed, self.first, self.start = worlds, seed, first, start
        self.any_world = next(world for world in worlds if world is not None)
        self.record = empty_record(self.any_world, runs)
        self.counters: list[Any] = []  # one a thread, so that none waits for another
        self.free: list[Any] = []

    def fill(self, begin: int, end: int) -> None:
        """Run rows begin..end, draw by draw."""
        state, draws, counter = empty_state(self.any_world), len(self.worlds), self.take_counter()
        for draw, world in enumerate(self.worlds):
            rows = np.arange(begin + (draw - self.first - begin) % draws, end, draws)
            if world is not None and len(rows):
                self.fill_rows(world, state, rows, counter[draw])
        self.free.append(counter)

    def take_counter(self) -> Any:
        """A counter of who stood where that no other thread is using."""
        try:
            return self.free.pop()
        except IndexError:
            self.counters.append(np.zeros((len(self.worlds), *standing_shape(self.any_world)), np.int32))
            return self.counters[-1]

    def fill_rows(self, world: World, state: State, rows: Any, standing: Any) -> None:
        """Run the rows of one draw, counting who stood where on which day."""
        numbers, seed = rows.astype(np.uint64) + np.uint64(self.first), np.uint64(self.seed)
        refs = (world.ref, state.ref)
        if self.start is None:
            run_fresh(*refs, seed, numbers, self.record.ref, rows, standing)
        else:
            run_onward(*refs, self.start.ref, seed, numbers, self.record.ref, rows, standing)

    def finished(self, runs: int) -> Batch:
        """The first runs, when they are all that was finished."""
        whole = runs == len(self.record.peak)
        standing = np.sum(self.counters, axis=0) if self.counters else self.take_counter()
        return Batch(self.record if whole else self.record.first(runs), standing)


def standing_shape(world: World) -> tuple[int, int, int]:
    """(days + 1, A, R)"""
    return len(world.pinned), len(world.span), world.rate.shape[1]


def run_batches(
    plan: Plan,
    parameters: Sequence[Mapping[str, float]],
    seed: int,
    runs: int,
    *,
    variants: Sequence[bool] = (True,),
    first: int = 0,
    start: Snapshot | None = None,
    threads: int | None = None,
    block: int | None = None,
    progress: Progress | None = None,
) -> tuple[int, list[Batch]]:
    """Runs `first` .. `first + runs - 1`, with the parameters of each draw, once a variant.

    A variant says whether actors err; all variants of a run have the same luck, and are run
    side by side so that an interrupted ensemble keeps its twin. Threads and blocks change
    nothing in the result. Returns how many runs were finished, and a batch a variant.
    """
    state = None if start is None else start.state
    if state is not None and not state.fits(empty_state(plan.world(parameters[0]))):
        raise ValueError("the crisis to run on from is not one of this scenario")
    draws = len(parameters)
    needed = {(first + n) % draws for n in range(min(runs, draws))}
    worlds = [
        [plan.world(values, errors) if draw in needed else None for draw, values in enumerate(parameters)]
        for errors in variants
    ]
    works = [Work(each, seed, first, runs, state) for each in worlds]
    size = block or BLOCK
    edges = [(k, min(k + size, runs)) for k in range(0, runs, size)]
    done = run_blocks(works, edges, threads or available_cores(), progress)
    finished = edges[done - 1][1] if done else 0
    return finished, [work.finished(finished) for work in works]


def fill_block(works: Sequence[Work], begin: int, end: int) -> int:
    """One block of every variant; returns how many runs it has."""
    for work in works:
        work.fill(begin, end)
    return end - begin


def run_blocks(
    works: Sequence[Work], edges: list[tuple[int, int]], threads: int, progress: Progress | None
) -> int:
    """Fill blocks in order; returns how many were filled, which on Ctrl-C are the first ones.

    Blocks begin in order, and those under way are finished, so none is missing in between.
    """
    told: SimpleQueue[int] = SimpleQueue()
    with ThreadPoolExecutor(threads) as pool:
        futures: list[Future[int]] = []
        try:
            futures.extend(pool.submit(told_block, told, works, *edge) for edge in edges)
            report(told, len(futures), progress)
        except KeyboardInterrupt:
            for future in reversed(futures):
                future.cancel()
    return sum(future.result() > 0 for future in futures if not future.cancelled())


def told_block(told: SimpleQueue[int], works: Sequence[Work], begin: int, end: int) -> int:
    """One block, told of when it is done."""
    try:
        return fill_block(works, begin, end)
    finally:
        told.put(end - begin)


def report(told: SimpleQueue[int], blocks: int, progress: Progress | None) -> None:
    """Wait for all blocks, telling of each as it is finished.

    `concurrent.futures.wait` holds a lock of every block meanwhile, and Ctrl-C may leave one of them
    held for ever: a queue holds none.
    """
    while blocks:
        try:
            more = told.get(timeout=0.2)
        except Empty:
            continue
        blocks -= 1
        if progress is not None:
            progress(more)


def available_cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
