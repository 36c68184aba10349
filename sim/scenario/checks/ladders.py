"""Ladders: they rise, everybody stands on one, and every rung that is named is on the right one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from sim.scenario.cast import levels
from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.expression import nearest
from sim.scenario.places import Path
from sim.scenario.schema import Errors, PostureFields


def levels_rise(subject: Subject) -> Iterator[Wrong]:
    """Levels start at 0 and rise strictly."""
    for name, rungs in subject.document.ladders.items():
        path: Path = ("ladders", name)
        if not subject.whole(path):
            continue
        heights = levels(rungs)
        if heights[0] != 0:
            yield Wrong((*path, 0, "level"), f"the lowest rung has level 0, not {heights[0]:g}")
        for place, (low, high) in enumerate(pairwise(heights), start=1):
            if high <= low:
                above, below = rungs[place].id, rungs[place - 1].id
                words = f"levels rise strictly: {above} ({high:g}) is not above {below} ({low:g})"
                yield Wrong((*path, place, "level"), words)


def actors_stand_on_one(subject: Subject) -> Iterator[Wrong]:
    ladders = subject.document.ladders
    for name, actor in subject.document.actors.items():
        if actor.ladder is not None:
            yield from subject.known(("actors", name, "ladder"), "ladder", actor.ladder, ladders)
        elif subject.ladders_known and subject.cast.ladder_name(name) is None:
            words = (
                f"none of the ladders ({', '.join(sorted(ladders))}) is called common: say which with ladder"
            )
            yield Wrong(("actors", name), words, True)


def rung_on(subject: Subject, path: Path, actor: str, rung: str, of_key: bool = False) -> Iterator[Wrong]:
    """Tell a rung that an actor's ladder lacks."""
    rungs = subject.cast.rungs(actor)
    if subject.ladders_known and rungs and rung not in rungs and rung not in subject.lost:
        ladder = subject.cast.ladder_name(actor)
        words = f"no rung of {actor}'s ladder, {ladder}, is called '{rung}'{nearest(rung, rungs)}"
        yield Wrong(path, words, of_key)


def posture_rungs_exist(subject: Subject) -> Iterator[Wrong]:
    """The rungs of postures, also those a posture has from a disposition."""
    for name in subject.cast.postures:
        owner = subject.cast.owner(name)
        fields = subject.cast.posture(name)
        for key in ("start", "floor", "ceiling"):
            if (rung := getattr(fields, key)) is not None:
                yield from rung_on(subject, said_at(subject, name, key), owner, rung)
        for rung in fields.incidents:
            yield from rung_on(subject, said_at(subject, name, "incidents", rung), owner, rung, of_key=True)
        for front, share in fields.fronts.items():
            if share.from_ is not None:
                path = (*said_at(subject, name, "fronts", front), "from")
                yield from rung_on(subject, path, owner, share.from_)


def said_at(subject: Subject, posture: str, key: str, part: str | None = None) -> Path:
    """Where a posture's field is written: at the posture, or at the disposition that gives it."""
    owner, target = posture.split(">")
    path: Path = ("actors", owner, "postures", target)
    fields: PostureFields = subject.document.actors[owner].postures[target]
    tail = (key,) if part is None else (key, part)
    while key not in fields.model_fields_set or (part is not None and part not in getattr(fields, key)):
        if fields.like is None or fields.like not in subject.document.dispositions:
            break
        path, fields = ("dispositions", fields.like), subject.document.dispositions[fields.like]
    return (*path, *tail)


def floors_below_ceilings(subject: Subject) -> Iterator[Wrong]:
    for name in subject.cast.postures:
        fields, rungs = subject.cast.posture(name), subject.cast.rungs(subject.cast.owner(name))
        if (
            fields.floor in rungs
            and fields.ceiling in rungs
            and rungs.index(fields.floor) > rungs.index(fields.ceiling)
        ):
            words = f"the floor of {name}, {fields.floor}, is above its ceiling, {fields.ceiling}"
            yield Wrong(said_at(subject, name, "floor"), words)


def error_rungs_exist(subject: Subject) -> Iterator[Wrong]:
    """Maps of errors by rung: an actor's accidents are on its own ladder, the others on any."""
    every = sorted({rung.id for ladder in subject.document.ladders.values() for rung in ladder})
    shared = subject.document.miscalculation
    yield from by_rung(subject, ("miscalculation", "accident"), shared.accident, every)
    yield from by_rung(subject, ("miscalculation", "misperception"), shared.misperception, every)
    for name, actor in subject.document.actors.items():
        own = subject.cast.rungs(name) or every
        yield from by_rung(subject, ("actors", name, "accident"), actor.accident, own)
        yield from by_rung(subject, ("actors", name, "misperception"), actor.misperception, every)


def by_rung(subject: Subject, path: Path, errors: Errors | None, rungs: Collection[str]) -> Iterator[Wrong]:
    for side in ("up", "down"):
        chances = getattr(errors, side, None)
        for rung in chances if isinstance(chances, dict) and subject.ladders_known else ():
            yield from subject.known((*path, side, rung), "rung", rung, rungs, of_key=True)
