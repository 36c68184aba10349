"""Parameters: named numbers, and what is not known of them."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from sim.scenario.fields import Node, Pair, Text, Triple, wrong


class Uncertainty(Node):
    """What is not known of a parameter: one distribution, by its usual arguments."""

    uniform: Pair | None = None
    triangular: Triple | None = None
    beta: Pair | None = None
    normal: Pair | None = None
    lognormal: Pair | None = None
    truncate: Pair | None = None

    KINDS: ClassVar[tuple[str, ...]] = ("uniform", "triangular", "beta", "normal", "lognormal")

    @property
    def kind(self) -> str:
        return next(k for k in self.KINDS if getattr(self, k) is not None)

    @property
    def arguments(self) -> tuple[float, ...]:
        return tuple(getattr(self, self.kind))

    @model_validator(mode="after")
    def one_sound_distribution(self) -> Uncertainty:
        given = [k for k in self.KINDS if getattr(self, k) is not None]
        if len(given) != 1:
            raise wrong(f"name one distribution: {', '.join(self.KINDS)}")
        if not all(math.isfinite(a) for a in self.arguments + (self.truncate or ())):
            raise wrong("a distribution's numbers must be finite")
        check_arguments(self.kind, self.arguments)
        if self.truncate is not None and self.kind not in ("normal", "lognormal"):
            raise wrong("truncate goes with normal and lognormal only")
        if self.truncate is not None and not self.truncate[0] < self.truncate[1]:
            raise wrong("truncate is [low, high] with low < high")
        if self.kind == "lognormal" and self.truncate is not None and self.truncate[1] <= 0:
            raise wrong("a lognormal is above 0: truncate must reach above it")
        return self


def check_arguments(kind: str, arguments: tuple[float, ...]) -> None:
    """Refuse arguments with which the distribution does not exist."""
    if kind == "uniform" and not arguments[0] < arguments[1]:
        raise wrong("uniform is [low, high] with low < high")
    if kind == "triangular":
        low, mode, high = arguments
        if not (low <= mode <= high and low < high):
            raise wrong("triangular is [low, mode, high] with low <= mode <= high")
    if kind == "beta" and not min(arguments) > 0:
        raise wrong("beta is [a, b] with both above 0")
    if kind in ("normal", "lognormal") and not arguments[1] > 0:
        raise wrong(f"{kind} is [mean, spread] with the spread above 0")


class Parameter(Node):
    """A named number that numeric fields may use. `range` is what an analyst would try."""

    value: Annotated[float, Field(allow_inf_nan=False)] | None = None
    uncertainty: Uncertainty | None = None
    range: Pair | None = None
    unit: Text | None = None

    @model_validator(mode="after")
    def has_a_value(self) -> Parameter:
        if self.value is None and self.uncertainty is None:
            raise wrong("a parameter needs a value, an uncertainty, or both")
        return self
