"""The proximate causes of the climbs that matter most: first arrivals at firebreaks."""

from __future__ import annotations

from typing import Any

from sim.analysis.percents import percent
from sim.analysis.results import Ensemble

CAUSES = ("initiated", "retaliated", "misled", "committed", "allied", "ordered", "accidental")


def cause_rows(
    ensemble: Ensemble, summary: dict[str, Any], most: int
) -> tuple[list[str], list[list[str]], int]:
    """Heads, rows (the most open first) and how many more there are; causes nobody had are left out."""
    found = [
        (openness(row), posture, rung, row)
        for posture, rungs in summary["proximate_causes"].items()
        for rung, row in rungs.items()
        if rung in marked(ensemble, posture) and any(row.values())
    ]
    found.sort(key=lambda line: (-line[0], line[1], line[2]))
    shown = found[:most]
    used = [cause for cause in CAUSES if any(row[cause] for _, _, _, row in shown)]
    body = [
        [f"{posture} at {rung}", *(percent(row[cause]) if row[cause] else "." for cause in used)]
        for _, posture, rung, row in shown
    ]
    return ["posture and rung", *used], body, len(found) - len(shown)


def openness(row: dict[str, float]) -> float:
    """How far from never and from always: the nearer to even, the more the causes matter."""
    total = sum(row.values())
    return min(total, 1.0 - total)


def marked(ensemble: Ensemble, posture: str) -> set[str]:
    """The firebreaks of a posture's ladder; its top rung where it has none."""
    ladder = ensemble.plan.cast.ladder(posture.split(">")[0])
    return {rung.id for rung in ladder if rung.firebreak} or {ladder[-1].id}
