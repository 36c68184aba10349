"""The log of a run: every move with its cause, its trigger, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass

from sim.rules.state import (
    ALLIED,
    COMMITTED,
    INITIATED,
    LIMITED,
    MISLED,
    NO_MOVE,
    OBSERVED,
    ORDERED,
    RELAXED,
    RETALIATED,
)

CAUSES = {
    INITIATED: "initiated",
    RETALIATED: "retaliated",
    MISLED: "misled",
    COMMITTED: "committed",
    ALLIED: "allied",
    ORDERED: "ordered",
    OBSERVED: "observed",
    RELAXED: "relaxed",
    LIMITED: "limited",
    NO_MOVE: "none",
}


@dataclass(frozen=True)
class Move:
    """One posture's move: `from_` and `to` are rungs; the cause is proximate for a climb.

    A descent was `relaxed` (by chance), `limited` (drawn in by a ceiling or cap), `ordered`
    or `observed`. `trigger` is what moved a floor, ceiling or cap, if anything did, and
    `evidence` the claims it rests on.
    """

    day: int
    posture: str
    from_: str
    to: str
    cause: str
    trigger: str | None
    evidence: tuple[str, ...]

    @property
    def is_climb_cause(self) -> bool:
        """Whether the cause is one of the six proximate causes."""
        return self.cause in ("initiated", "retaliated", "misled", "committed", "allied", "ordered")


@dataclass(frozen=True)
class Happening:
    """Anything of a day that is not a move: an event, a line met, an accident, an outcome.

    `kind` is one of event, honoured, defied, directive, accident, incidents, outcome, end.
    """

    day: int
    kind: str
    what: str
    who: str | None = None
    detail: str = ""
    evidence: tuple[str, ...] = ()
