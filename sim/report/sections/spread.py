"""How far it spreads: which fronts have seen anything by the last day."""

from __future__ import annotations

from sim.analysis.chances.fronts import FrontRow, Fronts, fronts
from sim.report.blocks import Block, Cell, Heading, Prose, Row, Table
from sim.report.cells import SHARES, share_cell
from sim.report.results import Results


def spread(results: Results) -> list[Block]:
    """Nothing where the scenario names no fronts."""
    found = fronts(results.ensemble)
    if not found.rows:
        return []
    rows: list[Row] = [row(each) for each in found.rows]
    heads = ("Front", "Open", "Anything severe", "Incidents, mean", "Incidents, 90% of runs")
    table = Table("Fronts by the last day", heads, rows, (1, 2, 3, 4), notes=[SHARES])
    return [Heading("How far it spreads"), Prose(said(found)), table]


def row(each: FrontRow) -> Row:
    spread = each.spread
    return [
        Cell(each.title, small=f"soil of {each.soil}" if each.soil else ""),
        share_cell(each.open),
        share_cell(each.severe),
        f"{spread['mean']:,.1f}",
        f"{spread['q05']:,.0f} to {spread['q95']:,.0f}",
    ]


def said(found: Fronts) -> str:
    told = [
        f"A front is open once anything has happened on it. {found.mean:.1f} of {len(found.rows)} are, on "
        "average."
    ]
    told += [f"{found.at_least[-1].said} of the runs open all of them."]
    return " ".join(told)
