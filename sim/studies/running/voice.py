"""What workers have to say, to whoever waits for them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue

LIBRARIES = ("distributed", "tornado", "asyncio", "bokeh")
LONGEST = 200  # characters of what is passed on


class Voice(logging.Handler):
    """Speaks for the sweep, and for Dask, whose errors become a line each.

    What Dask only warns of, a worker that died, the sweep tells itself and in plain words.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self.tell = tell
        self.heard: SimpleQueue[str] = SimpleQueue()  # logs come from any thread

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("distributed"):  # the others speak of sockets and callbacks
            self.hear(record.getMessage())

    def hear(self, text: str) -> None:
        """Keep the first line until there is a moment to tell it."""
        line = next(iter(text.strip().splitlines()), "")
        if line:
            self.heard.put(line if len(line) <= LONGEST else line[:LONGEST] + "...")

    def pass_on(self) -> None:
        """Tell what was heard, from the thread of the sweep."""
        with suppress(Empty):
            while True:
                self.tell(f"Dask: {self.heard.get_nowait()}")


@contextmanager
def quiet(voice: Voice) -> Iterator[None]:
    """Dask writes to the terminal by itself: for the time of the block all of it goes to the voice."""
    loggers = [logging.getLogger(name) for name in (*LIBRARIES, *below())]
    former = [(logger, logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        top = logger.name in LIBRARIES
        logger.handlers, logger.propagate = [voice] if top else [], not top
    try:
        yield
    finally:
        for logger, handlers, propagate in former:
            logger.handlers, logger.propagate = handlers, propagate


def below() -> list[str]:
    """Loggers of these libraries that may have handlers of their own."""
    return [
        name
        for name in logging.root.manager.loggerDict
        if name.startswith(tuple(f"{top}." for top in LIBRARIES))
    ]
