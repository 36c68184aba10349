"""The folder of a study: finished points one by one, and in the end a few tables.

While the study is under way, each finished point is a file of its own below `parts`, there
whole or not at all. When all points are there they are gathered, in the order of the points,
into the tables that stay; the gathered folder depends on the study alone, not on how often,
where or in which order its points were run.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.feather import read_table

from sim.studies.keeping.files import remove_unfinished, to_disk, write_quickly
from sim.studies.running.part import FAILURES, SUMMARIES, Part

PARTS, GATHERED, RUNS = "parts", ".gathering", "runs"
POINTS, SUMMARY, FAILED = "points.parquet", "summaries.parquet", "failures.parquet"
NAMED = "point-??????.arrow"
ROWS = 1_000_000  # in a file of runs: large enough to read fast, small enough to hold
BATCH = 100_000  # rows of a table written at a time
TOLD = 5  # damaged points, by their numbers


class Damaged(ValueError):
    """Points whose files hold something else than was written."""

    def __init__(self, points: list[int], folder: Path) -> None:
        told = ", ".join(map(str, points[:TOLD])) + (", ..." if len(points) > TOLD else "")
        numbers = f"points {told}" if len(points) > 1 else f"point {told}"
        super().__init__(f"the files of {numbers} in {folder} are damaged")
        self.points = points


class Store:
    """A folder that exists, and what is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts = folder / PARTS

    # ------------------------------------------------------------ while it is under way

    def put(self, part: Part) -> None:
        """Keep a finished point. Its summaries come last: they say that the point is done."""
        if part.runs is not None:
            write_quickly(self.path(part.point, ".runs"), part.runs)
        if part.failures.num_rows:
            write_quickly(self.path(part.point, ".failures"), part.failures)
        write_quickly(self.path(part.point), part.summaries)

    def path(self, point: int, kind: str = "") -> Path:
        return self.parts / f"point-{point:06d}{kind}.arrow"

    def finished(self, points: int) -> set[int]:
        """Those of so many points that are done."""
        names = {path.name for path in self.parts.glob(NAMED)}
        return {point for point in range(points) if self.path(point).name in names}

    @property
    def holds_points(self) -> bool:
        return any(self.parts.glob(NAMED))

    def tidy(self) -> None:
        """Take away what a killed sweep left half done."""
        remove_unfinished(self.folder)
        remove_unfinished(self.parts)
        shutil.rmtree(self.folder / GATHERED, ignore_errors=True)

    # ------------------------------------------------------------ when all is there

    def gather(self, points: int, with_runs: bool) -> None:
        """Make the tables that stay. The parts are left: the caller says first that all is done.

        Raises Damaged where files cannot be read; these are taken away, so that their points count
        as not done.
        """
        fresh, damaged = self.folder / GATHERED, set[int]()
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        write_in_batches(fresh / SUMMARY, SUMMARIES, self.tables(points, "", damaged))
        write_in_batches(fresh / FAILED, FAILURES, self.tables(points, ".failures", damaged))
        if with_runs:
            self.gather_runs(fresh / RUNS, self.tables(points, ".runs", damaged))
        if damaged:
            shutil.rmtree(fresh)
            self.take_away(damaged)
            raise Damaged(sorted(damaged), self.parts)
        for path in sorted(fresh.iterdir()):
            self.put_in_place(path)
        fresh.rmdir()
        to_disk(self.folder)

    def put_in_place(self, path: Path) -> None:
        target = self.folder / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)

    def take_away(self, points: set[int]) -> None:
        """Points that have to be run again. Their summaries go first: they say that a point is done."""
        for point in points:
            for kind in ("", ".failures", ".runs"):
                self.path(point, kind).unlink(missing_ok=True)

    def gather_runs(self, folder: Path, tables: Iterator[pa.Table]) -> None:
        """The runs in numbered files of bounded size, whole points in each."""
        folder.mkdir()
        waiting: list[pa.Table] = []
        number = rows = 0
        for table in tables:
            waiting.append(table)
            rows += table.num_rows
            if rows >= ROWS:
                write_runs(folder, number, waiting)
                waiting, number, rows = [], number + 1, 0
        if waiting:
            write_runs(folder, number, waiting)
        to_disk(folder)

    def tables(self, points: int, kind: str, damaged: set[int] | None = None) -> Iterator[pa.Table]:
        """One kind of table of every point that has it, in order.

        Points that cannot be read are added to `damaged`; without it the first one raises Damaged.
        """
        always = damaged is not None and kind != ".failures"
        for point in range(points):
            path = self.path(point, kind)
            if not always and not path.exists():
                continue
            table = read_part(path, point)
            if table is not None:
                yield table
            elif damaged is None:
                raise Damaged([point], self.parts)
            else:
                damaged.add(point)

    def lacks(self, with_runs: bool) -> str | None:
        """The first of the tables that stay which is not there, or is none."""
        for name in (POINTS, SUMMARY, FAILED):
            try:
                pq.read_schema(self.folder / name)
            except (OSError, pa.ArrowInvalid):
                return name
        return RUNS if with_runs and not any((self.folder / RUNS).glob("*.parquet")) else None

    def discard_parts(self) -> None:
        shutil.rmtree(self.parts, ignore_errors=True)


def read_part(path: Path, point: int) -> pa.Table | None:
    """The table of a point; None where the file is damaged, or of another point."""
    try:
        table = read_table(path, memory_map=False)
        return table if set(table["point"].unique().to_pylist()) <= {point} else None
    except OSError as error:
        if error.errno not in (None, errno.ENOENT):
            raise  # the system's failure, not the file's
        return None
    except (pa.ArrowInvalid, KeyError):
        return None


def write_runs(folder: Path, number: int, tables: list[pa.Table]) -> None:
    """One file of runs."""
    path = folder / f"part-{number:05d}.parquet"
    pq.write_table(pa.concat_tables(tables).combine_chunks(), path, compression="zstd")
    to_disk(path)


def write_in_batches(path: Path, schema: pa.Schema, tables: Iterator[pa.Table]) -> None:
    """One Parquet file from many tables, a bounded number of rows held at a time."""
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        held, rows = [schema.empty_table()], 0
        for table in tables:
            held.append(table)
            rows += table.num_rows
            if rows >= BATCH:
                writer.write_table(pa.concat_tables(held).combine_chunks())
                held, rows = [schema.empty_table()], 0
        writer.write_table(pa.concat_tables(held).combine_chunks())
    to_disk(path)
