"""Across a line unawares: moves that were meant, and that crossed what nobody had declared."""

from __future__ import annotations

from sim.analysis.why.inadvertent import Crossing, inadvertent
from sim.analysis.why.inadvertent_words import words
from sim.report.blocks import Block, Cell, Fold, Points, Prose, Row, Table
from sim.report.cells import SHARES, share_cell
from sim.report.results import Results

HEADS = ("Move", "Across the line of", "Crossed on purpose", "Line armed, at most", "Answer seen to follow")


def unawares(results: Results) -> list[Block]:
    """How often, the commonest, and all of them folded."""
    found = inadvertent(results.ensemble)
    blocks: list[Block] = [
        Prose(
            "A move can be meant, and yet cross a line that its maker had not been told of: what Morgan et "
            "al. (2008) call inadvertent escalation. It is neither an accident nor a misreading, and counts "
            "above under the cause of the move and of the answer."
        ),
        Points(words(found)),
    ]
    rows = [crossing(each) for each in found.rows if each.armed.came]
    if rows:
        table = Table("Moves across undeclared lines", HEADS, rows, (2, 3, 4), notes=[SHARES])
        blocks.append(Fold("Every such line", [table]))
    return blocks


def crossing(each: Crossing) -> Row:
    who = ", ".join(each.holders)
    return [
        f"{each.posture_title}: {each.rung_title}",
        Cell(
            each.line_title,
            small=who if each.against_mover else f"{who}; the answer goes against somebody else",
        ),
        *(share_cell(share) for share in (each.crossed, each.armed, each.answered)),
    ]
