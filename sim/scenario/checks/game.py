"""The war game's part of a scenario refers to what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sim.scenario.cast import ALL
from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.places import Path

SAID = re.compile(r"_of_turn_\d+")  # in the ids of threats and directives that are said in a game


def seats_are_actors(subject: Subject) -> Iterator[Wrong]:
    """Roles and teams are of actors that have a posture, nobody in two teams; chairs are of rooms."""
    game, rooms = subject.document.game, subject.document.rooms
    for actor, role in game.roles.items():
        yield from subject.known(("game", "roles", actor), "actor", actor, subject.cast.actors, of_key=True)
        if actor in subject.cast.actors and not has_something_to_decide(subject, actor):
            yield Wrong(("game", "roles", actor), f"{actor} has no posture: nothing to decide", True)
        for place, room in enumerate(role.chairs):
            yield from subject.known(("game", "roles", actor, "chairs", place), "room", room, rooms)
    taken: dict[str, str] = {}
    for name, team in game.teams.items():
        for place, actor in enumerate(team.actors):
            path: Path = ("game", "teams", name, "actors", place)
            yield from subject.known(path, "actor", actor, subject.cast.actors)
            if actor in taken:
                yield Wrong(path, f"{actor} is in the team {taken[actor]} already")
            taken.setdefault(actor, name)


def has_something_to_decide(subject: Subject, actor: str) -> bool:
    """What was wrong in form may have been a posture."""
    return bool(subject.cast.between(actor, None)) or not subject.whole(("actors", actor))


def what_is_said_has_ids_of_its_own(subject: Subject) -> Iterator[Wrong]:
    """A threat that is made in a game becomes a trigger beside those of the scenario."""
    for stated in subject.rules:
        if SAID.search(stated.rule.id):
            yield Wrong(
                (*stated.path, "id"), "ids with _of_turn_ and a number are those of a war game's own rules"
            )


def scripts_can_be_followed(subject: Subject) -> Iterator[Wrong]:
    """A script orders rungs of its actor's ladder toward its opponents, turn after turn."""
    if not subject.ladders_known:
        return
    for actor, role in subject.document.game.roles.items():
        if actor not in subject.cast.actors:
            continue
        targets = [subject.cast.target(posture) for posture in subject.cast.between(actor, None)]
        if role.by == "script" and not role.script:
            yield Wrong(("game", "roles", actor, "by"), f"{actor} has no script to be played by")
        before = 0
        for place, part in enumerate(role.script):
            path: Path = ("game", "roles", actor, "script", place)
            if part.turn <= before:
                yield Wrong((*path, "turn"), f"turns rise: {part.turn} comes after {before}")
            before = part.turn
            for target, rung in part.orders.items():
                where = (*path, "orders", target)
                yield from subject.known(where, f"opponent of {actor}", target, targets, of_key=True)
                yield from subject.known(where, f"rung of {actor}'s ladder", rung, subject.cast.rungs(actor))


def injects_are_sound(subject: Subject) -> Iterator[Wrong]:
    """Each has an id of its own, is for somebody, and brings about an event that there is."""
    seen: set[str] = set()
    for place, inject in enumerate(subject.document.game.injects):
        path: Path = ("game", "injects", place)
        if inject.id in seen:
            yield Wrong((*path, "id"), f"two injects have the id '{inject.id}'")
        seen.add(inject.id)
        for k, name in enumerate(inject.to):
            yield from subject.known((*path, "to", k), "actor or group", name, subject.somebody)
        if inject.event is not None:
            yield from subject.known((*path, "event"), "event", inject.event, subject.document.events)


def display_names_name_something(subject: Subject) -> Iterator[Wrong]:
    """Another name is of something that the scenario has."""
    document = subject.document
    rungs = {rung.id for ladder in document.ladders.values() for rung in ladder}
    chairs = {chair for room in document.rooms.values() for chair in room.chairs}
    somethings = {
        *subject.somebody, *document.fronts, *document.rooms, *chairs, *document.events, *document.meters,
        *document.outcomes, *rungs, *document.game.teams,
    } - {ALL}  # fmt: skip
    for name in document.game.display_names:
        yield from subject.known(
            ("game", "display_names", name),
            "actor, front, rung or other thing",
            name,
            somethings,
            of_key=True,
        )
