"""What matters in a study: its design decides which question can be put to it.

Each function takes an open study, finished at every point, and one measure under one variant
(the baseline unless another is named). Raises ValueError where the design cannot answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import t as student

from sim.analysis.intervals import wilson
from sim.analysis.sensitivity import discovery, morris, saltelli, sobol, tornado
from sim.analysis.sensitivity.resampling import LEVEL
from sim.studies.form.factors import HIGH, LOW
from sim.studies.form.measures import parse_measure
from sim.studies.keeping.opened import OpenStudy

REGIONS = frozenset({"grid", "latin_hypercube", "sobol", "saltelli", "csv"})
FIFTHS = REGIONS - {"grid"}


@dataclass(frozen=True)
class Effect:
    """How far a variant differs from the baseline, mean over the points.

    None where runs failed, or where there is one run alone.
    """

    variant: str
    difference: float | None
    lo: float
    hi: float


def effects(study: OpenStudy, measure: str) -> list[Effect]:
    """What each variant changes of a measure, over all points alike, under the same luck.

    The interval is Student's over the replicates, whose luck and draws are independent. Where a chance
    is the same in all of them it is what 0 of the runs of a point leaves open.
    """
    base, *others = (study.replicates(measure, name).mean(axis=1) for name in study.variants)
    runs = np.nan_to_num(study.measured(measure, "runs").to_numpy(float)).min()
    least = wilson(0, int(runs))[1] if parse_measure(measure).is_chance else 0.0
    return [effect(name, mine - base, least) for name, mine in zip(study.variants[1:], others, strict=True)]


def effect(variant: str, gaps: Any, least: float) -> Effect:
    if len(gaps) < 2 or not np.isfinite(gaps).all():
        return Effect(variant, None, math.nan, math.nan)
    middle = float(gaps.mean())
    half = float(student.ppf(LEVEL, len(gaps) - 1) * gaps.std(ddof=1) / math.sqrt(len(gaps)))
    half = half if np.ptp(gaps) else least
    return Effect(variant, middle, middle - half, middle + half)


def sobol_indices(study: OpenStudy, measure: str, variant: str | None = None) -> sobol.Sobol:
    """Which share of the variance of a measure each factor makes, alone and with others (Saltelli)."""
    need(study, {"saltelli"}, "Sobol' indices")
    pairs = study.study.design.second_order
    return sobol.sobol(study.factors, study.replicates(measure, variant), second_order=pairs)


def screening(study: OpenStudy, measure: str, variant: str | None = None) -> list[morris.Effect]:
    """How far a measure moves with a step of each factor, here and there (Morris); the largest first."""
    need(study, {"morris"}, "Elementary effects")
    found = morris.morris(study.factors, study.study.design.units, study.replicates(measure, variant))
    return sorted(found, key=lambda each: (-each.mu_star, each.name))


def swings(study: OpenStudy, measure: str, variant: str | None = None) -> list[tornado.Swing]:
    """The tornado table: how far a measure goes from one end of each factor to the other.

    Of a one_at_a_time design with all others at their middle; of a sampled one between the
    lowest and the highest fifth, whatever the others are.
    """
    need(study, FIFTHS | {"one_at_a_time"}, "A tornado table")
    means = study.replicates(measure, variant)
    if study.design == "one_at_a_time":
        sides = list(study.study.design.sides or ())
        low, high = ([sides.index((name, side)) for name in study.factors] for side in (LOW, HIGH))
        runs = study.measured(measure, "runs")[variant or study.variants[0]].min()
        is_chance = parse_measure(measure).is_chance
        return tornado.one_at_a_time(study.factors, means, low, high, int(runs) if is_chance else None)
    plain = sample_of(study)
    numeric = [name for name in study.factors if study.points[name].dtype.kind in "fiu"]
    return tornado.fifths(numeric, study.points[numeric].to_numpy()[plain], means[:, plain])


def regions(
    study: OpenStudy, measure: str, variant: str | None = None
) -> discovery.Region | discovery.NoRegion:
    """Where in the space of the factors most of what a chance measures happens, as rules one can read."""
    need(study, REGIONS, "A region")
    if not parse_measure(measure).is_chance:
        raise ValueError(f"a region is of a chance, and {measure} is a number")
    plain = sample_of(study)
    means = study.replicates(measure, variant)[:, plain]
    factors = {name: list(study.points[name].to_numpy()[plain]) for name in study.factors}
    return discovery.discover(factors, means, np.ones_like(means))


def sample_of(study: OpenStudy) -> Any:
    """The points that are a sample of their own: of a Saltelli design, the rows A and B."""
    count = len(study.points)
    if study.design != "saltelli":
        return np.arange(count)
    return saltelli.base_points(count, len(study.factors), study.study.design.second_order)


def need(study: OpenStudy, designs: frozenset[str] | set[str], what: str) -> None:
    if study.design not in designs or not study.factors:
        asked = " or ".join(sorted(designs))
        raise ValueError(f"{what} needs a design of the kind {asked}; this study's is {study.design}")
