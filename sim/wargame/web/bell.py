"""A bell for each screen: it says that there is something new to fetch, and nothing of what it is.

It rings only for those whose own screen has changed, so that not even the time of another's act is told.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterable

HEARTBEAT = 15.0
MOST_LISTENERS = 2000


class Bell:
    """A count of changes for each listener: `white`, `screen`, or a team."""

    def __init__(self) -> None:
        self.since = secrets.token_hex(4)  # after a restart every version is another
        self.counts: dict[str, int] = {}
        self.waiting: set[asyncio.Event] = set()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.closed = False

    def version(self, who: str) -> str:
        return f"{self.since}-{self.counts.get(who, 0)}"

    def ring(self, whose: Iterable[str]) -> None:
        """There is something new for these; may be called from any thread."""
        for who in whose:
            self.counts[who] = self.counts.get(who, 0) + 1
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.wake)

    def wake(self) -> None:
        for each in self.waiting:
            each.set()

    def close(self) -> None:
        """No stream goes on; called in the loop."""
        self.closed = True
        self.wake()

    @property
    def is_full(self) -> bool:
        return len(self.waiting) >= MOST_LISTENERS

    async def listen(self, who: str) -> AsyncIterator[str]:
        """The version now, and each later one, as server-sent events."""
        mine, told = asyncio.Event(), ""
        self.waiting.add(mine)
        try:
            while not self.closed:
                mine.clear()
                version = self.version(who)
                yield f"event: version\ndata: {version}\n\n" if version != told else ": still here\n\n"
                told = version
                try:
                    await asyncio.wait_for(mine.wait(), HEARTBEAT)
                except TimeoutError:
                    continue
                await asyncio.sleep(0.05)  # many changes at once are one
        finally:
            self.waiting.discard(mine)
