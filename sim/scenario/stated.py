"""Who is bound by what: the triggers and directives of a scenario, and the postures they touch."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario.cast import ALL, Cast
from sim.scenario.places import Path
from sim.scenario.schema import Effects, Rule


@dataclass(frozen=True)
class Stated:
    """A rule, where it stands, and the actors it binds, sorted."""

    path: Path
    rule: Rule
    actors: tuple[str, ...]


def stated(cast: Cast) -> list[Stated]:
    """Every trigger and directive: under actors, at the top, and under rooms."""
    document = cast.document
    found = [
        Stated(("actors", name, "triggers", place), trigger, (name,))
        for name, actor in document.actors.items()
        for place, trigger in enumerate(actor.triggers)
    ]
    for place, trigger in enumerate(document.triggers):
        bound = {actor for name in trigger.who for actor in cast.members(name)}
        found.append(Stated(("triggers", place), trigger, tuple(sorted(bound))))
    for name, room in document.rooms.items():
        for place, directive in enumerate(room.directives):
            bound = set(room.members if directive.to is None else directive.to) & set(room.members)
            present = tuple(sorted(bound & set(document.actors)))
            found.append(Stated(("rooms", name, "directives", place), directive, present))
    return found


def entry_for(cast: Cast, then: dict[str, Effects], target: str) -> str | None:
    """The entry of `then` for a posture toward this target: the target, else a group, else `all`."""
    if target in then:
        return target
    groups = sorted(name for name in then if name != ALL and target in cast.groups.get(name, []))
    return groups[0] if groups else ALL if ALL in then else None


def touched(cast: Cast, rule: Stated) -> list[tuple[str, str]]:
    """The postures a rule touches, each with the entry of `then` that does it."""
    pairs = [
        (posture, entry_for(cast, rule.rule.then, cast.target(posture)))
        for actor in rule.actors
        for posture in cast.between(actor, None)
    ]
    return [(posture, entry) for posture, entry in pairs if entry is not None]
