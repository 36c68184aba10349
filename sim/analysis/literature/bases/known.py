"""What public data sets count of crises and disputes between states: the bases to set runs beside.

Shares of cases, and days. They are what was counted, of all crises and all disputes of a century or
two, and no target: a scenario is one crisis, chosen because it might have become worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.analysis.intervals import wilson

ICB = (
    "International Crisis Behavior data, version 14, actors "
    "(Brecher, Wilkenfeld, Beardsley, James and Quinn 2021)"
)
ICB_CRISES = ICB.replace("actors", "crises")
MID_DATA = "Militarized Interstate Disputes, version 5.0 (Palmer, McManus, D'Orazio, Kenwick et al. 2022)"


@dataclass(frozen=True)
class Known:
    """One count: `value` a share or days, of `of` cases (None where they are not at hand).

    `alike`: the same over the cases most like those counted in runs (the value, and of how many), by
    our own reading of the rows, which nobody has repeated. `within`: those to which it came within so
    many days after the trigger, each (days, came, of), without the cases to which it came on a day that
    is not known. `scales`: what a scenario's rungs need, to have the same counted in runs.
    """

    name: str
    title: str
    value: float
    unit: Literal["share", "days"]
    source: str
    counted: str
    scales: tuple[str, ...]
    of: int | None = None
    alike: tuple[float, int] | None = None
    within: tuple[tuple[int, int, int], ...] = ()

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% Wilson interval of a share of so many cases."""
        if self.of is None or self.unit == "days":
            return None
        return wilson(round(self.value * self.of), self.of)


KNOWN = (
    Known(
        name="answer_violent",
        title="A violent trigger is answered violently",
        value=231 / 381,
        unit="share",
        source=ICB,
        counted="of actors whose trigger was a violent act (TRIGGR 9), those whose major response was too "
        "(MAJRES 8, 9)",
        scales=("icb_violence",),
        of=381,
        within=((14, 177, 375), (30, 198, 375), (60, 210, 375)),
    ),
    Known(
        name="answer_forceful",
        title="A non-violent military trigger is answered violently",
        value=39 / 182,
        unit="share",
        source=ICB,
        counted="of actors whose trigger was a non-violent military act (TRIGGR 7), the same",
        scales=("mid", "icb_violence"),
        of=182,
        within=((14, 25, 181), (30, 30, 181), (60, 35, 181)),
    ),
    Known(
        name="lag_median",
        title="Days to an answer: half within",
        value=5,
        unit="days",
        source=ICB,
        counted="TRGRESRA, the trigger's day being day 1, over all triggers and responses of every kind",
        scales=("icb_violence",),
        alike=(3, 225),
    ),
    Known(
        name="lag_90",
        title="Days to an answer: nine in ten within",
        value=51,
        unit="days",
        source=ICB,
        counted="the same",
        scales=("icb_violence",),
        alike=(40, 225),
    ),
    Known(
        name="full_war",
        title="A crisis comes to full-scale war",
        value=0.21,
        unit="share",
        source=ICB_CRISES,
        counted="of crises, those whose highest violence was full-scale war (VIOL 4)",
        scales=("icb_violence",),
        of=487,
    ),
    Known(
        name="dispute_war",
        title="A dispute becomes war",
        value=0.04,
        unit="share",
        source=MID_DATA,
        counted="of disputes, those whose highest hostility was war",
        scales=("mid",),
    ),
    Known(
        name="reciprocated",
        title="A dispute is reciprocated",
        value=0.49,
        unit="share",
        source=MID_DATA,
        counted="of disputes, those in which both sides took militarized action",
        scales=("mid",),
    ),
)


def needed(name: str) -> tuple[str, ...]:
    """The scales that a base is counted on in runs."""
    return next(known.scales for known in KNOWN if known.name == name)
