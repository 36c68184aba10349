"""One run told day by day: who moved from which rung to which, and why, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.analysis.percents import dated, listed, words
from sim.engines.chronicle import Happening, Move
from sim.engines.crisis import Crisis
from sim.rules.state import ARMED, STATUS
from sim.scenario.mistakes import clip
from sim.scenario.schema import Rule

QUOTE = 90  # characters of a claim
CLIMBS = ("initiated", "retaliated", "misled")
WHY = {
    "initiated": "on its own initiative",
    "retaliated": "in answer to what it faced",
    "misled": "misled: only an accident or a misreading made it seem provoked",
    "relaxed": "the tension eased",
    "observed": "as observed",
}
# With the rule that made it so, and without one.
BY_RULE = {
    "committed": ("committed by its line", "committed: drawn up to its floor"),
    "allied": ("allied: follows by", "allied"),
    "ordered": ("ordered by", "ordered"),
    "limited": ("drawn in by", "drawn in to its ceiling"),
    **{cause: (f"{why}, permitted by", why) for cause, why in WHY.items() if cause in CLIMBS},
}


@dataclass
class Teller:
    """Turns moves and happenings into lines; what a rule says and rests on is told once."""

    crisis: Crisis
    told: set[int] = field(default_factory=set)

    @property
    def start(self) -> dt.date:
        return self.crisis.plan.document.clock.start

    def days(self) -> Iterator[tuple[int, list[str]]]:
        """Step to the end; yields each day on which something happened, with its lines."""
        seen, moved = 0, 0
        while True:
            lines = self.of_day(self.crisis.happenings[seen:], self.crisis.log[moved:])
            if lines:
                yield self.crisis.day, lines
            seen, moved = len(self.crisis.happenings), len(self.crisis.log)
            if self.crisis.over:
                return
            self.crisis.step()

    def day(self, number: int) -> str:
        return f"D{dated(self.start, number)[1:]}"

    def of_day(self, happenings: list[Happening], moves: list[Move]) -> list[str]:
        """In the order of a day: events, lines, directives, moves, what was done, what came of it."""
        early = [what for what in happenings if what.kind == "event" or what.who is not None]
        lines = self.answers(early)
        lines += [line for move in moves for line in self.move(move)]
        return lines + [line for what in happenings if what not in early for line in self.happening(what)]

    # ---------------------------------------------------------------- moves

    def move(self, move: Move) -> list[str]:
        owner, target = move.posture.split(">")
        step = f"{move.from_} -> {move.to}"
        head = f"{self.actor(owner)} toward {self.actor(target)}: {step} ({self.why(move)})"
        return [head, *self.basis(owner, move.trigger)]

    def why(self, move: Move) -> str:
        """The cause in words, with the rule that made it so."""
        cause: str = move.cause
        known, unknown = BY_RULE.get(cause, ("", WHY.get(cause, cause)))
        return f"{known} {move.trigger}" if known and move.trigger else unknown

    def basis(self, actor: str, trigger: str | None) -> list[str]:
        """A rule's condition and what it rests on, the first time it is met."""
        rule = next((b.rule for b in self.crisis.plan.bindings if (b.actor, b.id) == (actor, trigger)), None)
        if rule is None or id(rule) in self.told:
            return []
        self.told.add(id(rule))
        title = f"{clip(rule.title)}: " if rule.title else ""
        return [f"    {title}when {clip(' '.join(rule.when.split()))}", *self.quotes(rule)]

    def quotes(self, rule: Rule) -> list[str]:
        """The first claim in its own words, the others by id; else the assumption."""
        if not rule.evidence:
            return [f"    assumed: {clip(rule.assumed, QUOTE)}"] if rule.assumed else []
        first, *others = rule.evidence
        claim = self.crisis.crisis_scenario.claims.get(first)
        quote = (claim.fields.get("quote") or claim.fields.get("claim")) if claim else None
        said = f'"{clip(" ".join(str(quote).split()), QUOTE)}" ({first})' if quote else first
        return [f"    {said}{'; also ' if others else ''}{', '.join(others)}"]

    def actor(self, name: str) -> str:
        return words(name, self.crisis.plan.cast.actor(name).title)

    # ---------------------------------------------------------------- happenings

    def answers(self, happenings: list[Happening]) -> list[str]:
        """Events and lines; those who answer one directive alike stand in one line."""
        answers: dict[tuple[str, str, bool], list[str]] = {}
        lines: list[str] = []
        for what in happenings:
            if what.kind == "directive" and what.who is not None:
                answers.setdefault((what.detail, what.what, self.in_force(what)), []).append(what.who)
            else:
                lines += self.happening(what)
        for (room, rule, complies), members in answers.items():
            lines += [self.answered(room, rule, complies, members), *self.basis(members[0], rule)]
        return lines

    def answered(self, room: str, rule: str, complies: bool, members: list[str]) -> str:
        done = "followed" if complies else "not followed"
        title = words(room, self.crisis.plan.document.rooms[room].title)
        return f"{title}: directive {rule} is {done} by {listed([self.actor(name) for name in members])}"

    def happening(self, what: Happening) -> list[str]:
        document = self.crisis.plan.document
        if what.kind == "event":
            return [f"* Event: {words(what.what, document.events[what.what].title)} ({what.what})"]
        if what.kind == "outcome":
            return [f"** Outcome: {words(what.what, document.outcomes[what.what].title)} ({what.what})"]
        if what.kind == "end":
            return ["** The crisis is over: what stops it came true"]
        if what.who is not None:
            return [self.tested(what), *self.basis(what.who, what.what)]
        label = {"accident": "! Accident", "severe": "! Severe incident"}.get(what.kind, words(what.kind))
        return [f"{label}, {self.posture(what.what)}: {clip(what.detail)}"]

    def tested(self, what: Happening) -> str:
        """A line whose condition came true, and what the actor made of its word."""
        assert what.who is not None
        done = "honours" if what.kind == "honoured" else "does not honour"
        return f"{self.actor(what.who)} {done} its line {what.what}"

    def in_force(self, what: Happening) -> bool:
        """Whether a member holds itself bound, as of today."""
        wanted = (what.who, what.what, what.detail)
        bindings = enumerate(self.crisis.plan.bindings)
        k = next(k for k, b in bindings if (b.actor, b.id, b.room) == wanted)
        return bool(self.crisis.state.bound[k, STATUS] == ARMED)

    def posture(self, name: str) -> str:
        owner, target = name.split(">")
        return f"{self.actor(owner)} toward {self.actor(target)}"
