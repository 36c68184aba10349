"""A turn as it was played: what was ordered, what was intended and executed, and who saw what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.engines.chronicle import Happening, Move
from sim.engines.crisis import Crisis
from sim.engines.ensemble import Snapshot
from sim.rules.state import EXECUTED, INTENDED, SEEN
from sim.scenario.game import By
from sim.scenario.loading import Scenario
from sim.wargame.actions import Order, Override


@dataclass(frozen=True)
class Moment:
    """A crisis as it stood, with the scenario it went on under: futures can be run from it."""

    scenario: Scenario
    snapshot: Snapshot

    @classmethod
    def of(cls, crisis: Crisis) -> Moment:
        return cls(crisis.crisis_scenario, crisis.snapshot())


@dataclass(frozen=True)
class Day:
    """Rungs at the end of a day: by posture, and by (watcher, posture) as seen."""

    day: int
    intended: Mapping[str, str]
    executed: Mapping[str, str]
    seen: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, crisis: Crisis) -> Day:
        stance, sights = crisis.state.stance, crisis.plan.sights
        rungs = {posture: crisis.rungs(posture) for posture in crisis.postures}
        return cls(
            crisis.day,
            {p: rungs[p][stance[k, INTENDED]] for k, p in enumerate(crisis.postures)},
            {p: rungs[p][stance[k, EXECUTED]] for k, p in enumerate(crisis.postures)},
            {pair: rungs[pair[1]][crisis.state.sight[k, SEEN]] for k, pair in enumerate(sights)},
        )

    def perceived(self, crisis: Crisis, watcher: str, posture: str) -> str | None:
        """What a watcher believes: of itself and room-mates as intended; None where it has no sight of it."""
        owner = crisis.plan.cast.owner(posture)
        if watcher == owner or crisis.plan.cast.share_a_room(watcher, owner):
            return self.intended[posture]
        return self.seen.get((watcher, posture))


@dataclass
class Played:
    """One turn. `orders` by seat (None: late, and held), `ordered` the rungs that seats held to, by posture.

    `before` is the crisis as the orders found it, what was said since included; `days` has a row for
    each day that passed; `moves` and `happenings` are those of these days; `rulings` what the white
    cell then put otherwise; `by` who played each seat.
    """

    turn: int
    before: Moment
    orders: Mapping[str, Order | None]
    ordered: Mapping[str, str]
    days: list[Day] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    rulings: list[Override] = field(default_factory=list)
    by: Mapping[str, By] = field(default_factory=dict)

    def end(self, crisis: Crisis) -> None:
        """How it ended, as the crisis now stands: the log is that of its days."""
        if self.days:
            self.days[-1] = Day.of(crisis)
        self.moves = [move for move in crisis.log if move.day >= self.first_day]
        self.happenings = [each for each in crisis.happenings if each.day >= self.first_day]

    @property
    def first_day(self) -> int:
        return self.before.snapshot.day + 1

    @property
    def last_day(self) -> int:
        return self.days[-1].day if self.days else self.before.snapshot.day
