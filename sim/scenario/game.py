"""The war game's own part of a scenario: who sits where, what is brought in, and what things are called.

It changes no rule. Unknown keys are let through with a warning, since nothing can go wrong by them.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from sim.scenario.fields import Condition, Days, Name, Names, Node, Share, ShortFor, Text

By = Literal["person", "rulebook", "script"]
Turns = Annotated[int, Field(ge=1, le=500, strict=True)]
Minutes = Annotated[float, Field(gt=0, le=600)]


class Lenient(Node):
    """A map of the war game."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)


class Scripted(Lenient):
    """What a scripted seat does from one turn on, until its script says otherwise."""

    turn: Turns
    orders: dict[Name, Name] = {}
    statement: Text | None = None


class Role(Lenient):
    """A seat: one actor, what its people are told, and who plays it."""

    public: Text | None = None
    secret: Text | None = None
    by: By = "person"
    chairs: Names = []
    script: list[Scripted] = []


class Team(Lenient):
    """Several seats in the hands of the same people."""

    actors: Names


class Inject(Lenient):
    """News that the white cell may bring in."""

    id: Name
    text: Text | None = None
    at: dt.date | Days | None = None
    when: Condition | None = None
    to: Names = ["all"]
    genuine: bool = True
    expected: Text | None = None
    event: Name | None = None


RoleOrText = Annotated[Role, BeforeValidator(ShortFor("public", (str,), "a text"))]
TeamOrActors = Annotated[Team, BeforeValidator(ShortFor("actors", (list,), "a list of actors"))]


class Game(Lenient):
    """How a scenario is played by people."""

    turns: Turns | None = None
    days_a_turn: Turns = 7
    minutes_a_turn: Minutes | None = None
    limits: Literal["advice", "binding"] = "advice"
    credibility: Share = 0.5
    roles: dict[Name, RoleOrText] = {}
    teams: dict[Name, TeamOrActors] = {}
    injects: list[Inject] = []
    texts: dict[Name, Text] = {}
    display_names: dict[Name, Text] = {}
    questions: list[Text] = []
