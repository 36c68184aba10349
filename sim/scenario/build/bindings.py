"""Which triggers bind which actor, and what each does to which posture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sim.scenario.cast import ALL, Cast
from sim.scenario.schema import Effects, Rule, Trigger


@dataclass(frozen=True)
class Binding:
    """A trigger (or a room's directive) and one actor it binds."""

    actor: str
    rule: Rule
    room: str | None

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def trigger(self) -> Trigger | None:
        return self.rule if isinstance(self.rule, Trigger) else None


@dataclass(frozen=True)
class Bindings:
    """Every binding of a scenario, in order of actor, then trigger."""

    cast: Cast

    @cached_property
    def rows(self) -> list[Binding]:
        found = [*self.own(), *self.common(), *self.directives()]
        return sorted(found, key=lambda b: (b.actor, b.id))

    def own(self) -> list[Binding]:
        actors = self.cast.document.actors
        return [Binding(name, rule, None) for name in self.cast.actors for rule in actors[name].triggers]

    def common(self) -> list[Binding]:
        found: list[Binding] = []
        for rule in self.cast.document.triggers:
            bound = sorted({a for name in rule.who for a in self.cast.members(name)})
            found.extend(Binding(a, rule, None) for a in bound if self.effects(a, rule))
        return found

    def directives(self) -> list[Binding]:
        found: list[Binding] = []
        for room_name, room in sorted(self.cast.document.rooms.items()):
            for rule in room.directives:
                bound = sorted(set(room.members if rule.to is None else rule.to) & set(room.members))
                found.extend(Binding(a, rule, room_name) for a in bound if self.effects(a, rule))
        return found

    def effects(self, actor: str, rule: Rule) -> list[tuple[str, Effects]]:
        """The postures of an actor that a trigger touches, by name, with the entry that counts."""
        found = []
        for posture in self.cast.between(actor, None):
            entry = self.entry(rule, self.cast.target(posture))
            if entry is not None:
                found.append((posture, entry))
        return found

    def entry(self, rule: Rule, target: str) -> Effects | None:
        """The most specific entry: the target itself, else its first group by name, else `all`."""
        if target in rule.then:
            return rule.then[target]
        for group in sorted(set(rule.then) - {ALL}):
            if target in self.cast.groups.get(group, []):
                return rule.then[group]
        return rule.then.get(ALL)

    def lines_against(self, declarer: str, hearer: str) -> list[int]:
        """Rows of an actor's declared lines that another has been told of."""
        found = []
        for place, binding in enumerate(self.rows):
            trigger = binding.trigger
            if binding.actor != declarer or trigger is None or trigger.declared is None:
                continue
            if any(hearer in self.cast.members(name) for name in trigger.declared.to):
                found.append(place)
        return found

    def threatened_rung(self, binding: Binding) -> int:
        """The highest rung that a line's floors and ceilings name, or -1."""
        rungs = self.cast.rungs(binding.actor)
        named = [e.floor for e in binding.rule.then.values()] + [
            e.ceiling for e in binding.rule.then.values()
        ]
        return max((rungs.index(name) for name in named if name in rungs), default=-1)
