"""Conditions can be read by whom they bind; claims exist."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.conditions import problems
from sim.scenario.expression import ConditionError, parse
from sim.scenario.leaves import nodes
from sim.scenario.places import Path
from sim.scenario.schema import Document
from sim.scenario.stated import Stated

WORD = re.compile(r"[a-z_][a-z0-9_]*")


def conditions(document: Document, rules: list[Stated]) -> Iterator[tuple[Path, str, str | None]]:
    """Every condition with one of its readers (they read alike), or None where it is read on the truth."""
    for rule in rules:
        for actor in rule.actors[:1]:
            yield (*rule.path, "when"), rule.rule.when, actor
    for name, room in document.rooms.items():
        for chair, fields in room.chairs.items():
            if fields.lost_when is not None:
                yield ("rooms", name, "chairs", chair, "lost_when"), fields.lost_when, None
    for name, event in document.events.items():
        if event.when is not None:
            yield ("events", name, "when"), event.when, None
    for name, outcome in document.outcomes.items():
        yield ("outcomes", name, "when"), outcome.when, None
    if document.stop_when is not None:
        yield ("stop_when",), document.stop_when, None
    for place, inject in enumerate(document.game.injects):
        if inject.when is not None:
            yield ("game", "injects", place, "when"), inject.when, None


def conditions_are_sound(subject: Subject) -> Iterator[Wrong]:
    """Grammar first; names only where none that it uses, nor anybody's ladder, is wrong already."""
    on_ladders = subject.ladders_known and all(subject.cast.rungs(actor) for actor in subject.cast.actors)
    for path, text, reader in conditions(subject.document, subject.rules):
        sound = on_ladders and not subject.lost & set(WORD.findall(text))
        found = problems(text, subject.condition_places, reader) if sound else grammar(text)
        for offset, message in found:
            yield Wrong(path, message, offset=offset)


def grammar(text: str) -> list[tuple[int, str]]:
    try:
        parse(text)
    except ConditionError as error:
        return [(error.offset, error.message)]
    return []


def names_in(text: str) -> set[str]:
    """The names a sound condition uses."""
    return {node.id for node in ast.walk(parse(text)) if isinstance(node, ast.Name)}


def claims_exist(subject: Subject) -> Iterator[Wrong]:
    """Every `evidence` is the id of a claim, where the scenario names its claims."""
    if subject.document.claims is None or subject.claims.mistakes:
        return
    for path, node in nodes(subject.document):
        for place, claim in enumerate(node.evidence):
            yield from subject.known((*path, "evidence", place), "claim", claim, subject.claims.by_id)
