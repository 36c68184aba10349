"""Triggers: when a bound actor believes a condition to hold, and whether it then acts on it.

Each (trigger, actor) is idle, armed or defied. A room's directive is looked at on
review days only, and honoured by compliance rather than resolve.
"""

from __future__ import annotations

import math

from sim.rules.compiled import compiled, inlined
from sim.rules.conditions import holds
from sim.rules.draws import COMPLY, HONOUR, first_uniform
from sim.rules.state import (
    ARMED,
    ATTEMPT,
    CREDIBILITY,
    DAY,
    DEFIED,
    FELT_MENACE,
    HAS_HONOURED,
    IDLE,
    IN_FORCE,
    MET,
    RESOLVE,
    RUN,
    SEED,
    SINCE,
    STATUS,
    STREAK,
    State,
)
from sim.rules.world import (
    AGAIN,
    ALWAYS,
    BOUND_FROM,
    BOUND_TO,
    CHAIRS_FROM,
    CHAIRS_TO,
    CODE_FROM,
    CODE_TO,
    DECLARED,
    DELAY,
    DETERRED,
    HELD,
    HONOURED,
    LASTS,
    LOST_FROM,
    LOST_TO,
    MEMBER,
    MEMBER_ROOM,
    MEMBERS_FROM,
    MEMBERS_TO,
    OF_BOUND,
    OF_MEMBER,
    REVIEW_EVERY,
    TOUCHES,
    WHILE,
    World,
)


@compiled
def lose_chairs(world: World, state: State, today: int) -> None:
    """A chair whose loss has come true is lost for good."""
    for chair in range(len(world.chair)):
        start, stop = world.chair[chair, LOST_FROM], world.chair[chair, LOST_TO]
        if state.chair[chair] == 0 and stop > start and holds(world, state, start, stop, today, today - 1):
            state.chair[chair] = 1


@compiled
def is_review(world: World, room: int, today: int) -> bool:
    """Whether a room meets today: on day 1 and every `review_every` days after."""
    return bool((today - 1) % world.room[room, REVIEW_EVERY] == 0)


@compiled
def authority(world: World, state: State, room: int) -> float:
    """The summed weight of the chairs a room still has; a room without chairs loses none."""
    start, stop = world.room[room, CHAIRS_FROM], world.room[room, CHAIRS_TO]
    if start == stop:
        return 1.0
    total = 0.0
    for chair in range(start, stop):
        if state.chair[chair] == 0:
            total += world.chair_weight[chair]
    return total


@compiled
def hear_rooms(world: World, state: State, actor: int) -> None:
    """On review days each member decides once whether it complies until the next."""
    today = state.clock[DAY]
    for member in range(world.span[actor, MEMBERS_FROM], world.span[actor, MEMBERS_TO]):
        room = world.member[member, MEMBER_ROOM]
        if is_review(world, room, today):
            who = world.identity[world.origin[OF_MEMBER] + member]
            u = first_uniform(state.key[SEED], state.key[RUN], today, who, COMPLY, 0)
            chance = world.compliance[member] * authority(world, state, room)
            state.member[member] = 1 if u < chance else 0


@compiled
def review_triggers(world: World, state: State, actor: int) -> None:
    """Bring every trigger that binds an actor to today."""
    hear_rooms(world, state, actor)
    for b in range(world.span[actor, BOUND_FROM], world.span[actor, BOUND_TO]):
        if world.bound[b, MEMBER] >= 0:
            review_directive(world, state, b)
        else:
            review_line(world, state, actor, b)


@inlined
def believed(world: World, state: State, b: int) -> bool:
    """Whether the bound actor believes the condition of a trigger to hold today."""
    today = state.clock[DAY]
    truth = holds(world, state, world.bound[b, CODE_FROM], world.bound[b, CODE_TO], today, today - 1)
    state.bound[b, STREAK] = state.bound[b, STREAK] + 1 if truth else 0
    return truth


