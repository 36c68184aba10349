"""A plain Mesa model of the same size with next to no rules: what the framework alone costs.

As many agents and postures as the scenario has; every day each posture moves by a coin or
follows what it faces. Nothing is logged, nobody errs, no condition is read.
"""

from __future__ import annotations

import random

import mesa

from sim.scenario.loading import Scenario

TOP = 9


class Stander(mesa.Agent):
    """An agent with a rung toward each of its targets."""

    def __init__(self, model: Toy, name: str) -> None:
        super().__init__(model)
        self.name = name
        self.rungs: dict[str, int] = {}
        self.next: dict[str, int] = {}

    def decide(self) -> None:
        for target, rung in self.rungs.items():
            faced = self.model.named[target].rungs.get(self.name, 0)
            chance = self.model.luck.random()
            self.next[target] = min(TOP, rung + 1) if chance < 0.01 + 0.02 * max(0, faced - rung) else rung
            if chance > 0.98:
                self.next[target] = max(0, rung - 1)

    def move(self) -> None:
        self.rungs.update(self.next)


class Toy(mesa.Model):
    """The same actors and postures, `postures` written owner>target."""

    def __init__(self, names: list[str], postures: list[str], seed: int) -> None:
        super().__init__(rng=0)
        self.luck = random.Random(seed)
        self.named = {name: Stander(self, name) for name in names}
        getattr(mesa.Agent, "_ids", {}).pop(self, None)  # Mesa 3.3 would keep the model for ever
        for posture in postures:
            owner, target = posture.split(">")
            self.named[owner].rungs[target] = 0

    def step(self) -> None:
        self.agents.do("decide")
        self.agents.do("move")


def run_toy(scenario: Scenario, seed: int) -> None:
    """One toy run as long as the scenario's."""
    cast = scenario.plan.cast
    toy = Toy(cast.actors, cast.postures, seed)
    for _ in range(scenario.days):
        toy.step()
