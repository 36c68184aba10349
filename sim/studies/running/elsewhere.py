"""A sweep on other processes: of this machine, or of a Dask cluster. What comes back is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from sim.simulation import simulate
from sim.studies.form.study import Study
from sim.studies.running import cluster, remote, scheduler, workers
from sim.studies.running.part import Part
from sim.studies.running.voice import Voice
from sim.studies.sweep import SetAside, Source

Found = Iterator[Part | SetAside]


@contextmanager
def on_workers(study: Study, count: int, tell: Callable[[str], None] = print) -> Iterator[Source]:
    """So many processes of this machine, begun when there is work and ended with the block.

    Raises Halted where they cannot be started.
    """
    voice = Voice(tell)
    with ExitStack() as crew:

        def results(study: Study, points: Sequence[int], stopping: Callable[[], bool]) -> Found:
            if not points:
                return
            simulate(study.variants[0].scenario, runs=1)  # compiled here, so that not every worker has to
            client = crew.enter_context(workers.own_workers(min(count, len(points)), voice))
            yield from source(study, client, voice)(study, points, stopping)

        yield results


@contextmanager
def on_cluster(study: Study, address: str, tell: Callable[[str], None] = print) -> Iterator[Source]:
    """The workers of a Dask scheduler that is there already; they stay when the block ends.

    Raises Halted where no scheduler answers.
    """
    voice = Voice(tell)
    with scheduler.joined(address, voice) as client:
        yield source(study, client, voice)


def source(study: Study, client: Any, voice: Voice) -> Source:
    """Points by way of a client; raises Halted when nobody is left who can do the work."""
    recipe = remote.recipe_of(study)

    def results(study: Study, points: Sequence[int], stopping: Callable[[], bool]) -> Found:
        for found in cluster.results(remote.work, recipe, points, client, voice, stopping):
            yield found if isinstance(found, SetAside) else Part.from_bytes(found.data)

    return results
