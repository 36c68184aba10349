"""The whole record of an ensemble as one file, from which the ensemble comes back without being run.

It is for this program alone: `runs.parquet` holds what an analyst reads. An Arrow file, a row a
run and a column a field of the record, its numbers as bytes; the twin's fields open with
`without_errors.`; who stood where on which day stands in the file's metadata.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.analysis.results import Ensemble
from sim.engines.ensemble import standing_shape
from sim.results.manifest import MADE_BY, read_manifest, versions
from sim.results.manifest import NAME as MANIFEST
from sim.results.sources import unpack
from sim.rules.record import Record, empty_record
from sim.rules.world import World
from sim.scenario.loading import Scenario, load
from sim.simulation import parameters_of_draws

NAME = "record.arrow"
TWIN = "without_errors."
STANDING = "standing"
COMPARED = frozenset({"reached", "outcome", "event"})
ROWS = 2_000  # runs in a batch, so that little more than the record itself is held


class NoResults(ValueError):
    """A folder that holds no results, or results of other rules: the message says which."""


def write_record(ensemble: Ensemble, path: Path) -> None:
    """Every field of every run, and of the twin where it ran."""
    sides = {"": ensemble} if ensemble.twin is None else {"": ensemble, TWIN: ensemble.twin}
    fields = {name: array for side, each in sides.items() for name, array in fields_of(each.record, side)}
    standing = {f"{side}{STANDING}": squeezed(each.standing) for side, each in sides.items()}
    schema = pa.schema([(name, pa.binary(row_bytes(array))) for name, array in fields.items()], standing)
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema, options=options) as writer:
        for begin in range(0, ensemble.runs, ROWS):
            parts = [column(array[begin : begin + ROWS]) for array in fields.values()]
            writer.write_batch(pa.record_batch(parts, schema=schema))


def fields_of(record: Record, side: str) -> list[tuple[str, Any]]:
    """The fields that hold anything, by the names of their columns."""
    named = [(f"{side}{name}", getattr(record, name)) for name in record.fields]
    return [(name, array) for name, array in named if row_bytes(array)]


def squeezed(standing: Any) -> bytes:
    found: bytes = pa.compress(standing.astype(np.int32).tobytes(), "zstd", asbytes=True)
    return found


def row_bytes(array: Any) -> int:
    return int(array.itemsize * np.prod(array.shape[1:], dtype=int))


def column(array: Any) -> pa.Array:
    """Rows of numbers as rows of bytes, not copied."""
    kind = pa.binary(row_bytes(array))
    return pa.FixedSizeBinaryArray.from_buffers(kind, len(array), [None, pa.py_buffer(array)])


def open_results(folder: str | Path, *, whole_twin: bool = True) -> Ensemble:
    """The ensemble of a results folder as `sim run` left it, its twin included.

    Unless `whole_twin`, the twin holds only what it is compared by (COMPARED), to spare memory;
    its other fields have no rows. Raises NoResults for a folder that has none, or one that
    another version of the rules made.
    """
    told = read_manifest(Path(folder))
    if told is None or not (Path(folder) / NAME).exists():
        raise NoResults(f"{folder} has no {MANIFEST} and {NAME} written by {MADE_BY}")
    made, here = told["versions"]["rules"], versions()["rules"]
    if made != here:
        raise NoResults(f"{folder} was made by other rules ({made}; here are {here}): run it again")
    with tempfile.TemporaryDirectory() as place:
        scenario = load(unpack(told["scenario"]["files"], Path(place)))
    return reopened(told, scenario, Path(folder) / NAME, whole_twin)


def reopened(told: dict[str, Any], scenario: Scenario, path: Path, whole_twin: bool) -> Ensemble:
    runs, draws, seed, first = (told[key] for key in ("runs_finished", "draws", "seed", "first"))
    fixed = told["parameters"]["fixed"]
    parameters = parameters_of_draws(scenario, seed, min(draws, told["runs"] + first), fixed, None)
    world = scenario.plan.world(parameters[0])
    twin = None
    for side, errors in ((TWIN, False), ("", told["errors"])):
        if side == TWIN and not told["twin"]:
            continue
        record, standing = read_side(path, side, world, runs, len(parameters))
        if side == TWIN and not whole_twin:
            record = only(record, COMPARED)
        twin = Ensemble(
            scenario=scenario,
            plan=scenario.plan,
            runs=runs,
            draws=draws,
            seed=seed,
            errors=errors,
            parameters=parameters,
            record=record,
            standing=standing,
            elapsed=0.0,
            interrupted=runs < told["runs"],
            twin=twin,
        )
    assert twin is not None
    return twin


def only(record: Record, kept: frozenset[str]) -> Record:
    """The record with no rows in the fields that are not kept."""
    fields = {name: getattr(record, name) for name in record.fields}
    return Record(**{n: each if n in kept else np.empty_like(each[:0]) for n, each in fields.items()})


def read_side(path: Path, side: str, world: World, runs: int, draws: int) -> tuple[Record, Any]:
    """One record, filled batch by batch from its own columns, and who stood where."""
    record = empty_record(world, runs)
    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_file(file) as reader:
        schema, row = reader.schema, 0
    own = [schema.get_field_index(name) for name, _ in fields_of(record, side)]
    options = pa.ipc.IpcReadOptions(included_fields=own)
    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_file(file, options=options) as reader:
        for number in range(reader.num_record_batches):
            batch = reader.get_batch(number)
            for name, array in fields_of(record, side):
                found = np.frombuffer(batch.column(name).buffers()[1], array.dtype)
                array[row : row + len(batch)] = found.reshape(-1, *array.shape[1:])
            row += len(batch)
        shape = (draws, *standing_shape(world))
        data = schema.metadata[f"{side}{STANDING}".encode()]
        size = int(np.prod(shape)) * np.dtype(np.int32).itemsize
        standing = np.frombuffer(pa.decompress(data, size, "zstd"), np.int32).reshape(shape).astype(int)
    return record, standing
