"""A naive reference simulation, written sentence by sentence from the model's specification.

It shares no code with the engines: plain dictionaries keyed by names, one run,
one day at a time. Slow and readable on purpose; the engines are checked against it.
"""

from __future__ import annotations

import ast
import datetime as dt
import hashlib
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from sim.scenario import expression
from sim.scenario.schema import (
    Directive,
    Document,
    Effects,
    Errors,
    Misperception,
    PostureFields,
    Rung,
    Trigger,
)

Pair = tuple[str, str]
Place = tuple[str, str, str]

POSTURE, FRONT, SIGHT, EVENT, HONOUR, COMPLY = 1, 2, 3, 4, 5, 6
MERGED = ("incidents", "fronts", "deterred_by")
RANK = {"committed": 0, "allied": 1, "ordered": 2}
COMPARE: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class Move(NamedTuple):
    """One move of an intended rung."""

    day: int
    posture: Pair
    before: str
    after: str
    cause: str


@dataclass
class Line:
    """One (trigger or directive, actor bound) with its running state."""

    id: str
    actor: str
    rule: Trigger | Directive
    condition: ast.expr
    room: str | None
    effects: dict[str, Effects]
    state: str = "idle"
    drawn_on: int = 0
    attempt: int = 0
    streak: int = 0
    holds: bool = False
    in_force: bool = False


@dataclass
class Limits:
    """What binds one posture on one day; floor and ceiling are places on its ladder."""

    floor: int = 0
    ceiling: int = 0
    cause: str = "committed"
    factors: dict[str, float] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class View:
    """From where a condition is read: whose eyes (None: the truth), and up to when."""

    viewer: str | None
    today: int
    events_until: int
    counts_until: int


# ---------------------------------------------------------------- chance


def words(seed: int, run: int, day: int, names: tuple[str, ...], purpose: int, attempt: int = 0) -> list[int]:
    """The four words of one Philox4x64-10 block; numpy raises its counter before the first output."""
    text = "\x1f".join(names).encode()
    entity = int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")
    counter = day + (entity << 64) + (purpose << 128) + (attempt << 192) - 1
    philox = np.random.Philox(key=seed + (run << 64), counter=counter)
    return [int(word) for word in philox.random_raw(4)]


def below(word: int) -> float:
    """A uniform for comparisons, 0 included."""
    return float(word >> 11) * 2.0**-53


def inside(word: int) -> float:
    """A uniform for inversion, neither 0 nor 1."""
    return (float(word >> 11) + 0.5) * 2.0**-53


def poisson(u: float, rate: float) -> int:
    """The smallest k with CDF(k) >= u."""
    # "a rate above 500 is refused"
    if rate > 500.0:
        raise ValueError(f"a rate above 500 is refused: {rate}")
    k = 0
    p = math.exp(-rate)
    cdf = p
    while cdf < u:
        k += 1
        p = p * rate / k
        # far beyond the mode nothing is added any more: the sum stays a hair below 1
        if k > rate and cdf + p == cdf:
            break
        cdf += p
    return k


def binomial(u: float, n: int, q: float) -> int:
    """The smallest k with CDF(k) >= u; from the other side for q above a half."""
    if q > 0.5:
        return n - binomial(1.0 - u, n, 1.0 - q)
    p = 1.0
    for _ in range(n):
        p *= 1.0 - q
    k = 0
    cdf = p
    while cdf < u and k < n:
        p = p * (n - k) / (k + 1) * q / (1.0 - q)
        k += 1
        cdf += p
    return k


