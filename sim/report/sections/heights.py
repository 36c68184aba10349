"""How high actors climb, and when they stand beyond a firebreak."""

from __future__ import annotations

from sim.analysis.percents import percent, span
from sim.analysis.reach import Block as Ladder
from sim.analysis.reach import Row, reach_table
from sim.analysis.standing import Firebreaks, firebreak_curves
from sim.figures import firebreaks, heatmap
from sim.report.blocks import Block, Cell, Fold, Picture, Prose, Section, Table
from sim.report.cells import SHARES
from sim.report.drawing import inline
from sim.report.results import Results


def heights(results: Results) -> Section:
    reach, curves = reach_table(results.ensemble), firebreak_curves(results.ensemble)
    if not reach.blocks:
        return Section(
            "heights", "How high it goes", [Prose("No actor of the scenario has a posture to climb with.")]
        )
    blocks: list[Block] = [
        Prose(
            "The first figure tells, for each actor, how often it ever comes to a rung or above it, toward "
            "anybody. The second tells how often it stands beyond each firebreak, day by day: what was "
            "reached may be left again."
        ),
        Picture(
            "reach",
            "How often each actor ever reaches a rung",
            "A table of actors by rungs, darker where it came more often. The table below has the same "
            "numbers.",
            inline(heatmap.draw(reach), "reach"),
        ),
        Fold("The same numbers as a table", [reach_rows(ladder) for ladder in reach.blocks]),
        Picture(
            "firebreaks",
            "How often each actor stands at or above a firebreak, by day",
            spoken(curves),
            inline(firebreaks.draw(curves), "firebreaks"),
        ),
    ]
    return Section("heights", "How high it goes", blocks)


def reach_rows(ladder: Ladder) -> Table:
    """Actors by rung, with how sure each chance is."""
    heads = ["Actor", *(step.title for step in ladder.steps[1:])]
    title = f"Share of the runs in which each actor ever comes to a rung or above it ({ladder.ladder})"
    return Table(
        title, heads, [reach_cells(row) for row in ladder.rows], range(1, len(heads)), notes=[SHARES]
    )


def reach_cells(row: Row) -> list[str | Cell]:
    cells = [
        Cell(
            "at start" if each.from_start else percent(each.share),
            "" if each.from_start else span(*each.doubt),
        )
        for each in row.cells[1:]
    ]
    return [row.title, *cells]


def spoken(curves: Firebreaks) -> str:
    """The figure in words: the highest firebreak of each actor, and how often it stands there at most."""
    if not curves.climbers:
        return "No actor stands at or above a firebreak."
    tops = [
        f"{each.title}: {each.crossings[-1].title}, {percent(each.crossings[-1].curve.peak)} on its highest "
        "day"
        for each in curves.climbers
    ]
    return f"A panel an actor, a line a firebreak. The highest firebreak of each. {'; '.join(tops)}."
