"""The form of a calibration file: which keys stand where, and what each may hold.

What the scenario has to say to it (names, conditions, dates) is the business of `targets` and
`loading`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from sim.scenario.fields import Condition, Name, Node, ShortFor, Text, wrong
from sim.scenario.schema import About, Count
from sim.scenario.unknowns import Uncertainty

MAX_RUNS = 1_000_000
MAX_SBC = 10_000
FEWEST = 200  # runs that must be kept

Runs = Annotated[int, Field(ge=1000, le=MAX_RUNS)]
Replications = Annotated[int, Field(ge=0, le=MAX_SBC)]
Draws = Annotated[int, Field(ge=100, le=100_000)]
Seed = Annotated[int, Field(ge=0, le=2**64 - 1)]
Kept = Annotated[float, Field(gt=0, le=1)]


class Counted(Count):
    """Incidents over a window, or days with any, and what was recorded of them."""

    fit: bool = True


class Dated(Node):
    """When something came: on a day, between two, or not by a day."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    on: dt.date | None = None
    from_: dt.date | None = Field(default=None, alias="from")
    to: dt.date | None = None
    after: dt.date | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> Dated:
        pair = self.from_ is not None and self.to is not None
        half = (self.from_ is None) != (self.to is None)
        if half or (self.on is not None) + pair + (self.after is not None) != 1:
            raise wrong("a day is recorded as `on`, as `from` and `to`, or as `after` (not by that day)")
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise wrong(f"from, {self.from_}, is after to, {self.to}")
        return self


DatedOrDate = Annotated[Dated, BeforeValidator(ShortFor("on", (dt.date,), "a date"))]


class FirstDay(Node):
    """The first day on which a condition held, and what was recorded of it."""

    when: Condition
    recorded: DatedOrDate | None = None
    fit: bool = True


class Targets(Node):
    """What was recorded, in the scenario's own terms."""

    counts: dict[Name, Counted] = Field(default_factory=dict)
    active_days: dict[Name, Counted] = Field(default_factory=dict)
    first_days: dict[Name, FirstDay] = Field(default_factory=dict)


class Prior(Node):
    """What was not known of a parameter before the record, where the scenario's own range used it."""

    uncertainty: Uncertainty


class VariantForm(Node):
    """How the calibrated scenario is called, and what it is for."""

    id: Name
    summary: Text | None = None
    about: About | None = None


class CalibrationDocument(Node):
    """A whole calibration."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal[1] = Field(alias="schema")
    id: Name
    title: Text
    question: Text | None = None
    scenario: Text
    until: dt.date
    targets: Targets
    priors: dict[Name, Prior] = Field(default_factory=dict)
    runs: Runs = 50_000
    keep: Kept = 0.03
    draws: Draws = 2_000
    sbc: Replications = 500
    seed: Seed = 0
    variant: VariantForm | None = None
