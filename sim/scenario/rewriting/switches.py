"""Mechanisms switched off, each by a function from a document to a document without it.

Everything that is not the mechanism stays as it was written, its names above all: chance has its
address by names, so that what remains has the luck that it had.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TypeVar

from sim.scenario.expression import FUNCTIONS, parse
from sim.scenario.rewriting.editing import (
    each_actor,
    each_effects,
    each_fields,
    each_rule,
    each_rung,
    said_as,
)
from sim.scenario.schema import Actor, Document, Event, Meter, Reputation, Rule, Trigger

Line = TypeVar("Line", bound=Trigger)

# ---------------------------------------------------------------- what binds


def no_caps(document: Document) -> Document:
    return each_effects(document, lambda effects: said_as(effects, "cap", None))


def no_ceilings(document: Document) -> Document:
    return each_fields(document, lambda fields: said_as(fields, "ceiling", None))


def no_rooms(document: Document) -> Document:
    return document.model_copy(update={"rooms": {}})


def no_matches(document: Document) -> Document:
    return each_effects(document, lambda effects: said_as(effects, "match", None))


def no_declared_lines(document: Document) -> Document:
    """Lines that others were told of are not there at all."""

    def silent(actor: Actor) -> Actor:
        return actor.model_copy(update={"triggers": undeclared(actor.triggers)})

    return each_actor(document, silent).model_copy(update={"triggers": undeclared(document.triggers)})


def undeclared(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.declared is None]


def no_declaring(document: Document) -> Document:
    """Every line stays, and nobody is told of any."""
    return each_rule(document, lambda rule: said_as(rule, "declared", None))


# ---------------------------------------------------------------- what is feared and felt


def no_deterrence(document: Document) -> Document:
    def of_rule(rule: Rule) -> Rule:
        return said_as(rule, "deterred", 0.0)

    unafraid = each_fields(document, lambda fields: said_as(fields, "deterrability", 0.0))
    return each_rule(unafraid, of_rule)


def no_reputation(document: Document) -> Document:
    return each_actor(document, lambda actor: said_as(actor, "reputation", Reputation()))


def no_reaction(document: Document) -> Document:
    return each_fields(document, lambda fields: said_as(fields, "reactivity", 0.0))


def no_attribution(document: Document) -> Document:
    return each_actor(document, lambda actor: said_as(actor, "attribution", 0.0))


def no_wards(document: Document) -> Document:
    return each_actor(document, lambda actor: said_as(actor, "wards", {}))


def no_resistance(document: Document) -> Document:
    return each_rung(document, lambda rung: said_as(rung, "resistance", 0.0))


# ---------------------------------------------------------------- what happens


def no_severe(document: Document) -> Document:
    return each_rung(document, lambda rung: said_as(rung, "severe", 0.0))


def no_meters(document: Document) -> Document:
    def still(meter: Meter) -> Meter:
        return said_as(said_as(said_as(meter, "feeds", {}), "drift", 0.0), "decay", 0.0)

    meters = {name: still(meter) for name, meter in document.meters.items()}
    return document.model_copy(update={"meters": meters})


def no_news(document: Document) -> Document:
    """Events from outside never come; those of the first day, and those on record, stay."""
    on_record = document.observed.events if document.observed else {}

    def never(name: str, event: Event) -> Event:
        given = name in on_record or event.at in (0, document.clock.start)
        if given or is_answer(event) or 0 in (event.rate, event.probability):
            return event
        return event.model_copy(update={"at": None, "when": None, "rate": None, "probability": 0.0})

    events = {name: never(name, event) for name, event in document.events.items()}
    return document.model_copy(update={"events": events})


def is_answer(event: Event) -> bool:
    """Whether an event waits for anything but a day: for what somebody does, or another event."""
    return event.when is not None and any(
        isinstance(node, ast.Name) and node.id in FUNCTIONS and node.id != "day"
        for node in ast.walk(parse(event.when))
    )
