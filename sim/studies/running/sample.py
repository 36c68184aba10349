"""The runs of one point under one variant: more can be asked for, and a run that fails is told apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.scenario.parameters import is_uncertain
from sim.simulation import simulate_drawn
from sim.studies.form.measures import Measure, table_of
from sim.studies.form.study import Setting
from sim.studies.running.draws import DrawBook

SLICE = 20_000  # runs held at a time: some 100 MB of rows in a large scenario


class Stopped(Exception):
    """The work was called off before it was done."""


@dataclass(frozen=True)
class Failure:
    """A run that failed, or every run (`run` is None)."""

    run: int | None
    error: str


@dataclass
class Sample:
    """`columns` hold a value a run that went well; `numbers` says which runs these are."""

    setting: Setting
    measures: Sequence[Measure]
    seed: int
    asked_draws: int
    book: DrawBook
    numbers: Any = field(default_factory=lambda: np.zeros(0, np.int64))
    columns: dict[str, Any] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    asked: int = 0

    @property
    def draws(self) -> int:
        """How many draws of the uncertain parameters there are: one where nothing is left to draw."""
        uncertain = is_uncertain(self.setting.scenario.document, self.setting.fixed)
        return self.asked_draws if uncertain else 1

    def grow(self, runs: int, threads: int, stopped: Callable[[], bool]) -> None:
        """Run on until this many runs were asked for, a slice at a time."""
        drawn = self.book.parameters(self.setting, self.seed, min(self.draws, runs))
        while self.asked < runs:
            if stopped():
                raise Stopped
            more = min(SLICE, runs - self.asked)
            self.take(drawn, self.asked, more, threads)
            self.asked += more

    def take(self, drawn: Sequence[dict[str, float]], first: int, runs: int, threads: int) -> None:
        """Run a stretch; if it fails, its halves, down to the one run that is at fault."""
        try:
            ensemble = simulate_drawn(
                self.setting.scenario,
                drawn,
                runs,
                self.seed,
                draws=self.asked_draws,
                errors=self.setting.errors,
                first=first,
                threads=threads,
                block=-(-runs // threads) if threads == 1 else None,
            )
        except MemoryError:
            raise  # the machine's failure, not the run's
        except Exception as error:
            if runs == 1:
                self.failures.append(Failure(first, told(error)))
                return
            half = runs // 2
            self.take(drawn, first, half, threads)
            self.take(drawn, first + half, runs - half, threads)
            return
        self.keep(first, runs, table_of(self.measures, ensemble))

    def keep(self, first: int, runs: int, found: dict[str, Any]) -> None:
        self.numbers = np.concatenate([self.numbers, np.arange(first, first + runs)])
        for name, column in found.items():
            self.columns[name] = (
                np.concatenate([self.columns[name], column]) if self.columns.get(name) is not None else column
            )


def told(error: Exception) -> str:
    """An error on one line, by its kind and its words."""
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
