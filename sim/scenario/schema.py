"""The form of a scenario file: which keys stand where, and what each may hold.

These models say what one value may be by itself; whether names refer to something, and
whether numbers agree with one another, is the business of `checks`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from sim.scenario.fields import (
    MAX_DAYS,
    ByRung,
    Condition,
    Days,
    Name,
    Names,
    Node,
    NotNegative,
    Number,
    PostureName,
    PostureNames,
    Rate,
    Share,
    ShortFor,
    SomeDays,
    Spell,
    Steps,
    Text,
    wrong,
)
from sim.scenario.game import Game
from sim.scenario.unknowns import Parameter


class Clock(Node):
    start: dt.date
    days: Annotated[int, Field(ge=1, le=MAX_DAYS, strict=True)]


class Rung(Node):
    """One rung of a ladder; rates are per day, harm is per incident."""

    id: Name
    level: Annotated[float, Field(allow_inf_nan=False)] | None = None
    menace: NotNegative = 0.0
    incidents: Rate = 0.0
    harm: NotNegative = 0.0
    severe: Share = 0.0
    severe_harm: NotNegative = 0.0
    firebreak: bool = False
    resistance: Share = 0.0
    scales: dict[str, str | float] = {}


class Front(Node):
    soil: Name | None = None


class FrontShare(Node):
    """A posture's part of a front; `from` is the lowest executed rung that reaches it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    share: NotNegative = 1.0
    from_: Name | None = Field(default=None, alias="from")


class PostureFields(Node):
    """What a posture, or a disposition that postures share, may say."""

    like: Name | None = None
    start: Name | None = None
    floor: Name | None = None
    ceiling: Name | None = None
    climb: NotNegative = 0.0
    descend: NotNegative = 0.0
    reactivity: NotNegative = 0.0
    retaliation: NotNegative = 1.0
    deterrability: NotNegative = 0.0
    deterred_by: dict[Name, NotNegative] | None = None
    memory: Share = 0.7
    step: Steps = 1
    dwell: Days = 0
    incidents: dict[Name, Rate] = {}
    fronts: dict[Name, FrontShare] = {}


class Match(Node):
    """Follow the leader: stand where it stands toward someone, plus an offset in levels."""

    leader: Name
    toward: Name
    offset: Number = 0.0


class Effects(Node):
    """What a trigger in force does to one posture."""

    floor: Name | None = None
    ceiling: Name | None = None
    cap: Name | None = None
    match: Match | None = None
    climb: NotNegative = 1.0
    descend: NotNegative = 1.0
    react: NotNegative = 1.0
    incidents: NotNegative = 1.0
    accident: NotNegative = 1.0
    misperception: NotNegative = 1.0
    open: Names = []


class Declared(Node):
    """A line others know of: to whom it was said, and how far it is believed at first."""

    to: Names
    credibility: Share = 1.0


class Rule(Node):
    """When CONDITION then EFFECTS."""

    id: Name
    when: Condition
    then: dict[Name, Effects]
    held: SomeDays = 1
    delay: Days = 0


class Trigger(Rule):
    honoured: Share = 1.0
    lasts: Literal["always", "while"] | SomeDays = "always"
    again: SomeDays | None = None
    deterred: NotNegative = 0.0
    declared: Declared | None = None


class CommonTrigger(Trigger):
    """A trigger that stands at the top of the file and binds several actors."""

    who: Names


class Directive(Rule):
    """What a room orders, reviewed at its meetings; `to` names members (default: all)."""

    to: Names | None = None


class Chair(Node):
    weight: NotNegative = 1.0
    lost_when: Condition | None = None


class Room(Node):
    members: dict[Name, Share]
    chairs: dict[Name, Chair] = {}
    review_every: SomeDays
    directives: list[Directive] = []


class Errors(Node):
    """Chances a day of being one rung off; the side not given takes the other's value."""

    up: Share | ByRung | None = None
    down: Share | ByRung | None = None


class Misperception(Errors):
    spell: Spell = 1.0


class Miscalculation(Node):
    accident: Errors = Errors()
    misperception: Misperception = Misperception()
    false_alarm: Share = 0.0


