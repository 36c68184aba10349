"""What can be done at the table, as it is sent by a page, typed at a terminal, and kept in a file.

The form is checked here; whether it can be done now, and by whom, is for the `Game`.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from sim.scenario.fields import Name
from sim.scenario.game import By

Phase = Literal["brief", "plan", "reveal", "adjudicate", "debrief"]
PHASES: tuple[Phase, ...] = ("brief", "plan", "reveal", "adjudicate", "debrief")
TURNED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # turn round what follows


def clean(value: Any) -> Any:
    """A text without what a screen would obey instead of show, and without blanks around it."""
    if not isinstance(value, str):
        return value
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if is_shown(sign)).strip()


def is_shown(sign: str) -> bool:
    return sign in "\n\t" or not (unicodedata.category(sign) in ("Cc", "Cs") or sign in TURNED)


def clean_line(value: Any) -> Any:
    return " ".join(clean(value).split()) if isinstance(value, str) else value


LONGEST = 2000
Said = Annotated[str, Field(max_length=LONGEST), BeforeValidator(clean)]
Told = Annotated[str, Field(min_length=1, max_length=LONGEST), BeforeValidator(clean)]
Called = Annotated[str, Field(min_length=1, max_length=40), BeforeValidator(clean_line)]
Minutes = Annotated[float, Field(gt=0, le=600)]
Many = 100


class Malformed(ValueError):
    """What came in is no action; says why."""


class Form(BaseModel):
    """A map with these keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Advance(Form):
    """The white cell goes on to the next phase; `to` says which it means, so that two clicks are one."""

    kind: Literal["advance"] = "advance"
    turn: int
    to: Phase


class Pause(Form):
    """The clock stands still."""

    kind: Literal["pause"] = "pause"


class Unpause(Form):
    """The clock runs on."""

    kind: Literal["unpause"] = "unpause"


class Extend(Form):
    """More time for orders."""

    kind: Literal["extend"] = "extend"
    minutes: Minutes


class If(Form):
    """What a threat is about: another's posture at a rung or above, or one's own soil being struck."""

    what: Literal["rung", "struck"]
    actor: Name | None = None
    toward: Name | None = None
    rung: Name | None = None


class Threat(Form):
    """If X, then we: said in public, to `to` or to all whom it may concern."""

    if_: Annotated[If, Field(alias="if")]
    target: Name
    rung: Name

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Instruction(Form):
    """A directive of a room, by who speaks for its chair: a floor or a cap toward one opponent."""

    room: Name
    to: Annotated[list[Name], Field(min_length=1, max_length=Many)]
    target: Name
    floor: Name | None = None
    cap: Name | None = None


class Order(Form):
    """A seat's sealed order of a turn. `after` is how many it had given this turn: none is taken twice."""

    kind: Literal["order"] = "order"
    seat: Name
    turn: int
    after: Annotated[int, Field(ge=0)]
    rungs: dict[Name, Name] = {}
    statement: Said = ""
    threat: Threat | None = None
    directives: Annotated[list[Instruction], Field(max_length=Many)] = []


class Message(Form):
    """A private message between seats; the white cell reads it too. `number` tells one from its echo."""

    kind: Literal["message"] = "message"
    seat: Name
    to: Annotated[list[Name], Field(min_length=1, max_length=Many)]
    text: Told
    number: Annotated[int, Field(ge=0)]


class Publish(Form):
    """An inject is told, as written or edited, to whom the scenario says or to others."""

    kind: Literal["publish"] = "publish"
    inject: Name
    text: Told | None = None
    to: Annotated[list[Name], Field(min_length=1, max_length=Many)] | None = None


class Delay(Form):
    """An inject is due no sooner than this day."""

    kind: Literal["delay"] = "delay"
    inject: Name
    day: Annotated[int, Field(ge=0)]


class Skip(Form):
    """An inject is not told."""

    kind: Literal["skip"] = "skip"
    inject: Name


class News(Form):
    """The white cell tells what no inject says."""

    kind: Literal["news"] = "news"
    text: Told
    to: Annotated[list[Name], Field(min_length=1, max_length=Many)] = ["all"]


class Override(Form):
    """The white cell rules otherwise than the rulebook, and says why."""

    kind: Literal["override"] = "override"
    what: Literal["rung", "event", "meter"]
    name: Annotated[str, Field(max_length=200)]
    value: str | float | bool
    reason: Told


class HandOver(Form):
    """A seat passes to a person, the rulebook, or its script."""

    kind: Literal["hand_over"] = "hand_over"
    seat: Name
    by: By


class Undo(Form):
    """The last turn that was played is taken back, to its beginning."""

    kind: Literal["undo"] = "undo"
    turn: int


class Join(Form):
    """Somebody sits down at a seat."""

    kind: Literal["join"] = "join"
    seat: Name
    name: Called


Action = (
    Advance | Pause | Unpause | Extend | Order | Message | Publish | Delay | Skip | News | Override
    | HandOver | Undo | Join
)  # fmt: skip
BY_SEATS = (Order, Message, Join)
ANY: TypeAdapter[Action] = TypeAdapter(Annotated[Action, Field(discriminator="kind")])


class Entry(Form):
    """An action with who did it (`white`, `clock` or a seat) and when, in seconds since 1970."""

    at: float
    by: Annotated[str, Field(max_length=200)]
    action: Annotated[Action, Field(discriminator="kind")]


def parse_action(found: Any) -> Action:
    """An action out of plain values. Raises Malformed."""
    try:
        return ANY.validate_python(found)
    except ValidationError as error:
        raise Malformed(why(error)) from None


def why(error: ValidationError) -> str:
    """The first thing wrong, with where."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as plain values, defaults left out."""
    told = entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"at": entry.at, "by": entry.by, "action": {"kind": entry.action.kind, **told["action"]}}
