"""Conditions on the truth of the last day played, which neither an actor nor an outcome asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from sim.engines.crisis import Crisis
from sim.rules.day import note_by_ref
from sim.rules.state import empty_state
from sim.scenario.plan import Plan, make_plan
from sim.scenario.schema import Document, Outcome

READ = ("clock", "stance", "event", "meter", "incidents", "severe")  # what a condition on the truth reads


class Conditions:
    """Named conditions of a scenario, read as its outcomes are."""

    def __init__(self, document: Document, conditions: Mapping[str, str]) -> None:
        self.document, self.conditions = document, conditions

    def holding(self, crisis: Crisis) -> set[str]:
        """The names of those that hold."""
        if not self.conditions:
            return set()
        world = self.plan.world(crisis.parameters, crisis.errors)
        state = empty_state(world)
        for name in READ:
            getattr(state, name)[...] = getattr(crisis.state, name)
        state.outcome[:] = -1
        note_by_ref(world.ref, state.ref)
        return {name for name, day in zip(sorted(self.conditions), state.outcome, strict=True) if day >= 0}

    @cached_property
    def plan(self) -> Plan:
        """The scenario with these conditions for its outcomes."""
        outcomes = {name: Outcome(when=when) for name, when in self.conditions.items()}
        return make_plan(self.document.model_copy(update={"outcomes": outcomes}))
