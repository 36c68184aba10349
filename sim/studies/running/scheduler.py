"""A Dask cluster that is there already: whether an address leads to one, and a client of it."""

from __future__ import annotations

import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from sim.studies.running.voice import Voice, quiet
from sim.studies.running.workers import Halted, dask, reason

CONNECT = 10.0  # seconds in which a scheduler answers


@contextmanager
def joined(address: str, voice: Voice) -> Iterator[Any]:
    """A client of the workers of a scheduler; they stay when the block ends."""
    dask()
    with quiet(voice):
        client = connected(address, voice)
        try:
            yield client
        finally:
            with suppress(TimeoutError):
                client.close()


def connected(address: str, voice: Voice) -> Any:
    host, port = host_and_port(address)
    try:
        knock(host, port)
        kind = kind_of(address)
        if kind == "Scheduler":
            with warnings.catch_warnings(record=True) as heard:
                client = dask().Client(address, timeout=CONNECT, set_as_default=False)
            for warning in heard:
                voice.hear(str(warning.message))
            return client
    except Exception as error:  # whatever an address leads to that is no scheduler
        raise Halted(f"no Dask scheduler answers at {address} ({reason(error)})") from error
    raise Halted(f"what answers at {address} is not a Dask scheduler, but a {kind.lower()}")


def host_and_port(address: str) -> tuple[str, int]:
    """The parts of a scheduler's address; refuses what cannot be one."""
    with suppress(ValueError):
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        if parts.scheme in ("tcp", "tls") and parts.hostname and parts.port:
            return parts.hostname, parts.port
    raise Halted(f"'{address}' is not the address of a Dask scheduler, such as tcp://192.168.0.5:8786")


def knock(host: str, port: int) -> None:
    """Raise OSError where nobody listens: the system says so at once, and Dask would go on trying."""
    socket.create_connection((host, port), CONNECT).close()


def kind_of(address: str) -> str:
    """What a server of Dask says it is. Asked first: a client that fails to begin leaves pieces behind."""
    from distributed.utils import LoopRunner, sync

    runner: Any = LoopRunner()
    runner.start()
    try:
        return str(sync(runner.loop, identity, address, callback_timeout=CONNECT)["type"])
    finally:
        runner.stop()


async def identity(address: str) -> Any:
    """What a server says of itself."""
    how = dask().Security().get_connection_args("client")
    async with dask().rpc(address, timeout=CONNECT, connection_args=how) as server:
        return await server.identity()
