"""From a scenario to an ensemble: the one call an analyst needs."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from sim.analysis.results import Ensemble
from sim.engines.ensemble import Progress, Snapshot, run_batches
from sim.scenario.fixing import fixed_parameters
from sim.scenario.loading import Scenario
from sim.scenario.parameters import drawn_parameters, is_uncertain

DRAWS = 200


def simulate(
    scenario: Scenario,
    runs: int = 20_000,
    seed: int = 0,
    *,
    draws: int = DRAWS,
    errors: bool = True,
    twin: bool = False,
    parameters: Mapping[str, float] | None = None,
    first: int = 0,
    start: Snapshot | None = None,
    threads: int | None = None,
    block: int | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Many runs of a scenario, compiled, on every core.

    Parameters
    ----------
    runs, seed: how many runs (1 or more), and the seed of their luck (0 .. 2**64 - 1).
    draws: how many draws of the uncertain parameters; run n uses draw n mod draws.
    errors: False sets accidents, misperception and false alarms to 0, with the same luck.
    twin: also run the same luck without errors (`ensemble.twin`).
    parameters: values that are fixed, by name; the others are drawn or central.
    first: the number of the first run, so that a later stretch can be run by itself.
    start: run on from a `Crisis.snapshot()`; its parameters and resolves are kept.
    threads, block: where the work is done; they change nothing in the result.
    progress: called with the number of runs finished since the last call.

    Raises ValueError for numbers out of range or unknown parameters. After Ctrl-C the
    ensemble holds the runs finished by then (`interrupted` is True).
    """
    check_numbers(runs, seed, draws, first)
    drawn = parameters_of_draws(scenario, seed, min(draws, runs + first), parameters or {}, start)
    return simulate_drawn(
        scenario,
        drawn,
        runs,
        seed,
        draws=draws,
        errors=errors,
        twin=twin,
        first=first,
        start=start,
        threads=threads,
        block=block,
        progress=progress,
    )


def simulate_drawn(
    scenario: Scenario,
    drawn: Sequence[Mapping[str, float]],
    runs: int,
    seed: int,
    *,
    draws: int,
    errors: bool = True,
    twin: bool = False,
    first: int = 0,
    start: Snapshot | None = None,
    threads: int | None = None,
    block: int | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """The same with the parameters of every draw given, each of them known to be possible."""
    variants = (errors, False) if twin else (errors,)
    began = time.perf_counter()
    done, batches = run_batches(
        scenario.plan,
        drawn,
        seed,
        runs,
        variants=variants,
        first=first,
        start=start,
        threads=threads,
        block=block,
        progress=progress,
    )
    elapsed = time.perf_counter() - began

    def told(variant: int, other: Ensemble | None) -> Ensemble:
        return Ensemble(
            scenario=scenario,
            plan=scenario.plan,
            runs=done,
            draws=draws,
            seed=seed,
            errors=variants[variant],
            parameters=drawn,
            record=batches[variant].record,
            standing=batches[variant].standing,
            elapsed=elapsed,
            interrupted=done < runs,
            twin=other,
        )

    return told(0, told(1, None) if twin else None)


def parameters_of_draws(
    scenario: Scenario, seed: int, draws: int, asked: Mapping[str, float], start: Snapshot | None
) -> list[dict[str, float]]:
    """The parameters of each draw: those of a crisis that is run on, else drawn; one where all is known."""
    if start is not None:
        return [dict(start.parameters)]
    fixed = fixed_parameters(scenario, asked)
    count = draws if is_uncertain(scenario.document, fixed) else 1
    return [drawn_parameters(scenario.document, seed, draw, fixed) for draw in range(count)]


def check_numbers(runs: int, seed: int, draws: int, first: int) -> None:
    """Refuse what no ensemble can have."""
    if runs < 1:
        raise ValueError(f"runs must be 1 or more, not {runs}")
    if draws < 1:
        raise ValueError(f"draws must be 1 or more, not {draws}")
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed must be from 0 to 2**64 - 1, not {seed}")
    if first < 0 or first + runs > 2**64:
        raise ValueError(f"first must be from 0 to 2**64 - {runs}, not {first}")
