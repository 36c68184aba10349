"""A sweep on this machine's cores: points side by side, each on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from sim.engines.ensemble import available_cores
from sim.studies.form.study import Study
from sim.studies.running.part import Part
from sim.studies.running.sample import Stopped
from sim.studies.running.work import run_point


def results(study: Study, points: Sequence[int], stopping: Callable[[], bool]) -> Iterator[Part]:
    """Each point as it is finished. When told to stop, those under way are finished and no more begun.

    With fewer points than cores, a point has several threads. Where it runs changes nothing.
    """
    if not points:
        return
    cores = available_cores()
    abreast = min(cores, len(points))
    closed: list[bool] = []  # not empty once nobody takes results any more

    def work(point: int) -> Part | None:
        if closed or stopping():
            return None
        try:
            return run_point(study, point, cores // abreast, lambda: bool(closed))
        except Stopped:
            return None

    with ThreadPoolExecutor(abreast) as pool:
        waiting, pending = iter(points), set[Future[Part | None]]()
        try:
            while True:
                while len(pending) < abreast + 1 and (point := next(waiting, None)) is not None:
                    pending.add(pool.submit(work, point))
                if not pending:
                    return
                finished, pending = wait(pending, timeout=0.2, return_when=FIRST_COMPLETED)
                yield from (part for future in finished if (part := future.result()) is not None)
        finally:
            closed.append(True)