@inlined
def review_directive(world: World, state: State, b: int) -> None:
    """A directive is looked at when its room meets, and in force until the next meeting."""
    today = state.clock[DAY]
    member = world.bound[b, MEMBER]
    meets = is_review(world, world.member[member, MEMBER_ROOM], today)
    if meets or world.bound[b, HELD] > 1:
        believed(world, state, b)
    if meets:
        met = state.bound[b, STREAK] >= world.bound[b, HELD]
        complies = met and state.member[member] == 1
        state.bound[b, STATUS] = ARMED if complies else IDLE
        state.bound[b, SINCE] = today + world.bound[b, DELAY]
        state.bound[b, MET] |= met
        state.bound[b, HAS_HONOURED] |= complies
    armed = state.bound[b, STATUS] == ARMED
    state.bound[b, IN_FORCE] = 1 if armed and today >= state.bound[b, SINCE] else 0


@inlined
def review_line(world: World, state: State, actor: int, b: int) -> None:
    """A red line, or any other trigger: idle until met, then honoured or defied."""
    today = state.clock[DAY]
    rearm(world, state, b, today)
    status = state.bound[b, STATUS]
    truth = False
    if status == IDLE or world.bound[b, AGAIN] >= 0 or (status == ARMED and world.bound[b, LASTS] == WHILE):
        truth = believed(world, state, b)
    if status == IDLE and state.bound[b, STREAK] >= world.bound[b, HELD]:
        test(world, state, actor, b, today)
    state.bound[b, IN_FORCE] = 1 if in_force(world, state, b, today, truth) else 0


@inlined
def rearm(world: World, state: State, b: int, today: int) -> None:
    """A trigger with `again` is idle once more some days after it was defied or ran out."""
    again, lasts = world.bound[b, AGAIN], world.bound[b, LASTS]
    status, since = state.bound[b, STATUS], state.bound[b, SINCE]
    if again < 0 or status == IDLE or (status == ARMED and lasts <= 0):
        return
    over = since if status == DEFIED else since + lasts
    if today >= over + again:
        state.bound[b, STATUS] = IDLE
        state.bound[b, ATTEMPT] += 1
        state.resolve[b, RESOLVE] = draw_resolve(world, state, b)


@compiled
def draw_resolve(world: World, state: State, b: int) -> float:
    """An actor's resolve on a line, once a run and attempt: the same whenever the line is met."""
    who = world.identity[world.origin[OF_BOUND] + b]
    return first_uniform(state.key[SEED], state.key[RUN], 0, who, HONOUR, state.bound[b, ATTEMPT])


@compiled
def test(world: World, state: State, actor: int, b: int, today: int) -> None:
    """A line is met: the actor honours its word or is seen to go back on it."""
    chance = world.resolve[b, HONOURED]
    if world.bound[b, TOUCHES] >= 0:
        chance *= math.exp(-world.resolve[b, DETERRED] * state.mind[world.bound[b, TOUCHES], FELT_MENACE])
    honours = state.resolve[b, RESOLVE] < chance
    state.bound[b, MET] = 1
    state.bound[b, HAS_HONOURED] |= honours
    state.bound[b, STATUS] = ARMED if honours else DEFIED
    state.bound[b, SINCE] = today + world.bound[b, DELAY] if honours else today
    if world.bound[b, DECLARED] == 1:
        change = world.reputation[actor, 1] if honours else -world.reputation[actor, 0]
        for other in range(world.span[actor, BOUND_FROM], world.span[actor, BOUND_TO]):
            if world.bound[other, DECLARED] == 1:
                changed = state.resolve[other, CREDIBILITY] + change
                state.resolve[other, CREDIBILITY] = min(1.0, max(0.0, changed))


@inlined
def in_force(world: World, state: State, b: int, today: int, truth: bool) -> bool:
    """Whether an armed trigger works today."""
    since, lasts = state.bound[b, SINCE], world.bound[b, LASTS]
    if state.bound[b, STATUS] != ARMED or today < since:
        return False
    if lasts == ALWAYS:
        return True
    return bool(truth if lasts == WHILE else today < since + lasts)
