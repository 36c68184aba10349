"""Tables of triggers, their effects, and rooms."""

from __future__ import annotations

from typing import Any

from sim.rules.world import (
    ALWAYS,
    BOUND_COLUMNS,
    EFFECT_COLUMNS,
    FACTOR_COLUMNS,
    NONE,
    RESOLVE_COLUMNS,
    WHILE,
)
from sim.scenario.build.bindings import Binding, Bindings
from sim.scenario.build.tables import Table
from sim.scenario.cast import Cast
from sim.scenario.code import Cells
from sim.scenario.schema import Effects, Trigger

Members = list[tuple[str, str]]


class Commands:
    """Bound triggers with their effects; `spans` are the code of each row's condition."""

    def __init__(self, cast: Cast, bindings: Bindings, members: Members, cells: Cells) -> None:
        self.cast, self.bindings, self.members, self.cells = cast, bindings, members, cells
        self.effects: list[list[Any]] = []
        self.factors: list[list[Any]] = []
        self.opens: list[int] = []

    def tables(self, spans: list[tuple[int, int]]) -> dict[str, Table]:
        rows = [self.row(b, span) for b, span in zip(self.bindings.rows, spans, strict=False)]
        resolves = [self.resolve(b.trigger) for b in self.bindings.rows]
        return {
            "bound": Table(rows, (len(rows), BOUND_COLUMNS), whole=True),
            "resolve": Table(resolves, (len(rows), RESOLVE_COLUMNS)),
            "effect": Table(self.effects, (len(self.effects), EFFECT_COLUMNS), whole=True),
            "factor": Table(self.factors, (len(self.effects), FACTOR_COLUMNS)),
            "opens": Table(self.opens, (len(self.opens),), whole=True),
        }

    def row(self, binding: Binding, span: tuple[int, int]) -> list[Any]:
        start = len(self.effects)
        touched = self.bindings.effects(binding.actor, binding.rule)
        for posture, effects in touched:
            self.add_effect(posture, effects)
        trigger = binding.trigger
        return [
            self.cast.actors.index(binding.actor),
            *span,
            binding.rule.held,
            binding.rule.delay,
            lasting(trigger),
            NONE if trigger is None or trigger.again is None else trigger.again,
            NONE if binding.room is None else self.members.index((binding.actor, binding.room)),
            self.cast.place[touched[0][0]] if touched else NONE,
            int(trigger is not None and trigger.declared is not None),
            start,
            len(self.effects),
        ]

    def resolve(self, trigger: Trigger | None) -> list[Any]:
        if trigger is None:
            return [1.0, 0.0, 0.0]
        believed = 0.0 if trigger.declared is None else trigger.declared.credibility
        return [trigger.honoured, trigger.deterred, believed]

    def add_effect(self, posture: str, effects: Effects) -> None:
        rungs = self.cast.rungs(self.cast.owner(posture))
        leader: int = NONE
        offset: Any = 0.0
        if effects.match is not None:
            leader = self.cast.place[f"{effects.match.leader}>{effects.match.toward}"]
            offset = effects.match.offset
        start = len(self.opens)
        self.opens.extend(self.cells.index((posture, front)) for front in sorted(set(effects.open)))
        named = [NONE if r is None else rungs.index(r) for r in (effects.floor, effects.ceiling, effects.cap)]
        self.effects.append([self.cast.place[posture], *named, leader, start, len(self.opens)])
        e = effects
        self.factors.append([offset, e.climb, e.descend, e.react, e.incidents, e.accident, e.misperception])


def lasting(trigger: Trigger | None) -> Any:
    """world.bound LASTS; a directive lasts until its room's next review."""
    if trigger is None or trigger.lasts == "always":
        return ALWAYS
    return WHILE if trigger.lasts == "while" else trigger.lasts


def room_members(cast: Cast) -> Members:
    """Every (actor, room) in order of actor, then room."""
    return sorted((actor, name) for name, room in cast.document.rooms.items() for actor in room.members)


def room_tables(cast: Cast, members: Members, chair_spans: list[tuple[int, int]]) -> dict[str, Table]:
    """world.member, compliance, room, chair and chair_weight; chairs by room, then name."""
    rooms = sorted(cast.document.rooms)
    rows: list[list[Any]] = []
    weights: list[Any] = []
    for name in rooms:
        room = cast.document.rooms[name]
        start = len(weights)
        weights.extend(room.chairs[chair].weight for chair in sorted(room.chairs))
        rows.append([start, len(weights), room.review_every])
    seats = [[cast.actors.index(actor), rooms.index(room)] for actor, room in members]
    compliance = [cast.document.rooms[room].members[actor] for actor, room in members]
    return {
        "member": Table(seats, (len(seats), 2), whole=True),
        "compliance": Table(compliance, (len(seats),)),
        "room": Table(rows, (len(rooms), 3), whole=True),
        "chair": Table(chair_spans, (len(weights), 2), whole=True),
        "chair_weight": Table(weights, (len(weights),)),
    }
