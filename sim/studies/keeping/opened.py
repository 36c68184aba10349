"""A study's folder as data frames, and as an array with named axes."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from sim.results.sources import unpack
from sim.studies.form.loading import load_study
from sim.studies.form.measures import parse_measure
from sim.studies.form.study import Study
from sim.studies.keeping.manifest import COMPLETE, NAME, read_manifest
from sim.studies.keeping.store import FAILED, PARTS, POINTS, RUNS, SUMMARY, Store
from sim.studies.running.part import FAILURES, SUMMARIES

if TYPE_CHECKING:
    import xarray


@dataclass(frozen=True)
class OpenStudy:
    """A study on disk, finished or under way; frames are read when first asked for."""

    folder: Path
    manifest: dict[str, Any] = field(repr=False)

    @property
    def complete(self) -> bool:
        return bool(self.manifest["status"] == COMPLETE)

    @property
    def variants(self) -> list[str]:
        """The baseline first."""
        return list(self.manifest["variants"])

    @property
    def factors(self) -> list[str]:
        return list(self.manifest["factors"])

    @property
    def measures(self) -> list[str]:
        return list(self.manifest["measures"])

    @property
    def design(self) -> str:
        """The kind of design: grid, latin_hypercube, sobol, saltelli, morris, one_at_a_time, csv."""
        return str(self.manifest["study"]["design"]["kind"])

    @cached_property
    def study(self) -> Study:
        """The study itself, read from the texts that the folder keeps."""
        files = self.manifest["files"]
        with tempfile.TemporaryDirectory() as place:
            return load_study(unpack(files, Path(place)))

    @cached_property
    def points(self) -> pd.DataFrame:
        """A row a point, indexed by its number; a column a factor."""
        return frame_of(pq.read_table(self.folder / POINTS)).set_index("point")

    @cached_property
    def summaries(self) -> pd.DataFrame:
        """A row a point, variant and measure, with the values of the factors beside it."""
        frame = frame_of(self.table(SUMMARY, "", SUMMARIES))
        return frame.merge(self.points, left_on="point", right_index=True, how="left")

    @cached_property
    def failures(self) -> pd.DataFrame:
        """A row a run that failed; `run` is null where the whole point did."""
        return frame_of(self.table(FAILED, ".failures", FAILURES))

    def runs(self, columns: Sequence[str] | None = None, where: Any = None) -> pd.DataFrame:
        """A row a run, where the study keeps them: some columns, and those rows for which a
        `pyarrow.dataset` expression holds. Raises ValueError where no runs were kept."""
        gathered = sorted((self.folder / RUNS).glob("*.parquet"))
        source = gathered or sorted((self.folder / PARTS).glob("point-*.runs.arrow"))
        if not source:
            raise ValueError(f"{self.folder} keeps no runs: a study does so with keep_runs: true")
        wanted = None if columns is None else list(columns)
        return frame_of(
            ds.dataset(source, format="parquet" if gathered else "arrow").to_table(
                columns=wanted, filter=where
            )
        )

    def table(self, name: str, kind: str, schema: pa.Schema) -> pa.Table:
        """A gathered table, or what its parts hold so far."""
        if self.complete or (self.folder / name).exists():
            return pq.read_table(self.folder / name)
        return pa.concat_tables([schema.empty_table(), *Store(self.folder).tables(len(self.points), kind)])

    def measured(self, measure: str, column: str = "value") -> pd.DataFrame:
        """One column of one measure: a row a point, a column a variant. Raises KeyError for other names."""
        name = parse_measure(measure).name
        if name not in self.measures:
            raise KeyError(f"{name} was not measured; measured were {', '.join(self.measures)}")
        rows = self.summaries[self.summaries["measure"] == name]
        wide = rows.pivot(index="point", columns="variant", values=column)
        return wide.reindex(index=self.points.index, columns=self.variants)

    def array(self, measure: str, column: str = "value") -> xarray.DataArray:
        """One column of one measure over the design, with named axes.

        Of a grid: an axis for the variant and one for each factor. Of other designs: axes for
        variant and point, with the factors as coordinates along the points. NaN where a point
        is not done. Needs xarray (`escalation-ladder[studies]`).
        """
        import xarray as xr

        wide = self.measured(measure, column)
        name = parse_measure(measure).name
        if self.design == "grid" and self.factors:
            axes = {name: pd.unique(self.points[name]) for name in self.factors}
            shape = (len(self.variants), *(len(axis) for axis in axes.values()))
            values = wide.to_numpy().T.reshape(shape)
            return xr.DataArray(values, {"variant": self.variants, **axes}, name=name)
        along = {factor: ("point", self.points[factor].to_numpy()) for factor in self.factors}
        coordinates = {"variant": self.variants, "point": wide.index.to_numpy(), **along}
        return xr.DataArray(wide.to_numpy().T, coordinates, ("variant", "point"), name=name)

    def replicates(self, measure: str, variant: str | None = None) -> Any:
        """The means of the replicates of one measure: shape (groups, points), NaN where not done.

        `variant` is the baseline unless another is named.
        """
        column = self.measured(measure, "replicates")[variant or self.variants[0]]
        groups = max((len(each) for each in column if each is not None and np.ndim(each)), default=0)
        empty = np.full(groups, np.nan)
        return np.stack([each if np.ndim(each) else empty for each in column], axis=1)


def frame_of(table: pa.Table) -> pd.DataFrame:
    frame = table.to_pandas()
    assert isinstance(frame, pd.DataFrame)
    return frame


def open_study(path: str | Path) -> OpenStudy:
    """Open what `sim sweep` left in a folder, finished or not. Raises ValueError for another folder."""
    told = read_manifest(Path(path))
    if told is None:
        raise ValueError(f"{path} has no {NAME} written by sim sweep")
    return OpenStudy(Path(path), told)
