"""What does not change within a run: the scenario as tables of numbers.

Rows are in sorted order of names; a column has a name below, so that
`world.posture[p, FLOOR]` reads as it means. Tables are plain arrays because a
compiled call costs the same few microseconds however much they hold. Sizes:
A actors, P postures, R rungs of the longest ladder, C cells (a posture on a front),
K sights (a watcher of a posture), B bound triggers (a trigger and an actor), X effects.
"""

from __future__ import annotations

from sim.rules.compiled import compiled
from sim.rules.tables import Hash1, Real1, Real2, Real3, Tables, Whole1, Whole2, dereference

NONE = -1

# world.posture, whole numbers
OWNER, TARGET, LADDER, TOP, START, FLOOR, CEILING, STEP, DWELL = range(9)
CELLS_FROM, CELLS_TO, SOURCES_FROM, SOURCES_TO, DETERRERS_FROM, DETERRERS_TO = range(9, 15)
POSTURE_COLUMNS = 15

# world.dial, per posture
CLIMB, DESCEND, REACTIVITY, RETALIATION, DETERRABILITY, MEMORY = range(6)
DIAL_COLUMNS = 6

# world.rung, per ladder and rung
MENACE, HARM, SEVERE, SEVERE_HARM, RESISTANCE = range(5)
RUNG_COLUMNS = 5

# world.accident and world.misperception, last axis
UP, DOWN = range(2)

# world.cell
CELL_POSTURE, CELL_FRONT, FROM_RUNG = range(3)
CELL_COLUMNS = 3

# world.sight and world.clarity
WATCHER, SEEN_POSTURE, TOWARD, AS_TARGET = range(4)
SIGHT_COLUMNS = 4
SPELL, FALSE_ALARM = range(2)
CLARITY_COLUMNS = 2

# world.bound and world.resolve
BOUND_ACTOR, CODE_FROM, CODE_TO, HELD, DELAY, LASTS, AGAIN, MEMBER, TOUCHES, DECLARED = range(10)
EFFECTS_FROM, EFFECTS_TO = range(10, 12)
BOUND_COLUMNS = 12
HONOURED, DETERRED, BELIEVED = range(3)
RESOLVE_COLUMNS = 3
ALWAYS, WHILE = -1, 0  # values of LASTS that are not a number of days

# world.effect and world.factor
EFFECT_POSTURE, SETS_FLOOR, SETS_CEILING, SETS_CAP, LEADER, OPENS_FROM, OPENS_TO = range(7)
EFFECT_COLUMNS = 7
OFFSET, F_CLIMB, F_DESCEND, F_REACT, F_INCIDENTS, F_ACCIDENT, F_MISPERCEPTION = range(7)
FACTOR_COLUMNS = 7

# world.member (of a room) and world.chair
MEMBER_ACTOR, MEMBER_ROOM = range(2)
CHAIRS_FROM, CHAIRS_TO, REVIEW_EVERY = range(3)
LOST_FROM, LOST_TO = range(2)

# world.event and world.event_chance
AT, EVENT_LASTS, EVENT_FROM, EVENT_TO, BY_RATE, BY_PROBABILITY = range(6)
EVENT_COLUMNS = 6

# world.meter
METER_START, LOW, HIGH, DRIFT, DECAY = range(5)
METER_COLUMNS = 5

# world.span, per actor: first and last + 1 of what it owns
POSTURES_FROM, POSTURES_TO, BOUND_FROM, BOUND_TO, SIGHTS_FROM, SIGHTS_TO = range(6)
MEMBERS_FROM, MEMBERS_TO = range(6, 8)
SPAN_COLUMNS = 8


class World(Tables):
    """A scenario with its parameters set. `...` in a shape is the columns named above."""

    span: Whole2  # (A, ...)
    reputation: Real2  # (A, 2): credibility lost by defying a declared line, gained by honouring
    posture: Whole2  # (P, ...)
    dial: Real2  # (P, ...)
    level: Real2  # (P, R): the level of each rung on the posture's ladder
    rate: Real2  # (P, R): incidents a day, by executed rung
    rung: Real3  # (ladders, R, ...)
    accident: Real3  # (P, R, 2): chances a day, by intended rung
    cell: Whole2  # (C, ...)
    cell_share: Real1  # (C,)
    sight: Whole2  # (K, ...)
    clarity: Real2  # (K, ...)
    misperception: Real3  # (K, R, 2): chances a day, by executed rung
    source: Whole2  # (S, 2): views from, to
    source_weight: Real1  # (S,)
    exposure: Whole2  # (V, 2): a view (see `state.viewed`), and the posture it shows
    exposure_weight: Real1  # (V,)
    deterrer: Whole2  # (D, 3): a view or NONE, lines from, to
    deterrer_weight: Real1  # (D,)
    line: Whole2  # (L, 3): bound trigger, ladder, the rung it threatens or NONE
    bound: Whole2  # (B, ...)
    resolve: Real2  # (B, ...)
    effect: Whole2  # (X, ...)
    factor: Real2  # (X, ...)
    opens: Whole1  # (O,): cells
    member: Whole2  # (M, 2)
    compliance: Real1  # (M,)
    room: Whole2  # (rooms, 3)
    chair: Whole2  # (chairs, 2): code from, to
    chair_weight: Real1  # (chairs,)
    event: Whole2  # (E, ...)
    event_chance: Real1  # (E,): rate a day, or probability
    meter: Real2  # (meters, ...)
    feed: Whole2  # (F, 2): meter, posture
    feed_weight: Real1  # (F,)
    code: Whole2  # (N, 6): see `conditions`
    constant: Real1  # (numbers in conditions,)
    operand: Whole1  # (lists in conditions,)
    outcome: Whole2  # (outcomes, 2): code from, to
    stop: Whole1  # (2,): code from, to; equal where there is none
    count: Whole2  # (counts, 4): operands from, to (cells); first day, last day
    pinned: Whole2  # (days + 1, P): the rung that is on record, or NONE
    identity: Hash1  # (P + C + K + B + M + E,): hashes of names, for the draws
    origin: Whole1  # (6,): where each kind begins in `identity`


# world.origin
OF_POSTURE, OF_CELL, OF_SIGHT, OF_BOUND, OF_MEMBER, OF_EVENT = range(6)


the_world = dereference(World)


@compiled
def last_day(world: World) -> int:
    """The last day of the scenario's clock."""
    return len(world.pinned) - 1
