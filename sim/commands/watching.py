"""A sweep as its user sees it go: points, runs, rate, time left, and the outcome so far."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from sim.analysis.intervals import wilson
from sim.analysis.percents import percent, span

if TYPE_CHECKING:
    from rich.progress import Progress

    from sim.studies.form.study import Study
    from sim.studies.running.part import Part


class Screen:
    """A bar on standard error while points are finished; silent where nobody is watching."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.headline = headline(study)
        self.runs, self.came, self.counted = 0, 0, 0
        self.began = time.monotonic()
        self.progress: Progress | None = None

    def __enter__(self) -> Screen:
        if sys.stderr.isatty():
            self.progress = bar()
            self.progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.progress is not None:
            self.progress.stop()

    def begin(self, study: Study, done: int, mine: int) -> None:
        """So many points are done already, of those that are this sweep's own."""
        self.began = time.monotonic()
        if self.progress is not None:
            self.progress.add_task(study.id, total=mine, completed=done, runs="", so_far="")

    def finished(self, part: Part) -> None:
        """Count one point more."""
        if self.progress is None:
            return
        self.count(part)
        rate = self.runs / max(time.monotonic() - self.began, 1e-9)
        self.progress.update(
            self.progress.tasks[0].id,
            advance=1,
            runs=f"{self.runs:,} runs, {rate:,.0f}/s",
            so_far=self.so_far(),
        )

    def count(self, part: Part) -> None:
        """Add a point's runs, and in how many of the baseline's the outcome came."""
        rows = part.summaries.select(["variant", "measure", "runs", "value"]).to_pylist()
        first = rows[0]["measure"]
        self.runs += sum(row["runs"] for row in rows if row["measure"] == first)
        for row in rows:
            if row["measure"] == self.headline and row["variant"] == self.study.names[0] and row["runs"]:
                self.counted += row["runs"]
                self.came += round(row["value"] * row["runs"])

    def so_far(self) -> str:
        """The outcome over all runs of the baseline so far, whatever their point."""
        if not self.counted:
            return ""
        interval = span(*wilson(self.came, self.counted))
        return f"{self.headline} {percent(self.came / self.counted)} ({interval})"


def headline(study: Study) -> str | None:
    """What is shown while the sweep runs: what it stops by, else its first chance."""
    if study.document.stop is not None:
        return study.stopping_measure
    return next((measure.name for measure in study.measures if measure.is_chance), None)


def bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("points, {task.fields[runs]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[so_far]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
