"""Errors switched off, of execution or of sight: what both together leave is the twin."""

from __future__ import annotations

from sim.scenario.rewriting.editing import each_actor, said_as
from sim.scenario.schema import Actor, Document, Errors, Misperception


def no_accidents(document: Document) -> Document:
    def careful(actor: Actor) -> Actor:
        return actor if is_quiet(actor.accident) else said_as(actor, "accident", None)

    shared = document.miscalculation
    if not is_quiet(shared.accident):
        shared = said_as(shared, "accident", Errors())
    return each_actor(document, careful).model_copy(update={"miscalculation": shared})


def no_misperception(document: Document) -> Document:
    """Nobody misreads what is done, and nobody raises a false alarm."""

    def sharp(actor: Actor) -> Actor:
        return actor if is_quiet(actor.misperception) else said_as(actor, "misperception", None)

    shared = said_as(document.miscalculation, "false_alarm", 0.0)
    if not is_quiet(shared.misperception):
        shared = said_as(shared, "misperception", Misperception())
    return each_actor(document, sharp).model_copy(update={"miscalculation": shared})


def is_quiet(errors: Errors | None) -> bool:
    """Whether no error is ever made."""
    sides = [] if errors is None else [errors.up, errors.down]
    chances = [list(side.values()) if isinstance(side, dict) else [side] for side in sides]
    return all(chance in (None, 0) for side in chances for chance in side)