class Reputation(Node):
    loss: Share = 0.0
    gain: Share = 0.0


class Posture(PostureFields):
    pass


class Disposition(PostureFields):
    pass


class Actor(Node):
    groups: Names = []
    tier: Text | int | None = None
    ladder: Name | None = None
    patron: Name | None = None
    attribution: Share = 0.0
    wards: dict[Name, NotNegative] = {}
    reputation: Reputation = Reputation()
    accident: Errors | None = None
    misperception: Misperception | None = None
    postures: dict[Name, Posture] = {}
    triggers: list[Trigger] = []


class Event(Node):
    at: dt.date | Days | None = None
    when: Condition | None = None
    rate: NotNegative | None = None
    probability: Share | None = None
    lasts: SomeDays | None = None


class Meter(Node):
    start: Number = 0.0
    min: Annotated[float, Field(allow_inf_nan=False)] = 0.0
    max: Annotated[float, Field(allow_inf_nan=False)] = 1.0
    drift: Number = 0.0
    decay: Share = 0.0
    feeds: dict[PostureName, Number] = {}
    unit: Text | None = None


Whole = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


class Recorded(Node):
    """What was counted elsewhere: so many, or at least and at most so many."""

    exactly: Whole | None = None
    at_least: Whole | None = None
    at_most: Whole | None = None

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """The least and the most it can have been; None where that is open."""
        return (self.at_least, self.at_most) if self.exactly is None else (self.exactly, self.exactly)

    @model_validator(mode="after")
    def says_something(self) -> Recorded:
        low, high = self.at_least, self.at_most
        if (self.exactly is None) == (low is None and high is None):
            raise wrong("a record says either exactly, or at_least, at_most or both")
        if low is not None and high is not None and low > high:
            raise wrong(f"at_least, {low}, is above at_most, {high}")
        return self


RecordedOrNumber = Annotated[Recorded, BeforeValidator(ShortFor("exactly", (int,), "a whole number"))]


class Count(Node):
    """Incidents to be reported over a window of days, both ends included."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    of: PostureNames
    front: Name | None = None
    from_: dt.date | Days | None = Field(default=None, alias="from")
    to: dt.date | Days | None = None
    recorded: RecordedOrNumber | None = None


class Outcome(Node):
    """A named condition whose first day is reported."""

    when: Condition


class Observed(Node):
    """What is known of the first days: it is pinned, and the rest runs free."""

    until: dt.date
    rungs: dict[PostureName, dict[dt.date, Name]] = {}
    events: dict[Name, dt.date] = {}


class Group(Node):
    """A label for a group; membership is said by the actors."""


ParameterOrNumber = Annotated[Parameter, BeforeValidator(ShortFor("value", (int, float), "a number"))]
OutcomeOrCondition = Annotated[Outcome, BeforeValidator(ShortFor("when", (str,), "a condition"))]


class About(Node):
    """What a scenario is for: the question it is run to answer, and what the answer hangs on."""

    question: Text
    rests_on: Text
    assumes: Text
    answer: Name


class Document(Node):
    """A whole scenario, after `extends` is resolved."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal[1] = Field(alias="schema")
    id: Name
    title: Text
    summary: Text | None = None
    about: About | None = None
    as_of: dt.date | None = None
    claims: Text | None = None
    clock: Clock
    parameters: dict[Name, ParameterOrNumber] = {}
    ladders: dict[Name, Annotated[list[Rung], Field(min_length=2)]]
    fronts: dict[Name, Front] = {}
    groups: dict[Name, Group] = {}
    dispositions: dict[Name, Disposition] = {}
    actors: Annotated[dict[Name, Actor], Field(min_length=1)]
    triggers: list[CommonTrigger] = []
    rooms: dict[Name, Room] = {}
    meters: dict[Name, Meter] = {}
    events: dict[Name, Event] = {}
    miscalculation: Miscalculation = Miscalculation()
    outcomes: dict[Name, OutcomeOrCondition] = {}
    stop_when: Condition | None = None
    observed: Observed | None = None
    counts: dict[Name, Count] = {}
    game: Game = Game()
