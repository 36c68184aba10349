"""The log of a run: every move with its cause, its trigger, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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


class Move(dict[str, Any]):
    """One posture's move, by key (`move["from"]`) or by name (`move.cause`).

    Keys: day; posture; from and to (rungs); cause; trigger (whose floor or cap forced the
    move, or whose ceiling permitted it beyond the base ceiling; or None); evidence (the
    claims that the trigger, or else the posture, rests on).
    A climb has one of the six proximate causes or is `observed`; a descent was `relaxed` (by
    chance), `limited` (drawn in by a ceiling or cap), `ordered` or `observed`.
    """

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name.rstrip("_")]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True)
class Happening:
    """Anything of a day that is not a move: an event, a line met, an accident, an outcome.

    `kind` is one of event, honoured, defied, directive, accident, severe, outcome, end.
    """

    day: int
    kind: str
    what: str
    who: str | None = None
    detail: str = ""
    evidence: tuple[str, ...] = ()
