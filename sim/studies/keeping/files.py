"""Files that are there whole or not at all, whenever the machine stops."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.feather import write_feather

LARGE = 50_000  # bytes of a table from which compression is worth its time
UNFINISHED = ".new-"  # opens the name of a file that is being written


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside the path, force it to the disk, and only then give it its name."""
    fresh = path.with_name(f"{UNFINISHED}{secrets.token_hex(4)}-{path.name}")
    try:
        write(fresh)
        to_disk(fresh)
        os.replace(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    to_disk(path.parent)


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, would survive a loss of power."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_table(path: Path, table: pa.Table) -> None:
    """A table as one Parquet file, whole or not at all."""
    write_whole(path, lambda fresh: pq.write_table(table.combine_chunks(), fresh, compression="zstd"))


def write_quickly(path: Path, table: pa.Table) -> None:
    """The same as an Arrow file: larger, and a tenth of the time where the table is small."""
    large = table.nbytes > LARGE
    write_whole(
        path, lambda fresh: write_feather(table, fresh, compression="zstd" if large else "uncompressed")
    )


def remove_unfinished(folder: Path) -> None:
    """What a killed program was still writing."""
    for path in folder.glob(f"{UNFINISHED}*"):
        path.unlink(missing_ok=True)
