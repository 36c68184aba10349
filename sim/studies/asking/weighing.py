"""How much each outcome hangs on each number that a study varied, whatever the study's design.

In the world: which unknown it would be worth most to know. A Saltelli design tells the share of an
outcome's variance that a number makes, alone and with the others (its total index); a Morris design
the mean size of a step's effect; others how far an outcome goes from one end of the number to the
other. Each comes with its 95% interval, and the designs are not compared with one another.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.studies.asking.questions import screening, sobol_indices, swings
from sim.studies.form.measures import parse_measure
from sim.studies.keeping.opened import OpenStudy

SHARES = "share of the outcome's variance that it makes, alone and with others (total index)"
STEPS = "mean size of the outcome's change over its whole range (elementary effects)"
SWINGS = "how far the outcome goes from one end of the number to the other"


@dataclass(frozen=True)
class Weight:
    """One number and one outcome: how much hangs on it, 0 or more, with the ends of its interval.

    A lower end of 0 or less says that the outcome may not hang on it at all.
    """

    factor: str
    measure: str
    size: float
    low: float
    high: float

    @property
    def surely(self) -> float:
        """What hangs on it at least; 0 where that may be nothing."""
        return max(0.0, self.low)


@dataclass(frozen=True)
class Weights:
    """All of them, in words what they are, and the outcomes of which nothing could be told, with reasons."""

    of: str
    are_points: bool  # percentage points, and not shares
    found: list[Weight]
    untold: dict[str, str]

    def heaviest(self, factor: str) -> Weight | None:
        """The outcome that most surely hangs on a number: the one whose interval begins highest above 0."""
        own = [each for each in self.found if each.factor == factor]
        return max(own, key=lambda each: (each.surely, each.size, each.measure), default=None)


def weights(study: OpenStudy) -> Weights:
    """Every chance that a finished study measured, against every number it varied, under its baseline.

    Raises ValueError where the study is not finished, varies nothing, or measures no chance, OSError
    where its tables cannot be read.
    """
    chances = [name for name in study.measures if parse_measure(name).is_chance]
    if not study.complete:
        raise ValueError(f"{study.folder} is not finished: go on with sim sweep --resume")
    if not study.factors or not chances:
        raise ValueError(f"{study.folder} varies no number, or measures no chance")
    if study.summaries.empty:  # read before the outcomes: a folder that is damaged is no answer
        raise ValueError(f"{study.folder} holds no results")
    found: list[Weight] = []
    untold: dict[str, str] = {}
    for name in chances:
        try:
            found += of_measure(study, name)
        except ValueError as error:
            untold[name] = str(error)
    of = {"saltelli": SHARES, "morris": STEPS}.get(study.design, SWINGS)
    return Weights(of, study.design != "saltelli", found, untold)


def of_measure(study: OpenStudy, name: str) -> list[Weight]:
    """One chance, by what the design allows. Raises ValueError where it allows nothing."""
    if study.design == "saltelli":
        found = sobol_indices(study, name)
        if found.reason is not None:
            raise ValueError(found.reason)
        return [Weight(each.name, name, each.total, each.total_lo, each.total_hi) for each in found.indices]
    if study.design == "morris":
        effects = screening(study, name)
        return [Weight(each.name, name, each.mu_star, each.mu_star_lo, each.mu_star_hi) for each in effects]
    return [
        Weight(
            each.name,
            name,
            abs(each.swing),
            *((each.lo, each.hi) if each.swing >= 0 else (-each.hi, -each.lo)),
        )
        for each in swings(study, name)
    ]
