"""The agents: a Mesa model whose actors are a face over the same arrays and rules.

An Actor holds no state of its own: it reads its rows of the run's tables, and its three
stages of a day (deliberate, act, observe) call the rulebook for its index.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim.engines.chronicle import CAUSES, Happening, Move
from sim.engines.ensemble import Snapshot
from sim.engines.grafting import carried
from sim.engines.happenings import happenings
from sim.rules.day import (
    act_by_ref,
    begin_by_ref,
    dawn_by_ref,
    deliberate_by_ref,
    dusk_by_ref,
    observe_by_ref,
)
from sim.rules.state import (
    BY,
    CAUSE,
    DAY,
    EXECUTED,
    FROZEN,
    INTENDED,
    NO_MOVE,
    ORDER,
    ORDER_UNTIL,
    ORDERS_BIND,
    SEEN,
    empty_state,
)
from sim.rules.world import NONE
from sim.scenario.fixing import fixed_parameters
from sim.scenario.parameters import drawn_parameters

if TYPE_CHECKING:
    from sim.scenario.loading import Scenario


class Actor(mesa.Agent):
    """One actor of the crisis, by name; its postures are rows of the model's tables."""

    model: Crisis

    def __init__(self, model: Crisis, name: str, index: int) -> None:
        super().__init__(model)
        self.name = name
        self.index = index
        self.postures = model.plan.cast.between(name, None)

    def deliberate(self) -> None:
        """Look at triggers and directives, set limits, decide."""
        deliberate_by_ref(self.model.world.ref, self.model.state.ref, self.index)

    def act(self) -> None:
        """Move as decided, and act it out."""
        act_by_ref(self.model.world.ref, self.model.state.ref, self.index)

    def observe(self) -> None:
        """See what others did, and take it to heart."""
        observe_by_ref(self.model.world.ref, self.model.state.ref, self.index)

    @property
    def highest_level(self) -> float:
        """The level of the highest rung it intends toward anybody; 0 without postures."""
        levels = [self.model.level(posture) for posture in self.postures]
        return max(levels, default=0.0)


def forget_identifiers(model: mesa.Model) -> None:
    """Mesa 3.3 keeps each model for ever in a table of agents' numbers; no agent is made later."""
    getattr(mesa.Agent, "_ids", {}).pop(model, None)


