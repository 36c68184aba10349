"""What changes within a run: one crisis on one day, as tables of numbers.

A State carries everything the future depends on, its luck's address and its
once-drawn resolves included, so a run can go on from any State.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.rules.compiled import inlined
from sim.rules.tables import Hash1, Real1, Real2, Tables, Whole1, Whole2, dereference
from sim.rules.world import FACTOR_COLUMNS, World

# state.clock
DAY, FROZEN, ORDERS_BIND = range(3)

# state.key
SEED, RUN = range(2)

# state.stance, whole numbers per posture
INTENDED, EXECUTED, LAST_MOVE, CAUSE, BY, ORDER = range(6)
NOW_FLOOR, NOW_CEILING, RAW_CEILING, CAP, CAP_BY = range(6, 11)
COMMITTED_FLOOR, ALLIED_FLOOR, ORDERED_FLOOR = range(11, 14)
COMMITTED_BY, ALLIED_BY, ORDERED_BY = range(14, 17)
PEAK, PEAK_EXECUTED, NEXT, LUCK_OF = range(17, 21)  # LUCK_OF: the day its luck was drawn for
CEILING_BY, ORDER_UNTIL = 21, 22  # ORDER_UNTIL: the last day of a seat's order, 0 where it stands on
STANCE_COLUMNS = 23

# state.mind, per posture
PROVOCATION, TRUE_PROVOCATION, FELT_MENACE, HARM_DONE = range(4)
MIND_COLUMNS = 4

# state.luck, per posture: the day's four uniforms
DECISION, ACCIDENT, SIGHT_ERROR, SIGHT_STAYS = range(4)

# state.sight
SEEN, ERROR = range(2)

# state.bound
STATUS, SINCE, STREAK, ATTEMPT, IN_FORCE, MET, HAS_HONOURED = range(7)
BOUND_STATE_COLUMNS = 7
IDLE, ARMED, DEFIED = range(3)

# state.resolve
RESOLVE, CREDIBILITY = range(2)

# state.event
HAPPENED, SPENT, TODAY = range(3)

# Causes of a move of an intended rung (state.stance CAUSE); the first six are proximate causes.
INITIATED, RETALIATED, MISLED, COMMITTED, ALLIED, ORDERED = range(6)
OBSERVED, RELAXED, LIMITED, NO_MOVE = range(6, 10)

# The deepest a condition may nest its operands.
STACK = 64


class State(Tables):
    """One run at the end of one day. `...` in a shape is the columns named above."""

    clock: Whole1  # (3,)
    key: Hash1  # (2,): seed and run, the address of its luck
    stance: Whole2  # (P, ...)
    mind: Real2  # (P, ...)
    factor: Real2  # (P, 7): products of the factors in force today
    luck: Real2  # (P, 4)
    open: Whole1  # (C,): 1 where a trigger opens this cell today
    reached: Whole2  # (P, R): first day intended at or above each rung, or -1
    reached_by: Whole2  # (P, R): the cause of that arrival, or -1
    reached_via: Whole2  # (P, R): the trigger that forced or permitted that arrival, or -1
    sight: Whole2  # (K, 2)
    bound: Whole2  # (B, ...)
    resolve: Real2  # (B, 2)
    member: Whole1  # (M,): 1 while this member complies
    chair: Whole1  # (chairs,): 1 once lost
    event: Whole2  # (E, 3)
    event_resolve: Real1  # (E,)
    meter: Real1  # (meters,)
    outcome: Whole1  # (outcomes,): first day, or -1
    incidents: Whole2  # (days + 1, C): running totals
    severe: Whole2  # (days + 1, C): running totals
    stack: Real1  # (STACK,): where conditions are worked out


def empty_state(world: World) -> State:
    """Room for one run of `world`; `day.begin` fills it."""
    postures, rungs = world.rate.shape
    cells, events = len(world.cell), len(world.event)

    def whole(*shape: int) -> Any:
        return np.zeros(shape, np.int32)

    return State(
        clock=whole(3),
        key=np.zeros(2, np.uint64),
        stance=whole(postures, STANCE_COLUMNS),
        mind=np.zeros((postures, MIND_COLUMNS)),
        factor=np.ones((postures, FACTOR_COLUMNS)),
        luck=np.zeros((postures, 4)),
        open=whole(cells),
        reached=whole(postures, rungs),
        reached_by=whole(postures, rungs),
        reached_via=whole(postures, rungs),
        sight=whole(len(world.sight), 2),
        bound=whole(len(world.bound), BOUND_STATE_COLUMNS),
        resolve=np.zeros((len(world.bound), 2)),
        member=whole(len(world.member)),
        chair=whole(len(world.chair)),
        event=whole(events, 3),
        event_resolve=np.zeros(events),
        meter=np.zeros(len(world.meter)),
        outcome=whole(len(world.outcome)),
        incidents=whole(len(world.pinned), cells),
        severe=whole(len(world.pinned), cells),
        stack=np.zeros(STACK),
    )


the_state = dereference(State)


@inlined
def viewed(world: World, state: State, view: int) -> int:
    """The rung a view shows: below P a posture as intended, from P on a sight of one."""
    if view < len(world.posture):
        return int(state.stance[view, INTENDED])
    return int(state.sight[view - len(world.posture), SEEN])


@inlined
def level_of(world: World, posture: int, rung: int) -> float:
    """The level of a rung on a posture's ladder."""
    return float(world.level[posture, rung])


@inlined
def viewed_posture(world: World, view: int) -> int:
    """The posture that a view shows."""
    if view < len(world.posture):
        return view
    return int(world.sight[view - len(world.posture), 1])
