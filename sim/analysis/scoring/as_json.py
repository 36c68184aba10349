"""A back-cast as plain values: what `sim backcast --json` prints (docs/backcast.md names every key)."""

from __future__ import annotations

import math
from typing import Any

from sim.analysis.chances.shares import Share
from sim.analysis.scoring.backcast import Backcast, Forecasted
from sim.analysis.scoring.comparing import Scored, Skill
from sim.analysis.scoring.losses import SCORES
from sim.analysis.scoring.reliability import Reliability
from sim.analysis.scoring.rows import Family, Row
from sim.analysis.scoring.verdicts import Ruled
from sim.version import VERSION


def as_json(found: Backcast) -> dict[str, Any]:
    """Every number that is told; what cannot be told is null."""
    return {
        "scenario": found.scenario,
        "scenario_sha256": found.sha256,
        "version": VERSION,
        "record": found.record,
        "runs": found.source.runs,
        "draws": found.source.draws,
        "seed": found.source.seed,
        "start": found.source.start.isoformat(),
        "days": found.source.days,
        "models": {each.name: {"title": each.title, "said": each.said} for each in found.models},
        "rows": [row_of(found, row) for row in found.rows],
        "scores": {family: family_of(found, family) for family in SCORES if has(found, family)},
        "reliability": reliability_of(found.reliability),
        "rules": [rule_of(rule) for rule in found.rules],
        "notes": list(found.notes),
    }


def row_of(found: Backcast, row: Row) -> dict[str, Any]:
    return {
        "line": row.line,
        "kind": row.kind,
        "what": row.what,
        "title": row.title,
        "from": row.since,
        "to": row.through,
        "value": row.said,
        "source": row.source,
        "note": row.note,
        "group": row.group,
        "asked": [question(each) for each in found.asked if each.item.row is row],
    }


def question(each: Forecasted) -> dict[str, Any]:
    """One question: what the record answers, what the scenario says, and every model's score."""
    said: dict[str, Any] = {"part": each.item.part, "record": each.item.truth}
    if each.share is not None:
        said["chance"] = chance_of(each.share)
        said["chances"] = dict(each.chances)
    if each.spread is not None:
        spread = each.spread
        keys = ("mean", "q05", "q25", "q50", "q75", "q95", "below", "equal", "place")
        said["count"] = {key: getattr(spread, key) for key in keys}
    scores: dict[str, dict[str, float | None]] = {}
    for (score, model), value in each.scores.items():
        scores.setdefault(score, {})[model] = finite(value)
    return {**said, "scores": scores}


def chance_of(share: Share) -> dict[str, Any]:
    return {
        "p": finite(share.share),
        "lo": share.low,
        "hi": share.high,
        "range": None if share.range is None else list(share.range),
        "runs": share.of,
    }


# ---------------------------------------------------------------- scores


def has(found: Backcast, family: Family) -> bool:
    return any(each.item.family == family for each in found.asked)


def family_of(found: Backcast, family: Family) -> dict[str, Any]:
    return {
        score: {
            "models": {each.model: scored_of(each) for each in found.scored if is_of(each, family, score)},
            "skill": {each.null: skill_of(each) for each in found.skills if is_of(each, family, score)},
        }
        for score in SCORES[family]
    }


def is_of(each: Scored | Skill, family: str, score: str) -> bool:
    return (each.family, each.score) == (family, score)


def scored_of(each: Scored) -> dict[str, Any]:
    return {"mean": each.mean, **ends(each.ends), "asked": each.asked, "groups": each.groups}


def skill_of(each: Skill) -> dict[str, Any]:
    better = ends(each.better_ends)
    return {
        "skill": each.skill,
        **ends(each.ends),
        "better": each.better,
        "better_lo": better["lo"],
        "better_hi": better["hi"],
        "asked": each.asked,
        "groups": each.groups,
        "standing": each.standing,
    }


def ends(found: tuple[float, float] | None) -> dict[str, float | None]:
    low, high = found or (None, None)
    return {"lo": finite(low), "hi": finite(high)}


def finite(value: float | None) -> float | None:
    """A number, or null where there is none or it has no bound."""
    return value if value is not None and math.isfinite(value) else None


# ---------------------------------------------------------------- reliability and rules


def reliability_of(found: Reliability) -> dict[str, Any]:
    murphy = found.murphy
    keys = ("brier", "reliability", "resolution", "uncertainty", "within")
    return {
        "can_be_judged": found.can_be_judged,
        "unrelated": found.unrelated,
        "bins": [
            {
                "from": each.low,
                "to": each.high,
                "asked": each.asked,
                "chance": each.chance,
                "came": each.came,
                "lo": each.ends[0],
                "hi": each.ends[1],
            }
            for each in found.bins
        ],
        "murphy": None if murphy is None else {key: getattr(murphy, key) for key in keys},
    }


def rule_of(rule: Ruled) -> dict[str, Any]:
    return {
        "trigger": rule.trigger,
        "actor": rule.actor,
        "title": rule.title,
        "to": rule.through,
        "met": chance_of(rule.met),
        "honoured_if_met": chance_of(rule.kept),
        "line": None if rule.row is None else rule.row.line,
        "record": rule.record,
        "likely": finite(rule.likely),
        "verdict": rule.verdict,
    }
