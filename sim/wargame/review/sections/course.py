"""What was ordered, intended, executed and perceived, side by side."""

from __future__ import annotations

from sim.report.blocks import Block, Cell, Fold, Picture, Prose, Row, Section, Table
from sim.report.drawing import inline
from sim.wargame.review.course import Row as Stood
from sim.wargame.review.course import changes
from sim.wargame.review.drawings import course as figure
from sim.wargame.review.names import dated, posture_title, rung
from sim.wargame.review.phrases import NOTHING, Telling

HEADS = ("Day", "Posture", "Ordered", "Intended", "Executed", "Believed by who saw it otherwise")


def course(telling: Telling) -> Section:
    lead = (
        "What a seat orders it intends; what is executed may differ by accident, and what another "
        "believes it saw may differ from both. timeline.csv has every posture on every day, with what "
        "each watcher believed."
    )
    blocks: list[Block] = [
        Prose(lead),
        Picture(
            "course",
            "The game day by day",
            "A lane a posture, higher and darker on a higher rung; events and outcomes by day.",
            inline(figure.draw(telling.table), "course"),
        ),
        Fold("Every change, side by side", [table(telling, changes(telling.table), "Every change")]),
    ]
    return Section("course", "What happened", blocks)


def table(telling: Telling, rows: list[Stood], title: str) -> Table:
    """Days of which something is told, a posture below the other."""
    body: list[Row] = [
        [Cell(f"day {row.day}", small=f"turn {row.turn}"), *cells(telling, row)] for row in rows
    ]
    return Table(title, HEADS, body, tight=(0,))


def cells(telling: Telling, row: Stood) -> list[str]:
    plan = telling.plan
    believed: dict[str, list[str]] = {}
    for watcher, name in row.mistaken.items():
        believed.setdefault(name, []).append(telling.seat(watcher))
    seen = [f"{', '.join(who)}: {rung(plan, row.posture, name)}" for name, who in believed.items()]
    executed = rung(plan, row.posture, row.executed)
    return [
        posture_title(plan, row.posture),
        NOTHING if row.ordered is None else rung(plan, row.posture, row.ordered),
        rung(plan, row.posture, row.intended),
        executed if row.executed == row.intended else f"{executed} (by accident)",
        "; ".join(seen) or NOTHING,
    ]


def when(telling: Telling, day: int) -> Cell:
    number, _, date = dated(telling.plan, day).partition(", ")
    return Cell(number, small=date)
