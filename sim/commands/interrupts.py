"""Ctrl-C: the first finishes what is under way, the second stops at once; never half a folder."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import Any

from sim.commands.problem import INTERRUPTED
from sim.commands.screen import note


@contextmanager
def unmistakable() -> Iterator[None]:
    """A Ctrl-C stays one, whatever a library it hits makes of it (pydantic: an error of a schema)."""
    seen: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        raise KeyboardInterrupt

    with handling(interrupt):
        try:
            yield
        except Exception as error:
            if seen:
                raise KeyboardInterrupt from error
            raise


@contextmanager
def patient(told: str) -> Iterator[None]:
    """The first Ctrl-C says so and interrupts; the second ends the program."""
    seen: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        if len(seen) > 1:
            stop_at_once()
        note(f"\n{told}")
        raise KeyboardInterrupt

    with handling(stop):
        yield


@contextmanager
def asked_to_stop(stop: Event, told: str, again: str) -> Iterator[None]:
    """The first Ctrl-C says so and sets the event; the second ends the program, saying how to go on."""

    def heard(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            note(f"\nTo go on:\n  {again}")
            stop_at_once()
        note(f"\n{told}")
        stop.set()

    with handling(heard):
        yield


def stop_at_once() -> None:
    """Leave without waiting for threads; the terminal gets its cursor back."""
    if sys.stderr.isatty():
        sys.stderr.write("\x1b[?25h\n")
        sys.stderr.flush()
    os._exit(INTERRUPTED)


@contextmanager
def held_back() -> Iterator[None]:
    """Ctrl-C waits until the block is done."""
    seen: list[int] = []
    with handling(lambda number, frame: seen.append(number)):
        yield
    if seen:
        raise KeyboardInterrupt


@contextmanager
def handling(handler: Any) -> Iterator[None]:
    """Another answer to Ctrl-C for a while; where it is ignored, it stays ignored."""
    former = signal.getsignal(signal.SIGINT)
    if former is signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
