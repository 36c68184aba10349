"""What an order may say: checked on the server, whoever sent it."""

from __future__ import annotations

from sim.engines.crisis import Crisis
from sim.scenario.code import cells_of
from sim.wargame.actions import If, Instruction, Order, Threat
from sim.wargame.refusing import known, refuse
from sim.wargame.seats import Seat


def check_order(crisis: Crisis, seat: Seat, order: Order) -> None:
    """Raise Refused where an order says what its seat cannot."""
    cast = crisis.plan.cast
    targets = targets_of(crisis, seat.actor)
    for target, rung in order.rungs.items():
        known(f"opponent of {seat.title}", target, targets)
        known(f"rung of {seat.title}'s ladder", rung, cast.rungs(seat.actor))
    if order.threat is not None:
        check_threat(crisis, seat, order.threat)
    for said in order.directives:
        check_instruction(crisis, seat, said)


def targets_of(crisis: Crisis, actor: str) -> list[str]:
    """Toward whom an actor has a posture."""
    cast = crisis.plan.cast
    return [cast.target(posture) for posture in cast.between(actor, None)]


def check_threat(crisis: Crisis, seat: Seat, threat: Threat) -> None:
    """It is about another's posture or one's own soil, and promises what the seat can do."""
    known(f"opponent of {seat.title}", threat.target, targets_of(crisis, seat.actor))
    known(f"rung of {seat.title}'s ladder", threat.rung, crisis.plan.cast.rungs(seat.actor))
    if threat.if_.what == "struck":
        if not has_soil(crisis, seat.actor):
            raise refuse(f"{seat.title} has no territory in this scenario that could be struck")
    else:
        check_about(crisis, seat, threat.if_)


def check_about(crisis: Crisis, seat: Seat, about: If) -> None:
    if about.actor is None or about.rung is None:
        raise refuse("a threat says whose rung it is about: 'actor' and 'rung', and 'toward' whom")
    acting = [a for a in crisis.plan.cast.actors if targets_of(crisis, a) and a != seat.actor]
    known("other actor", about.actor, acting)
    if about.toward is not None:
        known(f"opponent of {about.actor}", about.toward, targets_of(crisis, about.actor))
    known(f"rung of {about.actor}'s ladder", about.rung, crisis.plan.cast.rungs(about.actor))


def has_soil(crisis: Crisis, actor: str) -> bool:
    """Whether some posture can have incidents on an actor's soil."""
    fronts = crisis.plan.document.fronts
    soil = {name for name, front in fronts.items() if front.soil == actor}
    return any(front in soil for _, front in cells_of(crisis.plan.cast))


def check_instruction(crisis: Crisis, seat: Seat, said: Instruction) -> None:
    """A chair tells members of its room; a floor is not above the cap."""
    cast = crisis.plan.cast
    if said.room not in seat.role.chairs:
        raise refuse(f"{seat.title} does not speak for a chair of '{said.room}'")
    if said.floor is None and said.cap is None:
        raise refuse("a directive says a floor, a cap, or both")
    for member in said.to:
        known(f"member of {said.room}", member, crisis.plan.document.rooms[said.room].members)
        known(f"opponent of {member}", said.target, targets_of(crisis, member))
        rungs = cast.rungs(member)
        for rung in (said.floor, said.cap):
            if rung is not None:
                known(f"rung of {member}'s ladder", rung, rungs)
        if said.floor and said.cap and rungs.index(said.floor) > rungs.index(said.cap):
            raise refuse(f"the floor {said.floor} is above the cap {said.cap}")
