"""Runs a second: the compiled ensemble, the Mesa engine, and the plain Mesa toy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sim
from bench.clock import Row, Spent, best_of
from bench.toy import run_toy
from sim.engines.ensemble import available_cores
from sim.scenario.loading import Scenario

TARGET_POSTURE_DAYS = 8e6
TARGET_MESA = 25.0


@dataclass(frozen=True)
class Speeds:
    """Seconds a run of each way to run the same scenario."""

    ensemble: Spent
    one_thread: Spent
    mesa: Spent
    toy: Spent
    posture_days: int  # a run


def measure(scenario: Scenario, runs: int, mesa_runs: int) -> Speeds:
    """Everything is run once before it is timed, so that compilation is not in it."""
    sim.simulate(scenario, runs=200)
    run_mesa(scenario, 0)
    run_toy(scenario, 0)
    return Speeds(
        ensemble=each(runs, 3, lambda: sim.simulate(scenario, runs=runs, seed=1)),
        one_thread=each(runs, 2, lambda: sim.simulate(scenario, runs=runs, seed=1, threads=1)),
        mesa=each(mesa_runs, 3, lambda: [run_mesa(scenario, k) for k in range(mesa_runs)]),
        toy=each(mesa_runs, 3, lambda: [run_toy(scenario, k) for k in range(mesa_runs)]),
        posture_days=len(scenario.plan.cast.postures) * scenario.days,
    )


def each(runs: int, tries: int, work: Callable[[], object]) -> Spent:
    """What one of these runs takes."""
    spent = best_of(tries, work)
    return Spent(spent.wall / runs, spent.cpu / runs)


def run_mesa(scenario: Scenario, run: int) -> None:
    """One run of the agents, to its last day."""
    crisis = sim.Crisis(scenario, seed=1, run=run)
    while not crisis.over:
        crisis.step()


def rows(speeds: Speeds) -> list[Row]:
    cores, days = available_cores(), speeds.posture_days
    ensemble, mesa, toy = speeds.ensemble, speeds.mesa, speeds.toy
    gain = speeds.one_thread.wall / ensemble.wall
    return [
        Row("ensemble, runs a second", f"{1 / ensemble.wall:,.0f}", note=f"{cores} threads, no twin"),
        Row(
            "ensemble, posture-days a second",
            f"{days / ensemble.wall / 1e6:.2f} million",
            f">= {TARGET_POSTURE_DAYS / 1e6:.0f} million on two cores",
            f"{days / ensemble.cpu / 1e6:.2f} million a second of processor time",
        ),
        Row(f"ensemble, {cores} threads against one", f"{gain:.2f} times as fast"),
        Row(
            "Mesa engine, runs a second",
            f"{1 / mesa.wall:.1f}",
            f">= {TARGET_MESA:.0f}",
            f"one thread; {1 / mesa.cpu:.1f} a second of processor time",
        ),
        Row("plain Mesa toy, runs a second", f"{1 / toy.wall:.0f}", note="as many actors, postures, days"),
        Row(
            "ensemble against the Mesa engine",
            f"{mesa.wall / ensemble.wall:.0f} times as fast",
            note=by(mesa, ensemble),
        ),
        Row(
            "ensemble against the plain toy",
            f"{toy.wall / ensemble.wall:.1f} times as fast",
            note=by(toy, ensemble),
        ),
        Row(
            "Mesa engine against the plain toy",
            f"{toy.wall / mesa.wall:.2f} times as fast",
            note=by(toy, mesa),
        ),
    ]


def by(slow: Spent, fast: Spent) -> str:
    """The ratio that a busy machine leaves alone."""
    return f"{slow.cpu / fast.cpu:.3g} times, core for core"