def clip(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


# ---------------------------------------------------------------- the simulation


class Naive:
    """One run of one scenario with its parameters already drawn; `step` makes one day."""

    def __init__(
        self, document: Document, parameters: dict[str, float], seed: int, run: int, errors: bool = True
    ) -> None:
        self.document = document
        self.parameters = parameters
        self.seed = seed
        self.run = run
        self.errors = errors
        self.day = 0
        self.stopped_on: int | None = None
        self._read_actors()
        self._read_postures()
        self._read_conditions()
        self._read_lines()
        self._day_zero()

    # ------------------------------------------------------------ reading

    def number(self, value: float | int | str) -> float:
        """A numeric field holds a number or the name of a parameter."""
        return float(self.parameters[value]) if isinstance(value, str) else float(value)

    def whole(self, value: float | int | str) -> int:
        """Integer fields take floor(x + 0.5)."""
        return math.floor(self.number(value) + 0.5)

    def on_day(self, value: dt.date | float | int | str) -> int:
        """A date or a day, as a day."""
        if isinstance(value, dt.date):
            return (value - self.document.clock.start).days
        return self.whole(value)

    def draw(self, day: int, names: tuple[str, ...], purpose: int, attempt: int = 0) -> list[int]:
        return words(self.seed, self.run, day, names, purpose, attempt)

    def _read_actors(self) -> None:
        document = self.document
        self.actors = sorted(document.actors)
        self.members: dict[str, list[str]] = {}
        self.ladder: dict[str, list[Rung]] = {}
        for name in self.actors:
            actor = document.actors[name]
            for group in actor.groups:
                self.members.setdefault(group, []).append(name)
            # "With several ladders an actor names its own, unless one is called `common`"
            if actor.ladder is not None:
                ladder = actor.ladder
            elif "common" in document.ladders:
                ladder = "common"
            else:
                (ladder,) = document.ladders
            self.ladder[name] = document.ladders[ladder]
        # "Members of one room see each other"
        self.roommates = {
            (a, b) for room in document.rooms.values() for a in room.members for b in room.members if a != b
        }

    def _read_postures(self) -> None:
        self.postures: list[Pair] = sorted(
            (owner, target) for owner in self.actors for target in self.document.actors[owner].postures
        )
        self.fields: dict[Pair, dict[str, Any]] = {}
        defaults = PostureFields()
        for owner, target in self.postures:
            said = self._said(self.document.actors[owner].postures[target])
            fields = {name: getattr(defaults, name) for name in PostureFields.model_fields} | said
            # "start and floor the lowest rung, ceiling the top"
            fields["start"] = fields["start"] or self.ladder[owner][0].id
            fields["floor"] = fields["floor"] or self.ladder[owner][0].id
            fields["ceiling"] = fields["ceiling"] or self.ladder[owner][-1].id
            # "whom the posture is deterred by (default the target)"
            fields["deterred_by"] = fields["deterred_by"] or {target: 1.0}
            self.fields[owner, target] = fields

    def _said(self, given: PostureFields) -> dict[str, Any]:
        """What a posture says, over what its disposition says; maps merge by key."""
        said = {} if given.like is None else self._said(self.document.dispositions[given.like])
        for name in given.model_fields_set:
            value = getattr(given, name)
            said[name] = {**(said.get(name) or {}), **(value or {})} if name in MERGED else value
        return said

    def _read_conditions(self) -> None:
        document = self.document
        self.event_when = {
            name: expression.parse(event.when)
            for name, event in document.events.items()
            if event.when is not None
        }
        self.outcome_when = {
            name: expression.parse(outcome.when) for name, outcome in document.outcomes.items()
        }
        self.stop_when = None if document.stop_when is None else expression.parse(document.stop_when)
        self.chair_lost_when = {
            (room_name, chair_name): expression.parse(chair.lost_when)
            for room_name, room in document.rooms.items()
            for chair_name, chair in room.chairs.items()
            if chair.lost_when is not None
        }

    def _read_lines(self) -> None:
        """Triggers stand under an actor, under a room (directives), or at the top with `who`."""
        lines: list[Line] = []
        for actor in self.actors:
            for trigger in self.document.actors[actor].triggers:
                lines.append(self._line(trigger, actor, None))
        for common in self.document.triggers:
            for actor in self._named(common.who):
                lines.append(self._line(common, actor, None))
        for room_name, room in self.document.rooms.items():
            for directive in room.directives:
                # "a directive binds all members, or those it names in `to`"
                for actor in sorted(room.members if directive.to is None else directive.to):
                    lines.append(self._line(directive, actor, room_name))
        self.lines = sorted(lines, key=lambda line: (line.actor, line.id))

    def _line(self, rule: Trigger | Directive, actor: str, room: str | None) -> Line:
        """`then` maps targets to effects: the most specific entry only."""
        effects: dict[str, Effects] = {}
        for owner, target in self.postures:
            if owner != actor:
                continue
            groups = sorted(group for group in rule.then if target in self.members.get(group, []))
            if target in rule.then:
                effects[target] = rule.then[target]
            elif groups:
                effects[target] = rule.then[groups[0]]
            elif "all" in rule.then:
                effects[target] = rule.then["all"]
        return Line(rule.id, actor, rule, expression.parse(rule.when), room, effects)

    def _named(self, names: list[str]) -> list[str]:
        """The actors that names of actors, of groups, or `all` stand for."""
        found: set[str] = set()
        for name in names:
            if name == "all":
                found.update(self.actors)
            elif name in self.document.actors:
                found.add(name)
            else:
                found.update(self.members[name])
        return sorted(found)

    # ------------------------------------------------------------ ladders

    def place(self, owner: str, rung: str) -> int:
        return [r.id for r in self.ladder[owner]].index(rung)

    def rung_at(self, owner: str, place: int) -> Rung:
        return self.ladder[owner][place]

    def kept(self, owner: str, place: int) -> int:
        """Kept on the ladder."""
        return min(max(place, 0), len(self.ladder[owner]) - 1)

    def level_at(self, owner: str, place: int) -> float:
        """`level` (default: the place, from 0)."""
        level = self.ladder[owner][place].level
        return float(place) if level is None else float(level)

    def level(self, owner: str, rung: str) -> float:
        return self.level_at(owner, self.place(owner, rung))

    # ------------------------------------------------------------ day 0

    def _day_zero(self) -> None:
        document = self.document
        self.intended: dict[Pair, str] = {}
        for posture in self.postures:
            self.intended[posture] = self._pinned(posture, 0) or self.fields[posture]["start"]
        self.executed = dict(self.intended)
        # "On day 0 everyone sees every rung as it is."
        self.seen: dict[tuple[str, Pair], str] = {
            (watcher, posture): self.executed[posture] for watcher in self.actors for posture in self.postures
        }
        self.mistake: dict[tuple[str, Pair], int] = dict.fromkeys(self.seen, 0)
        self.last_move: dict[Pair, int] = {}
        self.log: list[Move] = []

        self.incidents: dict[Place, int] = {}
        for owner, target in self.postures:
            # "no fronts named: one nameless front"
            for front in self.fields[owner, target]["fronts"] or {"": None}:
                self.incidents[owner, target, front] = 0
        self.severe = dict(self.incidents)
        self.daily_incidents: list[dict[Place, int]] = [dict(self.incidents)]
        self.daily_severe: list[dict[Place, int]] = [dict(self.severe)]
        self.harm: dict[Pair, float] = dict.fromkeys(self.postures, 0.0)

        self.meters = {name: self.number(document.meters[name].start) for name in sorted(document.meters)}
        self.happened: dict[str, int] = {}
        self.spent: set[str] = set()
        for name, event in document.events.items():
            if self._observed_event(name) is not None:
                if self._observed_event(name) == 0:
                    self.happened[name] = 0
            # "`at` ... 0: already happened", or "with `probability` q, drawn once a run"
            elif event.at is not None and self.on_day(event.at) == 0:
                chance = 1.0 if event.probability is None else self.number(event.probability)
                if below(self.draw(0, (name,), EVENT)[0]) < chance:
                    self.happened[name] = 0
        self.lost: set[tuple[str, str]] = set()
        self.trigger_state: dict[tuple[str, str], str] = {
            (line.id, line.actor): "idle" for line in self.lines
        }
        self.credibility: dict[tuple[str, str], float] = {}
        for line in self.lines:
            if isinstance(line.rule, Trigger) and line.rule.declared is not None:
                self.credibility[line.id, line.actor] = self.number(line.rule.declared.credibility)

        # "On day 1, G is f and M is M of the starting rungs without error."
        self.G = {posture: self._felt(posture, self._seen_by(posture[0])) for posture in self.postures}
        self.G0 = {posture: self._felt(posture, self._level_intended) for posture in self.postures}
        self.M = {posture: self._menace(posture) for posture in self.postures}

        self.history_intended = [dict(self.intended)]
        self.history_executed = [dict(self.executed)]
        self.first_day_outcome: dict[str, int | None] = dict.fromkeys(sorted(self.outcome_when))
        self._outcomes()

    # ------------------------------------------------------------ one day

    def step(self) -> None:
        """One day. `stop_when`: the state is frozen, stepping on changes nothing."""
        if self.stopped_on is not None:
            return
        self.day += 1
        self._chairs()
        self._events()
        self._triggers()
        limits = {posture: self._limits(posture) for posture in self.postures}
        self._decide(limits)
        self._execute(limits)
        self._perceive(limits)
        self._update()
        self.history_intended.append(dict(self.intended))
        self.history_executed.append(dict(self.executed))
        self._outcomes()
        # "looked at from day 1 on"
        if self.stop_when is not None and self.true(self.stop_when, self._end_of_today()):
            self.stopped_on = self.day

    # 1. Events

    def _observed_event(self, name: str) -> int | None:
        observed = self.document.observed
        if observed is None or name not in observed.events:
            return None
        return self.on_day(observed.events[name])

    def _events(self) -> None:
        today = self.day
        new: list[str] = []
        for name in sorted(self.document.events):
            event = self.document.events[name]
            # "Events that have not happened."
            if name in self.happened:
                continue
            # observed: "happens on that date and no other day"
            observed = self._observed_event(name)
            if observed is not None:
                if observed == today:
                    new.append(name)
                continue
            # "`at`: eligible that day only; else every day"
            if event.at is not None and self.on_day(event.at) != today:
                continue
            # "`when` must hold, on the truth of day t-1"; event conditions know earlier days' events only
            if name in self.event_when and not self.true(self.event_when[name], self._truth_of_yesterday()):
                continue
            if event.rate is not None:
                # "with `rate` h, with probability 1 - exp(-h) that day"
                u = below(self.draw(today, (name,), EVENT)[0])
                if u < 1.0 - math.exp(-self.number(event.rate)):
                    new.append(name)
            elif event.probability is not None:
                # "with `probability` q, drawn once a run, at its first eligible day"
                if name not in self.spent:
                    self.spent.add(name)
                    if below(self.draw(0, (name,), EVENT)[0]) < self.number(event.probability):
                        new.append(name)
            else:
                # "it happens surely"
                new.append(name)
        for name in new:
            self.happened[name] = today

    # 2. Triggers

    def _chairs(self) -> None:
        """`lost_when`, looked at every day on the truth, holds for good once true."""
        for chair, condition in self.chair_lost_when.items():
            if self.true(condition, self._truth_of_yesterday()):
                self.lost.add(chair)

    def _triggers(self) -> None:
        for line in self.lines:
            # conditions of triggers see today's events, and yesterday's rungs, incidents, meters
            view = View(line.actor, self.day, self.day, self.day - 1)
            line.holds = self.true(line.condition, view)
            # "`held` counts every day, also while armed or defied"
            line.streak = line.streak + 1 if line.holds else 0
            if isinstance(line.rule, Directive):
                self._directive(line)
            else:
                self._trigger(line)
            self.trigger_state[line.id, line.actor] = line.state

    def _trigger(self, line: Line) -> None:
        rule = line.rule
        assert isinstance(rule, Trigger)
        today = self.day
        lasts = rule.lasts if rule.lasts in ("always", "while") else self.whole(rule.lasts)
        delay = self.whole(rule.delay)
        # "`again: N`: N days after the day it was defied, or after the first day it is no longer in
        # force, it is idle once more, with a new draw; `always` and `while` never end"
        if rule.again is not None and line.state != "idle":
            ended: int | None = None
            if line.state == "defied":
                ended = line.drawn_on
            elif isinstance(lasts, int):
                ended = line.drawn_on + delay + lasts
            if ended is not None and today >= ended + self.whole(rule.again):
                line.state = "idle"
                line.attempt += 1
        # "Idle, and its condition true for `held` days running, today included: one draw"
        if line.state == "idle" and line.holds and line.streak >= self.whole(rule.held):
            chance = self.number(rule.honoured)
            # "`deterred: w` scales `honoured` by exp(-w * M) with M of the posture it touches
            # (of several, the first by name)"
            if line.effects:
                touched = (line.actor, min(line.effects))
                chance = chance * math.exp(-self.number(rule.deterred) * self.M[touched])
            u = below(self.draw(0, (line.id, line.actor), HONOUR, line.attempt)[0])
            # "with probability `honoured` armed from day t + `delay`, else defied"
            line.state = "armed" if u < chance else "defied"
            line.drawn_on = today
            if rule.declared is not None:
                self._reputation(line.actor, line.state)
        # "in force `lasts: always`, `while` (on days the condition holds) or N days"
        line.in_force = False
        if line.state == "armed":
            first = line.drawn_on + delay
            if lasts == "always":
                line.in_force = today >= first
            elif lasts == "while":
                line.in_force = today >= first and line.holds
            else:
                assert isinstance(lasts, int)
                line.in_force = first <= today < first + lasts

    def _directive(self, line: Line) -> None:
        """A room's directives are looked at on its review days and in force until the next."""
        assert line.room is not None
        room = self.document.rooms[line.room]
        today = self.day
        every = self.whole(room.review_every)
        # "its review days (1, 1 + `review_every`, ...)"
        if (today - 1) % every == 0:
            line.state = "idle"
            if line.holds and line.streak >= self.whole(line.rule.held):
                # "one compliance draw a member and review, shared by the room's directives, with
                # probability = the member's compliance * the summed weight of the chairs not lost"
                weight = 1.0
                if room.chairs:
                    weight = 0.0
                    for chair in sorted(room.chairs):
                        if (line.room, chair) not in self.lost:
                            weight += self.number(room.chairs[chair].weight)
                u = below(self.draw(today, (line.room, line.actor), COMPLY)[0])
                obeyed = u < self.number(room.members[line.actor]) * weight
                line.state = "armed" if obeyed else "defied"
                line.drawn_on = today
        line.in_force = line.state == "armed" and today >= line.drawn_on + self.whole(line.rule.delay)

    def _reputation(self, actor: str, state: str) -> None:
        """An actor's declared lines lose credibility at a defiance, and gain at an honouring."""
        reputation = self.document.actors[actor].reputation
        change = self.number(reputation.gain) if state == "armed" else -self.number(reputation.loss)
        for key in sorted(self.credibility):
            if key[1] == actor:
                self.credibility[key] = clip(self.credibility[key] + change, 0.0, 1.0)

    # 3. Limits

    def _limits(self, posture: Pair) -> Limits:
        owner, target = posture
        fields = self.fields[posture]
        # "floor = the highest of the base floor and every `floor`"; raw floors with their causes
        floors = [(self.place(owner, fields["floor"]), "committed")]
        # "ceiling = the highest of the base ceiling and every `ceiling` in force"
        ceilings = [self.place(owner, fields["ceiling"])]
        caps: list[int] = []
        limits = Limits()
        factors = dict.fromkeys(("climb", "descend", "react", "incidents", "accident", "misperception"), 1.0)
        for line in self.lines:
            if line.actor != owner or not line.in_force or target not in line.effects:
                continue
            effects = line.effects[target]
            if effects.floor is not None:
                cause = "committed" if line.room is None else "ordered"
                floors.append((self.place(owner, effects.floor), cause))
            if effects.ceiling is not None:
                ceilings.append(self.place(owner, effects.ceiling))
            if effects.cap is not None:
                caps.append(self.place(owner, effects.cap))
            if effects.match is not None:
                # "`match` raises floor and ceiling to p's highest rung whose level is at most that of
                # the leader's intended rung yesterday plus offset"
                leader = (effects.match.leader, effects.match.toward)
                reach = self.level(leader[0], self.intended[leader]) + self.number(effects.match.offset)
                match = 0
                for place in range(len(self.ladder[owner])):
                    if self.level_at(owner, place) <= reach:
                        match = place
                floors.append((match, "allied"))
                ceilings.append(match)
            # "Factors in force multiply"
            for name in factors:
                factors[name] = factors[name] * self.number(getattr(effects, name))
            # "`open: [front]` opens one of the posture's fronts"
            limits.opened.update(effects.open)
        # "then the lowest of that and every `cap`"
        limits.ceiling = min([max(ceilings), *caps])
        # "but not above the ceiling"
        limits.floor = min(max(place for place, _ in floors), limits.ceiling)
        # "Forced moves take the cause of the highest raw floor; ties: committed, allied, ordered"
        limits.cause = min(floors, key=lambda floor: (-floor[0], RANK[floor[1]]))[1]
        limits.factors = factors
        return limits

    # 4. Decide

    def _pinned(self, posture: Pair, day: int) -> str | None:
        """From day 0 to `until`: the latest dated rung (before its first date: the start rung)."""
        observed = self.document.observed
        if observed is None or day > self.on_day(observed.until):
            return None
        dated = observed.rungs.get(f"{posture[0]}>{posture[1]}")
        if dated is None:
            return None
        past = [date for date in dated if self.on_day(date) <= day]
        return dated[max(past)] if past else str(self.fields[posture]["start"])

    def _decide(self, limits: dict[Pair, Limits]) -> None:
        decided = {posture: self._decision(posture, limits[posture]) for posture in self.postures}
        for posture, (rung, cause) in decided.items():
            if rung != self.intended[posture]:
                self.log.append(Move(self.day, posture, self.intended[posture], rung, cause))
                self.last_move[posture] = self.day
                self.intended[posture] = rung

    def _decision(self, posture: Pair, limits: Limits) -> tuple[str, str]:
        owner, target = posture
        pinned = self._pinned(posture, self.day)
        if pinned is not None:
            return pinned, "observed"
        fields = self.fields[posture]
        r = self.place(owner, self.intended[posture])
        step = self.whole(fields["step"])
        # "If r < floor: up by at most `step`, to the floor."
        if r < limits.floor:
            return self.rung_at(owner, min(r + step, limits.floor)).id, limits.cause
        # "If r > ceiling: down by at most `step`, to the ceiling."
        if r > limits.ceiling:
            return self.rung_at(owner, max(r - step, limits.ceiling)).id, "held"
        u = below(self.draw(self.day, (owner, target), POSTURE)[0])
        # "up one if u < p_up, r < ceiling and at least `dwell` days have passed since the last move
        # (the start is no move)"
        last = self.last_move.get(posture)
        rested = last is None or self.day - last >= self.whole(fields["dwell"])
        if r < limits.ceiling and rested and u < self._p_up(posture, limits, r, self.G[posture]):
            return self.rung_at(owner, r + 1).id, self._hazard_cause(posture, limits, r, u)
        # "else down one if u >= 1 - p_down and r > floor; else stay"
        if r > limits.floor and u >= 1.0 - self._p_down(posture, limits, r):
            return self.rung_at(owner, r - 1).id, "descended"
        return self.rung_at(owner, r).id, "stayed"

    def _p_up(self, posture: Pair, limits: Limits, r: int, provocation: float | None) -> float:
        """The chance to climb, given G (None: without provocation)."""
        owner = posture[0]
        fields = self.fields[posture]
        push = 0.0
        if provocation is not None:
            # "gap = retaliation * G - l"
            gap = self.number(fields["retaliation"]) * provocation - self.level_at(owner, r)
            push = max(0.0, gap)
        # "up hazard = (climb + reactivity * react * max(0, gap)) * climb_factor * exp(-deterrability * M)
        # * (1 - resistance of the next rung)"
        hazard = (
            (
                self.number(fields["climb"])
                + self.number(fields["reactivity"]) * limits.factors["react"] * push
            )
            * limits.factors["climb"]
            * math.exp(-self.number(fields["deterrability"]) * self.M[posture])
            * (1.0 - self.number(self.rung_at(owner, r + 1).resistance))
        )
        # "p = 1.0 - exp(-hazard)"
        return 1.0 - math.exp(-hazard)

    def _p_down(self, posture: Pair, limits: Limits, r: int) -> float:
        """Down hazard = (descend + reactivity * react * max(0, -gap)) * descend_factor."""
        fields = self.fields[posture]
        gap = self.number(fields["retaliation"]) * self.G[posture] - self.level_at(posture[0], r)
        hazard = (
            self.number(fields["descend"])
            + self.number(fields["reactivity"]) * limits.factors["react"] * max(0.0, -gap)
        ) * limits.factors["descend"]
        return 1.0 - math.exp(-hazard)

    def _hazard_cause(self, posture: Pair, limits: Limits, r: int, u: float) -> str:
        # "initiated (u < p_up without provocation)"
        if u < self._p_up(posture, limits, r, None):
            return "initiated"
        # "retaliated (u < p_up with an error-free G)"; "All three use the same M."
        if u < self._p_up(posture, limits, r, self.G0[posture]):
            return "retaliated"
        # "else misled"
        return "misled"

    # 5. Execute

    def _side(self, errors: Errors, side: str, rung: str) -> float:
        """The chance of one side; a side not given takes the other's value, a rung not named 0."""
        other = "down" if side == "up" else "up"
        value = getattr(errors, side)
        if value is None:
            value = getattr(errors, other)
        if value is None:
            return 0.0
        if isinstance(value, dict):
            return self.number(value[rung]) if rung in value else 0.0
        return self.number(value)

    def _execute(self, limits: dict[Pair, Limits]) -> None:
        incidents_today: dict[Place, int] = dict.fromkeys(self.incidents, 0)
        severe_today: dict[Place, int] = dict.fromkeys(self.incidents, 0)
        for posture in self.postures:
            self.executed[posture] = self._acted_out(posture, limits[posture])
            self._incidents_of(posture, limits[posture], incidents_today, severe_today)
        for place in self.incidents:
            self.incidents[place] += incidents_today[place]
            self.severe[place] += severe_today[place]
        self.daily_incidents.append(incidents_today)
        self.daily_severe.append(severe_today)

    def _acted_out(self, posture: Pair, limits: Limits) -> str:
        owner, target = posture
        intended = self.intended[posture]
        r = self.place(owner, intended)
        # "Intended above the lowest": on the lowest rung there are no accidents; nor on a pinned day
        if r == 0 or not self.errors or self._pinned(posture, self.day) is not None:
            return intended
        # "`accident` written on an actor replaces the scenario's"; "by the intended rung"
        own = self.document.actors[owner].accident
        errors = self.document.miscalculation.accident if own is None else own
        up = self._side(errors, "up", intended) * limits.factors["accident"]
        down = self._side(errors, "down", intended) * limits.factors["accident"]
        if up == 0.0 and down == 0.0:
            return intended
        # "one uniform: up if v < up, down if v >= 1 - down"; "kept on the ladder"
        v = below(self.draw(self.day, (owner, target), POSTURE)[1])
        shift = 1 if v < up else -1 if v >= 1.0 - down else 0
        return self.rung_at(owner, self.kept(owner, r + shift)).id

    def _incidents_of(
        self,
        posture: Pair,
        limits: Limits,
        incidents_today: dict[Place, int],
        severe_today: dict[Place, int],
    ) -> None:
        owner, target = posture
        fields = self.fields[posture]
        place = self.place(owner, self.executed[posture])
        rung = self.rung_at(owner, place)
        # "the executed rung's daily rate for that posture"
        rate = self.number(fields["incidents"].get(rung.id, rung.incidents))
        # "On each open front (all of a posture's fronts, those with `from: RUNG` only when the executed
        # rung is there or above, plus those opened; no fronts named: one nameless front)"
        shares: dict[str, float] = {} if fields["fronts"] else {"": 1.0}
        for front, part in fields["fronts"].items():
            reached = part.from_ is None or place >= self.place(owner, part.from_)
            if reached or front in limits.opened:
                shares[front] = self.number(part.share)
        total = 0.0
        for front in sorted(shares):
            total += shares[front]
        harm = 0.0
        for front in sorted(shares):
            # "incidents ~ Poisson(rate * factors * share / sum of open shares)"
            n = 0
            if rate > 0.0 and total > 0.0:
                mean = rate * limits.factors["incidents"] * shares[front] / total
                drawn = self.draw(self.day, (owner, target, front), FRONT)
                n = poisson(inside(drawn[0]), mean)
                # "Of n incidents, Binomial(n, the rung's `severe`) are severe"
                if n > 0:
                    severe_today[owner, target, front] = binomial(
                        inside(drawn[1]), n, self.number(rung.severe)
                    )
            incidents_today[owner, target, front] = n
            # "Harm = n * `harm` + severe * `severe_harm`"
            harm += n * self.number(rung.harm) + severe_today[owner, target, front] * self.number(
                rung.severe_harm
            )
        self.harm[posture] = harm

    # 6. Perceive

    def _perceive(self, limits: dict[Pair, Limits]) -> None:
        for watcher in self.actors:
            for posture in self.postures:
                owner = posture[0]
                # of itself, and "Members of one room see each other as intended"
                if watcher == owner or (watcher, owner) in self.roommates:
                    self.seen[watcher, posture] = self.intended[posture]
                    continue
                # "`misperception` on what its owner sees of its target"
                own_posture = (watcher, owner)
                factor = limits[own_posture].factors["misperception"] if own_posture in limits else 1.0
                e = self._sight(watcher, posture, factor)
                self.mistake[watcher, posture] = e
                # "sees its executed rung shifted by an error e, kept on the ladder"
                place = self.place(owner, self.executed[posture])
                self.seen[watcher, posture] = self.rung_at(owner, self.kept(owner, place + e)).id

    def _sight(self, watcher: str, posture: Pair, factor: float) -> int:
        """Today's error e of a watcher about a posture."""
        if not self.errors:
            return 0
        owner = posture[0]
        # "`misperception` written on an actor replaces the scenario's: misperceptions of what it sees"
        own = self.document.actors[watcher].misperception
        errors: Misperception = self.document.miscalculation.misperception if own is None else own
        executed = self.executed[posture]
        kept = self.mistake[watcher, posture]
        # "With `spell` s > 1 an error, once made, stays with probability 1 - 1/s a day"
        stays = 1.0 - 1.0 / self.number(errors.spell)
        if self.place(owner, executed) == 0:
            # "executed on the lowest rung is seen as it is, but for `false_alarm`"
            alarm = self.number(self.document.miscalculation.false_alarm) * factor
            if alarm == 0.0:
                return 0
            error_word, stay_word = self._sight_words(watcher, posture)
            if kept == 1 and below(stay_word) < stays:
                return 1
            return 1 if below(error_word) < alarm else 0
        up = self._side(errors, "up", executed) * factor
        down = self._side(errors, "down", executed) * factor
        if kept == 0 and up == 0.0 and down == 0.0:
            return 0
        error_word, stay_word = self._sight_words(watcher, posture)
        if kept != 0 and below(stay_word) < stays:
            return kept
        # "+1 with probability misperception.up, -1 with misperception.down, else 0"
        u = below(error_word)
        return 1 if u < up else -1 if u >= 1.0 - down else 0

    def _sight_words(self, watcher: str, posture: Pair) -> tuple[int, int]:
        """The target's own words lie with the posture's; other watchers have their own address."""
        if watcher == posture[1]:
            drawn = self.draw(self.day, posture, POSTURE)
            return drawn[2], drawn[3]
        drawn = self.draw(self.day, (watcher, *posture), SIGHT)
        return drawn[0], drawn[1]

    # 7. Update

    def _seen_by(self, watcher: str) -> Callable[[Pair], float]:
        return lambda posture: self.level(posture[0], self.seen[watcher, posture])

    def _level_intended(self, posture: Pair) -> float:
        return self.level(posture[0], self.intended[posture])

    def _felt(self, posture: Pair, level_of: Callable[[Pair], float]) -> float:
        """Felt by i from j, with levels as i sees them (or, for the error-free G, as intended)."""
        i, j = posture
        actor = self.document.actors[i]

        def hostility(q: str) -> float:
            """The level of q>i + each ward k of i's: weight * level of q>k."""
            felt = level_of((q, i)) if (q, i) in self.fields else 0.0
            for k in sorted(actor.wards):
                if (q, k) in self.fields:
                    felt += self.number(actor.wards[k]) * level_of((q, k))
            return felt

        f = hostility(j)
        # "+ each actor q with patron j: attribution * (level of q>i + the same wards' weights *
        # level of q>k)"
        for q in self.actors:
            if self.document.actors[q].patron == j:
                f += self.number(self.document.actors[q].attribution) * hostility(q)
        # "at most the top level of i's ladder"
        return min(f, self.level_at(i, len(self.ladder[i]) - 1))

    def _menace(self, posture: Pair) -> float:
        """M = sum over whom the posture is deterred by (default the target) of weight * (...)."""
        i = posture[0]
        deterred_by = self.fields[posture]["deterred_by"]
        m = 0.0
        for a in sorted(deterred_by):
            # "`menace` of that actor's posture toward i, as seen"
            menace = 0.0
            if (a, i) in self.fields:
                place = self.place(a, self.seen[i, (a, i)])
                menace = self.number(self.rung_at(a, place).menace)
            # "+ for each declared red line of that actor against i that is still idle: credibility *
            # `menace` of the highest rung its floor or ceiling names"
            for line in self.lines:
                rule = line.rule
                if line.actor != a or not isinstance(rule, Trigger) or rule.declared is None:
                    continue
                if i in self._named(rule.declared.to) and line.state == "idle":
                    menace += self.credibility[line.id, a] * self._line_menace(a, rule)
            m += self.number(deterred_by[a]) * menace
        return m

    def _line_menace(self, declarer: str, rule: Trigger) -> float:
        """The menace of the highest rung (by level) named by any floor or ceiling in its `then`."""
        ids = [rung.id for rung in self.ladder[declarer]]
        named = [
            ids.index(rung)
            for effects in rule.then.values()
            for rung in (effects.floor, effects.ceiling)
            if rung is not None and rung in ids
        ]
        return self.number(self.rung_at(declarer, max(named)).menace) if named else 0.0

    def _update(self) -> None:
        for posture in self.postures:
            # "G(t+1) = memory * G(t) + (1 - memory) * f(t)"
            memory = self.number(self.fields[posture]["memory"])
            felt = self._felt(posture, self._seen_by(posture[0]))
            felt0 = self._felt(posture, self._level_intended)
            self.G[posture] = memory * self.G[posture] + (1.0 - memory) * felt
            self.G0[posture] = memory * self.G0[posture] + (1.0 - memory) * felt0
            self.M[posture] = self._menace(posture)
        for name in sorted(self.document.meters):
            # "m <- clip(m + drift - decay * m + sum of coefficient * harm)"
            meter = self.document.meters[name]
            fed = 0.0
            for key in sorted(tuple(feed.split(">")) for feed in meter.feeds):
                fed += self.number(meter.feeds[f"{key[0]}>{key[1]}"]) * self.harm[key[0], key[1]]
            m = self.meters[name]
            m = m + self.number(meter.drift) - self.number(meter.decay) * m + fed
            self.meters[name] = clip(m, meter.min, meter.max)

    def _outcomes(self) -> None:
        """A named condition whose first day is reported; at the end of today, day 0 included."""
        for name, condition in self.outcome_when.items():
            if self.first_day_outcome[name] is None and self.true(condition, self._end_of_today()):
                self.first_day_outcome[name] = self.day

    def counts(self) -> dict[str, int]:
        """The counts to report, over the days made so far; totals end when the state is frozen."""
        result: dict[str, int] = {}
        for name, count in self.document.counts.items():
            first = 1 if count.from_ is None else self.on_day(count.from_)
            last = self.document.clock.days if count.to is None else self.on_day(count.to)
            postures: set[Pair] = set()
            for text in count.of:
                owner, target = text.split(">")
                postures |= self._between(owner, target)
            result[name] = sum(
                n
                for day, counted in enumerate(self.daily_incidents)
                for (i, j, front), n in counted.items()
                if first <= day <= last and (i, j) in postures and count.front in (None, front)
            )
        return result

    # ------------------------------------------------------------ conditions

    def _truth_of_yesterday(self) -> View:
        """Events and chairs read the truth of yesterday, and events of earlier days only."""
        return View(None, self.day, self.day - 1, self.day - 1)

    def _end_of_today(self) -> View:
        """Outcomes and `stop_when` read the truth at the end of today."""
        return View(None, self.day, self.day, self.day)

    def true(self, node: ast.expr, view: View) -> bool:
        if isinstance(node, ast.BoolOp):
            truths = [self.true(value, view) for value in node.values]
            return all(truths) if isinstance(node.op, ast.And) else any(truths)
        if isinstance(node, ast.UnaryOp):
            return not self.true(node.operand, view)
        if isinstance(node, ast.Compare):
            return self._comparison(node, view)
        assert isinstance(node, ast.Call)
        name, names = self._call(node)
        known = self._known(names[0], view)
        if name == "happened":
            return known is not None
        assert name == "ongoing"
        if known is None:
            return False
        # "With `lasts` N it is ongoing on its day and the N-1 after; without, for ever."
        lasts = self.document.events[names[0]].lasts
        return lasts is None or view.today - known < self.whole(lasts)

    def _known(self, event: str, view: View) -> int | None:
        """The day an event happened, if the reader knows of it."""
        day = self.happened.get(event)
        return day if day is not None and day <= view.events_until else None

    def _call(self, node: ast.Call) -> tuple[str, list[str]]:
        assert isinstance(node.func, ast.Name)
        return node.func.id, [argument.id for argument in node.args if isinstance(argument, ast.Name)]

    def _comparison(self, node: ast.Compare, view: View) -> bool:
        sides = [node.left, *node.comparators]
        compared: list[str] = []
        for side in sides:
            if isinstance(side, ast.Call):
                name, names = self._call(side)
                if name in ("rung", "executed"):
                    compared += self._named([names[0]])
        values = [self._quantity(side, compared, view) for side in sides]
        for op, left, right in zip(node.ops, values, values[1:], strict=False):
            # "a comparison with days_since is false until e has happened"
            if left is None or right is None or not COMPARE[type(op)](left, right):
                return False
        return True

    def _quantity(self, node: ast.expr, compared: list[str], view: View) -> float | None:
        if isinstance(node, ast.Name):
            return self._word(node.id, compared)
        if not isinstance(node, ast.Call):
            return expression.number(node)
        name, names = self._call(node)
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        if name == "day":
            return float(view.today)
        if name == "days_since":
            known = self._known(names[0], view)
            return None if known is None else float(view.today - known)
        if name == "meter":
            return self.meters[names[0]]
        if name in ("rung", "executed"):
            postures = self._between(names[0], names[1] if len(names) > 1 else None)
            return max(self._level_read(name, posture, view) for posture in postures)
        if name == "count":
            return float(self._count(names[0], names[1]))
        last = None
        if "last" in keywords:
            days = keywords["last"]
            last = self.whole(days.id) if isinstance(days, ast.Name) else int(expression.number(days))
        if name == "struck":
            return float(self._struck(names[0], last, view))
        front_node = keywords.get("front")
        front = front_node.id if isinstance(front_node, ast.Name) else None
        postures = self._between(names[0], names[1] if len(names) > 1 else None)
        return float(
            sum(
                n
                for (i, j, f), n in self._counted(name, last, view)
                if (i, j) in postures and front in (None, f)
            )
        )

    def _word(self, word: str, compared: list[str]) -> float:
        """A parameter, or a rung looked up on the ladders of the actors compared."""
        levels = {
            self.level(actor, word) for actor in compared if word in [rung.id for rung in self.ladder[actor]]
        }
        if len(levels) == 1:
            return levels.pop()
        if levels:
            raise ValueError(f"{word} has several levels on the ladders compared")
        return float(self.parameters[word])

    def _between(self, a: str, b: str | None) -> set[Pair]:
        """The postures that exist from a (an actor or a group) toward b (or toward anybody)."""
        owners = self._named([a])
        targets = self.actors if b is None else self._named([b])
        return {(i, j) for i, j in self.postures if i in owners and j in targets}

    def _level_read(self, function: str, posture: Pair, view: View) -> float:
        """What a reader takes a posture's level to be."""
        owner = posture[0]
        if function == "executed":
            assert view.viewer is None, "`executed` is not for triggers"
            return self.level(owner, self.executed[posture])
        # "Events, meters, outcomes and `stop_when` read the truth (`rung` intended)"
        if view.viewer is None:
            return self.level(owner, self.intended[posture])
        # "of another actor what the bound actor perceived; of itself and of those in a room, as intended"
        if view.viewer == owner or (view.viewer, owner) in self.roommates:
            return self.level(owner, self.intended[posture])
        return self.level(owner, self.seen[view.viewer, posture])

    def _count(self, group: str, rung: str) -> int:
        """Members with a posture at or above that rung's level: the truth for all."""
        found = 0
        for member in self._named([group]):
            threshold = self.level(member, rung)
            own = [posture for posture in self.postures if posture[0] == member]
            found += any(self._level_intended(posture) >= threshold for posture in own)
        return found

    def _counted(self, name: str, last: int | None, view: View) -> list[tuple[Place, int]]:
        """Incidents (or severe ones) so far, or in the last n days, by posture and front."""
        if last is None:
            return list((self.severe if name == "severe" else self.incidents).items())
        days = self.daily_severe if name == "severe" else self.daily_incidents
        first = max(0, view.counts_until - last + 1)
        return [item for day in days[first : view.counts_until + 1] for item in day.items()]

    def _struck(self, name: str, last: int | None, view: View) -> int:
        """Incidents on fronts whose soil is x, by postures of anybody but x; groups sum."""
        total = 0
        for owner_of_soil in self._named([name]):
            for (i, _, front), n in self._counted("incidents", last, view):
                soil = self.document.fronts[front].soil if front else None
                if soil == owner_of_soil and i != owner_of_soil:
                    total += n
        return total