class Crisis(mesa.Model):
    """Run `run` of a scenario's ensemble with this seed, day by day.

    Parameters
    ----------
    scenario: a loaded scenario. seed, run: the address of the run's luck.
    draws: of the ensemble; run n uses draw n mod draws of the uncertain parameters.
    errors: False sets accidents, misperception and false alarms to 0.
    parameters: values that are fixed, by name.

    `step()` is one day; after the last day, or once `stop_when` holds, it changes nothing.
    Raises ValueError for numbers out of range or unknown parameters.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int = 0,
        run: int = 0,
        *,
        draws: int = 200,
        errors: bool = True,
        parameters: Mapping[str, float] | None = None,
    ) -> None:
        if not 0 <= seed < 2**64 or not 0 <= run < 2**64 or draws < 1:
            raise ValueError("seed and run go from 0 to 2**64 - 1, draws from 1")
        super().__init__(rng=0)  # never drawn from: the rules' luck has an address
        document = scenario.document
        fixed = fixed_parameters(scenario, parameters or {})
        self.crisis_scenario = scenario
        self.seed_of_luck, self.run = seed, run
        self.parameters = drawn_parameters(document, seed, run % draws, fixed)
        self.plan = scenario.plan
        self.errors = errors
        self.world = self.plan.world(self.parameters, errors)
        self.state = empty_state(self.world)
        self.log: list[Move] = []
        self.happenings: list[Happening] = []
        self.actors = [Actor(self, name, k) for k, name in enumerate(self.plan.cast.actors)]
        forget_identifiers(self)
        begin_by_ref(self.world.ref, self.state.ref, np.uint64(seed), np.uint64(run))
        self.happenings.extend(happenings(self.plan, self.state, None))

    def step(self) -> None:
        """One day, in the order of the model; nothing once the crisis is over."""
        if self.over:
            self.running = False
            return
        before = self.state.copy()
        dawn_by_ref(self.world.ref, self.state.ref)
        for stage in ("deliberate", "act", "observe"):
            self.agents.do(stage)
        dusk_by_ref(self.world.ref, self.state.ref)
        self.log.extend(self.moves_since(before.stance[:, INTENDED]))
        self.happenings.extend(happenings(self.plan, self.state, before))
        self.running = not self.over

    @property
    def day(self) -> int:
        """The last day stepped; 0 is the starting state."""
        return int(self.state.clock[DAY])

    @property
    def over(self) -> bool:
        """Whether the clock has run out or the crisis is frozen."""
        return bool(self.state.clock[FROZEN]) or self.day >= self.plan.document.clock.days

    @property
    def postures(self) -> list[str]:
        """Every posture, `owner>target`, in order of names."""
        return self.plan.cast.postures

    def rungs(self, posture: str) -> list[str]:
        """That posture's ladder, lowest first."""
        return self.plan.cast.rungs(self.plan.cast.owner(posture))

    def intended(self, posture: str) -> str:
        """The rung decided on, as of the last day stepped."""
        return self.rungs(posture)[int(self.state.stance[self.place(posture), INTENDED])]

    def executed(self, posture: str) -> str:
        """The rung acted out, as of the last day stepped."""
        return self.rungs(posture)[int(self.state.stance[self.place(posture), EXECUTED])]

    def perceived(self, watcher: str, posture: str) -> str:
        """The rung a watcher believes it saw; a room-mate's or its own is known as intended.

        Raises KeyError where nothing in the scenario makes this watcher watch.
        """
        cast = self.plan.cast
        if watcher == cast.owner(posture) or cast.share_a_room(watcher, cast.owner(posture)):
            return self.intended(posture)
        if (watcher, posture) not in self.plan.sights:
            raise KeyError(f"nothing makes {watcher} watch {posture}")
        seen = self.state.sight[self.plan.sights.index((watcher, posture)), SEEN]
        return self.rungs(posture)[int(seen)]

    def level(self, posture: str) -> float:
        """The level of the rung decided on: the yardstick between ladders."""
        level = self.plan.cast.level(self.plan.cast.owner(posture), self.intended(posture))
        assert level is not None
        return level

    def meter(self, name: str) -> float:
        """A meter's value at the end of the last day stepped."""
        if name not in self.plan.document.meters:
            raise KeyError(f"no meter is called {name}")
        return float(self.state.meter[sorted(self.plan.document.meters).index(name)])

    def place(self, posture: str) -> int:
        """Where a posture stands in the tables; KeyError where there is none."""
        return self.plan.cast.place[posture]

    def order(self, posture: str, rung: str | None, until: int | None = None) -> None:
        """A seat's order for a posture, standing on or `until` a day; None hands it back to the rulebook."""
        if rung is not None and rung not in self.rungs(posture):
            raise KeyError(f"{rung} is not a rung of {posture}")
        if until is not None and until < 1:
            raise ValueError(f"an order stands until day 1 or later, not {until}")
        stance = self.state.stance[self.place(posture)]
        stance[ORDER] = NONE if rung is None else self.rungs(posture).index(rung)
        stance[ORDER_UNTIL] = until or 0

    def bind_orders(self, bind: bool) -> None:
        """Whether limits bind the orders of seats (True) or are advice (False, the start)."""
        self.state.clock[ORDERS_BIND] = int(bind)

    def go_on_with(self, scenario: Scenario) -> None:
        """Go on under a scenario that has more triggers or directives, and is else the same.

        Raises ValueError, and changes nothing, where it differs in anything else.
        """
        plan = scenario.plan
        world = plan.world(self.parameters, self.errors)
        self.state = carried(self.plan, plan, world, self.state)
        self.crisis_scenario, self.plan, self.world = scenario, plan, world

    def snapshot(self) -> Snapshot:
        """The crisis as it stands, for `sim.simulate(start=...)`: resolves and counters included."""
        return Snapshot(self.state.copy(), dict(self.parameters))

    def moves_since(self, before: Any) -> list[Move]:
        """Today's moves, from the rungs that were intended before."""
        stance = self.state.stance
        moved = [p for p in range(len(self.postures)) if stance[p, CAUSE] != NO_MOVE]
        return [self.move(p, int(before[p])) for p in moved if before[p] != stance[p, INTENDED]]

    def move(self, p: int, before: int) -> Move:
        posture, stance = self.postures[p], self.state.stance
        rungs = self.rungs(posture)
        by = int(stance[p, BY])
        rule = None if by < 0 else self.plan.bindings[by].rule
        grounds = self.plan.cast.posture(posture) if rule is None else rule
        return Move(
            {
                "day": self.day,
                "posture": posture,
                "from": rungs[before],
                "to": rungs[int(stance[p, INTENDED])],
                "cause": CAUSES[int(stance[p, CAUSE])],
                "trigger": None if rule is None else rule.id,
                "evidence": list(grounds.evidence),
            }
        )
