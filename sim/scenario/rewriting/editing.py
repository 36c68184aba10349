"""Changing many places of a document at once. Documents are frozen: each change is a copy.

What is not changed stays as it was written, so that a posture still has from its disposition what
it does not say itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sim.scenario.fields import Node
from sim.scenario.schema import Actor, Document, Effects, PostureFields, Rule, Rung

Kind = TypeVar("Kind", bound=Node)


def said_as(node: Kind, key: str, value: object) -> Kind:
    """The same with another value at a key that it says; as it is where it says none, or this one."""
    if key not in node.model_fields_set or getattr(node, key) == value:
        return node
    return node.model_copy(update={key: value})


def each_actor(document: Document, change: Callable[[Actor], Actor]) -> Document:
    actors = {name: change(actor) for name, actor in document.actors.items()}
    return document.model_copy(update={"actors": actors})


def each_fields(document: Document, change: Callable[[PostureFields], PostureFields]) -> Document:
    """Change what postures and dispositions say."""

    def of_actor(actor: Actor) -> Actor:
        postures = {target: change(fields) for target, fields in actor.postures.items()}
        return actor.model_copy(update={"postures": postures}) if postures else actor

    changed = each_actor(document, of_actor)
    shared = {name: change(fields) for name, fields in document.dispositions.items()}
    return changed.model_copy(update={"dispositions": shared}) if shared else changed


def each_rule(document: Document, change: Callable[[Rule], Rule]) -> Document:
    """Change every trigger and directive: under actors, at the top, and under rooms."""

    def of_actor(actor: Actor) -> Actor:
        return actor.model_copy(update={"triggers": [change(rule) for rule in actor.triggers]})

    changed = each_actor(document, of_actor)
    rooms = {
        name: room.model_copy(update={"directives": [change(rule) for rule in room.directives]})
        for name, room in document.rooms.items()
    }
    common = [change(rule) for rule in document.triggers]
    return changed.model_copy(update={"triggers": common, "rooms": rooms})


def each_effects(document: Document, change: Callable[[Effects], Effects]) -> Document:
    """Change what every trigger and directive does to whom."""

    def of_rule(rule: Rule) -> Rule:
        then = {target: change(effects) for target, effects in rule.then.items()}
        return rule.model_copy(update={"then": then})

    return each_rule(document, of_rule)


def each_rung(document: Document, change: Callable[[Rung], Rung]) -> Document:
    ladders = {name: [change(rung) for rung in rungs] for name, rungs in document.ladders.items()}
    return document.model_copy(update={"ladders": ladders})
