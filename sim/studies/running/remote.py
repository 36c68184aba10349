"""What a worker process does: points of a study that comes to it as text.

All that its machine needs is this program in the same version: no folder that is shared.
"""

from __future__ import annotations

import json
import platform
import tempfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from sim.results.manifest import versions
from sim.results.sources import unpack
from sim.scenario.mistakes import ScenarioError
from sim.studies.form.loading import load_study
from sim.studies.form.study import Study
from sim.studies.keeping.manifest import DECIDE
from sim.studies.running.work import run_point


class Differs(Exception):
    """A worker whose results might be other ones; says on which machine, and what differs."""


class Astray(Exception):
    """A worker that reads another study than was sent; says on which machine."""


def recipe_of(study: Study) -> bytes:
    """A study as workers take it: its texts, what it means, and the versions that decide its results."""
    told = {"versions": deciding(), "study": study.meaning(), "files": dict(study.files)}
    return zlib.compress(json.dumps(told).encode())


def deciding() -> dict[str, str]:
    """The versions on which the bits of a result rest."""
    found = versions()
    return {name: found[name] for name in DECIDE}


def work(recipe: bytes, point: int) -> bytes:
    """One point, on one thread. Raises Differs or Astray before anything is computed."""
    return run_point(opened(recipe), point, 1, called_off()).to_bytes()


@lru_cache(maxsize=2)  # read once; a worker may serve two sweeps by turns
def opened(recipe: bytes) -> Study:
    """The study, loaded as if its files lay here."""
    told = json.loads(zlib.decompress(recipe))
    check_versions(told["versions"])
    with tempfile.TemporaryDirectory() as folder:
        try:
            study = load_study(unpack(told["files"], Path(folder)))
        except ScenarioError as error:
            raise Astray(f"{platform.node()} ({error})") from None
    if json.loads(json.dumps(study.meaning())) != told["study"]:
        raise Astray(platform.node())
    return study


def check_versions(wanted: dict[str, str]) -> None:
    """Raise Differs unless results here are, bit for bit, those of the machine that asked."""
    here = deciding()
    other = [f"{name} {here[name]} and not {wanted[name]}" for name in DECIDE if here[name] != wanted[name]]
    if other:
        raise Differs(f"{platform.node()} has {', '.join(other)}")


def called_off() -> Callable[[], bool]:
    """Whether the point in hand is no longer wanted: Dask says so, but stops nothing that has begun."""
    try:
        from distributed import get_worker

        worker = get_worker()
    except (ImportError, ValueError):  # not in the hands of a worker
        return lambda: False
    key = worker.get_current_task()

    def asked() -> bool:
        task = worker.state.tasks.get(key)
        return task is None or task.state == "cancelled"

    return asked
