"""The scores of a back-cast as tables: each model's means, the scenario's skill over it, reliability."""

from __future__ import annotations

from collections.abc import Callable

from sim.analysis.percents import percent, span
from sim.analysis.scoring.backcast import Backcast
from sim.analysis.scoring.losses import SCORES
from sim.analysis.scoring.reliability import ENOUGH
from sim.analysis.scoring.rows import Family
from sim.analysis.scoring.saying import FAMILIES
from sim.commands.screen import prose, table

NONE = "-"
SIZES = {"brier": "Brier", "log": "log", "crps": "CRPS"}
FLOOR = -9.99  # below it a skill says only that the null was nearly perfect


def scores(found: Backcast) -> list[str]:
    """A table a family: each model's mean scores, and the scenario's skill over it."""
    return [family(found, name) for name in SCORES if any(each.item.family == name for each in found.asked)]


def family(found: Backcast, name: Family) -> str:
    sizes = SCORES[name]
    heads = ["model", *(word for size in sizes for word in (SIZES[size], "95%", "skill over it*", "95%"))]
    body = [
        [model.title, *(cell for size in sizes for cell in score_cells(found, name, size, model.name))]
        for model in found.models
    ]
    asked = sum(each.item.family == name for each in found.asked)
    title = f"{FAMILIES[name]}: mean scores over {asked} question{'' if asked == 1 else 's'} (less is better)"
    foot = "  *1 - the scenario's score / the model's, over the questions that both answer"
    return f"{table(title, heads, body, range(1, len(heads)))}\n{foot}"


def score_cells(found: Backcast, name: str, size: str, model: str) -> list[str]:
    scored, skill = found.score(name, size, model), found.skill(name, size, model)
    own = ["no forecast", ""] if scored is None else [f"{scored.mean:.3f}", ends(scored.ends, plain)]
    if skill is None:
        return [*own, "", ""]
    return [*own, NONE if skill.skill is None else skilled(skill.skill), ends(skill.ends, skilled)]


def ends(found: tuple[float, float] | None, said: Callable[[float], str]) -> str:
    return NONE if found is None else f"{said(found[0])} to {said(found[1])}"


def plain(value: float) -> str:
    return f"{value:.3f}"


def skilled(value: float) -> str:
    return f"{round(value, 2) + 0.0:+.2f}" if value >= FLOOR else "below -10"


def reliability(found: Backcast) -> str:
    """Chances beside how often such things came, where there are rows enough to tell."""
    told = found.reliability
    if not told.points:
        return ""
    if not told.can_be_judged:
        return prose(
            f"Reliability cannot be judged: {told.unrelated} unrelated yes-or-no question"
            f"{'' if told.unrelated == 1 else 's'}, and it takes {ENOUGH} to tell chances that hold from "
            f"chances that do not."
        )
    body = [
        [span(b.low, b.high), str(b.asked), percent(b.chance), percent(b.came / b.asked), span(*b.ends)]
        for b in told.bins
    ]
    title = "Reliability: of what was given such a chance, how much came"
    heads = ["given", "questions", "mean chance", "came", "95%"]
    parts = table(title, heads, body, range(1, 5))
    murphy = told.murphy
    assert murphy is not None
    foot = (
        f"Brier score {murphy.brier:.3f} = reliability {murphy.reliability:.3f} - resolution "
        f"{murphy.resolution:.3f} + uncertainty {murphy.uncertainty:.3f} + within bins {murphy.within:+.3f}"
    )
    return f"{parts}\n{prose(foot, '  ', '  ')}"
