"""What workers are given to do in tests, and Dask's own commands to begin them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sim.studies.running.remote import called_off
from tests.cli.calling import environment


def squared(recipe: bytes, point: int) -> bytes:
    """Takes a moment, so that there is time to die in."""
    time.sleep(0.03)
    return str(point**2).encode()


def deadly(recipe: bytes, point: int) -> bytes:
    """Kills its process at the points that the recipe lists."""
    if point in json.loads(recipe):
        os.kill(os.getpid(), signal.SIGKILL)
    return squared(recipe, point)


def failing(recipe: bytes, point: int) -> bytes:
    raise ZeroDivisionError(f"at point {point}")


def endless(recipe: bytes, point: int) -> bytes:
    """Goes on until it is called off, and leaves a file in the folder that the recipe names."""
    folder = Path(recipe.decode())
    (folder / f"begun-{point}").touch()
    stopped = called_off()
    while not stopped():
        time.sleep(0.02)
    (folder / f"called-off-{point}").touch()
    return b""


class Machines:
    """Processes of a cluster, begun by the commands that people type, their words kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.begun: list[subprocess.Popen[bytes]] = []

    def scheduler(self) -> str:
        """A new scheduler's address."""
        words = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"]
        return self.told(self.begin(words), r"Scheduler at: +(\S+)", 1)[0]

    def workers(self, address: str, many: int = 2, **more: str) -> None:
        """New workers of a scheduler, each replaced when it dies."""
        words = ["worker", address, "--nworkers", str(many), "--nthreads", "1"]
        self.told(self.begin(words, **more), r"(Registered to)", many)

    def begin(self, words: Sequence[str], **more: str) -> Path:
        log = self.folder / f"{len(self.begun)}-{words[0]}.log"
        with log.open("wb") as out:
            command = [sys.executable, "-m", "dask", *words]
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=environment(**more),
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self.begun.append(process)
        return log

    def told(self, log: Path, pattern: str, times: int) -> list[str]:
        """Wait until a log says something so many times."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found = re.findall(pattern, log.read_text())
            if len(found) >= times:
                return found
            time.sleep(0.05)
        raise AssertionError(f"{log.name} never said {pattern}: {log.read_text()}")

    def kill(self, *processes: subprocess.Popen[bytes]) -> None:
        """All of these, or all there are, with those they began."""
        for process in processes or self.begun:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
