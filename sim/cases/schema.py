"""The form of a file of cases: which keys stand where, and what each may hold.

Whether names, rungs and days exist in the scenario is the business of `checks`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sim.scenario.cast import ALL
from sim.scenario.fields import (
    MAX_DAYS,
    Claims,
    Condition,
    Name,
    Names,
    PostureName,
    Text,
    as_list,
    check_name,
    check_posture_name,
)

MAX_CASES = 1000
MAX_RUNS = 100_000
RUNS = 200

DayNumber = Annotated[int, Field(ge=0, le=MAX_DAYS, strict=True)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Day = dt.date | DayNumber
History = dict[dt.date, Name]
Texts = Annotated[list[Text], BeforeValidator(as_list)]
Conditions = Annotated[list[Condition], BeforeValidator(as_list)]


def for_everybody(value: Any) -> Any:
    """Rules alone, without whom they bind: meant of everybody they bind."""
    names = as_list(value)
    return {name: [ALL] for name in names} if isinstance(names, list) and all_texts(names) else value


def all_texts(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def check_who(value: Any) -> str:
    """An actor, a group or `all`; or one posture, written actor>target."""
    return check_posture_name(value) if isinstance(value, str) and ">" in value else check_name(value)


Who = Annotated[str, BeforeValidator(check_who)]
ByRule = Annotated[dict[Name, Names], BeforeValidator(for_everybody)]


class Words(BaseModel):
    """Any map of a file of cases, and what a reader may be told of it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)

    note: Text | None = None


class Situation(Words):
    """Who stands where and what has happened, up to a day and that day included."""

    date: Day | None = None
    rungs: dict[PostureName, Name | History] = {}
    stays: Annotated[list[Who], BeforeValidator(as_list)] = []
    events: dict[Name, Literal["never"] | Day] = {}
    meters: dict[Name, Finite] = {}
    set: dict[Name, Finite] = {}
    kept: ByRule = {}
    broken: ByRule = {}


class Case(Words):
    """One situation, the days looked at after it, and what must come of it."""

    id: Name
    title: Text
    claims: Claims = []
    situation: Situation = Situation()
    errors: bool = False
    within: Annotated[int, Field(ge=1, le=MAX_DAYS, strict=True)]
    must: Conditions = []
    must_not: Conditions = []
    may: Conditions = []
    bound: ByRule = {}
    not_bound: ByRule = {}
    because: Text


class CasesDocument(Words):
    """A whole file of cases."""

    schema_: Literal[1] = Field(alias="schema")
    title: Text
    scenario: Text
    covers: Texts = []
    runs: Annotated[int, Field(ge=1, le=MAX_RUNS, strict=True)] = RUNS
    seed: Annotated[int, Field(ge=0, le=2**64 - 1, strict=True)] = 0
    cases: Annotated[list[Case], Field(min_length=1, max_length=MAX_CASES)]
