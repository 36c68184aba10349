"""The form of a scenario file: which keys stand where, and what each may hold.

These models say what one value may be by itself; whether names refer to
something, and whether numbers agree with one another, is `checks`' business.
Numeric fields hold a number or the name of a parameter.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from keyword import iskeyword
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

NAME = re.compile(r"^[a-z][a-z0-9_]*$")
TRUTH_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
MAX_RATE = 500.0
MAX_DAYS = 3660


@dataclass(frozen=True)
class Range:
    """The closed interval a numeric field must stay in; `whole` asks for an integer."""

    low: float = -math.inf
    high: float = math.inf
    whole: bool = False

    def words(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        if self.low == -math.inf and self.high == math.inf:
            return kind
        if self.high == math.inf:
            return f"{kind}, {self.low:g} or more"
        return f"{kind} from {self.low:g} to {self.high:g}"


def wrong(message: str) -> PydanticCustomError:
    """The error a validator raises: its message is shown to the author as it is."""
    return PydanticCustomError("scenario", "{reason}", {"reason": message})


def check_name(value: Any) -> str:
    """A name as conditions can say it: snake_case, no Python keyword, no YAML 1.1 truth word."""
    if not isinstance(value, str):
        raise wrong(f"a name is snake_case text, not {value!r}")
    if value in TRUTH_WORDS or iskeyword(value):
        raise wrong(f"{value!r} cannot be a name: YAML 1.1 or conditions read it as something else")
    if not NAME.match(value):
        raise wrong(f"{value!r} is not snake_case (small letters, digits and _, a letter first)")
    return value


def check_number(value: Any) -> float | int | str:
    """A finite number, or the name of a parameter."""
    if isinstance(value, bool) or value is None:
        raise wrong("expected a number or a parameter's name")
    if isinstance(value, str):
        if NAME.match(value):
            return value
        raise wrong(f"expected a number or a parameter's name, not {value!r}")
    if not isinstance(value, int | float):
        raise wrong("expected a number or a parameter's name")
    if not math.isfinite(value):
        raise wrong("a number must be finite")
    return value


def in_range(limits: Range) -> AfterValidator:
    """A check of a literal number; parameters are checked by their support later."""

    def check(value: float | int | str) -> float | int | str:
        if isinstance(value, str):
            return value
        if limits.whole and value != math.floor(value):
            raise wrong(f"expected {limits.words()}, not {value:g}")
        if not limits.low <= value <= limits.high:
            raise wrong(f"expected {limits.words()}, not {value:g}")
        return int(value) if limits.whole else float(value)

    return AfterValidator(check)


def check_posture_name(value: Any) -> str:
    """`i>j`: the stance of i toward j."""
    if not isinstance(value, str) or value.count(">") != 1:
        raise wrong(f"expected a posture, written actor>target, not {value!r}")
    owner, target = (part.strip() for part in value.split(">"))
    return f"{check_name(owner)}>{check_name(target)}"


def check_condition(value: Any) -> str:
    """A condition is text; its grammar is checked by `expression`."""
    if not isinstance(value, str) or not value.strip():
        raise wrong("expected a condition, a text such as: day() >= 3")
    return value


def as_list(value: Any) -> Any:
    """A single name where a list of names may stand."""
    return [value] if isinstance(value, str) else value


@dataclass(frozen=True)
class ShortFor:
    """A bare value of this kind (in words: `said`) stands for a map with that one key."""

    key: str
    kinds: tuple[type, ...]
    said: str

    def __call__(self, value: Any) -> Any:
        bare = isinstance(value, self.kinds) and not isinstance(value, bool)
        return {self.key: value} if bare else value


Parameterised = Annotated[float | int | str, BeforeValidator(check_number)]
Number = Annotated[Parameterised, in_range(Range()), Range()]
NotNegative = Annotated[Parameterised, in_range(Range(0)), Range(0)]
Share = Annotated[Parameterised, in_range(Range(0, 1)), Range(0, 1)]
Rate = Annotated[Parameterised, in_range(Range(0, MAX_RATE)), Range(0, MAX_RATE)]
Spell = Annotated[Parameterised, in_range(Range(1)), Range(1)]
Days = Annotated[Parameterised, in_range(Range(0, MAX_DAYS, True)), Range(0, MAX_DAYS, True)]
SomeDays = Annotated[Parameterised, in_range(Range(1, MAX_DAYS, True)), Range(1, MAX_DAYS, True)]
Steps = Annotated[Parameterised, in_range(Range(1, 100, True)), Range(1, 100, True)]

Name = Annotated[str, BeforeValidator(check_name)]
Names = Annotated[list[Name], BeforeValidator(as_list)]
PostureName = Annotated[str, BeforeValidator(check_posture_name)]
PostureNames = Annotated[list[PostureName], BeforeValidator(as_list)]
Condition = Annotated[str, BeforeValidator(check_condition)]
Text = Annotated[str, Field(min_length=1)]
Claims = Annotated[list[str], BeforeValidator(as_list)]
ByRung = Annotated[dict[Name, Share], Field()]
Pair = Annotated[tuple[float, float], Field(strict=False)]  # YAML has lists only
Triple = Annotated[tuple[float, float, float], Field(strict=False)]


class Node(BaseModel):
    """Any map of a scenario: what it rests on, and what a reader may be told of it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Text | None = None
    note: Text | None = None
    evidence: Claims = []
    assumed: Text | None = None


class Clock(Node):
    start: dt.date
    days: Annotated[int, Field(ge=1, le=MAX_DAYS, strict=True)]


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


class Count(Node):
    """Incidents to be reported over a window of days, both ends included."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    of: PostureNames
    front: Name | None = None
    from_: dt.date | Days | None = Field(default=None, alias="from")
    to: dt.date | Days | None = None


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


class Document(Node):
    """A whole scenario, after `extends` is resolved."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal[1] = Field(alias="schema")
    id: Name
    title: Text
    summary: Text | None = None
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
    game: dict[str, Any] = {}
