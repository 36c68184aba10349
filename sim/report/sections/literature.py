"""The ladder on scales of the literature, and what is lost in the telling."""

from __future__ import annotations

from sim.analysis.literature.scales import ScaleTold, scales
from sim.analysis.percents import listed
from sim.report.blocks import Block, Points, Prose, Row, Section, Table
from sim.report.cells import SHARES, share_cell
from sim.report.results import Results


def literature(results: Results) -> Section | None:
    """Nothing where no rung is placed on any scale."""
    found = scales(results.ensemble).scales
    if not found:
        return None
    lead = (
        "The scenario lays its rungs beside scales of the literature, so that a run can be compared with "
        "coded history. It is by analogy, sets no number, and validates nothing."
    )
    blocks: list[Block] = [Prose(lead)]
    for each in found:
        blocks += [table(each), Points(lost(each))]
    return Section("scales", "On scales of the literature", blocks)


def table(each: ScaleTold) -> Table:
    rows: list[Row] = [
        [
            step.value if step.value == step.title else f"{step.value}: {step.title}",
            listed(step.rungs),
            share_cell(step.peak),
        ]
        for step in each.steps
    ]
    return Table(
        each.title, ("Step", "Rungs", "The highest that anybody comes to"), rows, (2,), notes=[SHARES]
    )


def lost(each: ScaleTold) -> list[str]:
    """What cannot be seen on it."""
    told = [each.lost]
    if each.hidden:
        told.append(f"Firebreaks that it does not see: {listed(each.hidden)}.")
    if each.unplaced:
        told.append(f"Rungs without a step on it: {listed(each.unplaced)}.")
    if not each.orderly:
        told.append("Its steps do not rise with the ladder throughout.")
    return told
