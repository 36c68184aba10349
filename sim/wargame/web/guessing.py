"""Wrong codes: whoever types many waits longer and longer, and a flood from everywhere is slowed for all.

Nobody is shut out for what others do: with the right code one only waits a moment.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import islice

FREE, MEMORY, LONGEST_WAIT = 5, 600.0, 300.0
FLOOD, A_MINUTE, SLOWED = 60, 60.0, 1.0
MOST_ADDRESSES, AT_ONCE = 10_000, 100


@dataclass(frozen=True)
class Misses:
    """Wrong codes from one address: how many, and when the last."""

    count: int = 0
    last: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until it may try again: doubling from the sixth miss on."""
        if self.count < FREE:
            return 0.0
        pause = min(LONGEST_WAIT, 2.0 ** min(self.count - FREE, 20))
        return max(0.0, self.last + pause - now)


@dataclass
class Guesses:
    """Every wrong code of the last ten minutes."""

    by_address: dict[str, Misses] = field(default_factory=dict)
    lately: deque[float] = field(default_factory=lambda: deque(maxlen=FLOOD))

    def wait(self, address: str, now: float) -> float:
        """Seconds for which nothing is taken from this address."""
        misses = self.by_address.get(address)
        return 0.0 if misses is None else misses.wait(now)

    def delay(self, now: float) -> float:
        """Seconds that any answer takes while codes are tried from everywhere."""
        is_flood = len(self.lately) == FLOOD and now - self.lately[0] < A_MINUTE
        return SLOWED if is_flood else 0.0

    def miss(self, address: str, now: float) -> None:
        """A wrong code came from here."""
        self.forget(now)
        misses = self.by_address.pop(address, Misses())
        self.by_address[address] = Misses(misses.count + 1, now)  # the last in order, too
        self.lately.append(now)

    def forget(self, now: float) -> None:
        """Drop what is old, and the oldest where there are too many to keep."""
        for address, misses in list(islice(self.by_address.items(), AT_ONCE)):
            if now - misses.last > MEMORY or len(self.by_address) > MOST_ADDRESSES:
                del self.by_address[address]
