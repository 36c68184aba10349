"""A small crisis to be played, and the hands that play it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest

import sim
from sim.rules.state import State
from sim.scenario.loading import Scenario, load_text
from sim.wargame import actions as a
from sim.wargame.actions import parse_action
from sim.wargame.game import Game
from sim.wargame.played import Moment
from sim.wargame.refusing import Refused
from sim.wargame.table import Setup, Table
from sim.wargame.who import CLOCK, WHITE

TEXT = """
schema: 1
id: strait
title: A crisis at a strait
clock: {start: 2031-03-01, days: 17}
parameters: {nerve: {value: 0.5, uncertainty: {uniform: [0.2, 0.9]}}}
ladders:
  common:
    - {id: calm}
    - {id: threats, menace: 0.5}
    - {id: strikes, menace: 1, incidents: 1.5, harm: 1, severe: 0.2, severe_harm: 9}
    - {id: war, menace: 2, incidents: 4, harm: 3, severe: 0.3, firebreak: true, resistance: 0.3}
fronts: {narrows: {}, aster_coast: {soil: aster}}
actors:
  aster:
    title: Aster
    reputation: {loss: 0.3, gain: 0.1}
    postures:
      birch: {climb: 0.15, reactivity: 0.2, deterrability: 0.6, ceiling: strikes, start: threats}
    triggers:
      - id: coast_struck
        title: Our coast is struck
        when: struck(aster, last=3) >= 1
        then: {birch: {floor: strikes, ceiling: war}}
        honoured: nerve
        declared: {to: birch, credibility: 0.7}
        lasts: 6
        again: 2
  birch:
    title: Birch
    reputation: {loss: 0.2}
    postures:
      aster:
        {climb: 0.2, reactivity: 0.3, deterrability: 0.8, memory: 0.5,
         fronts: {narrows: {share: 0.7}, aster_coast: {share: 0.3, from: strikes}}}
      cedar: {reactivity: 0.2, descend: 0.1}
  cedar:
    title: Cedar
    patron: aster
    attribution: 0.4
    postures: {birch: {climb: 0.1, reactivity: 0.2, descend: 0.1}}
    triggers:
      - id: follows
        when: rung(aster, birch) >= strikes
        then: {birch: {match: {leader: aster, toward: birch}}}
  dune:
    title: Dune
    groups: [far_side]
rooms:
  council:
    title: The council
    members: {aster: 0.9, cedar: 0.6}
    chairs: {elder: {weight: 1}}
    review_every: 4
    directives:
      - {id: go_slow, when: meter(unease) < 0.9, then: {birch: {cap: strikes}}}
meters: {unease: {start: 0.1, feeds: {birch>aster: 0.01}}}
events:
  storm: {rate: 0.05}
  parley: {when: day() < 0}
miscalculation:
  accident: {up: 0.05, down: 0.05}
  misperception: {up: 0.1, down: 0.1, spell: 2}
outcomes:
  open_war: {title: Open war, when: "rung(aster, birch) >= war or rung(birch, aster) >= war"}
  talks: happened(parley)
game:
  days_a_turn: 5
  minutes_a_turn: 4
  roles:
    aster: {public: Hold the strait., secret: You are bluffing., chairs: council}
    birch: {public: Take the strait., secret: You have no fuel.}
    cedar:
      secret: Stay small.
      script:
        - {turn: 1, orders: {birch: threats}, statement: We stand with Aster.}
        - {turn: 3, orders: {birch: calm}}
  teams: {north: [aster, cedar]}
  injects:
    - {id: rumour, text: Ships were seen., at: 0, to: [aster, dune], genuine: false}
    - {id: talks_offered, title: Talks, text: Talks are offered., at: 2031-03-09, event: parley, to: birch}
    - {id: alarm, text: The alarm sounds., when: "rung(birch, aster) >= strikes"}
    - {id: whenever, text: The weather is fine.}
  display_names: {aster: Norland, birch: Sudland, storm: The great wind, narrows: The gap}
