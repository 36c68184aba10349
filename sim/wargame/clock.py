"""The clock of the orders: a deadline, a pause, more time."""

from __future__ import annotations

from dataclasses import dataclass

from sim.wargame.refusing import refuse

MINUTE = 60.0


@dataclass
class Clock:
    """Seconds since 1970; `deadline` None: no limit, or paused with `left` seconds to go."""

    deadline: float | None = None
    left: float | None = None

    def start(self, now: float, minutes: float | None) -> None:
        self.deadline, self.left = None if minutes is None else now + minutes * MINUTE, None

    def stop(self) -> None:
        self.deadline = self.left = None

    def pause(self, now: float) -> None:
        if self.deadline is None:
            raise refuse("the clock is not running")
        self.left = max(0.0, self.deadline - now)
        self.deadline = None

    def unpause(self, now: float) -> None:
        if self.left is None:
            raise refuse("the clock is not paused")
        self.deadline, self.left = now + self.left, None

    def extend(self, now: float, minutes: float) -> None:
        if self.left is not None:
            self.left += minutes * MINUTE
        elif self.deadline is not None:
            self.deadline = max(self.deadline, now) + minutes * MINUTE
        else:
            raise refuse("there is no clock to extend: orders have no time limit now")

    def is_late(self, now: float) -> bool:
        return self.deadline is not None and now > self.deadline

    def remaining(self, now: float) -> float | None:
        """Seconds left; None without a limit."""
        if self.left is not None:
            return self.left
        return None if self.deadline is None else max(0.0, self.deadline - now)
