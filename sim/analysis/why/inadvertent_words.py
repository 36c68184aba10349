"""What a table of inadvertent crossings says, in sentences."""

from __future__ import annotations

from sim.analysis.percents import listed, percent
from sim.analysis.why.inadvertent import Crossing, Inadvertent

TOLD = 6


def words(found: Inadvertent, most: int = TOLD) -> list[str]:
    """How common inadvertent crossings are, the commonest, and the outcomes they came before."""
    rows = [row for row in found.rows if row.against_mover]
    if not rows:
        return [
            "Inadvertent escalation: nobody holds a line against a rung of others that they were not told of."
        ]
    told = [
        "Inadvertent escalation: a deliberate move crossed a line that its maker had not been told of, and "
        f"the line was armed, in at most {percent(found.any_armed.share)} of the runs; in "
        f"{percent(found.any_answered.share)} an answer by that line is seen to follow."
    ]
    told += [sentence(row) for row in rows[:most] if row.armed.came]
    before = sorted(found.outcomes, key=lambda each: (-each.share.came / max(1, each.share.of), each.title))
    shares = [f"{each.title} {percent(each.share.share)}" for each in before if each.share.came]
    if shares:
        told.append(f"Of the runs with an outcome, such an answer came first in: {listed(shares[:most])}.")
    if found.not_judged:
        count = len(found.not_judged)
        lines = f"{count} undeclared line{'' if count == 1 else 's'}"
        told.append(f"Not judged, as no rung of others is named: {lines}.")
    return told


def sentence(row: Crossing) -> str:
    return (
        f"{row.posture_title} at {row.rung_title}, the line of {listed(list(row.holders))} "
        f"('{row.line_title}'): crossed deliberately in {percent(row.crossed.share)} of the runs, armed in "
        f"at most {percent(row.armed.share)}, with an answer seen to follow in {percent(row.answered.share)}."
    )
