"""How far outcomes hang on the spacing of a ladder, which is a convention.

The levels of rungs say by their distances how far a provocation lies above an answer, and how far
below a leader a follower stays. Nobody can measure them. So the outcomes are run again, with the
same luck, on ladders of another shape (the levels by the square root or the square of their place,
or even, the top where it was), and with one rung split in two; every rung keeps its place and what
it does. The concern is that of Stevens (1946): of an ordinal scale only the order is known, and what
moves under a rising map of it rests on more. A split tests the other convention, how many rungs there
are: a climb is one step longer there, while a step, and an error of one rung, cover less.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sim.analysis.hinges.ablation import sentence
from sim.analysis.hinges.versions import Versions
from sim.analysis.percents import listed
from sim.scenario.rewriting.comparing import Compared

TOLD = 5
CHANGED = {
    "gap": ("posture moves", "postures move", "by the distance of what is felt from where it stands"),
    "offset": ("rule follows", "rules follow", "a leader at a distance in levels"),
    "number": ("condition compares", "conditions compare", "a rung with a number"),
}


@dataclass(frozen=True)
class Respacing(Versions):
    """A row a shape of the ladder, and a row a rung that was split; what changes nothing is left out.

    `compared` are the rules that compare levels; those that `changes` are said otherwise by a shape.
    """

    compared: list[Compared]
    unchanged: list[str]


def words(table: Respacing, most: int = TOLD) -> list[str]:
    """What the spacing touches, and the outcomes it moves."""
    told = [touched(table.compared)]
    told += [sentence(table, measure, most) for measure in table.most_moved(most)]
    if table.unchanged:
        told.append(f"As written already: {listed(table.unchanged)}.")
    if any(row.name.startswith(SPLIT) for row in table.rows):
        told.append(
            "A split adds a rung to climb, at the same hazard for each: what climbs by chance takes twice as "
            "long to pass it on average, and a step, or an error of one rung, covers less."
        )
    return told


SPLIT = "split_"


def touched(compared: list[Compared]) -> str:
    """Which rules compare levels by their distance, and which only ask which is higher."""
    counts = Counter(each.kind for each in compared)
    parts = []
    for kind, (one, many, how) in CHANGED.items():
        count = counts[kind]  # type: ignore[index]
        if count:
            parts.append(f"{count} {one if count == 1 else many} {how}")
    changed = f"Changed where levels are spaced anew: {listed(parts)}." if parts else ""
    order = counts["order"]
    asks = "1 more only asks" if order == 1 else f"{order} more only ask"
    kept = f" {asks} which level is higher, as before." if order else ""
    return f"{changed or 'No rule compares levels by their distance: no shape changes anything.'}{kept}"
