"""What a calibration found, as rows of tables: every digit kept, nothing where a value is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sim.analysis.calibration.ranks import LEVELS, Ranks
from sim.calibration.calibrating import Calibrated


def parameter_rows(found: Calibrated) -> Iterable[dict[str, Any]]:
    for each in found.parameters:
        learnt, fit = each.learnt, found.marginals.get(each.name)
        yield {
            "parameter": each.name,
            "unit": each.unit or "",
            "moved": each.is_moved,
            **{f"prior_{key}": value for key, value in vars_of(each.before, ("mean", "lo", "hi"))},
            **{f"posterior_{key}": value for key, value in vars_of(each.after, ("mean", "lo", "hi"))},
            **{f"contraction{end}": value for end, value in with_ends(learnt.contraction)},
            **{f"shift{end}": value for end, value in with_ends(learnt.shift)},
            "marginal_distance": None if fit is None else fit.distance,
        }


def target_rows(found: Calibrated) -> Iterable[dict[str, Any]]:
    for target, each in zip(found.calibration.targets, found.checks, strict=True):
        yield {
            "target": each.name,
            "kind": target.kind,
            "fitted": each.fitted,
            "recorded_low": each.recorded.low,
            "recorded_high": each.recorded.high,
            **{f"prior_{key}": value for key, value in vars_of(each.before, ("lo", "median", "hi"))},
            **{f"posterior_{key}": value for key, value in vars_of(each.after, ("lo", "median", "hi"))},
            "prior_as_recorded": each.as_recorded[0],
            "posterior_as_recorded": each.as_recorded[1],
            "prior_tail": each.tail[0],
            "posterior_tail": each.tail[1],
        }


def outcome_rows(found: Calibrated) -> Iterable[dict[str, Any]]:
    for each in found.consequences:
        row: dict[str, Any] = {"outcome": each.outcome}
        for name in ("prior", "joint", "marginals", "changed", "lost"):
            row |= {f"{name}{end}": value for end, value in with_ends(getattr(each, name))}
        yield row


def sbc_rows(ranks: Ranks) -> Iterable[dict[str, Any]]:
    for name in ranks.parameters:
        row: dict[str, Any] = {
            "parameter": name,
            "where": ranks.where,
            "truths": len(ranks),
            "p_envelope": ranks.p_value(name),
            "p_chi_square": ranks.chi_square(name),
        }
        for level, each in zip(LEVELS, ranks.coverage(name), strict=True):
            key = f"covered_{round(100 * level)}"
            row |= {key: each.share, f"{key}_lo": each.lo, f"{key}_hi": each.hi}
        yield row


def vars_of(value: object, keys: Sequence[str]) -> Iterable[tuple[str, Any]]:
    return ((key, getattr(value, key)) for key in keys)


def with_ends(value: Any) -> Iterable[tuple[str, float]]:
    """A value and its interval, by the endings of their columns."""
    return (("", value.value), ("_lo", value.lo), ("_hi", value.hi))
