"""Runs a second: the compiled ensemble, the Mesa engine, and the plain Mesa toy."""

from __future__ import annotations

from dataclasses import dataclass

import sim
from bench.clock import Row, best_of
from bench.toy import run_toy
from sim.engines.ensemble import available_cores
from sim.scenario.loading import Scenario

TARGET_POSTURE_DAYS = 8e6
TARGET_MESA = 25.0


@dataclass(frozen=True)
class Speeds:
    """Runs a second of each way to run the same scenario."""

    ensemble: float
    one_thread: float
    mesa: float
    toy: float
    posture_days: int  # a run


def measure(scenario: Scenario, runs: int, mesa_runs: int) -> Speeds:
    """Everything is run once before it is timed, so that compilation is not in it."""
    sim.simulate(scenario, runs=200)
    run_mesa(scenario, 0)
    run_toy(scenario, 0)
    return Speeds(
        ensemble=runs / best_of(3, lambda: sim.simulate(scenario, runs=runs, seed=1)),
        one_thread=runs / best_of(2, lambda: sim.simulate(scenario, runs=runs, seed=1, threads=1)),
        mesa=mesa_runs / best_of(3, lambda: [run_mesa(scenario, k) for k in range(mesa_runs)]),
        toy=mesa_runs / best_of(3, lambda: [run_toy(scenario, k) for k in range(mesa_runs)]),
        posture_days=len(scenario.plan.cast.postures) * scenario.days,
    )


def run_mesa(scenario: Scenario, run: int) -> None:
    """One run of the agents, to its last day."""
    crisis = sim.Crisis(scenario, seed=1, run=run)
    while not crisis.over:
        crisis.step()


def rows(speeds: Speeds) -> list[Row]:
    cores = available_cores()
    rate = speeds.ensemble * speeds.posture_days
    return [
        Row("ensemble, runs a second", f"{speeds.ensemble:,.0f}", note=f"{cores} threads, without the twin"),
        Row(
            "ensemble, posture-days a second",
            f"{rate / 1e6:.2f} million",
            f">= {TARGET_POSTURE_DAYS / 1e6:.0f} million on two cores",
        ),
        Row(f"ensemble, {cores} threads to one", f"{speeds.ensemble / speeds.one_thread:.2f} times"),
        Row("Mesa engine, runs a second", f"{speeds.mesa:.1f}", f">= {TARGET_MESA:.0f}", "one thread"),
        Row("plain Mesa toy, runs a second", f"{speeds.toy:.1f}", note="same actors, postures and days"),
        Row("ensemble to Mesa engine", f"{speeds.ensemble / speeds.mesa:.0f} times"),
        Row("ensemble to plain Mesa toy", f"{speeds.ensemble / speeds.toy:.0f} times"),
        Row("Mesa engine to plain Mesa toy", f"{speeds.mesa / speeds.toy:.2f} times"),
    ]
