"""Nothing is lost: killed at any moment, out of disk, or told to stop, a sweep goes on to the same bits."""

from __future__ import annotations

import os
import random
import shlex
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.studies.sweeping import begun, contents, done, written

pytestmark = pytest.mark.compiled_only  # a sweep long enough to be killed in takes minutes without

KILLS = 20
STEPS = 60


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study swept in one go."""
    folder = tmp_path_factory.mktemp("undisturbed")
    ended = done(folder, written(folder, STEPS, 400), "--out", "whole")
    assert ended.returncode == 0, ended.stderr
    return folder


def killed_when(process: subprocess.Popen[str], folder: Path, parts: int, delay: float) -> None:
    """Kill as soon as so many points are done and a moment has passed, unless it ends first."""
    while process.poll() is None and len(list((folder / "parts").glob("point-??????.arrow"))) < parts:
        time.sleep(0.002)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)


def test_killed_at_twenty_moments_it_ends_in_the_same_bits(undisturbed: Path) -> None:
    luck = random.Random(7)
    folder = undisturbed / "killed"
    kills = 0
    for kill in range(KILLS):
        process = begun(undisturbed, "small.yaml", "--out", "killed", "--resume")
        most = min(STEPS, (kill + 1) * STEPS // KILLS + 1)
        killed_when(process, folder, luck.randint(0, most), luck.random() * 0.05)
        kills += process.returncode == -signal.SIGKILL
    assert kills >= KILLS - 2  # the last ones may find it finished
    ended = done(undisturbed, "small.yaml", "--out", "killed", "--resume")
    assert ended.returncode == 0, ended.stderr
    assert contents(folder) == contents(undisturbed / "whole")


def test_killed_while_gathering(undisturbed: Path) -> None:
    """The parts are there until the manifest says that they are no longer needed."""
    folder = undisturbed / "gathered"
    for delay in (0.0, 0.001, 0.003, 0.01, 0.02):
        process = begun(undisturbed, "small.yaml", "--out", "gathered", "--resume")
        while process.poll() is None and not (folder / ".gathering").exists():
            pass
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    assert done(undisturbed, "small.yaml", "--out", "gathered", "--resume").returncode == 0
    assert contents(folder) == contents(undisturbed / "whole")


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(undisturbed: Path) -> None:
    process = begun(undisturbed, "small.yaml", "--out", "stopped")
    while not list((undisturbed / "stopped" / "parts").glob("*.arrow")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=100)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert out == ""
    command = shlex.split(err.strip().splitlines()[-1])
    assert command == ["sim", "sweep", "small.yaml", "--out", "stopped", "--resume"]
    assert not list((undisturbed / "stopped" / "parts").glob(".*"))
    assert done(undisturbed, *command[2:]).returncode == 0
    assert contents(undisturbed / "stopped") == contents(undisturbed / "whole")


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk can be mounted by root alone")
def test_a_full_disk_is_told_and_what_is_done_is_kept(undisturbed: Path) -> None:
    disk = undisturbed / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        ended = done(undisturbed, "small.yaml", "--out", "disk/full")
        assert ended.returncode == 1
        assert "No space left on device" in ended.stderr
        assert "--resume" in ended.stderr
        assert "Traceback" not in ended.stderr
        assert list((disk / "full" / "parts").glob("point-??????.arrow"))
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        assert done(undisturbed, "small.yaml", "--out", "disk/full", "--resume").returncode == 0
        assert contents(disk / "full") == contents(undisturbed / "whole")
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_shards_share_a_folder(undisturbed: Path) -> None:
    """Side by side, and one of them killed and begun again: the last gathers the same bits."""
    words = ("small.yaml", "--out", "shared")
    both = [begun(undisturbed, *words, "--shard", f"{k}/3") for k in (1, 2)]
    both[1].send_signal(signal.SIGKILL)
    for process in both:
        process.communicate(timeout=100)
    assert both[0].returncode == 0
    for k in (3, 2):
        assert done(undisturbed, *words, "--shard", f"{k}/3").returncode == 0
    assert contents(undisturbed / "shared") == contents(undisturbed / "whole")


def test_a_second_sweep_on_one_folder_is_refused(undisturbed: Path) -> None:
    first = begun(undisturbed, "small.yaml", "--out", "one")
    while not (undisturbed / "one" / "parts").exists():
        time.sleep(0.01)
    first.send_signal(signal.SIGSTOP)
    try:
        for words in (["--resume"], ["--shard", "1/2"]):
            second = done(undisturbed, "small.yaml", "--out", "one", *words)
            assert second.returncode == 1
            assert "another sweep is at work on one" in second.stderr
    finally:
        first.send_signal(signal.SIGCONT)
        first.communicate(timeout=100)
    assert contents(undisturbed / "one") == contents(undisturbed / "whole")


def test_a_changed_scenario_is_refused(undisturbed: Path) -> None:
    shutil.copytree(undisturbed / "whole", undisturbed / "old")
    changed = undisturbed / "small.yaml"
    before = changed.read_text()
    changed.write_text(before.replace("runs: 400", "runs: 500"))
    try:
        ended = done(undisturbed, "small.yaml", "--out", "old", "--resume")
    finally:
        changed.write_text(before)
    assert ended.returncode == 1
    assert "runs was 400 and is 500" in ended.stderr
    assert "Put it back as it was, or begin a new folder with --out" in ended.stderr
