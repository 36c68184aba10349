"""How often each outcome came: what is not known first, then the luck of the runs, and what it means."""

from __future__ import annotations

from collections.abc import Mapping

from sim.analysis.percents import words
from sim.report.blocks import Block, Cell, Fold, Prose, Section
from sim.report.cells import chances
from sim.report.results import Results
from sim.scenario.fields import Node


def outcomes(results: Results) -> Section:
    ensemble, found = results.ensemble, results.summary
    document = ensemble.plan.document
    if not found["outcomes"]:
        blocks: list[Block] = [
            Prose(
                "The scenario names no outcomes. An outcome is a condition whose first day is reported, "
                "such as: rung(a, b) >= war."
            )
        ]
    else:
        title = f"In which share of the runs each outcome came by day {ensemble.scenario.days}"
        blocks = [chances(ensemble, title, "Outcome", found["outcomes"], named(document.outcomes))]
    if found["events"]:
        table = chances(
            ensemble,
            "In which share of the runs each event happened",
            "Event",
            found["events"],
            named(document.events),
        )
        lead = "Events are nobody's decision: they are dated, or come by chance under a condition."
        blocks.append(Fold("Events", [Prose(lead), table]))
    return Section("outcomes", "Outcomes", blocks)


def named(nodes: Mapping[str, Node]) -> dict[str, Cell]:
    """What the scenario calls each thing, and what it says it means."""
    return {
        name: Cell(words(name, node.title), small=" ".join((node.note or "").split()))
        for name, node in nodes.items()
    }
