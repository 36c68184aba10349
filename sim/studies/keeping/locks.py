"""Who is at work on a folder: one sweep, or the shards of one division, and never two of the same.

The system lets go of these locks when their holder dies, however it dies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from sim.studies.keeping.manifest import Refused

WHOLE, GATHER = ".sweep.lock", ".gather.lock"
SHARD = re.compile(r"\.shard-(\d+)-of-(\d+)\.lock")


class Busy(ValueError):
    """Another sweep is at work on the folder."""


class Shard(NamedTuple):
    """Every `of`-th point, from the one numbered `number` (from 1)."""

    number: int = 1
    of: int = 1

    @property
    def lock(self) -> str:
        return WHOLE if self.of == 1 else f".shard-{self.number}-of-{self.of}.lock"

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


ALL = Shard()


@contextmanager
def at_work(folder: Path, shard: Shard) -> Iterator[None]:
    """Hold a folder, or one shard of it; raises Busy where others are in the way."""
    own = FileLock(folder / shard.lock)
    try:
        take(own, folder, blocking=False)
    except Timeout:
        raise Busy(f"another sweep is at work on {folder}{described(shard)}") from None
    try:
        for path in sorted(folder.glob(".s*.lock")):
            if path.name != shard.lock and conflicts(path.name, shard) and is_held(path):
                raise Busy(f"another sweep is at work on {folder}{described(named(path.name))}")
        yield
    finally:
        own.release()


@contextmanager
def gathering(folder: Path) -> Iterator[None]:
    """One at a time reads or changes how far the folder is; the others wait, for moments only."""
    lock = FileLock(folder / GATHER)
    take(lock, folder)
    try:
        yield
    finally:
        lock.release()


def take(lock: FileLock, folder: Path, blocking: bool = True) -> None:
    """Hold a lock; raises Timeout where another has it, and Refused where the disk allows none."""
    try:
        lock.acquire(blocking=blocking)
    except Timeout:
        raise
    except (OSError, NotImplementedError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Refused(f"{folder} cannot be written: {reason}") from None


def sweep_up(folder: Path) -> None:
    """Take the files of the locks away, when all is done and there is nothing left to guard."""
    for path in folder.glob(".*.lock"):
        with suppress(OSError):  # Windows removes nothing that is open
            path.unlink()


def conflicts(lock: str, shard: Shard) -> bool:
    """Shards of the same division may work side by side; nothing else may."""
    return named(lock).of != shard.of


def named(lock: str) -> Shard:
    found = SHARD.fullmatch(lock)
    return Shard(int(found[1]), int(found[2])) if found else ALL


def described(shard: Shard) -> str:
    return "" if shard.of == 1 else f", as shard {shard}"


def is_held(path: Path) -> bool:
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    return False
