"""Points in the hands of workers, a few at a time, and each until it is done.

Workers may die, join, or come back at any time. Nothing here waits for ever.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple
from uuid import uuid4

from sim.studies.running.remote import Astray, Differs
from sim.studies.running.roster import Roster
from sim.studies.running.voice import Voice
from sim.studies.running.workers import Halted, dask

AHEAD = 2  # points a thread: the one it does, and the next, so that it never waits for the network
MOMENT = 0.2  # seconds between looks at whether to stop

Work = Callable[[bytes, int], bytes]


class Call(NamedTuple):
    """A call that is made where it is unpickled.

    Were the function itself the task, the scheduler would import this program to read it, and
    a worker without the program would fail before the task begins. Everybody knows
    `pickle.loads`, and what the bytes name is imported once the task runs.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self.function, self.arguments


class Crew:
    """Workers at one study."""

    def __init__(
        self, work: Work, recipe: bytes, client: Any, voice: Voice, stopping: Callable[[], bool]
    ) -> None:
        self.work, self.recipe, self.client = work, recipe, client
        self.voice, self.stopping = voice, stopping
        self.roster = Roster(client, voice)
        self.name = f"point-{uuid4().hex}"  # a scheduler may serve others at the same time
        self.sent = 0
        self.in_hand: dict[str, tuple[int, Any]] = {}  # by key, the longest out first
        self.back: SimpleQueue[tuple[str, bool, Any]] = SimpleQueue()

    def run(self, points: Sequence[int]) -> Iterator[tuple[int, bytes | None]]:
        """Each point with what was made of it, None where workers died of it."""
        waiting = deque(points)
        while waiting or self.in_hand:
            self.voice.pass_on()
            self.roster.look()
            if self.stopping():
                waiting.clear()
                self.take_back(but=self.roster.threads)
            while waiting and len(self.in_hand) < AHEAD * self.roster.threads:
                self.send(waiting.popleft())
            try:
                key, failed, found = self.back.get(timeout=MOMENT)
            except Empty:
                continue
            if key in self.in_hand:
                point, future = self.in_hand.pop(key)
                future.release()  # neither the scheduler nor a worker keeps what has arrived
                yield point, self.judged(failed, found)

    def send(self, point: int) -> None:
        """Give a point to the workers.

        The recipe goes with every point. It is small beside the work, and this way no copy
        of it can be lost: what is scattered to workers once dies with them.
        """
        self.sent += 1
        key = f"{self.name}-{self.sent}"
        call = pickle.dumps(Call(self.work, (self.recipe, point)))
        future = self.client.submit(pickle.loads, call, key=key, pure=False)
        self.in_hand[key] = (point, future)
        self.client.loop.add_callback(self.fetch, key, future)

    async def fetch(self, key: str, future: Any) -> None:
        """Bring home what came of a point; in Dask's thread, which hears of deaths and waits for others."""
        try:
            found = await self.client.gather(future, asynchronous=True)
        except BaseException as error:  # a cancelled future raises no Exception
            found = error
        self.back.put((key, future.status == "error", found))

    def take_back(self, but: int) -> None:
        """Let go of all points but so many, those that are out longest: they have been begun."""
        for key in list(self.in_hand)[but:]:
            self.in_hand.pop(key)[1].release()

    def judged(self, failed: bool, found: Any) -> bytes | None:
        """What was made of a point, None where workers died of it; raises what ends the sweep."""
        if isinstance(found, bytes):
            return found
        if not failed:
            raise self.roster.lost(found)
        if isinstance(found, dask().KilledWorker):
            return None
        if isinstance(found, Differs):
            raise Halted(f"every worker must have the versions of this process, but {found}")
        if isinstance(found, Astray):
            raise Halted(
                f"a worker cannot read the study as it is here: {found}. Files that are named "
                "by an absolute path do not travel with it: name them as seen from the study"
            )
        if isinstance(found, ImportError):
            raise self.roster.lacking(found)
        raise found
