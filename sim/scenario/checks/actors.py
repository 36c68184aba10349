"""Actors and postures: everybody they speak of exists."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.places import Path
from sim.scenario.schema import Actor, PostureFields


def actors_exist(subject: Subject) -> Iterator[Wrong]:
    """Whom an actor depends on, protects or faces."""
    for name, actor in subject.document.actors.items():
        yield from relations(subject, name, actor)
        for target, posture in actor.postures.items():
            path: Path = ("actors", name, "postures", target)
            if target == name:
                yield Wrong(path, "an actor holds no posture toward itself", True)
            yield from subject.known(path, "actor", target, subject.document.actors, of_key=True)
            yield from fields_exist(subject, path, posture, name)
    for name, disposition in subject.document.dispositions.items():
        yield from fields_exist(subject, ("dispositions", name), disposition, None)


def relations(subject: Subject, name: str, actor: Actor) -> Iterator[Wrong]:
    known, path = subject.document.actors, ("actors", name)
    if actor.patron is not None:
        yield from subject.known((*path, "patron"), "actor", actor.patron, known)
    for ward in actor.wards:
        yield from subject.known((*path, "wards", ward), "actor", ward, known, of_key=True)
        if ward == name:
            yield Wrong((*path, "wards", ward), "an actor is not its own ward", True)


def fields_exist(subject: Subject, path: Path, fields: PostureFields, owner: str | None) -> Iterator[Wrong]:
    """What a posture or disposition names, but for rungs."""
    document = subject.document
    if fields.like is not None:
        yield from subject.known((*path, "like"), "disposition", fields.like, document.dispositions)
    for rival in fields.deterred_by or {}:
        yield from subject.known((*path, "deterred_by", rival), "actor", rival, document.actors, of_key=True)
        if rival == owner:
            yield Wrong((*path, "deterred_by", rival), "an actor does not deter itself", True)
    for front in fields.fronts:
        yield from subject.known((*path, "fronts", front), "front", front, document.fronts, of_key=True)


def no_circles(subject: Subject) -> Iterator[Wrong]:
    """Patrons and dispositions lead somewhere."""
    patrons = {name: actor.patron for name, actor in subject.document.actors.items()}
    likes = {name: disposition.like for name, disposition in subject.document.dispositions.items()}
    yield from circles(patrons, "actors", "patron")
    yield from circles(likes, "dispositions", "like")


def circles(links: dict[str, str | None], section: str, key: str) -> Iterator[Wrong]:
    """Each circle once, at its first name."""
    told: set[str] = set()
    for start in sorted(links):
        way = [start]
        while (after := links.get(way[-1])) is not None and after not in way:
            way.append(after)
        if after == start and start not in told:
            told |= set(way)
            yield Wrong((section, start, key), f"{key} goes in a circle: {' > '.join([*way, start])}")


def labels_exist(subject: Subject) -> Iterator[Wrong]:
    """Titles of groups that somebody is in; soil that is somebody's."""
    members = [name for name in subject.cast.groups if name != "all"]
    for group in subject.document.groups:
        yield from subject.known(("groups", group), "actor's group", group, members, of_key=True)
    for name, front in subject.document.fronts.items():
        if front.soil is not None:
            yield from subject.known(("fronts", name, "soil"), "actor", front.soil, subject.document.actors)
