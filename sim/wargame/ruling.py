"""The white cell's word against the rulebook's: a rung, an event or a meter put where it says.

A ruling is of the last day played. What that day alone made so is judged anew: the outcomes and rungs
first reached on it, and whether the crisis is over. The days before stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.engines.chronicle import Happening, Move
from sim.engines.crisis import Crisis
from sim.engines.grafting import feel_menace
from sim.engines.happenings import events, outcomes
from sim.rules.day import note_by_ref
from sim.rules.state import (
    CAUSE,
    ERROR,
    EXECUTED,
    FROZEN,
    HAPPENED,
    INTENDED,
    LAST_MOVE,
    ORDERED,
    PEAK,
    PEAK_EXECUTED,
    SEEN,
    SPENT,
    State,
)
from sim.rules.world import NONE
from sim.wargame.actions import Override
from sim.wargame.refusing import known, refuse
from sim.wargame.truth import Conditions

STOP, OVER = "stop", "the crisis is over"


def rule(crisis: Crisis, said: Override) -> None:
    """Change a crisis as ruled, as of the last day played. Raises Refused, and changes nothing."""
    before = crisis.state.copy()
    {"rung": rule_rung, "event": rule_event, "meter": rule_meter}[said.what](crisis, said)
    judge_anew(crisis, before)


def bring_about(crisis: Crisis, event: str) -> bool:
    """An event happens on the last day played, unless it has happened before; whether it did."""
    before = crisis.state.copy()
    if before.event[place_of(crisis, event), HAPPENED] >= 0:
        return False
    crisis.state.event[place_of(crisis, event), HAPPENED] = crisis.day
    judge_anew(crisis, before)
    return True


# ---------------------------------------------------------------- what is ruled


def rule_rung(crisis: Crisis, said: Override) -> None:
    """A posture stands there: intended, executed, and seen as it is by all who watch it."""
    known("posture", said.name, crisis.postures)
    rungs = crisis.rungs(said.name)
    known(f"rung of {said.name}", str(said.value), rungs)
    p, rung, state = crisis.place(said.name), rungs.index(str(said.value)), crisis.state
    stance = state.stance[p]
    if stance[INTENDED] != rung:
        crisis.log.append(ruled(crisis, said.name, rungs[stance[INTENDED]], rungs[rung]))
        stance[LAST_MOVE], stance[CAUSE] = crisis.day, ORDERED
    stance[INTENDED] = stance[EXECUTED] = rung
    reach(crisis, p, rung)
    stance[PEAK_EXECUTED] = max(stance[PEAK_EXECUTED], rung)
    for k, (_, posture) in enumerate(crisis.plan.sights):
        if posture == said.name:
            state.sight[k, SEEN], state.sight[k, ERROR] = rung, 0


def ruled(crisis: Crisis, posture: str, before: str, after: str) -> Move:
    return Move(
        {
            "day": crisis.day,
            "posture": posture,
            "from": before,
            "to": after,
            "cause": "ordered",
            "trigger": None,
            "evidence": [],
        }
    )


def reach(crisis: Crisis, p: int, rung: int) -> None:
    """The rungs up to this one are reached; those beyond it are not, where that was of today."""
    state, day = crisis.state, crisis.day
    for place in range(1, len(crisis.rungs(crisis.postures[p]))):
        if place <= rung and state.reached[p, place] < 0:
            state.reached[p, place], state.reached_by[p, place] = day, ORDERED
            state.reached_via[p, place] = NONE
        elif place > rung and state.reached[p, place] == day > 0:
            state.reached[p, place] = state.reached_by[p, place] = state.reached_via[p, place] = NONE
    state.stance[p, PEAK] = np.flatnonzero(state.reached[p] >= 0)[-1]


def rule_event(crisis: Crisis, said: Override) -> None:
    """An event has happened on the last day played, or has not and will not."""
    known("event", said.name, crisis.plan.document.events)
    if not isinstance(said.value, bool):
        raise refuse(f"an event has happened or not: true or false, not {said.value!r}")
    row = crisis.state.event[place_of(crisis, said.name)]
    if not said.value:
        row[HAPPENED], row[SPENT] = NONE, 1
        drop(crisis, lambda each: (each.kind, each.what) == ("event", said.name))
    elif row[HAPPENED] < 0:
        row[HAPPENED] = crisis.day


def rule_meter(crisis: Crisis, said: Override) -> None:
    """A meter stands at a value within its bounds."""
    meters = crisis.plan.document.meters
    known("meter", said.name, meters)
    meter = meters[said.name]
    if isinstance(said.value, str | bool) or not meter.min <= said.value <= meter.max:
        raise refuse(f"{said.name} is a number from {meter.min:g} to {meter.max:g}, not {said.value!r}")
    crisis.state.meter[sorted(meters).index(said.name)] = said.value


def place_of(crisis: Crisis, event: str) -> int:
    return sorted(crisis.plan.document.events).index(event)


# ---------------------------------------------------------------- what follows from it


def judge_anew(crisis: Crisis, before: State) -> None:
    """What the last day made so, as it now stands; and it is in the log as if it had been so."""
    state, day, names = crisis.state, crisis.day, sorted(crisis.plan.document.outcomes)
    todays = {names[k] for k in np.flatnonzero(state.outcome == day)}
    state.outcome[state.outcome == day] = NONE
    note_by_ref(crisis.world.ref, state.ref)
    drop(crisis, lambda each: each.kind == "outcome" and each.what in todays)
    kept = before.copy()
    kept.outcome[kept.outcome == day] = NONE
    found = [*events(crisis.plan, state, kept), *outcomes(crisis.plan, state, kept)]
    crisis.happenings.extend(found)
    stop_or_go_on(crisis)
    feel_menace(crisis.world, state)


def stop_or_go_on(crisis: Crisis) -> None:
    """Whether the crisis is over is looked at from day 1 on."""
    stop = crisis.plan.document.stop_when
    if stop is None or crisis.day == 0:
        return
    is_over = bool(Conditions(crisis.plan.document, {STOP: stop}).holding(crisis))
    if is_over and not crisis.state.clock[FROZEN]:
        crisis.happenings.append(Happening(crisis.day, "end", OVER))
    elif not is_over:
        drop(crisis, lambda each: each.kind == "end")
    crisis.state.clock[FROZEN] = int(is_over)


def drop(crisis: Crisis, which: Callable[[Happening], bool]) -> None:
    crisis.happenings[:] = [each for each in crisis.happenings if not which(each)]
