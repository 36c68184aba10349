"""Proper scores: penalties that a forecaster keeps lowest by saying what it believes.

brier: (chance - what came)^2, from 0 to 1; an even chance always costs 0.25 (Brier 1950).
log: minus the natural logarithm of the chance given to what came, in nats; an even chance costs 0.69
(Good 1952). The chance is kept off 0 and 1 by what so many runs can tell: (k + 1/2) / (n + 1).
crps: the continuous ranked probability score of a number, in incidents: how far the forecast lies
from the record, a wide one counting as far; of a single number without doubt it is the distance
(Matheson and Winkler 1976; Gneiting and Raftery 2007).
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from sim.analysis.scoring.forecasts import Chance, Number
from sim.analysis.scoring.rows import Family, Item

SCORES: dict[Family, tuple[str, ...]] = {
    "came": ("brier", "log"),
    "rules": ("brier", "log"),
    "counts": ("crps",),
}
Forecast = Chance | Number | None


def losses(item: Item, forecast: Forecast, score: str, weights: Any) -> Any:
    """One score of one question, for each row of weights; not-a-number where there is no forecast."""
    if forecast is None:
        return np.full(len(weights), np.nan)
    if score == "crps":
        return cast(Number, forecast).crps(item.truth, weights)
    said = cast(Chance, forecast)
    if score == "brier":
        return (said.share(weights) - item.truth) ** 2
    kept = said.kept_off(weights)
    return -np.log(kept if item.truth else 1.0 - kept)
