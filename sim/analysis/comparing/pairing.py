"""An outcome in two scenarios, counted in pairs: run n of the one beside run n of the other.

Chance has an address, so runs of the same seed and number meet the same luck in both scenarios,
wherever both ask for it by the same names. What came in one and not in the other is counted run by
run; the 95% interval of the difference is Newcombe's method 8 for paired proportions (1998).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sim.analysis.chances.shares import Share, mean, share_of
from sim.analysis.hinges.versions import Change, Value
from sim.analysis.intervals import paired_difference
from sim.analysis.results import Ensemble


def change_from(base: Ensemble, other: Ensemble, outcome: str) -> Change:
    """How the chance of an outcome in `other` differs from the one in `base`, as shares of the runs.

    Raises ValueError where the two were not run alike, KeyError for an outcome that one has not.
    """
    check_alike(base, other)
    before, after = came(base, outcome), came(other, outcome)
    low, high = paired_difference(after, before)
    gained, lost = mean(after & ~before), mean(before & ~after)
    return Change(value_of(share_of(other, after)), gained - lost, low, high, gained, lost)


def came(ensemble: Ensemble, outcome: str) -> Any:
    """In which runs an outcome came: truths, (runs,)."""
    return ensemble.outcomes[outcome] >= 0


def value_of(share: Share) -> Value:
    return Value(share.share, share.low, share.high, share.range)


def check_alike(one: Ensemble, other: Ensemble) -> None:
    """Refuse to pair runs that did not meet the same luck.

    An ensemble does not know the number of its first run: that both begin with the same is the caller's.
    """
    for name in ("runs", "seed", "draws", "errors"):
        first, second = getattr(one, name), getattr(other, name)
        if first != second:
            raise ValueError(
                f"runs are paired only where both ensembles have the same {name}: "
                f"{one.scenario.id} has {first}, {other.scenario.id} has {second}"
            )


def same_question(one: Ensemble, other: Ensemble, outcome: str) -> bool:
    """Whether both scenarios have the outcome, in the same words and over the same days."""
    if days_of(one) != days_of(other):
        return False
    stated = [ensemble.scenario.document.outcomes.get(outcome) for ensemble in (one, other)]
    asked = [" ".join(each.when.split()) if each else None for each in stated]
    return asked[0] is not None and asked[0] == asked[1]


def days_of(ensemble: Ensemble) -> tuple[dt.date, int]:
    """The first day of the clock, and how many follow it: what comes by the last day hangs on both."""
    clock = ensemble.scenario.document.clock
    return clock.start, clock.days
