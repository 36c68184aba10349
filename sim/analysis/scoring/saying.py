"""What scores say, in a few plain sentences, and what they do not say."""

from __future__ import annotations

from sim.analysis.percents import listed
from sim.analysis.scoring.backcast import CONSTANT, SCENARIO, Backcast
from sim.analysis.scoring.comparing import BETTER, ENOUGH, NOT_TOLD, WORSE
from sim.analysis.scoring.losses import SCORES

FAMILIES = {"came": "What came", "rules": "Rules", "counts": "Counts"}
COVERED = (
    "Intervals are 95%: rows of the record drawn again, related ones together, and the draws of what is not "
    "known with their runs, the same for every model. They do not cover what no draw varies, nor how the "
    "rows came to be chosen; one record is one history."
)


def findings(found: Backcast) -> list[str]:
    """A sentence a family: which simpler models the scenario beats, and which it does not."""
    told = [compared(found, family, scores[0]) for family, scores in SCORES.items()]
    return [each for each in told if each]


def compared(found: Backcast, family: str, score: str) -> str:
    """One family by its first score."""
    own = found.score(family, score, SCENARIO)
    if own is None:
        return ""
    if own.groups < ENOUGH:
        return (
            f"{FAMILIES[family]}: {own.groups} unrelated row{' tells' if own.groups == 1 else 's tell'} "
            f"no model from another, whatever their scores ({ENOUGH} might); an interval of so few spans "
            f"little more than the rows themselves."
        )
    standings: dict[str, list[str]] = {BETTER: [], WORSE: [], NOT_TOLD: []}
    for model in found.models[1:]:
        skill = found.skill(family, score, model.name)
        if skill is not None:
            same = " (here the same: there was nothing to change)" if model.is_same else ""
            standings[skill.standing].append(f"'{model.title}'{same}")
    parts = [f"{word} {listed(names)}" for word, names in standings.items() if names]
    missing = found.score(family, score, CONSTANT) is None
    left = "; constant rates have no forecast, for nothing else on record tells a rate" if missing else ""
    return f"{FAMILIES[family]}: {'; '.join(parts) or 'nothing to compare with'}{left}."
