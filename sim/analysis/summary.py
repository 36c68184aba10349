"""The summary of an ensemble: one plain dictionary, the same for people, scripts and files."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.analysis.intervals import lower_median, paired_difference, range_over_draws, wilson
from sim.analysis.results import Ensemble
from sim.scenario.cast import ALL, levels
from sim.version import VERSION

PROXIMATE = ("initiated", "retaliated", "misled", "committed", "allied", "ordered")


def summarise(ensemble: Ensemble) -> dict[str, Any]:
    """Everything an ensemble says, by the names of its scenario."""
    scenario = ensemble.scenario
    summary = {
        "scenario": scenario.id,
        "scenario_sha256": scenario.sha256,
        "version": VERSION,
        "runs": ensemble.runs,
        "draws": ensemble.draws,
        "seed": ensemble.seed,
        "days": scenario.days,
        "elapsed_s": round(ensemble.elapsed, 3),
        "runs_per_s": round(ensemble.runs / ensemble.elapsed) if ensemble.elapsed > 0 else 0,
        "outcomes": {name: chance(ensemble, days) for name, days in ensemble.outcomes.items()},
        "miscalculation": miscalculation(ensemble),
        "events": {name: chance(ensemble, days) for name, days in ensemble.events.items()},
        "triggers": triggers(ensemble),
        "reach": reach(ensemble),
        "incidents": incidents(ensemble),
        "counts": counts(ensemble),
        "proximate_causes": proximate_causes(ensemble),
    }
    if ensemble.twin is None:
        del summary["miscalculation"]
    return summary


def chance(ensemble: Ensemble, days: Any) -> dict[str, Any]:
    """The share of runs in which something came, from its first days (-1: never)."""
    came = days >= 0
    low, high = wilson(int(came.sum()), len(came))
    spread = range_over_draws(came, len(ensemble.parameters)) if ensemble.uncertain else None
    return {
        "p": share(came),
        "lo": low,
        "hi": high,
        "range": spread,
        "median_day": lower_median(days),
    }


def share(happened: Any) -> float:
    """The share of runs in which something is true; 0 of no runs."""
    return float(happened.mean()) if len(happened) else 0.0


def miscalculation(ensemble: Ensemble) -> dict[str, Any]:
    """What errors made of each outcome and what they averted, by the twin without errors."""
    if ensemble.twin is None:
        return {}
    found = {}
    for name, days in ensemble.outcomes.items():
        with_errors, without = days >= 0, ensemble.twin.outcomes[name] >= 0
        low, high = paired_difference(with_errors, without)
        found[name] = {
            "with": share(with_errors),
            "without": share(without),
            "made": share(with_errors & ~without),
            "averted": share(without & ~with_errors),
            "lo": low,
            "hi": high,
        }
    return found


def triggers(ensemble: Ensemble) -> dict[str, dict[str, dict[str, float]]]:
    """By trigger and actor: how often its condition came true, and was acted on."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for k, binding in enumerate(ensemble.plan.bindings):
        row = {"met": share(ensemble.record.met[:, k]), "honoured": share(ensemble.record.honoured[:, k])}
        found.setdefault(binding.id, {})[binding.actor] = row
    return found


def reach(ensemble: Ensemble) -> dict[str, dict[str, dict[str, Any]]]:
    """The chance of every rung, for every actor, group and posture, lowest rung first."""
    cast = ensemble.plan.cast
    names = [*cast.actors, *(g for g in cast.groups if g != ALL), *cast.postures]
    return {
        name: {rung: chance(ensemble, ensemble.first_day(name, rung)) for rung in rungs_of(ensemble, name)}
        for name in names
        if rungs_of(ensemble, name)
    }


def rungs_of(ensemble: Ensemble, name: str) -> list[str]:
    """The rungs a name can stand on, in order of level; none for an actor without postures."""
    cast = ensemble.plan.cast
    if ">" in name:
        return cast.rungs(cast.owner(name))
    members = [m for m in cast.members(name) if cast.between(m, None)]
    heights: dict[str, float] = {}
    for member in members:
        for rung, level in zip(cast.ladder(member), levels(cast.ladder(member)), strict=True):
            heights.setdefault(rung.id, level)
    return sorted(heights, key=lambda rung: heights[rung])


def incidents(ensemble: Ensemble) -> dict[str, dict[str, Any]]:
    """Incidents by the last day, for every posture that can have any."""
    plan, found = ensemble.plan, {}
    rates = plan.tables["rate"]
    possible = (rates.values > 0).any(axis=1)
    for place, _ in rates.patches:
        possible[place // rates.values.shape[1]] = True
    for place, posture in enumerate(plan.cast.postures):
        if possible[place]:
            own = [c for c, (name, _) in enumerate(plan.cells) if name == posture]
            means = ensemble.record.incidents[:, own].mean(axis=0) if ensemble.runs else [0.0] * len(own)
            found[posture] = {
                **spread_of(ensemble.record.incidents[:, own].sum(axis=1)),
                "severe_mean": mean(ensemble.record.severe[:, own].sum(axis=1)),
                "fronts": {
                    plan.cells[c][1]: float(m) for c, m in zip(own, means, strict=True) if plan.cells[c][1]
                },
            }
    return found


def counts(ensemble: Ensemble) -> dict[str, dict[str, float]]:
    """The named counts of incidents over windows of days."""
    names = sorted(ensemble.plan.document.counts)
    return {name: spread_of(ensemble.record.count[:, k]) for k, name in enumerate(names)}


def spread_of(values: Any) -> dict[str, float]:
    """Mean, standard deviation and quantiles of whole numbers over runs."""
    if not len(values):
        return {"mean": 0.0, "sd": 0.0, "q05": 0, "q50": 0, "q95": 0}
    q05, q50, q95 = np.quantile(values, [0.05, 0.5, 0.95], method="inverted_cdf")
    sd = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return {"mean": mean(values), "sd": sd, "q05": int(q05), "q50": int(q50), "q95": int(q95)}


def mean(values: Any) -> float:
    return float(values.mean()) if len(values) else 0.0


def proximate_causes(ensemble: Ensemble) -> dict[str, dict[str, dict[str, float]]]:
    """By posture and rung: the share of runs by the cause of the first arrival, and by accident alone."""
    record, found = ensemble.record, {}
    for place, posture in enumerate(ensemble.postures):
        rows = {}
        for k, rung in enumerate(ensemble.rungs(posture)):
            by = record.reached_by[:, place, k]
            causes = {name: share(by == code) for code, name in enumerate(PROXIMATE)}
            acted, meant = record.peak_executed[:, place], record.peak[:, place]
            rows[rung] = {**causes, "accidental": share((acted >= k) & (meant < k))}
        found[posture] = rows
    return found
