"""Codes that open the screens of a game: made from its secret, so that they are the same after a restart.

A team's code opens its own seats, the facilitator's everything, the screen's what everyone may see.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is taken for something else
SHORT, LONG, GROUP = 10, 20, 5  # 49 and 99 bits
WHITE, SCREEN, TEAM = "white", "screen", "team:"


class Codes:
    """Who a code stands for: `white`, `screen`, or `team:` and its name."""

    def __init__(self, secret: str, teams: Iterable[str]) -> None:
        self.of = {WHITE: made(secret, WHITE, LONG), SCREEN: made(secret, SCREEN, SHORT)}
        self.of |= {TEAM + team: made(secret, TEAM + team, SHORT) for team in teams}

    def who(self, typed: str) -> str | None:
        """Whose code this is, however it was written; takes as long whether it is nearly right or not."""
        found = None
        given = plain(typed).encode()
        for who, code in self.of.items():
            if hmac.compare_digest(plain(code).encode(), given):
                found = who
        return found

    def of_team(self, team: str) -> str:
        return self.of[TEAM + team]


def made(secret: str, whose: str, length: int) -> str:
    """A code in groups, which nobody can guess who has not the secret."""
    number = int.from_bytes(digest(secret, f"code of {whose}"), "big")
    letters = []
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "-".join("".join(letters[k : k + GROUP]) for k in range(0, length, GROUP))


def plain(typed: str) -> str:
    """A code without case, spaces and hyphens."""
    return "".join(sign for sign in typed[:100].upper() if sign in ALPHABET)


def digest(secret: str, purpose: str) -> bytes:
    """A key or a number for one purpose, out of the game's secret."""
    return hmac.digest(secret.encode(), purpose.encode(), "sha256")
