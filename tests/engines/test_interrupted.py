"""Ctrl-C whenever it strikes: the blocks under way are finished, and the ensemble ends."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path
from types import FrameType

import pytest

import sim
from sim.engines.ensemble import run_batches

BORDER = Path(__file__).parents[1] / "data" / "border_crisis.yaml"
RUNS, BLOCK, STRIKES = 20_000, 5, 12


def strike(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@pytest.mark.compiled_only
@pytest.mark.timeout(120)
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer that strikes anywhere")
def test_it_ends_wherever_it_is_struck() -> None:
    scenario = sim.load(BORDER)
    parameters = [scenario.parameters]
    run_batches(scenario.plan, parameters, 0, 50)
    began = time.perf_counter()
    whole = run_batches(scenario.plan, parameters, 0, RUNS, block=BLOCK)[1][0]
    took = time.perf_counter() - began
    moments, former = random.Random(1), signal.signal(signal.SIGALRM, strike)
    interrupted = 0
    try:
        for _ in range(STRIKES):
            signal.setitimer(signal.ITIMER_REAL, moments.uniform(0.1 * took, 0.6 * took))
            try:
                done, (batch,) = run_batches(scenario.plan, parameters, 0, RUNS, block=BLOCK)
            except KeyboardInterrupt:
                continue  # struck while the ensemble was being set up or put together
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            interrupted += done < RUNS
            assert (batch.record.outcome == whole.record.outcome[:done]).all()
    finally:
        signal.signal(signal.SIGALRM, former)
    assert interrupted
