"""Injects: which are due, and what has become of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from sim.engines.crisis import Crisis
from sim.scenario.game import Inject
from sim.scenario.schema import Document
from sim.wargame.truth import Conditions

Fate = Literal["waiting", "published", "skipped"]


@dataclass
class Injects:
    """The injects of a game by id, what became of each, and until when any is put off."""

    document: Document
    fate: dict[str, Fate] = field(default_factory=dict)
    put_off: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fate = dict.fromkeys(self.by_id, "waiting")

    @cached_property
    def by_id(self) -> dict[str, Inject]:
        return {inject.id: inject for inject in self.document.game.injects}

    def due(self, crisis: Crisis, last_day: int) -> list[str]:
        """Those whose day comes by the end of the turn, or whose condition holds now, in their order."""
        waiting = [name for name, fate in self.fate.items() if fate == "waiting"]
        ready = [name for name in waiting if self.put_off.get(name, 0) <= last_day]
        if not ready:
            return []
        holding = self.conditions.holding(crisis)
        return [name for name in ready if self.is_due(name, last_day, holding)]

    def is_due(self, name: str, last_day: int, holding: set[str]) -> bool:
        inject = self.by_id[name]
        if inject.at is None and inject.when is None:
            return name in self.put_off
        day = self.day_of(inject)
        return (day is None or day <= last_day) and (inject.when is None or name in holding)

    def day_of(self, inject: Inject) -> int | None:
        """The day on which it is due by the calendar."""
        if isinstance(inject.at, dt.date):
            return (inject.at - self.document.clock.start).days
        return None if inject.at is None else int(inject.at)

    @cached_property
    def conditions(self) -> Conditions:
        """Those that the scenario puts, read on the truth of the last day played."""
        whens = {name: inject.when for name, inject in self.by_id.items() if inject.when is not None}
        return Conditions(self.document, whens)
