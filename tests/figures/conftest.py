"""A small lively crisis on two ladders, and its variants."""

from __future__ import annotations

import pytest

from sim.analysis.results import Ensemble
from sim.scenario.loading import load_text
from sim.simulation import simulate

CRISIS = """
schema: 1
id: two_ladders
title: A quarrel on two ladders
assumed: for the sake of the test
clock: {start: 2031-03-01, days: 20}
parameters:
  temper: {value: 0.3, uncertainty: {uniform: [0.05, 0.6]}}
ladders:
  state:
    - {id: calm}
    - {id: threats, menace: 0.1}
    - {id: limited_strikes, title: Limited strikes, firebreak: true, incidents: 2, harm: 2}
    - {id: war, firebreak: true, incidents: 4, harm: 4}
  militia:
    - {id: calm}
    - {id: fire, level: 1.5, firebreak: true, incidents: 1, harm: 1}
actors:
  aster:
    title: Aster
    ladder: state
    postures: {birch: {start: threats, reactivity: temper}, cedar: {start: threats}}
  birch: {ladder: state, postures: {aster: {start: threats, reactivity: 0.4}}}
  cedar: {title: The cedar militia, ladder: militia, postures: {aster: {ceiling: fire, reactivity: 0.2}}}
  dune: {title: Dune, ladder: state, postures: {aster: {ceiling: threats, reactivity: 0.2}}}
  ember: {title: Ember, ladder: state}
miscalculation: {accident: {up: 0.05}, misperception: {up: 0.1, down: 0.05}}
"""
CERTAIN = CRISIS.replace(", uncertainty: {uniform: [0.05, 0.6]}", "")
FLAT = CRISIS.replace(", firebreak: true", "")


def ensemble(text: str, runs: int = 120, twin: bool = True) -> Ensemble:
    return simulate(load_text(text), runs=runs, draws=12, seed=3, twin=twin)


@pytest.fixture(scope="session")
def uncertain() -> Ensemble:
    return ensemble(CRISIS)


@pytest.fixture(scope="session")
def certain() -> Ensemble:
    """Nothing uncertain, and no twin."""
    return ensemble(CERTAIN, twin=False)


@pytest.fixture(scope="session")
def flat() -> Ensemble:
    """No firebreaks."""
    return ensemble(FLAT, runs=24)
