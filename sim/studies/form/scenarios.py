"""The scenarios of a study by what its points say other than by numbers: made when first asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

from sim.scenario.fixing import misfits
from sim.scenario.loading import Scenario
from sim.scenario.unknowns import Parameter
from sim.studies.form.factors import Factor
from sim.studies.form.schema import Value
from sim.studies.form.variants import Variant

KEPT = 256

Labels = tuple[Value, ...]


@dataclass(frozen=True)
class Made:
    """A scenario; it is free where no value of a numeric factor can be impossible in it."""

    scenario: Scenario
    is_free: bool


class Scenarios:
    """The last few hundred scenarios of a study. Several threads may ask at once."""

    def __init__(self, variants: Sequence[Variant], factors: Sequence[Factor]) -> None:
        self.variants, self.factors = variants, factors
        bases = [id(variant.basis) for variant in variants]
        self.twins = [bases.index(basis) for basis in bases]  # the first variant with the same scenario
        self.kept: OrderedDict[tuple[int, Labels], Made | str] = OrderedDict()
        self.lock = RLock()

    def of(self, variant: int, labels: Labels) -> Made:
        """A variant with these labels; raises ValueError where they do not go together."""
        with self.lock:
            found = self.kept.get((variant, labels))
            if found is None:
                found = self.kept[variant, labels] = self.make(variant, labels)
                while len(self.kept) > KEPT:
                    self.kept.popitem(last=False)
            else:
                self.kept.move_to_end((variant, labels))
        if isinstance(found, str):
            raise ValueError(found)
        return found

    def make(self, number: int, labels: Labels) -> Made | str:
        """The scenario with its tables, or why there is none."""
        variant, twin = self.variants[number], self.twins[number]
        try:
            scenario = (
                labelled(variant, self.factors, labels) if twin == number else self.of(twin, labels).scenario
            )
        except ValueError as error:
            return str(error)
        assert scenario.plan  # made here, where no other thread makes it as well
        return Made(scenario, not misfits(scenario.document, reaches(variant, self.factors)))

    def __reduce__(self) -> Any:
        """Elsewhere they are made again."""
        return Scenarios, (self.variants, self.factors)


def labelled(variant: Variant, factors: Sequence[Factor], labels: Labels) -> Scenario:
    """The scenario of a variant with these labels in their places; raises ValueError where it is unsound."""
    if not labels:
        return variant.scenario
    basis = variant.basis
    for factor, value in zip((f for f in factors if not f.numeric), labels, strict=True):
        basis = basis.with_value(variant.paths[factor.name], value, basis.read.root.place)
    found, mistakes = basis.check()
    if found is None:
        raise ValueError("\n".join(dict.fromkeys(mistake.message for mistake in mistakes)))
    return found.scenario


def reaches(variant: Variant, factors: Sequence[Factor]) -> Mapping[str, Parameter]:
    """All that the parameters of a variant can be over a study."""
    fixed = {name: Parameter(value=value) for name, value in variant.fixed.items()}
    return {**fixed, **{factor.name: factor.reach for factor in factors if factor.numeric}}
