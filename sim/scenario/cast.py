"""Who takes part in a scenario: actors, groups, postures, and which ladder each stands on.

Everything is in sorted order of names, so that no result depends on the order of a file.
A posture is named `owner>target`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sim.scenario.schema import Actor, Disposition, Document, Posture, PostureFields, Rung

ALL = "all"
MERGED = ("incidents", "fronts", "deterred_by")


@dataclass(frozen=True)
class Cast:
    """The names of a document, looked up once; unknown names yield empty answers, not errors."""

    document: Document

    @cached_property
    def actors(self) -> list[str]:
        return sorted(self.document.actors)

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """Members of every group, sorted; `all` is everybody."""
        named = sorted({g for actor in self.document.actors.values() for g in actor.groups})
        groups = {g: [a for a in self.actors if g in self.document.actors[a].groups] for g in named}
        return {**groups, ALL: self.actors}

    def members(self, name: str) -> list[str]:
        """The actors a name stands for: one actor, or a group's."""
        if name in self.document.actors:
            return [name]
        return self.groups.get(name, [])

    @cached_property
    def postures(self) -> list[str]:
        pairs = sorted((a, t) for a in self.actors for t in self.document.actors[a].postures)
        return [f"{owner}>{target}" for owner, target in pairs]

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each posture stands in the order."""
        return {name: k for k, name in enumerate(self.postures)}

    def owner(self, posture: str) -> str:
        return posture.split(">")[0]

    def target(self, posture: str) -> str:
        return posture.split(">")[1]

    def between(self, owner: str, target: str | None) -> list[str]:
        """The postures that exist from an actor or group toward another (or toward anybody)."""
        owners = self.members(owner)
        targets = self.actors if target is None else self.members(target)
        return [f"{o}>{t}" for o in owners for t in targets if f"{o}>{t}" in self.place]

    def ladder_name(self, actor: str) -> str | None:
        """An actor's ladder: its own, else `common`, else the only one."""
        named = self.document.actors[actor].ladder
        if named is not None:
            return named
        if "common" in self.document.ladders:
            return "common"
        return next(iter(self.document.ladders)) if len(self.document.ladders) == 1 else None

    def ladder(self, actor: str) -> list[Rung]:
        return self.document.ladders.get(self.ladder_name(actor) or "", [])

    def rungs(self, actor: str) -> list[str]:
        """The rungs of an actor's ladder, lowest first."""
        return [rung.id for rung in self.ladder(actor)]

    def level(self, actor: str, rung: str) -> float | None:
        """The level of a rung on an actor's ladder, or None where it has no such rung."""
        return next(
            (
                lev
                for r, lev in zip(self.ladder(actor), levels(self.ladder(actor)), strict=False)
                if r.id == rung
            ),
            None,
        )

    def posture(self, name: str) -> PostureFields:
        """A posture's fields, those of its disposition filled in."""
        return self.fields[name]

    @cached_property
    def fields(self) -> dict[str, PostureFields]:
        """The fields of every posture."""
        actors = self.document.actors
        return {
            f"{owner}>{target}": with_disposition(self.document, fields)
            for owner in actors
            for target, fields in actors[owner].postures.items()
        }

    def actor(self, name: str) -> Actor:
        return self.document.actors[name]

    def share_a_room(self, one: str, other: str) -> bool:
        return any(one in room.members and other in room.members for room in self.document.rooms.values())


def levels(ladder: list[Rung]) -> list[float]:
    """The level of each rung: as written, else its place."""
    return [float(place) if rung.level is None else rung.level for place, rung in enumerate(ladder)]


def with_disposition(document: Document, fields: PostureFields) -> PostureFields:
    """Fields as written over those of the disposition they are like; maps merge by key."""
    written = {name: getattr(fields, name) for name in fields.model_fields_set}
    seen: set[str] = set()
    base: PostureFields = fields
    while base.like is not None and base.like not in seen and base.like in document.dispositions:
        seen.add(base.like)
        base = document.dispositions[base.like]
        written = laid_over(base, written)
    return Posture.model_construct(**{**defaults(), **written})


def laid_over(base: Disposition, written: dict[str, object]) -> dict[str, object]:
    """What is written wins over the base's fields."""
    under = {name: getattr(base, name) for name in base.model_fields_set if name != "like"}
    merged = {**under, **written}
    for name in MERGED:
        if isinstance(under.get(name), dict) and isinstance(written.get(name), dict):
            merged[name] = {**under[name], **written[name]}  # type: ignore[dict-item]
    return merged


def defaults() -> dict[str, object]:
    return {
        name: field.get_default(call_default_factory=True) for name, field in Posture.model_fields.items()
    }
