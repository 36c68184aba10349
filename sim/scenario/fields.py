"""What one value of a scenario file may be: a name, a number in its range, a condition, a posture.

Numeric fields hold a number or the name of a parameter.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from keyword import iskeyword
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
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
