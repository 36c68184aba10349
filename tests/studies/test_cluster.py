"""Worker processes: the same bits as here, whoever dies; and an end to every wait.

Schedulers and workers are real processes, begun as people begin them, and really killed.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import psutil
import pytest

from sim.rules.compiled import IS_COMPILED
from sim.studies.form.loading import load_study
from sim.studies.form.study import Study
from sim.studies.running import roster
from sim.studies.running.cluster import Finished, results
from sim.studies.running.remote import recipe_of, work
from sim.studies.running.scheduler import joined
from sim.studies.running.voice import Voice
from sim.studies.running.work import run_point
from sim.studies.running.workers import Halted, own_workers
from sim.studies.sweep import SetAside
from tests.cli.calling import BORDER, environment
from tests.studies.sweeping import written
from tests.studies.working import Machines, deadly, failing, squared

STEPS, RUNS = (12, 200) if IS_COMPILED else (4, 3)


class Heard(list[str]):
    """What the person was told."""

    def voice(self) -> Voice:
        return Voice(self.append)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    found = Machines(tmp_path_factory.mktemp("machines"))
    yield found
    found.kill()


@pytest.fixture(scope="module")
def address(machines: Machines) -> str:
    """A scheduler with two workers, for all tests that leave it whole."""
    address = machines.scheduler()
    machines.workers(address)
    return address


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return load_study(written(tmp_path_factory.mktemp("study"), STEPS, RUNS))


@pytest.fixture(scope="module")
def here(study: Study) -> dict[int, bytes]:
    """Every point of the study, as this process computes it."""
    return {point: run_point(study, point).to_bytes() for point in range(study.size)}


def data_of(found: Iterator[Finished | SetAside]) -> dict[int, bytes]:
    """What came back, each point once."""
    data = {}
    for one in found:
        assert isinstance(one, Finished)
        assert one.point not in data
        data[one.point] = one.data
    return data


def forgotten(client: Any) -> bool:
    """Whether the scheduler, within a moment, holds nothing for us any more."""
    end = time.monotonic() + 5
    while client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


# ---------------------------------------------------------------- the same bits


def test_a_cluster_gives_the_same_bits(study: Study, here: dict[int, bytes], address: str) -> None:
    heard = Heard()
    with joined(address, heard.voice()) as client:
        there = data_of(results(work, recipe_of(study), range(study.size), client, heard.voice()))
        assert there == here
        assert forgotten(client)
    assert heard == []


def test_a_worker_that_is_killed_costs_nothing(study: Study, here: dict[int, bytes], address: str) -> None:
    heard = Heard()
    voice = heard.voice()
    with joined(address, voice) as client:
        found = results(work, recipe_of(study), range(study.size), client, voice)
        first = next(found)
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
        assert data_of(iter([first, *found])) == here


def test_own_workers_give_the_same_bits(study: Study, here: dict[int, bytes]) -> None:
    heard = Heard()
    voice = heard.voice()
    with own_workers(2, voice) as client:
        assert data_of(results(work, recipe_of(study), range(study.size), client, voice)) == here
    assert heard == []


# ---------------------------------------------------------------- what goes wrong at a point


def test_a_point_that_kills_is_set_aside_and_no_other(tmp_path: Path) -> None:
    heard = Heard()
    voice = heard.voice()
    with own_workers(2, voice) as client:
        found = list(results(deadly, b"[3]", range(40), client, voice))
        pids = list(client.run(os.getpid).values())
    aside = [one for one in found if isinstance(one, SetAside)]
    assert [one.point for one in aside] == [3]
    assert "memory" in aside[0].reason
    assert data_of(one for one in found if isinstance(one, Finished)) == {
        point: str(point**2).encode() for point in range(40) if point != 3
    }
    assert "Workers died at point 3: it is tried again at the end, alone" in heard
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_an_error_of_the_work_ends_the_sweep(address: str) -> None:
    voice = Heard().voice()
    with joined(address, voice) as client, pytest.raises(ZeroDivisionError, match="at point"):
        list(results(failing, b"", range(5), client, voice))


def test_other_versions_are_refused(study: Study, address: str) -> None:
    told = json.loads(zlib.decompress(recipe_of(study)))
    told["versions"]["numba"] = "0.1"
    other = zlib.compress(json.dumps(told).encode())
    voice = Heard().voice()
    words = r"every worker must have the versions of this process, but .* has numba \S+ and not 0\.1$"
    with joined(address, voice) as client, pytest.raises(Halted, match=words):
        list(results(work, other, range(3), client, voice))


def test_a_worker_that_reads_another_study_is_told(tmp_path: Path, address: str) -> None:
    """Files named by an absolute path do not travel: there may be another one there, or none."""
    (tmp_path / "border.yaml").write_text(BORDER.read_text())
    (tmp_path / "study.yaml").write_text(
        f"{{schema: 1, id: far, title: Far, scenario: {tmp_path / 'border.yaml'}, runs: 5}}"
    )
    far, voice = load_study(tmp_path / "study.yaml"), Heard().voice()
    (tmp_path / "border.yaml").write_text(BORDER.read_text() + "# changed\n")
    with joined(address, voice) as client, pytest.raises(Halted, match="cannot read the study as it is here"):
        list(results(work, recipe_of(far), [0], client, voice))
    (tmp_path / "border.yaml").unlink()
    with joined(address, voice) as client, pytest.raises(Halted, match=r"there is no file .*absolute path"):
        list(results(work, recipe_of(far), [0], client, voice))


def test_a_worker_without_the_program_is_told(machines: Machines, tmp_path: Path) -> None:
    bare = (
        "import os, sys\nsys.path[:] = [p for p in sys.path if not os.path.isdir(os.path.join(p, 'sim'))]\n"
    )
    (tmp_path / "sitecustomize.py").write_text(bare)
    address = machines.scheduler()
    machines.workers(address, 1, PYTHONPATH=str(tmp_path))
    voice = Heard().voice()
    words = r"must be installed wherever there are workers, but at tcp://\S+: No module named 'sim'"
    with joined(address, voice) as client, pytest.raises(Halted, match=words):
        list(results(work, b"", range(3), client, voice))


# ---------------------------------------------------------------- nobody there


@pytest.mark.parametrize("address", ["foo", "", "foo:99999", "http://foo:80", "tcp://:8786", "foo:bar"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(Halted, match="is not the address of a Dask scheduler, such as tcp://"):
        joined(address, Heard().voice()).__enter__()


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.monotonic()
    with pytest.raises(Halted, match=f"no Dask scheduler answers at localhost:{port} .*refused"):
        joined(f"localhost:{port}", Heard().voice()).__enter__()
    assert time.monotonic() - began < 5


def test_somebody_else_listens(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.studies.running.scheduler.CONNECT", 1.0)
    with (
        socket.create_server(("127.0.0.1", 0)) as mute,
        pytest.raises(Halted, match="no Dask scheduler answers at"),
    ):
        joined(f"127.0.0.1:{mute.getsockname()[1]}", Heard().voice()).__enter__()
    with joined(address, Heard().voice()) as client:
        worker = next(iter(client.nthreads()))
    with pytest.raises(Halted, match="is not a Dask scheduler, but a worker"):
        joined(worker, Heard().voice()).__enter__()


def test_workers_come_late_and_go(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "REPLACED", 0.5)
    heard = Heard()
    voice = heard.voice()
    address = machines.scheduler()
    with joined(address, voice) as client:
        found = results(squared, b"", range(2000), client, voice)
        late = Timer(2, machines.workers, [address])
        late.start()
        assert isinstance(next(found), Finished)
        assert heard == [f"The scheduler at {address} has no workers: waiting up to 60 s"]
        late.join()
        monkeypatch.setattr(roster, "PATIENCE", 2.0)
        machines.kill(machines.begun[-1])
        with pytest.raises(Halted, match=f"the scheduler at {address} had no workers for 2 s"):
            list(found)
    assert heard[1] == "Lost 2 workers: what was in hand there is done again"


def test_a_scheduler_that_is_lost(machines: Machines) -> None:
    address = machines.scheduler()
    scheduler = machines.begun[-1]
    machines.workers(address, 1)
    voice = Heard().voice()
    with joined(address, voice) as client:
        found = results(squared, b"", range(2000), client, voice)
        next(found)
        machines.kill(scheduler)
        began = time.monotonic()
        with pytest.raises(Halted, match=f"the scheduler at {address} was lost"):
            list(found)
        assert time.monotonic() - began < 15


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    for crew in (own_workers(1, Heard().voice()), joined("localhost:8786", Heard().voice())):
        with pytest.raises(Halted, match=r"pip install 'escalation-ladder\[studies\]'"):
            crew.__enter__()


# ---------------------------------------------------------------- called off


def test_told_to_stop_it_finishes_what_was_begun(address: str) -> None:
    voice = Heard().voice()
    with joined(address, voice) as client:
        taken: list[Finished | SetAside] = []
        for one in results(squared, b"", range(500), client, voice, lambda: len(taken) >= 5):
            taken.append(one)
        assert 5 <= len(data_of(iter(taken))) <= 5 + 2 * 2
        assert forgotten(client)


SCRIPT = """
import sys
from sim.studies.running.cluster import results
from sim.studies.running.scheduler import joined
from sim.studies.running.voice import Voice
from sim.studies.running.workers import own_workers
from tests.studies.working import endless

