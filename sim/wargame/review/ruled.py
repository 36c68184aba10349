"""A ruling of the white cell in words."""

from __future__ import annotations

from sim.analysis.deeds import event_title
from sim.analysis.percents import words
from sim.report.blocks import Cell
from sim.wargame.actions import Override
from sim.wargame.review.names import posture_title, rung
from sim.wargame.review.phrases import Telling


def ruled(telling: Telling, said: Override) -> Cell:
    """What was put where, and why."""
    plan = telling.plan
    if said.what == "rung":
        text = f"{posture_title(plan, said.name)}: '{rung(plan, said.name, str(said.value))}'"
    elif said.what == "event":
        text = f"{event_title(plan, said.name)}: {'has happened' if said.value else 'has not happened'}"
    else:
        value = float(said.value)
        text = f"{words(said.name, plan.document.meters[said.name].title)}: {value:g}"
    return Cell(f"Ruling: {text}", small=telling.typed(said.reason))
