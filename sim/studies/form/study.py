"""A study that is ready to be run: every point under every variant, as a scenario and its parameters."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from sim.rules.draws import entity
from sim.scenario.fields import Node
from sim.scenario.fixing import fixed_parameters
from sim.scenario.loading import Scenario
from sim.scenario.parameters import is_uncertain
from sim.studies.form.designs import Design
from sim.studies.form.factors import Factor
from sim.studies.form.measures import Measure, parse_measure
from sim.studies.form.scenarios import Labels, Scenarios
from sim.studies.form.schema import StudyDocument
from sim.studies.form.variants import Variant
from sim.studies.running.statistics import Groups

# Keys that decide nothing, or decide by what they make: a scenario by its hash, a table by its points.
WORDS = frozenset({*Node.model_fields, "question", "scenario", "override", "file"})


class Setting(NamedTuple):
    """One point under one variant: the scenario, its fixed parameters, and whether its actors err."""

    scenario: Scenario
    fixed: dict[str, float]
    errors: bool


@dataclass(frozen=True, eq=False)
class Study:
    """A sound study. `points` holds a column of values for each factor, in the order of the file."""

    path: Path
    document: StudyDocument = field(repr=False)
    files: Mapping[str, str] = field(repr=False)
    variants: tuple[Variant, ...]
    factors: tuple[Factor, ...]
    measures: tuple[Measure, ...]
    design: Design = field(repr=False)
    size: int
    points: Mapping[str, Any] = field(repr=False)
    scenarios: Scenarios = field(repr=False)

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def question(self) -> str | None:
        return self.document.question

    @property
    def names(self) -> list[str]:
        """The variants, the baseline first."""
        return [variant.name for variant in self.variants]

    @property
    def stopping_measure(self) -> str:
        """The name of the chance that says when a point has runs enough; empty where none does."""
        return "" if self.document.stop is None else parse_measure(self.document.stop.measure).name

    @property
    def units(self) -> Any:
        """A sample in the unit cube, a row a point and a column a factor; None where nothing was sampled."""
        return self.design.units

    def setting(self, point: int, variant: int) -> Setting:
        """A point under a variant; raises ValueError, with the reason, where it is impossible."""
        chosen = self.variants[variant]
        made = self.scenarios.of(variant, self.labels(point))
        numbers = {name: float(self.points[name][point]) for name in self.numeric}
        fixed = {**chosen.fixed, **numbers}
        if not made.is_free:
            fixed_parameters(made.scenario, fixed)
        return Setting(made.scenario, fixed, chosen.errors)

    @cached_property
    def numeric(self) -> list[str]:
        return [factor.name for factor in self.factors if factor.numeric]

    @cached_property
    def groups(self) -> Groups:
        """The replicates of every point."""
        varied = dict.fromkeys(self.numeric, 0.0)
        drawn = any(is_uncertain(each.document, {**each.fixed, **varied}) for each in self.variants)
        return Groups.of(self.document.draws if drawn else 1, self.document.runs)

    def labels(self, point: int) -> Labels:
        """What a point says other than by numbers."""
        return tuple(self.points[factor.name][point] for factor in self.factors if not factor.numeric)

    def seed_of(self, point: int) -> int:
        """The seed of a point's luck, which its variants share."""
        if self.document.luck == "common":
            return self.document.seed
        return int(entity("point", str(self.document.seed), str(point)))

    def meaning(self) -> dict[str, Any]:
        """Everything that decides the results, as JSON can hold it."""
        return {
            **deciding(self.document),
            "design": deciding(self.design.form),
            "measures": [measure.name for measure in self.measures],
            "order_of_variants": self.names,  # the first is the baseline
            "scenarios": {variant.name: variant.scenario.sha256 for variant in self.variants},
            "points": self.digest_of_points(),
        }

    def digest_of_points(self) -> str:
        """A hash of all columns: a sample that another version of a library draws is another study."""
        total = hashlib.sha256()
        for factor in self.factors:
            values = self.points[factor.name]
            words = values.tobytes() if factor.numeric else "\x1f".join(map(repr, values)).encode()
            total.update(f"{factor.name}:{len(words)}:".encode() + words)
        return total.hexdigest()


def deciding(value: Any) -> Any:
    """What a document says, without the words that only tell of it and without what it leaves open."""
    if isinstance(value, Node):
        said = {key: getattr(value, key) for key in type(value).model_fields if key not in WORDS}
        return {key: deciding(part) for key, part in said.items() if part is not None}
    if isinstance(value, dict):
        return {str(key): deciding(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [deciding(part) for part in value]
    return value if isinstance(value, bool | int | float | str) else str(value)
