"""A bar on standard error while runs are made; silent where nobody is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sim.commands.screen import note

COMPILING = "Compiling the rules (once a machine, about 20 s)"


def say_if_compiling(entry: str) -> None:
    """Tell why the first use of these rules on a machine takes its time."""
    from sim.rules.compiled import IS_COMPILED, cache_directory

    if IS_COMPILED and not any(cache_directory().rglob(f"*.{entry}-*.nbc")):
        note(COMPILING)


def say_if_slow() -> None:
    """Tell whoever turned compilation off what it costs an ensemble."""
    from sim.rules.compiled import IS_COMPILED

    if not IS_COMPILED:
        note("Compilation is off (NUMBA_DISABLE_JIT): an ensemble takes hundreds of times as long")


@contextmanager
def bar(title: str, runs: int) -> Iterator[Callable[[int], None] | None]:
    """Runs done, runs a second, time left. Yields what is called with the runs just finished."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(title, markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=runs, rate="")

        def done(more: int) -> None:
            progress.update(task, advance=more)
            state = progress.tasks[0]
            speed = state.completed / state.elapsed if state.elapsed else 0.0
            progress.update(task, rate=f"{speed:,.0f} runs/s")

        yield done
