"""Who is there to work for a scheduler, and what to say when it is nobody."""

from __future__ import annotations

import time
from asyncio import CancelledError
from importlib.util import find_spec
from typing import Any

from sim.studies.running.voice import Voice
from sim.studies.running.workers import Halted, reason
from sim.version import VERSION

LOOK = 1.0  # seconds between looks at who is there
ANSWER = 30.0  # seconds in which a scheduler says so
REPLACED = 5.0  # seconds in which a worker that died usually has a successor
PATIENCE = 60.0  # seconds without any worker after which a sweep gives up


class Roster:
    """The workers of a scheduler, looked at from time to time."""

    def __init__(self, client: Any, voice: Voice) -> None:
        self.client, self.voice = client, voice
        self.address = client.scheduler.address
        self.workers: dict[str, int] = {}  # how many threads each has, by its address
        self.next_look = 0.0
        self.deserted: float | None = None  # since when there is nobody
        self.told = False  # and whether that was said

    @property
    def threads(self) -> int:
        return sum(self.workers.values())

    def look(self) -> None:
        """See who is there, if it is time to; raises Halted when for long it was nobody."""
        now = time.monotonic()
        if now < self.next_look:
            return
        self.next_look = now + LOOK
        former, self.workers = self.workers, self.ask()
        gone = len(former.keys() - self.workers.keys())
        if gone:
            self.voice.tell(
                f"Lost {gone} worker{'s' if gone > 1 else ''}: what was in hand there is done again"
            )
        if self.threads:
            self.deserted = None
        else:
            self.be_patient(now)

    def ask(self) -> dict[str, int]:
        try:
            return dict(self.client.nthreads(callback_timeout=ANSWER))
        except Exception as error:
            raise self.lost(error) from error

    def be_patient(self, now: float) -> None:
        """Give up after a while; a worker that died may have a successor in a moment."""
        if self.deserted is None:
            self.deserted, self.told = now, False
        if now - self.deserted > REPLACED and not self.told:
            self.told = True
            self.voice.tell(f"The scheduler at {self.address} has no workers: waiting up to {PATIENCE:.0f} s")
        if now - self.deserted > PATIENCE:
            raise Halted(f"the scheduler at {self.address} had no workers for {PATIENCE:.0f} s")

    def lost(self, error: BaseException) -> Halted:
        """The scheduler itself is gone."""
        why = "" if isinstance(error, CancelledError) else f" ({reason(error)})"
        return Halted(f"the scheduler at {self.address} was lost{why}")

    def lacking(self, error: ImportError) -> Halted:
        """Some workers cannot import what they need; says which."""
        where = self.client.run(find_spec, (error.name or "sim").partition(".")[0], on_error="return")
        bare = ", ".join(address for address, spec in where.items() if spec is None)
        needed = f"escalation-ladder {VERSION} must be installed wherever there are workers"
        return Halted(f"{needed}, but {f'at {bare}: ' if bare else ''}{error}")
