"""One point of a study: every variant under the same luck, as rows ready to be kept.

Runs are added until the study's rule of stopping is met, always for all variants alike, so
that differences stay paired.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa

from sim.analysis.intervals import wilson
from sim.studies.form.study import Study
from sim.studies.running.draws import DrawBook
from sim.studies.running.part import CHANCE, FAILURES, NUMBER, SUMMARIES, Part
from sim.studies.running.sample import Failure, Sample
from sim.studies.running.statistics import (
    Row,
    chance_difference,
    chance_row,
    number_difference,
    number_row,
)

BOOK = DrawBook()


def run_point(
    study: Study, point: int, threads: int = 1, stopped: Callable[[], bool] = lambda: False
) -> Part:
    """Run one point under every variant. Raises Stopped when called off between slices of runs."""
    samples = {name: begun(study, point, place) for place, name in enumerate(study.names)}
    grow_until_enough(study, [s for s in samples.values() if isinstance(s, Sample)], threads, stopped)
    rows = [row for name in study.names for row in summaries(study, point, name, samples)]
    return Part(
        point,
        pa.Table.from_pylist(rows, SUMMARIES),
        pa.Table.from_pylist(failures(study, point, samples), FAILURES),
        runs_table(study, point, samples) if study.document.keep_runs else None,
    )


def begun(study: Study, point: int, variant: int) -> Sample | Failure:
    """An empty sample, or why this point cannot be under this variant."""
    try:
        setting = study.setting(point, variant)
    except ValueError as error:
        return Failure(None, " ".join(str(error).split()))
    return Sample(setting, study.measures, study.seed_of(point), study.document.draws, BOOK)


def grow_until_enough(study: Study, samples: list[Sample], threads: int, stopped: Callable[[], bool]) -> None:
    """The runs of the study, or as many more as its rule of stopping asks for."""
    document, target = study.document, study.document.runs
    for sample in samples:
        sample.grow(target, threads, stopped)
    if document.stop is None:
        return
    name, width = study.stopping_measure, document.stop.width
    while target < document.stop.at_most and not all(is_narrow(s, name, width) for s in samples):
        target = min(target + document.runs, document.stop.at_most)
        for sample in samples:
            sample.grow(target, threads, stopped)


def is_narrow(sample: Sample, name: str, width: float) -> bool:
    """Whether the interval of a chance is as narrow as asked; a sample of failures alone never will be."""
    if not len(sample.numbers):
        return True
    low, high = wilson(int((sample.columns[name] >= 0).sum()), len(sample.numbers))
    return high - low <= width


def summaries(study: Study, point: int, name: str, samples: dict[str, Sample | Failure]) -> list[Row]:
    """A row a measure for one variant at one point."""
    sample, base = samples[name], samples[study.names[0]]
    found = []
    for measure in study.measures:
        row: Row = {
            "point": point,
            "variant": name,
            "measure": measure.name,
            "kind": CHANCE if measure.is_chance else NUMBER,
            "runs": len(sample.numbers) if isinstance(sample, Sample) else 0,
            "failed": len(sample.failures) if isinstance(sample, Sample) else study.document.runs,
        }
        if isinstance(sample, Sample) and len(sample.numbers):
            values, numbers = sample.columns[measure.name], sample.numbers
            draws = min(sample.draws, sample.asked)
            row |= chance_row(values, numbers, draws) if measure.is_chance else number_row(values)
            came = values >= 0 if measure.is_chance else values
            row["replicates"] = study.groups.means(came, numbers)
            if isinstance(base, Sample) and base is not sample:
                row |= difference(measure.name, measure.is_chance, sample, base)
        found.append(row)
    return found


def difference(measure: str, is_chance: bool, sample: Sample, base: Sample) -> Row:
    """Against the baseline, over the runs that went well under both."""
    _, here, there = np.intersect1d(sample.numbers, base.numbers, assume_unique=True, return_indices=True)
    if not len(here):
        return {}
    tell = chance_difference if is_chance else number_difference
    return tell(sample.columns[measure][here], base.columns[measure][there])


def failures(study: Study, point: int, samples: dict[str, Sample | Failure]) -> list[Row]:
    """A row for every run that failed, with the seed from which it can be run again."""
    seed = study.seed_of(point)
    return [
        {"point": point, "variant": name, "run": one.run, "seed": seed, "error": one.error}
        for name, sample in samples.items()
        for one in ([sample] if isinstance(sample, Failure) else sample.failures)
    ]


def runs_table(study: Study, point: int, samples: dict[str, Sample | Failure]) -> pa.Table:
    """One row a run: first days (null where never) and numbers, by measure."""
    tables = [
        variant_table(study, point, name, sample)
        for name, sample in samples.items()
        if isinstance(sample, Sample) and len(sample.numbers)
    ]
    return pa.concat_tables(tables) if tables else runs_schema(study).empty_table()


def variant_table(study: Study, point: int, name: str, sample: Sample) -> pa.Table:
    many = len(sample.numbers)
    columns: list[Any] = [np.full(many, point, np.int32), pa.array([name] * many), sample.numbers]
    for measure in study.measures:
        column = sample.columns[measure.name]
        columns.append(pa.array(column, mask=column < 0) if measure.is_chance else pa.array(column))
    return pa.table(columns, schema=runs_schema(study))


def runs_schema(study: Study) -> pa.Schema:
    """The columns of the table of runs."""
    start = pa.schema([("point", pa.int32()), ("variant", pa.string()), ("run", pa.int64())])
    kinds = [(m.name, pa.int16() if m.is_chance else pa.int64()) for m in study.measures]
    return reduce(lambda schema, kind: schema.append(pa.field(*kind)), kinds, start)