def main(where, folder):
    voice = Voice(print)
    with own_workers(2, voice) if where == "own" else joined(where, voice) as client:
        list(results(endless, folder.encode(), range(100), client, voice))

if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
"""


def begun(folder: Path, script: str, *words: str) -> subprocess.Popen[str]:
    """A script in a process group of its own, as a terminal makes one."""
    (folder / "script.py").write_text(script)
    return subprocess.Popen(
        [sys.executable, "script.py", *words],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for(folder: Path, files: str, many: int) -> None:
    end = time.monotonic() + 60
    while len(list(folder.glob(files))) < many:
        assert time.monotonic() < end, f"{files} never came"
        time.sleep(0.02)


def interrupted(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Ctrl-C reaches everybody in the group. Returns the processes there were below the first."""
    below = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "")
    return below


def test_ctrl_c_ends_own_workers_without_a_word(tmp_path: Path) -> None:
    process = begun(tmp_path, SCRIPT, "own", str(tmp_path))
    wait_for(tmp_path, "begun-*", 2)
    below = interrupted(process)
    assert len(below) >= 2
    assert psutil.wait_procs(below, timeout=10)[1] == []


def test_ctrl_c_while_workers_begin(tmp_path: Path) -> None:
    process = begun(tmp_path, SCRIPT, "own", str(tmp_path))
    while not psutil.Process(process.pid).children():
        time.sleep(0.01)
    assert psutil.wait_procs(interrupted(process), timeout=10)[1] == []


def test_ctrl_c_gives_the_workers_of_others_back(address: str, tmp_path: Path) -> None:
    process = begun(tmp_path, SCRIPT, address, str(tmp_path))
    wait_for(tmp_path, "begun-*", 2)
    interrupted(process)
    wait_for(tmp_path, "called-off-*", 2)
    assert len(list(tmp_path.glob("begun-*"))) == 2


def test_killed_it_leaves_no_workers(tmp_path: Path) -> None:
    process = begun(tmp_path, SCRIPT, "own", str(tmp_path))
    wait_for(tmp_path, "begun-*", 2)
    below = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate(timeout=10)
    assert psutil.wait_procs(below, timeout=10)[1] == []


UNGUARDED = """
from sim.studies.running.voice import Voice
from sim.studies.running.workers import Halted, own_workers
try:
    with own_workers(2, Voice(print)):
        pass
except Halted as error:
    print(error)
"""


def test_a_script_that_its_workers_import_is_told_how(tmp_path: Path) -> None:
    out, err = begun(tmp_path, UNGUARDED).communicate(timeout=60)
    assert out.endswith("in a script, ask below `if __name__ == '__main__':`\n")
    assert (len(out.splitlines()), err) == (1, "")
