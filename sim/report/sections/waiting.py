"""When outcomes come, if they come: survival curves, and where actors stand day by day."""

from __future__ import annotations

from sim.analysis.chances.curves import fans
from sim.analysis.chances.survival import Survivals, survivals
from sim.analysis.percents import percent
from sim.analysis.results import Ensemble
from sim.figures import fan, survival
from sim.report.blocks import Block, Heading, Picture, Prose
from sim.report.drawing import inline
from sim.report.results import Results

MOST = 8  # curves that can be told apart


def waiting(results: Results) -> list[Block]:
    ensemble = results.ensemble
    names = unsettled(ensemble)
    blocks: list[Block] = [Heading("When outcomes come")]
    if names:
        found = survivals(ensemble, names)
        blocks += [
            Prose(
                "Each curve falls from 100%, the share of the runs still without an outcome, as the outcome "
                "comes. Every run is followed to the last day, so the curve is a plain count; how far it "
                f"has fallen by then is the outcome's chance. {which(ensemble, names)}"
            ),
            Picture(
                "survival",
                "The share of runs still without each outcome",
                spoken(found),
                inline(survival.draw(found), "survival"),
            ),
        ]
    else:
        blocks.append(
            Prose("No outcome came in some of the runs and not in others: there is no curve to draw.")
        )
    stood = fans(ensemble)
    words = "A panel an actor; its rungs as layers that add up to 100% of the runs on each day."
    title = "On which rung each actor stands, by day"
    return [*blocks, Picture("fan", title, words, inline(fan.draw(stood), "fan"))]


def unsettled(ensemble: Ensemble) -> list[str]:
    """The outcomes that came in some runs and not in others, those nearest to even first."""
    shares = {name: float((days >= 0).mean()) for name, days in ensemble.outcomes.items()}
    some = [name for name, share in shares.items() if 0.0 < share < 1.0]
    return sorted(some, key=lambda name: (abs(shares[name] - 0.5), name))[:MOST]


def which(ensemble: Ensemble, names: list[str]) -> str:
    """What is not drawn."""
    left = len(ensemble.outcomes) - len(names)
    return f"Drawn are the {len(names)} outcomes least settled." if left else ""


def spoken(found: Survivals) -> str:
    told = [
        f"{each.title}: {percent(float(each.share[-1]))} of the runs without it on the last day"
        for each in found.curves
    ]
    return "; ".join(told) + "."
