"""Tiny crises whose chances are known, and records of them."""

from __future__ import annotations

from typing import Any

import pytest
from tools import runs, small

from sim.analysis.scoring.backcast import Backcast
from sim.scenario.loading import Scenario
from sim.studies.backcasting.record import read_record
from sim.studies.backcasting.whole import backcast
from tests.cli.conftest import main as main

HEADS = "kind,what,from,to,value,source,note,group"
WORLD = """
parameters: {pace: {value: 3, uncertainty: {uniform: [2, 4]}}}
fronts: {river: {}, hills: {soil: birch}}
actors:
  aster:
    title: Aster
    postures:
      birch:
        start: strikes
        floor: strikes
        ceiling: strikes
        incidents: {strikes: pace}
        fronts: {river: {share: 3}, hills: {}}
    triggers:
      - {id: late, title: A late line, when: day() >= 6, honoured: 0.3, then: {birch: {ceiling: war}}}
      - {id: never, when: day() > 99, then: {birch: {ceiling: war}}}
  birch:
    postures: {aster: {}}
    triggers:
      - {id: late, when: day() >= 6, then: {aster: {ceiling: threats}}}
      - {id: soil, when: "struck(birch, last=3) >= 1", honoured: 0.5, then: {aster: {floor: threats}}}
counts: {strikes: {title: Strikes of Aster, of: aster>birch, from: 2, to: 2031-03-06}}
events:
  coin: {title: A coin, probability: 0.25}
  storm: {when: day() >= 1, rate: 0.1}
outcomes:
  wet: {title: It rains, when: happened(storm)}
  quiet: rung(birch, aster) < threats
"""


@pytest.fixture(scope="session")
def world() -> Scenario:
    return small(WORLD, days=12)


def record(*rows: str) -> str:
    return "\n".join([HEADS, *rows]) + "\n"


def scored(scenario: Scenario, *rows: str, **how: Any) -> Backcast:
    """A back-cast of some rows."""
    found = read_record(record(*rows), "record.csv", scenario)
    return backcast(scenario, found, **{"runs": runs(4000, 100), "draws": 20, "seed": 5, **how})
