"""What is said and told at the table, and to whom: each notice goes to those it is for, and no others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["statement", "threat", "directive", "message", "inject", "news", "event", "word", "ruling"]


@dataclass(frozen=True)
class Notice:
    """`to` are seats; None is everyone, the projector's screen as well.

    Kinds: a public statement or threat; a directive of a room; a private message; an inject or other
    news; an event; a word kept or broken; a ruling that was made known.
    """

    kind: Kind
    turn: int
    day: int
    text: str
    to: frozenset[str] | None = None
    by: str | None = None
    title: str | None = None
    name: str | None = None

    def is_for(self, seat: str | None) -> bool:
        """Whether a seat may see it; without a seat, whether everyone may."""
        return self.to is None or (seat is not None and (seat in self.to or seat == self.by))
