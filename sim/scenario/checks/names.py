"""Names: each stands for one thing."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.cast import ALL
from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.places import Path

KINDS = ("actors", "groups", "fronts", "events", "meters", "parameters", "rooms")


def names_are_unique(subject: Subject) -> Iterator[Wrong]:
    """Over actors, groups, fronts, events, meters, parameters and rooms; `all` is nobody's name."""
    taken: dict[str, str] = {}
    for kind in KINDS:
        for name, path in named(subject, kind).items():
            if name == ALL:
                yield Wrong(path, "'all' is reserved: it stands for every actor", True)
            elif name in taken:
                yield Wrong(path, f"'{name}' is already the name of {one_of(taken[name])}", True)
            taken.setdefault(name, kind)


def named(subject: Subject, kind: str) -> dict[str, Path]:
    """The names of a kind, and where each is first given."""
    found: dict[str, Path] = {}
    if kind == "groups":
        for actor, fields in subject.document.actors.items():
            for place, group in enumerate(fields.groups):
                found.setdefault(group, ("actors", actor, "groups", place))
        return found
    return {name: (kind, name) for name in getattr(subject.document, kind)}


def one_of(kind: str) -> str:
    word = kind.removesuffix("s")
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def rungs_are_unique(subject: Subject) -> Iterator[Wrong]:
    for ladder, rungs in subject.document.ladders.items():
        seen: set[str] = set()
        for place, rung in enumerate(rungs):
            if rung.id in seen:
                yield Wrong(
                    ("ladders", ladder, place, "id"), f"the rung '{rung.id}' stands twice on this ladder"
                )
            seen.add(rung.id)


def trigger_ids_are_unique(subject: Subject) -> Iterator[Wrong]:
    """Among the triggers and directives that bind one actor."""
    seen: set[tuple[str, str]] = set()
    for rule in subject.rules:
        name = rule.rule.id
        twice = [actor for actor in rule.actors if (name, actor) in seen]
        if twice:
            yield Wrong(
                (*rule.path, "id"), f"{', '.join(twice)} is already bound by a rule with the id '{name}'"
            )
        seen |= {(name, actor) for actor in rule.actors}
