"""Whom a case says to be bound, and who it says keeps a word or breaks it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.cases.ground import Stage, missing
from sim.cases.naming import pairs_of, unbound
from sim.scenario.checks.subject import Wrong
from sim.scenario.places import Path


def rules_exist(stage: Stage) -> Iterator[Wrong]:
    """Rules by their ids, actors that are there; a word is kept or broken by those whom it binds."""
    situation = stage.case.situation
    for key, rules in (("bound", stage.case.bound), ("not_bound", stage.case.not_bound)):
        yield from each_rule(stage, (*stage.path, key), rules)
    for key, rules in (("kept", situation.kept), ("broken", situation.broken)):
        path = (*stage.path, "situation", key)
        yield from each_rule(stage, path, rules)
        yield from words_are_theirs(stage, path, rules)


def each_rule(stage: Stage, path: Path, rules: dict[str, list[str]]) -> Iterator[Wrong]:
    known = sorted({each.id for each in stage.bindings})
    for name, who in rules.items():
        yield from missing((*path, name), "trigger or directive", name, known)
        for place, actor in enumerate(who):
            yield from missing((*path, name, place), "actor or group", actor, stage.somebody, of_key=False)


def words_are_theirs(stage: Stage, path: Path, rules: dict[str, list[str]]) -> Iterator[Wrong]:
    rooms = {each.id: each.room for each in stage.bindings if each.room is not None}
    for name, who in rules.items():
        if name in rooms:
            words = f"'{name}' is an order of {rooms[name]}: set how members comply with it instead"
            yield Wrong((*path, name), words, True)
        elif others := unbound(stage.bindings, stage.cast, name, who):
            yield Wrong((*path, name), f"'{name}' does not bind {', '.join(others)}", True)


def words_do_not_clash(stage: Stage) -> Iterator[Wrong]:
    kept, broken = stage.case.situation.kept, stage.case.situation.broken
    both = pairs_of(stage.bindings, stage.cast, kept) & pairs_of(stage.bindings, stage.cast, broken)
    for rule, actor in sorted(both):
        path = (*stage.path, "situation", "broken", rule)
        yield Wrong(path, f"{actor} cannot both keep '{rule}' and break it", True)
