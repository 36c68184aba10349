"""Words that are given for sure: a situation may say who keeps a word and who breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from sim.cases.naming import Pairs, pairs_of
from sim.cases.schema import Situation
from sim.scenario.build.bindings import Bindings
from sim.scenario.cast import Cast
from sim.scenario.schema import CommonTrigger, Document, Trigger

Given = Mapping[float, Pairs]  # by the chance that a word is kept: rules and actors
Line = TypeVar("Line", bound=Trigger)


def with_words_given(document: Document, situation: Situation) -> Document:
    """The document in which some keep their word for sure and some break it."""
    if not situation.kept and not situation.broken:
        return document
    cast = Cast(document)
    rows = Bindings(cast).rows
    given = {
        1.0: pairs_of(rows, cast, situation.kept),
        0.0: pairs_of(rows, cast, situation.broken),
    }
    common = [part for rule in document.triggers for part in common_parts(rule, cast, given)]
    actors = {
        name: actor.model_copy(update={"triggers": [own(each, name, given) for each in actor.triggers]})
        for name, actor in document.actors.items()
    }
    return document.model_copy(update={"actors": actors, "triggers": common})


def own(rule: Trigger, actor: str, given: Given) -> Trigger:
    for chance, pairs in given.items():
        if (rule.id, actor) in pairs:
            return sure(rule, chance)
    return rule


def sure(rule: Line, chance: float) -> Line:
    """The same rule, honoured with this chance whatever is feared."""
    return rule.model_copy(update={"honoured": chance, "deterred": 0.0})


def common_parts(rule: CommonTrigger, cast: Cast, given: Given) -> list[CommonTrigger]:
    """A rule for several, parted by those whose word is given."""
    left = sorted({actor for name in rule.who for actor in cast.members(name)})
    parts = []
    for chance, pairs in given.items():
        meant = [actor for actor in left if (rule.id, actor) in pairs]
        if meant:
            parts.append(sure(rule, chance).model_copy(update={"who": meant}))
            left = [actor for actor in left if actor not in meant]
    if not parts:
        return [rule]
    return [*parts, rule.model_copy(update={"who": left})] if left else parts
