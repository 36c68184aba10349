"""Who crosses each firebreak first."""

from __future__ import annotations

from sim.analysis.chances.first_movers import Break, first_movers
from sim.analysis.percents import listed
from sim.report.blocks import Block, Cell, Fold, Heading, Prose, Row, Table
from sim.report.cells import NOTHING, SHARES, share_cell
from sim.report.results import Results

MOST = 4  # movers told of each firebreak
HEADS = ("Firebreak", "First across it", "Alone", "With others on one day", "Median day")


def movers(results: Results) -> list[Block]:
    """Nothing where the scenario marks no firebreaks."""
    breaks = [each for each in first_movers(results.ensemble).breaks if each.movers]
    if not breaks:
        return []
    lead = (
        "Of all who come to a firebreak after the first day, the one that comes there first. Days are the "
        "grain of the clock, so several can be first together. Who stands beyond it from the start has not "
        "crossed it, and is named."
    )
    rows = [row for each in breaks for row in rows_of(each)]
    table = Table("Who crosses each firebreak first", HEADS, rows, (2, 3, 4), notes=[SHARES])
    return [Heading("Who moves first"), Prose(lead), table, *pairs(breaks)]


def rows_of(each: Break) -> list[Row]:
    """The commonest first movers; the firebreak stands beside all of them."""
    shown = each.movers[:MOST]
    head = Cell(each.title, small=remark(each), rows=len(shown))
    found: list[Row] = []
    for place, mover in enumerate(shown):
        day = NOTHING if mover.median_day is None else f"day {mover.median_day}"
        cells: list[str | Cell] = [mover.title, share_cell(mover.alone), share_cell(mover.tied), day]
        found.append(cells if place else [head, *cells])
    return found


def remark(each: Break) -> str:
    parts = [f"nobody in {each.none.said} of the runs"] if each.none.came else []
    left = len(each.movers) - MOST
    parts += [f"{left} more are first now and then"] if left > 0 else []
    parts += [f"from the start: {listed(each.there)}"] if each.there else []
    return "; ".join(parts)


def pairs(breaks: list[Break]) -> list[Block]:
    """Of two that face each other, which is first."""
    rows: list[Row] = [
        [
            each.title,
            " / ".join(dyad.titles),
            share_cell(dyad.one_first),
            share_cell(dyad.other_first),
            share_cell(dyad.same_day),
            share_cell(dyad.neither),
        ]
        for each in breaks
        for dyad in each.dyads
    ]
    if not rows:
        return []
    heads = ("Firebreak", "Of these two", "The one first", "The other first", "On one day", "Neither")
    table = Table("Of two that face each other, who crosses first", heads, rows, (2, 3, 4, 5), notes=[SHARES])
    return [Fold("Of two that face each other", [table])]
