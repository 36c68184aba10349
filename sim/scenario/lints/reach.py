"""How far each posture can ever come: an upper bound over every trigger, followed leader and error."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from sim.scenario.cast import levels
from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.schema import Errors, Match
from sim.scenario.stated import Stated, touched


class Reach:
    """Upper bounds, as places on a posture's ladder; nothing that can happen lies above them."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.cast = subject.cast

    @cached_property
    def ceilings(self) -> dict[str, int]:
        """The highest ceiling a posture can have, the leaders it matches included."""
        return self.grown[0]

    @cached_property
    def intended(self) -> dict[str, int]:
        """The highest rung a posture can intend."""
        return self.grown[1]

    @cached_property
    def grown(self) -> tuple[dict[str, int], dict[str, int]]:
        """Let ceilings and intentions raise one another, by `match`, until nothing rises."""
        ceilings = {posture: self.own_ceiling(posture) for posture in self.cast.postures}
        starts = {posture: self.first_rungs(posture) for posture in self.cast.postures}
        while True:
            intended = {posture: max(ceilings[posture], starts[posture]) for posture in ceilings}
            raised = {
                p: max([ceilings[p], *(self.matched(p, m, intended) for m in self.matches[p])])
                for p in ceilings
            }
            if raised == ceilings:
                return ceilings, intended
            ceilings = raised

    def own_ceiling(self, posture: str) -> int:
        rungs = self.cast.rungs(self.cast.owner(posture))
        base = self.cast.posture(posture).ceiling or rungs[-1]
        named = [rule.rule.then[entry].ceiling for p, rule, entry in self.touching if p == posture]
        return max(rungs.index(rung) for rung in [base, *named] if rung is not None)

    def first_rungs(self, posture: str) -> int:
        """Where it starts, and where it was observed."""
        rungs = self.cast.rungs(self.cast.owner(posture))
        observed = self.subject.document.observed
        seen = observed.rungs.get(posture, {}).values() if observed else ()
        start = self.cast.posture(posture).start or rungs[0]
        return max(rungs.index(rung) for rung in [start, *seen])

    @cached_property
    def touching(self) -> list[tuple[str, Stated, str]]:
        return [(p, rule, entry) for rule in self.subject.rules for p, entry in touched(self.cast, rule)]

    @cached_property
    def matches(self) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = {posture: [] for posture in self.cast.postures}
        for posture, rule, entry in self.touching:
            if (match := rule.rule.then[entry].match) is not None:
                found[posture].append(match)
        return found

    def matched(self, posture: str, match: Match, intended: dict[str, int]) -> int:
        """The highest rung that a leader can draw a posture to."""
        leader = f"{match.leader}>{match.toward}"
        height = self.level(leader, intended[leader]) + self.subject.range_of(match.offset)[1]
        own = levels(self.cast.ladder(self.cast.owner(posture)))
        return max([place for place, level in enumerate(own) if level <= height], default=0)

    def level(self, posture: str, place: int) -> float:
        heights = levels(self.cast.ladder(self.cast.owner(posture)))
        return heights[min(place, len(heights) - 1)]

    def executed(self, posture: str) -> int:
        """An accident can carry one rung further."""
        return self.intended[posture] + self.errs("accident", self.cast.owner(posture))

    def seen(self, posture: str, watcher: str | None) -> int:
        """What a watcher can believe to see; with None, the truth."""
        if watcher is None or watcher == self.cast.owner(posture):
            return self.intended[posture]
        return self.executed(posture) + self.errs("misperception", watcher)

    def errs(self, kind: str, actor: str) -> bool:
        """Whether an actor can make this error at all."""
        shared = self.subject.document.miscalculation
        own: Errors | None = getattr(self.subject.document.actors[actor], kind)
        chances = getattr(shared, kind) if own is None else own
        alarms = kind == "misperception" and self.subject.range_of(shared.false_alarm)[1] > 0
        return alarms or any_chance(self.subject, chances)


def any_chance(subject: Subject, errors: Errors) -> bool:
    """Whether some side is above 0 on some rung."""
    sides = [side for side in (errors.up, errors.down) if side is not None]
    values = [value for side in sides for value in (side.values() if isinstance(side, dict) else [side])]
    return any(subject.range_of(value)[1] > 0 for value in values)


def rungs_are_in_reach(subject: Subject) -> Iterator[Wrong]:
    """One warning a ladder, at the lowest rung that nobody can come to."""
    reach = Reach(subject)
    for ladder, rungs in subject.document.ladders.items():
        on_it = [
            p for p in subject.cast.postures if subject.cast.ladder_name(subject.cast.owner(p)) == ladder
        ]
        highest = max([reach.executed(posture) for posture in on_it], default=-1)
        beyond = [rung.id for rung in rungs[highest + 1 :]]
        if not on_it:
            yield Wrong(("ladders", ladder), "no posture stands on this ladder", True)
        elif beyond:
            words = f"out of reach of every posture, whatever its ceilings and triggers: {', '.join(beyond)}"
            yield Wrong(("ladders", ladder, highest + 1), words)


def floors_can_be_met(subject: Subject) -> Iterator[Wrong]:
    """A floor is never raised above the ceiling."""
    reach = Reach(subject)
    for posture, rule, entry in reach.touching:
        floor, rungs = rule.rule.then[entry].floor, subject.cast.rungs(subject.cast.owner(posture))
        if floor is not None and rungs.index(floor) > reach.ceilings[posture]:
            highest = rungs[reach.ceilings[posture]]
            words = f"the floor {floor} is above every ceiling {posture} can have (the highest is {highest})"
            yield Wrong((*rule.path, "then", entry, "floor"), words)
