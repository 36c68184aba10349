"""A sweep on worker processes, seen from the one who asked: points go out, and come back finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sim.studies.running.crew import Crew, Work
from sim.studies.running.voice import Voice
from sim.studies.sweep import SetAside

KILLS = "the processes that run it die, also with nothing else under way: most often memory runs out"


class Finished(NamedTuple):
    """What a worker made of a point."""

    point: int
    data: bytes


def results(
    work: Work,
    recipe: bytes,
    points: Sequence[int],
    client: Any,
    voice: Voice,
    stopping: Callable[[], bool] = lambda: False,
) -> Iterator[Finished | SetAside]:
    """Each point as it is finished, in any order. Told to stop, those begun are still finished.

    Points that were waiting at a worker that died go out again, but after some deaths Dask
    blames them all, the innocent too. So each of them has another chance at the end, with
    nothing else under way, and only one that kills again is set aside.

    Raises Halted where nobody can do the work any more, and what `work` itself raises.
    """
    crew = Crew(work, recipe, client, voice, stopping)
    try:
        blamed = []
        for point, data in crew.run(points):
            if data is None:
                voice.tell(f"Workers died at point {point}: it is tried again at the end, alone")
                blamed.append(point)
            else:
                yield Finished(point, data)
        for one in blamed:
            for point, data in crew.run([one]):
                yield SetAside(point, KILLS) if data is None else Finished(point, data)
    finally:
        crew.take_back(but=0)
