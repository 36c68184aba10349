"""A study run at once and held in memory: the same questions can be put to it as to a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa

from sim.studies.form.study import Study
from sim.studies.keeping.manifest import COMPLETE, manifest
from sim.studies.keeping.opened import OpenStudy, frame_of
from sim.studies.keeping.store import SUMMARY
from sim.studies.running import here
from sim.studies.running.part import Part
from sim.studies.running.sample import Stopped
from sim.studies.sweep import Nobody, Watch, points_table

NOWHERE = Path("memory")


@dataclass(frozen=True)
class HeldStudy(OpenStudy):
    """A finished study that was never written."""

    asked: Study = field(repr=False)
    parts: Sequence[Part] = field(repr=False)

    @cached_property
    def study(self) -> Study:
        return self.asked

    @cached_property
    def points(self) -> pd.DataFrame:
        return frame_of(points_table(self.asked)).set_index("point")

    def table(self, name: str, kind: str, schema: pa.Schema) -> pa.Table:
        kept = [part.summaries if name == SUMMARY else part.failures for part in self.parts]
        return pa.concat_tables([schema.empty_table(), *kept])


def held(study: Study, watch: Watch | None = None, stopping: Callable[[], bool] = lambda: False) -> HeldStudy:
    """Run every point on this machine's cores. Raises Stopped where it is called off.

    `watch` is told of each point as it is finished; `stopping` is asked often.
    """
    told = watch or Nobody()
    told.begin(study, 0, study.size)
    parts = []
    for part in here.results(study, range(study.size), stopping):
        parts.append(part)
        told.finished(part)
    if len(parts) < study.size:
        raise Stopped
    parts.sort(key=lambda part: part.point)
    return HeldStudy(NOWHERE, manifest(study, COMPLETE), study, parts)
