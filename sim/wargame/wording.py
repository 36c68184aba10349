"""What seats say to each other, in the words of the scenario."""

from __future__ import annotations

from sim.analysis.deeds import actor_title, event_title, rung_title
from sim.analysis.percents import listed, words
from sim.scenario.plan import Plan
from sim.wargame.actions import If, Instruction, Threat


def words_of_threat(plan: Plan, seat: str, threat: Threat) -> str:
    """If X, then we."""
    rung, target = rung_title(plan, seat, threat.rung), actor_title(plan, threat.target)
    about = words_of_if(plan, seat, threat.if_)
    return f"If {about}, {actor_title(plan, seat)} goes to '{rung}' toward {target}."


def words_of_if(plan: Plan, seat: str, about: If) -> str:
    if about.what == "struck" or about.actor is None:
        return f"the territory of {actor_title(plan, seat)} is struck"
    toward = f" toward {actor_title(plan, about.toward)}" if about.toward else ""
    rung = rung_title(plan, about.actor, about.rung or "")
    return f"{actor_title(plan, about.actor)} goes to '{rung}' or beyond{toward}"


def words_of_event(plan: Plan, event: str, happened: bool) -> str:
    """What is told of an event when the white cell rules on it after the turn was published."""
    return f"{event_title(plan, event)}{'' if happened else ': this has not happened after all'}."


def words_of_directive(plan: Plan, said: Instruction) -> str:
    """What a room asks of whom."""
    room = words(said.room, plan.document.rooms[said.room].title)
    asked = [
        f"{kind} '{rung_title(plan, said.to[0], rung)}'"
        for kind, rung in (("no less than", said.floor), ("no more than", said.cap))
        if rung is not None
    ]
    whom = listed([actor_title(plan, name) for name in said.to])
    return f"{room}, to {whom}: {' and '.join(asked)} toward {actor_title(plan, said.target)}."
