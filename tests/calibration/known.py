"""Small worlds with a posterior that can be written down: a rate behind a count, a chance behind an event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from sim.analysis.calibration.reference import Reference

DAYS, MOST = 10, 4.0  # of a count of incidents, and of the rate behind it, which is even from 0 on

WORLD = f"""
schema: 1
id: known
title: A world with a known posterior
clock: {{start: 2031-03-01, days: {DAYS}}}
parameters:
  rate: {{value: 2, uncertainty: {{uniform: [0, {MOST}]}}, assumed: anything}}
  chance: {{value: 0.4, uncertainty: {{beta: [2, 3]}}, assumed: anything}}
  idle: {{value: 0, uncertainty: {{normal: [0, 1]}}, assumed: nothing comes of it}}
ladders: {{common: [{{id: calm}}, {{id: strikes, incidents: rate}}]}}
actors:
  north: {{postures: {{south: {{start: strikes, floor: strikes}}}}}}
  south: {{postures: {{north: {{}}}}}}
meters: {{unread: {{drift: idle}}}}
events: {{flood: {{at: 3, probability: chance}}}}
outcomes: {{flooded: {{title: The river floods, when: happened(flood)}}}}
"""

RECORD = """
schema: 1
id: learnt
title: What a count says
scenario: known.yaml
until: 2031-03-11
runs: 4000
keep: 0.05
draws: 500
sbc: 0
targets:
  counts: {strikes: {of: north>south, recorded: 20}}
  first_days: {flood: {when: happened(flood), recorded: 2031-03-04}}
"""


def written(folder: Path, record: str = RECORD) -> Path:
    """A calibration in a folder, its scenario beside it."""
    (folder / "known.yaml").write_text(WORLD)
    path = folder / "learnt.yaml"
    path.write_text(record)
    return path


def counted(runs: int, seed: int, recorded: int = 0) -> Reference:
    """The same world's count by numpy alone: a rate that shows and a number that does not."""
    rng = np.random.default_rng(seed)
    shares = rng.random((runs, 2))
    counts = rng.poisson(DAYS * MOST * shares[:, 0])
    return Reference(("rate", "idle"), ("strikes",), shares, (counts - recorded)[:, None].astype(float))


def weighted_quantiles(values: Any, weights: Any, at: list[float]) -> Any:
    """Quantiles of weighted values."""
    order = np.argsort(values)
    return np.interp(at, np.cumsum(weights[order]) - weights[order] / 2, values[order])
