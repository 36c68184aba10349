"""The form of a study file: which keys stand where, and what each may hold.

What the scenario has to say to it (names, paths, numbers that a field admits) is the
business of the other files of this folder.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from sim.scenario.fields import Name, Node, Pair, ShortFor, Text, as_list
from sim.scenario.unknowns import Uncertainty

MAX_RUNS = 10_000_000
MAX_POINTS = 100_000
MAX_FACTORS = 200
MAX_VARIANTS = 50

Kind = Literal["grid", "latin_hypercube", "sobol", "saltelli", "morris", "one_at_a_time", "csv"]
KINDS: tuple[Kind, ...] = ("grid", "latin_hypercube", "sobol", "saltelli", "morris", "one_at_a_time", "csv")

Value = bool | float | str | dt.date
Finite = Annotated[float, Field(allow_inf_nan=False)]
Runs = Annotated[int, Field(ge=1, le=MAX_RUNS)]
Many = Annotated[int, Field(ge=1, le=MAX_POINTS)]
Several = Annotated[int, Field(ge=2, le=MAX_POINTS)]
Seed = Annotated[int, Field(ge=0, le=2**64 - 1)]


class VariantForm(Node):
    """A named version of the scenario: what it fixes and what it says differently."""

    set: dict[Name, Finite] = {}
    errors: bool = True
    override: dict[Any, Any] = {}
    scenario: Text | None = None


class FactorForm(Node):
    """What is varied, a parameter or the place at `path`, and over what."""

    path: Text | None = None
    range: Pair | None = None
    steps: Several | None = None
    values: Annotated[list[Value], Field(min_length=1)] | None = None
    uncertainty: Uncertainty | None = None


class DesignForm(Node):
    """Which points are run; each kind has its own keys."""

    kind: Kind
    points: Many | None = None
    second_order: bool | None = None
    trajectories: Many | None = None
    levels: Several | None = None
    file: Text | None = None


class Stop(Node):
    """Add runs at a point until the interval of a chance is this narrow, or there are so many."""

    measure: Text
    width: float
    at_most: Runs


DesignOrKind = Annotated[DesignForm, BeforeValidator(ShortFor("kind", (str,), ", ".join(KINDS)))]


class StudyDocument(Node):
    """A whole study."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal[1] = Field(alias="schema")
    id: Name
    title: Text
    question: Text | None = None
    scenario: Text
    variants: Annotated[dict[Name, VariantForm], Field(min_length=1)] = {"as_written": VariantForm()}
    vary: dict[Name, FactorForm] | Literal["uncertain"] = {}
    design: DesignOrKind | None = None
    runs: Runs = 2000
    draws: Runs = 200
    seed: Seed = 0
    luck: Literal["common", "independent"] = "common"
    measures: Annotated[list[Text], BeforeValidator(as_list)] = []
    stop: Stop | None = None
    keep_runs: bool = False