"""

SEATS = ("aster", "birch", "cedar")
TARGETS = {"aster": ["birch"], "birch": ["aster", "cedar"], "cedar": ["birch"]}
RUNGS = ("calm", "threats", "strikes", "war")
CALM = """
  aster: {postures: {birch: {}}, reputation: {loss: 0.3, gain: 0.1}}
  birch: {postures: {aster: {}}}
"""


@cache
def strait(change: tuple[tuple[str, str], ...] = ()) -> Scenario:
    """The crisis, with parts of its text replaced."""
    text = TEXT
    for old, new in change:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return load_text(text)


def quiet(actors: str = CALM, days: int = 20, days_a_turn: int = 5, more: str = "") -> Scenario:
    """A crisis in which nothing happens by itself."""
    ladder = "[{id: calm}, {id: threats, menace: 1}, {id: strikes, menace: 2}, {id: war, menace: 3}]"
    return load_text(f"""
schema: 1
id: quiet
title: Quiet
clock: {{start: 2031-03-01, days: {days}}}
ladders: {{common: {ladder}}}
actors:{actors}
game: {{days_a_turn: {days_a_turn}{", " + more if more else ""}}}
""")


# ---------------------------------------------------------------- hands


def game(scenario: Scenario | None = None, seed: int = 3, people: tuple[str, ...] | None = None) -> Game:
    return Game(Setup(scenario or strait(), seed, people=people))


def advance(game: Game, to: str | None = None, at: float = 0.0, by: str = WHITE) -> None:
    table = game.table
    game.take(a.Advance(turn=table.turn, to=to or table.next_phase()), by, at)  # type: ignore[arg-type]


def until(game: Game, phase: str, at: float = 0.0) -> None:
    """On to the next time this phase begins."""
    advance(game, at=at)
    while game.table.phase != phase:
        advance(game, at=at)


def play_on(game: Game) -> None:
    while not game.table.over:
        advance(game)


def order(game: Game, seat: str, at: float = 0.0, by: str | None = None, **more: Any) -> None:
    """A seat's next order of this turn: rungs by target, and whatever else it says."""
    table = game.table
    said = {"kind": "order", "seat": seat, "turn": table.turn, "after": len(table.given.get(seat, []))}
    game.take(parse_action({**said, **more}), by or seat, at)


def message(game: Game, seat: str, to: list[str], text: str = "Psst") -> None:
    number = game.table.messages[seat]
    game.take(a.Message(seat=seat, to=to, text=text, number=number), seat, 0.0)


def threat(
    target: str = "birch", rung: str = "war", about: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """If X, then we; X is the target's strikes if nothing else is said."""
    return {
        "if": about or {"what": "rung", "actor": target, "rung": "strikes"},
        "target": target,
        "rung": rung,
    }


def override(game: Game, what: str, name: str, value: Any, reason: str = "It was so.") -> None:
    game.take(
        parse_action({"kind": "override", "what": what, "name": name, "value": value, "reason": reason}),
        WHITE,
        0,
    )


def refused(do: Callable[[], object], words: str | None = None) -> None:
    with pytest.raises(Refused, match=words):
        do()


# ---------------------------------------------------------------- pictures


def same_states(one: State, other: State, but: tuple[str, ...] = ("stack",)) -> None:
    """Two states hold the same bits."""
    for name in State.fields:
        if name not in but:
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name, strict=True)


def picture(table: Table) -> str:
    """Everything there is to know of a table, as text."""
    return json.dumps(plain(vars(table)), sort_keys=True)


def plain(value: Any) -> Any:
    """Plain values all the way down."""
    if isinstance(value, sim.Crisis):
        log = [dict(move) for move in value.log]
        return plain([value.state, log, value.happenings, [(b.actor, b.id) for b in value.plan.bindings]])
    if isinstance(value, Scenario):
        return value.sha256
    if isinstance(value, Moment):
        return plain([value.snapshot.state, dict(value.snapshot.parameters)])
    if isinstance(value, State):
        return [getattr(value, name).tolist() for name in State.fields if name != "stack"]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, a.Form) or hasattr(value, "model_dump"):
        return plain(value.model_dump(mode="json"))
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return value if isinstance(value, str | int | float | bool | None) else str(value)


__all__ = ["CLOCK", "WHITE"]
