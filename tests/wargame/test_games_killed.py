"""Killed in every phase, by SIGKILL and at any moment, a game goes on to the same end."""

from __future__ import annotations

import multiprocessing as mp
import signal
import time
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from sim.wargame.journal import Unusable, read_game, resume
from tests.wargame.killing import play
from tests.wargame.playing import picture, same_states

AT_ONCE = 0.0
FORKED = mp.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.wargame.killing"])


def started(path: Path, stop: str = "never", slowly: float = AT_ONCE) -> tuple[BaseProcess, Connection]:
    heard, said = FORKED.Pipe(duplex=False)
    process = FORKED.Process(target=play, args=(path, stop, slowly, said))
    process.start()
    said.close()
    return process, heard


def ended(path: Path) -> None:
    process, _heard = started(path)
    process.join(timeout=120)
    assert process.exitcode == 0


def killed(process: BaseProcess) -> bool:
    """Whether it was there to be killed."""
    process.kill()
    process.join(timeout=60)
    return process.exitcode == -signal.SIGKILL


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "a.game"
    ended(path)
    return path


def same_games(one: Path, other: Path) -> None:
    """But for the clock, which was stopped and set going again."""
    mine, theirs = read_game(one).table, read_game(other).table
    assert mine.over
    same_states(mine.crisis.state, theirs.crisis.state)
    mine.clock = theirs.clock
    assert picture(mine) == picture(theirs)


@pytest.mark.parametrize("stop", ["1-brief", "1-plan", "2-reveal", "3-adjudicate", "4-debrief"])
def test_killed_in_every_phase(whole: Path, tmp_path: Path, stop: str) -> None:
    path = tmp_path / "a.game"
    process, heard = started(path, stop)
    while heard.recv() != stop:
        pass
    with pytest.raises(Unusable, match="being played already"):
        resume(path)
    assert killed(process)
    table = read_game(path).table
    assert f"{table.turn}-{table.phase}" == stop
    ended(path)
    same_games(path, whole)


def test_killed_at_any_moment(whole: Path, tmp_path: Path) -> None:
    path, kills = tmp_path / "a.game", 0
    for kill in range(8):
        process, heard = started(path, slowly=0.01)
        heard.recv()
        time.sleep(0.007 * kill)
        kills += killed(process)
        read_game(path)  # at every moment there is a game to be read
    assert kills >= 5  # the last ones may find it over
    ended(path)
    same_games(path, whole)
