"""Triggers and directives: whom they bind, whom they touch, and what they ask of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sim.scenario.cast import ALL
from sim.scenario.checks.ladders import rung_on
from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.expression import nearest
from sim.scenario.places import Path
from sim.scenario.schema import CommonTrigger, Directive, Effects, Match, Trigger
from sim.scenario.stated import Stated, touched


def rules_name_somebody(subject: Subject) -> Iterator[Wrong]:
    """`who`, `to`, the targets of `then`, and those to whom a line was declared."""
    for rule in subject.rules:
        stated = rule.rule
        if isinstance(stated, CommonTrigger):
            yield from each(subject, (*rule.path, "who"), "actor or group", stated.who, subject.somebody)
        if isinstance(stated, Trigger) and stated.declared is not None:
            path = (*rule.path, "declared", "to")
            yield from each(subject, path, "actor or group", stated.declared.to, subject.somebody)
        if isinstance(stated, Directive) and stated.to is not None:
            members = subject.document.rooms[str(rule.path[1])].members
            yield from each(subject, (*rule.path, "to"), f"member of {rule.path[1]}", stated.to, members)
        for target in stated.then:
            path = (*rule.path, "then", target)
            yield from subject.known(path, "actor or group", target, subject.somebody, of_key=True)


def each(
    subject: Subject, path: Path, kind: str, names: list[str], known: Collection[str]
) -> Iterator[Wrong]:
    for place, name in enumerate(names):
        yield from subject.known((*path, place), kind, name, known)


def members_exist(subject: Subject) -> Iterator[Wrong]:
    for name, room in subject.document.rooms.items():
        for member in room.members:
            path = ("rooms", name, "members", member)
            yield from subject.known(path, "actor", member, subject.document.actors, of_key=True)


def rules_touch_something(subject: Subject) -> Iterator[Wrong]:
    """An entry of `then` is a mistake if no actor it binds has a posture for it."""
    for rule in subject.rules:
        if not rule.rule.then:
            yield Wrong((*rule.path, "then"), "then names nobody: nothing would happen")
        held = {subject.cast.target(p) for actor in rule.actors for p in subject.cast.between(actor, None)}
        for target in rule.rule.then:
            reached = held & set(subject.cast.members(target))
            known = bool(rule.actors) and target in subject.somebody and subject.whole(("actors",))
            if known and not reached:
                yield Wrong((*rule.path, "then", target), untouched(rule, target, held), True)


def untouched(rule: Stated, target: str, held: set[str]) -> str:
    has = "has" if len(rule.actors) == 1 else "have"
    toward = "anybody" if target == ALL else target
    return f"{' and '.join(rule.actors)} {has} no posture toward {toward}{nearest(target, sorted(held))}"


def effects_are_possible(subject: Subject) -> Iterator[Wrong]:
    """Rungs on the ladder of each actor bound, fronts of each posture touched, leaders to be followed."""
    for rule in subject.rules:
        for posture, entry in touched(subject.cast, rule):
            path, effects = (*rule.path, "then", entry), rule.rule.then[entry]
            yield from effect_rungs(subject, path, effects, subject.cast.owner(posture))
            yield from fronts_open(subject, path, effects, posture)
            if effects.match is not None and match_of(effects.match) == posture:
                yield Wrong((*path, "match"), f"{posture} cannot match itself")
        for entry, effects in rule.rule.then.items():
            if effects.match is not None:
                yield from leader_exists(subject, (*rule.path, "then", entry, "match"), effects.match)


def effect_rungs(subject: Subject, path: Path, effects: Effects, owner: str) -> Iterator[Wrong]:
    for key in ("floor", "ceiling", "cap"):
        if (rung := getattr(effects, key)) is not None:
            yield from rung_on(subject, (*path, key), owner, rung)


def fronts_open(subject: Subject, path: Path, effects: Effects, posture: str) -> Iterator[Wrong]:
    if not (subject.whole(("actors",)) and subject.whole(("dispositions",))):
        return  # a posture may have lost its fronts
    own = subject.cast.posture(posture).fronts
    for place, front in enumerate(effects.open):
        if front not in own and front not in subject.lost:
            words = f"'{front}' is not one of the fronts of {posture}{nearest(front, list(own))}"
            yield Wrong((*path, "open", place), words)


def match_of(match: Match) -> str:
    return f"{match.leader}>{match.toward}"


def leader_exists(subject: Subject, path: Path, match: Match) -> Iterator[Wrong]:
    known = subject.document.actors
    unknown = [
        *subject.known((*path, "leader"), "actor", match.leader, known),
        *subject.known((*path, "toward"), "actor", match.toward, known),
    ]
    yield from unknown
    if not unknown:
        yield from posture_exists(subject, path, match_of(match))


def posture_exists(subject: Subject, path: Path, posture: str, of_key: bool = False) -> Iterator[Wrong]:
    """Tell a posture i>j that nobody holds."""
    if not {*posture.split(">"), posture} & subject.lost:
        yield from subject.known(path, "posture", posture, subject.cast.postures, of_key)
