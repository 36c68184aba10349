"""Incidents: who did how many, and how that compares with what was counted in the world."""

from __future__ import annotations

from sim.analysis.chances.incidents import Counted, Incidents, PostureIncidents, incidents_table
from sim.figures import incidents as figure
from sim.report.blocks import Block, Cell, Fold, Picture, Prose, Row, Section, Table
from sim.report.cells import NOTHING, SHARES, share_cell
from sim.report.drawing import inline
from sim.report.results import Results

NINE_TENTHS = "90% of runs"


def incidents(results: Results) -> Section | None:
    """Nothing where no posture can have incidents."""
    found = incidents_table(results.ensemble)
    if not found.postures and not found.counts:
        return None
    blocks = [*against_record(found)]
    if found.postures:
        heads = ("Posture", "Mean", "Median", NINE_TENTHS, "Severe, mean", "By front, mean")
        table = Table(
            "Incidents by the last day", heads, [posture_row(each) for each in found.postures], (1, 2, 3, 4)
        )
        blocks.append(Fold("Incidents by posture", [table]))
    return Section("incidents", "Incidents", blocks)


def against_record(found: Incidents) -> list[Block]:
    """The counts that the scenario names, with the record where it gives one."""
    if not found.counts:
        return []
    recorded = any(each.record is not None for each in found.counts)
    heads = (
        "Count",
        "Days",
        "Recorded",
        "Median",
        NINE_TENTHS,
        "Runs below",
        "Runs that agree",
        "Runs above",
    )
    rows: list[Row] = [counted(each) for each in found.counts]
    lead = (
        "Incidents counted over a stretch of days, beside what was counted in the world (a prior predictive "
        "check, Box 1980). One record agreed with is weak support, since many scenarios agree with it; one "
        "missed by far is strong against."
        if recorded
        else "Incidents counted over a stretch of days. The scenario gives no record to lay beside them."
    )
    table = Table(
        "Counts of incidents", heads, rows, range(1, len(heads)), notes=[SHARES] if recorded else []
    )
    words = "A distribution over runs for each count, with the record marked. The table has the numbers."
    title = "Incidents in the runs and on record"
    return [Prose(lead), Picture("incidents", title, words, inline(figure.draw(found), "incidents")), table]


def counted(each: Counted) -> Row:
    spread, record = each.spread, each.record
    told = [
        each.title,
        f"{each.since} to {each.through}",
        NOTHING if record is None else record.said,
        f"{spread['q50']:,.0f}",
        f"{spread['q05']:,.0f} to {spread['q95']:,.0f}",
    ]
    shares: list[str | Cell] = [NOTHING] * 3
    if record is not None:
        shares = [share_cell(share) for share in (record.below, record.agree, record.above)]
    return [*told, *shares]


def posture_row(each: PostureIncidents) -> Row:
    spread = each.spread
    fronts = ", ".join(f"{name} {mean:.1f}" for name, mean in each.fronts.items())
    return [
        each.title,
        f"{spread['mean']:,.1f}",
        f"{spread['q50']:,.0f}",
        f"{spread['q05']:,.0f} to {spread['q95']:,.0f}",
        f"{each.severe_mean:.2g}",
        fronts,
    ]
