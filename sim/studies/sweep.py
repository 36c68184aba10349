"""A sweep: every point of a study run and kept, here or elsewhere, now or in several goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from sim.studies.form.study import Study
from sim.studies.keeping.files import write_table
from sim.studies.keeping.locks import ALL, Shard, at_work, gathering, sweep_up
from sim.studies.keeping.manifest import (
    COMPLETE,
    NAME,
    UNFINISHED,
    Refused,
    check_same,
    read_manifest,
    write_manifest,
)
from sim.studies.keeping.store import PARTS, POINTS, Damaged, Store
from sim.studies.running import here
from sim.studies.running.part import Part


@dataclass(frozen=True)
class SetAside:
    """A point that kept killing the workers that ran it."""

    point: int
    reason: str


Source = Callable[[Study, Sequence[int], Callable[[], bool]], Iterator[Part | SetAside]]


class Watch(Protocol):
    """Who is told how a sweep goes."""

    def begin(self, study: Study, done: int, mine: int) -> None: ...
    def finished(self, part: Part) -> None: ...


class Nobody:
    """A sweep that nobody watches."""

    def begin(self, study: Study, done: int, mine: int) -> None:
        pass

    def finished(self, part: Part) -> None:
        pass


@dataclass(frozen=True)
class Swept:
    """How a sweep ended. `missing`: points not done, here or by other shards."""

    folder: Path
    complete: bool
    missing: int
    set_aside: list[SetAside] = field(default_factory=list)


class Unwritable(OSError):
    """The folder takes no more, or holds what cannot be read; what is finished is kept."""


@contextmanager
def writing() -> Iterator[None]:
    """Tell a disk that is full, gone or damaged from a fault of the program."""
    try:
        yield
    except Damaged as error:
        raise Unwritable(f"{error} and were taken away: they have to be run again") from error
    except OSError as error:
        raise Unwritable(f"nothing more can be written ({error.strerror or error})") from error


def sweep(
    study: Study,
    out: str | Path,
    *,
    resume: bool = False,
    shard: Shard = ALL,
    source: Source = here.results,
    watch: Watch | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> Swept:
    """Run what is missing of a study into a folder, and gather it once all is there.

    Parameters
    ----------
    resume: go on with a folder that was begun; without it such a folder is refused.
    shard: only every n-th point, for machines that share a folder.
    source: where points are run; it changes nothing in the results.
    stopping: asked often; once it says yes, what is under way is finished and no more begun.

    Raises Refused (the folder holds something else, or was begun with another study), Busy
    (another sweep is at work there) and Unwritable (a full disk). Whatever happens, finished points are kept.
    """
    folder, watch = Path(out), watch or Nobody()
    open_folder(folder, resume or shard.of > 1)
    with at_work(folder, shard):
        store = Store(folder)
        with gathering(folder):
            done = begin(store, study, shard)
        if done is None:
            return Swept(folder, True, 0)
        mine = range(shard.number - 1, study.size, shard.of)
        todo = [point for point in mine if point not in done]
        watch.begin(study, len(mine) - len(todo), len(mine))
        set_aside = run(store, study, todo, source, watch, stopping)
        with gathering(folder):
            return end(store, study, set_aside)


def open_folder(folder: Path, resume: bool) -> None:
    """Make the folder, or see that it is one to go on with."""
    try:
        str(folder).encode()  # Parquet's library opens no other names
        folder.mkdir(parents=True, exist_ok=True)
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise Refused(f"{folder} cannot be written: {error.strerror}") from None
    except UnicodeEncodeError:
        raise Refused(f"{folder} cannot be written: its name is not UTF-8 text") from None
    told = read_manifest(folder)
    strange = [name for name in names if name not in (PARTS, POINTS)]  # which come before the manifest
    if told is None and NAME in strange:
        raise Refused(f"{folder} has a {NAME} that is damaged, or of something else: name another with --out")
    if told is None and strange:
        raise Refused(f"{folder} holds something else ({strange[0]}): name another folder with --out")
    if told is not None and not resume:
        done = told["status"] == COMPLETE
        state = "a finished sweep: see it again" if done else "a sweep under way: go on"
        raise Refused(f"{folder} holds {state} with --resume, or name another folder with --out")


def begin(store: Store, study: Study, shard: Shard) -> set[int] | None:
    """Write what a new folder starts with, or check what is there; the points done, None if complete."""
    told = read_manifest(store.folder)
    if told is None and store.holds_points:
        raise Refused(
            f"{store.folder} holds points of a study and no {NAME} that says of which: "
            "name another folder with --out"
        )
    if told is not None:
        check_same(store.folder, told, study)
        if told["status"] == COMPLETE:
            refuse_what_is_gone(store, study)
            clear_up(store)
            return None
    with writing():
        if shard.of == 1:
            store.tidy()  # among shards, what is unfinished may be another's work
        store.parts.mkdir(exist_ok=True)
        write_table(store.folder / POINTS, points_table(study))
        if told is None:
            write_manifest(store.folder, study, UNFINISHED)
    return store.finished(study.size)


def refuse_what_is_gone(store: Store, study: Study) -> None:
    """Raise Refused where a finished folder is no longer what it was."""
    gone = store.lacks(study.document.keep_runs)
    if gone is not None:
        raise Refused(
            f"{store.folder} is finished, but its {gone} is gone or damaged: "
            "put it back, or begin a new folder with --out"
        )


def points_table(study: Study) -> pa.Table:
    """The design: a row a point, a column a factor."""
    return pa.table({"point": pa.array(range(study.size), pa.int32()), **dict(study.points)})


def run(
    store: Store,
    study: Study,
    todo: Sequence[int],
    source: Source,
    watch: Watch,
    stopping: Callable[[], bool],
) -> list[SetAside]:
    """Keep each point as it comes; those that cannot be done are returned."""
    set_aside = []
    for found in source(study, todo, stopping):
        if isinstance(found, SetAside):
            set_aside.append(found)
            continue
        with writing():
            store.put(found)
        watch.finished(found)
    return set_aside


def end(store: Store, study: Study, set_aside: list[SetAside]) -> Swept:
    """Gather the folder if every point is there; another shard may have done it."""
    told = read_manifest(store.folder)
    if told is None or told["status"] != COMPLETE:
        missing = study.size - len(store.finished(study.size))
        if missing:
            return Swept(store.folder, False, missing, set_aside)
        with writing():
            store.gather(study.size, study.document.keep_runs)
            write_manifest(store.folder, study, COMPLETE)
    clear_up(store)
    return Swept(store.folder, True, 0)


def clear_up(store: Store) -> None:
    """Only now can the parts go: the manifest says that they are no longer needed."""
    store.tidy()
    store.discard_parts()
    sweep_up(store.folder)
