"""A model without any logic of escalation: everything comes at a constant rate, known from the rest.

For each row the rates are taken from the other rows of the record, those related to it left out
(rows.is_related), with a weak prior:

- something that comes by day T: one constant hazard for all such rows. The chance p of the row has
  Jeffreys's prior, Beta(1/2, 1/2); of another row, that ran r times as long, it is 1 - (1 - p)^r.
  The forecast is the mean of p given whether the others came.
- a rule that is kept once it is met: (kept + 1/2) / (met + 1) of the others.
- a count: Poisson at the rate of the other counts of the same postures and front, whose Gamma(1/2, 0)
  prior (Jeffreys's) makes it negative binomial. Without such counts the rate of all others is its
  mean, with the weight of half an incident; without any count there is no forecast.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.stats import nbinom

from sim.analysis.scoring.forecasts import Fixed, Steps
from sim.analysis.scoring.rows import CountOf, Item, Row, is_related

NODES = 4000  # of the midpoint rule over p, which this prior turns into an even measure
TAIL = 1e-9
FINEST = 20_000  # steps of a distribution: exact below it, to so small a part of its reach above


def constant_rates(items: Sequence[Item]) -> list[Fixed | Steps | None]:
    """A forecast of each question from the others; None where they say nothing of it."""
    return [
        of_item(item, [e for e in items if e.row is not item.row and not is_related(e.row, item.row)])
        for item in items
    ]


def of_item(item: Item, others: Sequence[Item]) -> Fixed | Steps | None:
    if isinstance(item.row.asks, CountOf):
        return of_count(item.row, item.row.asks, [each.row for each in others])
    alike = [each for each in others if each.part == item.part and not isinstance(each.row.asks, CountOf)]
    if item.part == "kept":
        return Fixed((sum(each.truth for each in alike) + 0.5) / (len(alike) + 1.0))
    return Fixed(by_hazard(item.row.days, [(each.row.days, bool(each.truth)) for each in alike]))


def by_hazard(days: int, others: Sequence[tuple[int, bool]]) -> float:
    """The chance that something has come after so many days, given which others had come after theirs."""
    p = np.sin((np.arange(NODES) + 0.5) * (np.pi / 2 / NODES)) ** 2
    weight = np.zeros(NODES)
    stays = np.log1p(-p)
    for (other, came), times in sorted(Counter(others).items()):
        stayed = stays * (other / days)
        weight += times * (np.log(-np.expm1(stayed)) if came else stayed)
    weight = np.exp(weight - weight.max())
    return float((weight * p).sum() / weight.sum())


def of_count(row: Row, asks: CountOf, others: Sequence[Row]) -> Fixed | Steps | None:
    """The negative binomial of a count, or the chance of its bounds."""
    known = [(each, each.asks) for each in others if isinstance(each.asks, CountOf)]
    same = [each for each in known if (each[1].postures, each[1].front) == (asks.postures, asks.front)]
    incidents, days = rate_of(same or known)
    if not days:
        return None
    if same:
        shape, scale = incidents + 0.5, row.days / days
    else:
        shape, scale = 0.5, 2.0 * row.days * max(incidents, 0.5) / days
    law = nbinom(shape, 1.0 / (1.0 + scale))
    if asks.is_exact:
        reach = int(law.isf(TAIL))
        values = np.unique(np.linspace(0, reach, min(reach, FINEST) + 1).astype(int))
        heights = law.cdf(values)
        heights[-1] = 1.0
        return Steps(values.astype(float), heights)
    above = 1.0 if asks.high is None else float(law.cdf(asks.high))
    return Fixed(above - (0.0 if not asks.low else float(law.cdf(asks.low - 1))))


def rate_of(rows: Sequence[tuple[Row, CountOf]]) -> tuple[float, int]:
    """Incidents and days of counts with both ends; of those that overlap only the longest."""
    taken: list[Row] = []
    total, days = 0.0, 0
    for row, asks in sorted(rows, key=lambda each: (-each[0].days, each[0].place)):
        if asks.low is None or asks.high is None or any(is_related(row, each) for each in taken):
            continue
        taken.append(row)
        total, days = total + (asks.low + asks.high) / 2.0, days + row.days
    return total, days
