"""What happened on a day besides moves, read off two states of the same run."""

from __future__ import annotations

from collections.abc import Iterator

from sim.engines.chronicle import Happening
from sim.rules.state import (
    ARMED,
    ATTEMPT,
    DAY,
    DEFIED,
    EXECUTED,
    FROZEN,
    HAPPENED,
    INTENDED,
    STATUS,
    State,
)
from sim.scenario.plan import Plan


def happenings(plan: Plan, state: State, before: State | None) -> list[Happening]:
    """Events, lines honoured or defied, accidents, severe attacks, outcomes, the end."""
    found = [*events(plan, state, before), *outcomes(plan, state, before)]
    if before is not None:
        found = [
            *events(plan, state, before),
            *tests(plan, state, before),
            *accidents(plan, state),
            *severe_attacks(plan, state, before),
            *outcomes(plan, state, before),
        ]
        if state.clock[FROZEN]:
            found.append(Happening(int(state.clock[DAY]), "end", "the crisis is over"))
    return found


def events(plan: Plan, state: State, before: State | None) -> Iterator[Happening]:
    for k, (name, event) in enumerate(sorted(plan.document.events.items())):
        if state.event[k, HAPPENED] >= 0 and (before is None or before.event[k, HAPPENED] < 0):
            yield Happening(int(state.clock[DAY]), "event", name, evidence=tuple(event.evidence))


def tests(plan: Plan, state: State, before: State) -> Iterator[Happening]:
    """Lines that were met today, and what the actor made of its word."""
    for k, binding in enumerate(plan.bindings):
        now, then = state.bound[k, STATUS], before.bound[k, STATUS]
        again = state.bound[k, ATTEMPT] != before.bound[k, ATTEMPT]
        if (now != then or again) and now in (ARMED, DEFIED):
            kind = "directive" if binding.room else "honoured" if now == ARMED else "defied"
            evidence = tuple(binding.rule.evidence)
            yield Happening(
                int(state.clock[DAY]), kind, binding.id, binding.actor, binding.room or "", evidence
            )


def accidents(plan: Plan, state: State) -> Iterator[Happening]:
    for p, posture in enumerate(plan.cast.postures):
        intended, executed = state.stance[p, INTENDED], state.stance[p, EXECUTED]
        if intended != executed:
            rungs = plan.cast.rungs(plan.cast.owner(posture))
            detail = f"{rungs[intended]} was meant, {rungs[executed]} was done"
            yield Happening(int(state.clock[DAY]), "accident", posture, detail=detail)


def severe_attacks(plan: Plan, state: State, before: State) -> Iterator[Happening]:
    day = int(state.clock[DAY])
    for c, (posture, front) in enumerate(plan.cells):
        many = int(state.severe[day, c] - state.severe[day - 1, c])
        if many:
            where = f" on {front}" if front else ""
            yield Happening(day, "severe", posture, detail=f"{many} that killed many{where}")


def outcomes(plan: Plan, state: State, before: State | None) -> Iterator[Happening]:
    for k, name in enumerate(sorted(plan.document.outcomes)):
        if state.outcome[k] >= 0 and (before is None or before.outcome[k] < 0):
            yield Happening(int(state.clock[DAY]), "outcome", name)
