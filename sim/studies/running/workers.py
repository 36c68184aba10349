"""Worker processes of this machine, begun for one sweep."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from typing import Any

from sim.studies.running.voice import Voice, quiet

LOOPBACK = "127.0.0.1"  # they talk within this machine alone
START = 120.0  # seconds in which a process stands, on a machine that is busy
END = 20.0  # seconds in which all are gone
DEADLY = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has one only


class Halted(RuntimeError):
    """The workers cannot go on: says why. What is finished is kept."""


def dask() -> Any:
    """The library, which comes with an extra."""
    try:
        import distributed
    except ImportError:
        raise Halted("worker processes need Dask: pip install 'escalation-ladder[studies]'") from None
    return distributed


@contextmanager
def own_workers(count: int, voice: Voice) -> Iterator[Any]:
    """A client of so many processes, which end with the block."""
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        sys.exit(1)  # a worker that imports the script that asked for workers: the parent tells it
    client_of = dask().Client
    with quiet(voice):
        cluster = None
        try:
            with deaf_to_interrupts():  # one that came meanwhile is heard as it ends, with the cluster known
                cluster = begun(count)
            with client_of(cluster, set_as_default=False) as client:
                yield client
        finally:
            if cluster is not None:
                end_at_once(cluster)


def begun(count: int) -> Any:
    """A scheduler in this process, and workers that are replaced when they die."""
    try:
        return dask().LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host=LOOPBACK,
            memory_limit=None,
            death_timeout=START,
            silence_logs=logging.CRITICAL,
            dashboard_address=None,
            scheduler_kwargs={
                "allowed_failures": 1,  # a point that is blamed has another chance, alone
                "dashboard": False,
                "dashboard_address": f"{LOOPBACK}:0",
            },
        )
    except Exception as error:
        raise Halted(
            f"the worker processes could not be started ({reason(error)}). They import the script that "
            "asks for them: in a script, ask below `if __name__ == '__main__':`"
        ) from error


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Threads and processes begun in the block never hear Ctrl-C, and so do not write how they were hit.

    Dask starts processes from a thread of its own, begun in the block too, so that those it
    starts later in place of others are as deaf.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    begin_tracker()
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


def begin_tracker() -> None:
    """Start Python's own helper process here: when it starts, it undoes its thread's mask.

    It need not complain of what it clears up after a program that was stopped at once.
    """
    sys.warnoptions.append("ignore::UserWarning:multiprocessing.resource_tracker")
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.pop()


def end_at_once(cluster: Any) -> None:
    """Asked politely, a worker would first finish its point, and nothing it still does is wanted."""
    for nanny in cluster.workers.values():
        nanny.close_gracefully()  # from now on it starts no other
        if nanny.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(nanny.pid, DEADLY)
    with suppress(TimeoutError):
        cluster.close(timeout=END)


def reason(error: BaseException) -> str:
    """An error on one line, at its root."""
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split()) or type(error).__name__
