"""What seats say becomes rules: a public threat is a declared red line, a chair's word a directive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sim.scenario.loading import Scenario
from sim.scenario.schema import Declared, Directive, Document, Effects, Trigger
from sim.wargame.actions import If, Instruction, Threat

Triggers = Mapping[str, Sequence[Trigger]]
Directives = Mapping[str, Sequence[Directive]]


def with_rules(scenario: Scenario, triggers: Triggers, directives: Directives) -> Scenario:
    """The scenario with more triggers (by actor) and directives (by room), and else the same."""
    document: Document = scenario.document
    actors = {
        name: actor.model_copy(update={"triggers": [*actor.triggers, *triggers.get(name, ())]})
        for name, actor in document.actors.items()
    }
    rooms = {
        name: room.model_copy(update={"directives": [*room.directives, *directives.get(name, ())]})
        for name, room in document.rooms.items()
    }
    return replace(scenario, document=document.model_copy(update={"actors": actors, "rooms": rooms}))


def red_line(
    seat: str,
    threat: Threat,
    turn: int,
    credibility: float,
    days_a_turn: int,
    first_days: Sequence[int],
    hearers: Sequence[str],
) -> Trigger:
    """A threat made in a turn, as a declared red line that is looked at when its author next moves.

    It permits what it promises, and is tested on the first days of later turns, when there has been
    time to give orders in the knowledge of what the other did.
    """
    days = " or ".join(f"day() == {day}" for day in first_days)
    return Trigger(
        id=threat_id(turn),
        title=f"Threat of turn {turn}",
        when=f"({condition(seat, threat.if_, days_a_turn)}) and ({days})",
        then={threat.target: Effects(floor=threat.rung, ceiling=threat.rung)},
        honoured=credibility,
        declared=Declared(to=list(hearers), credibility=credibility),
    )


def threat_id(turn: int) -> str:
    return f"threat_of_turn_{turn}"


def condition(seat: str, if_: If, days_a_turn: int) -> str:
    """The condition of a threat, in the language of scenarios; soil counts as struck for a turn."""
    if if_.what == "struck":
        return f"struck({seat}, last={days_a_turn}) >= 1"
    about = if_.actor if if_.toward is None else f"{if_.actor}, {if_.toward}"
    return f"rung({about}) >= {if_.rung}"


def directive(seat: str, said: Instruction, place: int, turn: int, days: tuple[int, int]) -> Directive:
    """What a chair says in a turn: its room looks at it when it meets between these two days."""
    return Directive(
        id=f"{seat}_of_turn_{turn}_{place}",
        title=f"Directive of turn {turn}",
        to=list(said.to),
        when=f"day() >= {days[0]} and day() <= {days[1]}",
        then={said.target: Effects(floor=said.floor, cap=said.cap)},
    )


def days_of_directive(first: int, last: int, review_every: int) -> tuple[int, int]:
    """A turn's days, or as far as the room's next review where none falls in the turn."""
    review = first + (1 - first) % review_every
    return first, max(last, review)
