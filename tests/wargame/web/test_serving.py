"""The server as a process: killed in every phase and taken up again; what it prints; where it listens."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import time
from pathlib import Path

import pytest

from sim.wargame.journal import begin, read_game, resume
from sim.wargame.table import Setup
from sim.wargame.web.serving import CannotServe, addresses, is_loopback, listen, serve
from tests.wargame.playing import picture, strait
from tests.wargame.web.visiting import Browser

FORKS = multiprocessing.get_context("forkserver")  # a new process each time, its modules read once
FORKS.set_forkserver_preload(["tests.wargame.web.test_serving"])


def serve_at(path: Path, said: Path) -> None:
    """What a server's process does; all that it prints goes to a file."""
    with said.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    serve(resume(path), "127.0.0.1", 0)


class Process:
    """A server of its own."""

    def __init__(self, path: Path) -> None:
        self.file = path.with_suffix(".said")
        self.file.unlink(missing_ok=True)
        self.process = FORKS.Process(target=serve_at, args=(path, self.file), daemon=True)
        self.process.start()
        until = time.time() + 60
        while "Ctrl-C" not in self.said and self.process.is_alive() and time.time() < until:
            time.sleep(0.02)
        assert "Ctrl-C" in self.said
        self.port = int(re.findall(r"http://127\.0\.0\.1:(\d+)/join", self.said)[0])
        self.codes = dict(re.findall(r"^  (\S.*?)\s+([2-9A-Z]{5}(?:-[2-9A-Z]{5})+)$", self.said, re.M))

    @property
    def said(self) -> str:
        return self.file.read_text() if self.file.exists() else ""

    def end(self, how: signal.Signals) -> None:
        """By kill -9, or by Ctrl-C."""
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, how)
        self.process.join(20)


@pytest.mark.compiled_only
def test_killed_in_every_phase_it_goes_on_with_the_same_codes_and_the_same_state(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    begin(path, Setup(strait(), 3)).close()
    server = Process(path)
    codes, white, birch = server.codes, Browser(server.port), Browser(server.port)
    try:
        white.join(codes["facilitator"])
        birch.join(codes["Birch"], "Bo")
        for phase in ("brief", "plan", "reveal", "adjudicate"):
            assert read_game(path).table.phase == phase
            if phase == "plan":
                sent = birch.order("birch", {"aster": "strikes"}, statement="Before the lights go out.")
                assert sent.status == 303
            before, page = untimed(picture(read_game(path).table)), birch.get("/seat/birch").words
            server.end(signal.SIGKILL)
            server = Process(path)
            white.port = birch.port = server.port  # their cookies outlive the server
            assert server.codes == codes
            assert untimed(picture(read_game(path).table)) == before
            assert untimed(birch.get("/seat/birch").words) == untimed(page)
            assert white.send("/white", "/white/do/advance", {}).status == 303
    finally:
        server.end(signal.SIGKILL)
    table = read_game(path).table
    assert (table.turn, table.phase) == (2, "brief")
    assert "Before the lights go out." in [notice.text for notice in table.notices]


def untimed(page: str) -> str:
    """Without the clock, which stands still from when a game is taken up again."""
    return re.sub(r'\d:\d\d( paused)?|"clock": \{[^}]*\}', "", page)


@pytest.mark.compiled_only
def test_ctrl_c_ends_it_and_says_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    begin(path, Setup(strait(), 3)).close()
    server = Process(path)
    assert (
        "Only this machine can reach these pages (--host 0.0.0.0 opens them to the network)." in server.said
    )
    Browser(server.port).join(server.codes["projector"])
    server.end(signal.SIGINT)
    assert server.process.exitcode == 0
    assert "Traceback" not in server.said
    assert f"Go on with it by: sim play --resume {path}" in server.said


def test_it_listens_where_it_is_told_and_says_so() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"cannot serve at 127.0.0.1 port {port}: "):
            listen("127.0.0.1", port)
    with pytest.raises(CannotServe):
        listen("no.such.host.invalid", 0)
    assert addresses("127.0.0.1", 80) == ["http://127.0.0.1:80"]
    assert addresses("::1", 80) == ["http://[::1]:80"]
    assert addresses("0.0.0.0", 80)[0] == "http://127.0.0.1:80"
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.7")] == [
        True,
        True,
        True,
        False,
        False,
    ]
