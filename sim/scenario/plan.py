"""The plan of a scenario: everything ready to be simulated but the values of its parameters.

A Plan keeps the order of names (so that results can be told in words) and makes a World
for any values of the parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.rules.conditions import CODE_COLUMNS
from sim.rules.draws import entity
from sim.rules.world import POSTURE_COLUMNS, SPAN_COLUMNS, World
from sim.scenario.build.bindings import Binding, Bindings
from sim.scenario.build.commands import Commands, room_members, room_tables
from sim.scenario.build.feelings import Feelings
from sim.scenario.build.people import (
    accident_table,
    cell_tables,
    clarity_table,
    dial_table,
    level_table,
    misperception_table,
    rate_table,
    rung_table,
    sight_table,
)
from sim.scenario.build.story import count_table, event_tables, meter_tables, pinned_table
from sim.scenario.build.tables import Table
from sim.scenario.cast import Cast
from sim.scenario.code import Cells, Code, Places, cells_of
from sim.scenario.conditions import Compiler
from sim.scenario.schema import Document

Sights = list[tuple[str, str]]


@dataclass(frozen=True)
class Plan:
    """Names in the order of the tables, and the tables with their parameters still open."""

    cast: Cast
    bindings: list[Binding]
    sights: Sights
    cells: Cells
    tables: Mapping[str, Table]
    fixed: Mapping[str, Any]

    @property
    def document(self) -> Document:
        return self.cast.document

    def world(self, parameters: Mapping[str, float], errors: bool = True) -> World:
        """The scenario as numbers; without `errors` nobody errs: acts and sights are as meant."""
        varied = {name: table for name, table in self.tables.items() if table.patches}
        world = self.frame.replaced(**{n: table.with_parameters(parameters) for n, table in varied.items()})
        return world if errors else without_errors(world)

    @cached_property
    def frame(self) -> World:
        """What every world of this plan shares: the tables, with 0 where a parameter will stand."""
        return World(**{name: table.values for name, table in self.tables.items()}, **self.fixed)


def without_errors(world: World) -> World:
    """The same world with accidents, misperception and false alarms at 0, and none of them lasting."""
    return world.replaced(
        accident=np.zeros_like(world.accident),
        misperception=np.zeros_like(world.misperception),
        clarity=np.column_stack([np.ones(len(world.clarity)), np.zeros(len(world.clarity))]),
    )


def make_plan(document: Document) -> Plan:
    """Turn a sound document into tables. Names become places here, once."""
    cast = Cast(document)
    bindings = Bindings(cast)
    cells = cells_of(cast)
    sights = needed_sights(cast, bindings)
    places = make_places(cast, cells, sights)
    code = Code()
    spans = condition_spans(cast, bindings, places, code)
    members = room_members(cast)
    feelings = Feelings(cast, bindings, lambda w, p: Compiler(places, code, w).view(p))
    tables: dict[str, Table] = {
        **people_tables(cast, cells, sights),
        **feelings.tables(),
        **Commands(cast, bindings, members, cells).tables(spans["bound"]),
        **room_tables(cast, members, spans["chair"]),
        **event_tables(cast, spans["event"]),
        **meter_tables(cast),
        "posture": posture_table(cast, cells, feelings),
        "span": span_table(cast, bindings, sights, members),
        "outcome": Table(spans["outcome"], (len(spans["outcome"]), 2), whole=True),
        "stop": Table(spans["stop"], (2,), whole=True),
        "pinned": pinned_table(cast),
        "count": count_table(cast, cells, code.operands),
        "constant": Table(code.constants, (len(code.constants),)),
        "code": Table(code.rows, (len(code.rows), CODE_COLUMNS), whole=True),
    }
    tables["operand"] = Table(code.operands, (len(code.operands),), whole=True)
    fixed = identities(cast, bindings, sights, cells, members)
    return Plan(cast, bindings.rows, sights, cells, tables, fixed)


def make_places(cast: Cast, cells: Cells, sights: Sights) -> Places:
    """Where named things stand; sights come behind the postures."""
    numbered = {pair: len(cast.postures) + k for k, pair in enumerate(sights)}
    return Places(
        cast=cast,
        events={name: k for k, name in enumerate(sorted(cast.document.events))},
        meters={name: k for k, name in enumerate(sorted(cast.document.meters))},
        cells=cells,
        see=lambda watcher, posture: numbered[watcher, posture],
    )


def needed_sights(cast: Cast, bindings: Bindings) -> Sights:
    """Every (watcher, posture) that some rule reads: found by a first pass that only listens."""
    wanted: set[tuple[str, str]] = set()

    def listen(watcher: str, posture: str) -> int:
        wanted.add((watcher, posture))
        return 0

    places = Places(
        cast=cast,
        events=dict.fromkeys(cast.document.events, 0),
        meters=dict.fromkeys(cast.document.meters, 0),
        cells=cells_of(cast),
        see=listen,
    )
    for binding in bindings.rows:
        Compiler(places, Code(), binding.actor).compile(binding.rule.when)
    Feelings(cast, bindings, lambda w, p: Compiler(places, Code(), w).view(p))
    return sorted(wanted, key=lambda pair: (pair[0], *pair[1].split(">")))


def condition_spans(
    cast: Cast, bindings: Bindings, places: Places, code: Code
) -> dict[str, list[tuple[int, int]]]:
    """Compile every condition; where each begins and ends in the code."""
    document = cast.document
    truth = Compiler(places, code, None)

    def span(text: str | None) -> tuple[int, int]:
        return (0, 0) if text is None else truth.compile(text)

    rooms = [room for _, room in sorted(document.rooms.items())]
    return {
        "bound": [Compiler(places, code, b.actor).compile(b.rule.when) for b in bindings.rows],
        "event": [span(event.when) for _, event in sorted(document.events.items())],
        "chair": [span(room.chairs[name].lost_when) for room in rooms for name in sorted(room.chairs)],
        "outcome": [span(outcome.when) for _, outcome in sorted(document.outcomes.items())],
        "stop": [span(document.stop_when)],
    }


def people_tables(cast: Cast, cells: Cells, sights: Sights) -> dict[str, Table]:
    rung = rung_table(cast)
    longest = rung.values.shape[1]
    cell, share = cell_tables(cast, cells)
    reputations = [[cast.actor(a).reputation.loss, cast.actor(a).reputation.gain] for a in cast.actors]
    return {
        "rung": rung,
        "dial": dial_table(cast),
        "level": level_table(cast, longest),
        "rate": rate_table(cast, longest),
        "accident": accident_table(cast, longest),
        "cell": cell,
        "cell_share": share,
        "sight": sight_table(cast, sights),
        "clarity": clarity_table(cast, sights),
        "misperception": misperception_table(cast, sights, longest),
        "reputation": Table(reputations, (len(cast.actors), 2)),
    }


def posture_table(cast: Cast, cells: Cells, feelings: Feelings) -> Table:
    """world.posture: (P, 15)."""
    ladders = sorted(cast.document.ladders)
    rows = []
    for place, name in enumerate(cast.postures):
        owner, target = cast.owner(name), cast.target(name)
        fields, rungs = cast.posture(name), cast.rungs(owner)
        top = len(rungs) - 1
        named = [
            default if rung is None else rungs.index(rung)
            for rung, default in ((fields.start, 0), (fields.floor, 0), (fields.ceiling, top))
        ]
        own = [c for c, (posture, _) in enumerate(cells) if posture == name]
        rows.append(
            [
                cast.actors.index(owner),
                cast.actors.index(target),
                ladders.index(cast.ladder_name(owner) or ""),
                top,
                *named,
                fields.step,
                fields.dwell,
                own[0],
                own[-1] + 1,
                *feelings.spans[place],
            ]
        )
    return Table(rows, (len(rows), POSTURE_COLUMNS), whole=True)


def span_table(cast: Cast, bindings: Bindings, sights: Sights, members: list[tuple[str, str]]) -> Table:
    """world.span: (A, 8), what belongs to each actor."""
    owners = [
        [cast.owner(p) for p in cast.postures],
        [b.actor for b in bindings.rows],
        [watcher for watcher, _ in sights],
        [actor for actor, _ in members],
    ]
    rows = []
    for actor in cast.actors:
        rows.append([edge for kind in owners for edge in run_of(actor, kind)])
    return Table(rows, (len(rows), SPAN_COLUMNS), whole=True)


def run_of(actor: str, owners: list[str]) -> tuple[int, int]:
    """Where an actor's rows begin and end in a list sorted by actor."""
    start = sum(owner < actor for owner in owners)
    return start, start + owners.count(actor)


def identities(
    cast: Cast, bindings: Bindings, sights: Sights, cells: Cells, members: list[tuple[str, str]]
) -> dict[str, Any]:
    """world.identity and world.origin: stable hashes of names, kind after kind."""
    kinds = [
        [posture.split(">") for posture in cast.postures],
        [[*posture.split(">"), front or ""] for posture, front in cells],
        [[watcher, *posture.split(">")] for watcher, posture in sights],
        [[b.id, b.actor] for b in bindings.rows],
        [[room, actor] for actor, room in members],
        [[event] for event in sorted(cast.document.events)],
    ]
    names = [entry for kind in kinds for entry in kind]
    origin = np.cumsum([0, *(len(kind) for kind in kinds[:-1])])
    return {
        "identity": np.array([entity(*entry) for entry in names], np.uint64),
        "origin": origin.astype(np.int32),
    }
