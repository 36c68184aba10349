"""Folders that others have laid hands on: what is damaged or gone is told, and never passes for a result."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.studies.form.loading import load_study
from sim.studies.form.study import Study
from sim.studies.keeping.manifest import Refused
from sim.studies.running import here
from sim.studies.running.part import Part
from sim.studies.sweep import Unwritable, sweep
from tests.studies.sweeping import contents, written

STEPS, KEPT = 5, 3


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return load_study(written(tmp_path_factory.mktemp("study"), STEPS, 10))


@pytest.fixture(scope="module")
def whole(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "out"
    assert sweep(study, folder).complete
    return folder


@pytest.fixture
def half(study: Study, tmp_path: Path) -> Path:
    """A folder in which the first points are done."""

    def some(study: Study, points: Sequence[int], stopping: Callable[[], bool]) -> Iterator[Part]:
        return here.results(study, points[:KEPT], stopping)

    assert sweep(study, tmp_path / "out", source=some).missing == STEPS - KEPT
    return tmp_path / "out"


def part(folder: Path, point: int, kind: str = "") -> Path:
    return folder / "parts" / f"point-{point:06d}{kind}.arrow"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:300])


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: cut(part(folder, 1)),
        lambda folder: cut(part(folder, 1, ".runs")),
        lambda folder: part(folder, 1).write_bytes(b""),
        lambda folder: part(folder, 1).write_bytes(b"x" * 5000),
        lambda folder: part(folder, 1, ".failures").write_bytes(b""),
        lambda folder: part(folder, 1, ".runs").unlink(),
        lambda folder: shutil.copy(part(folder, 0), part(folder, 1)),
    ],
)
def test_a_damaged_point_is_named_and_run_again(
    study: Study, whole: Path, half: Path, harm: Callable[[Path], Any]
) -> None:
    harm(half)
    with pytest.raises(Unwritable, match=r"^the files of point 1 in .*parts are damaged and were taken away"):
        sweep(study, half, resume=True)
    opened = sim.open_study(half)
    assert not opened.complete
    assert set(opened.summaries["point"]) == {0, 2, 3, 4}
    assert sweep(study, half, resume=True).complete
    assert contents(half) == contents(whole)


def test_all_damaged_points_are_named_at_once(study: Study, whole: Path, half: Path) -> None:
    cut(part(half, 0))
    cut(part(half, 2, ".runs"))
    with pytest.raises(ValueError, match="the files of point 0 in"):
        sim.open_study(half).summaries  # noqa: B018
    with pytest.raises(Unwritable, match="the files of points 0, 2 in"):
        sweep(study, half, resume=True)
    assert sweep(study, half, resume=True).complete
    assert contents(half) == contents(whole)


def test_strange_files_are_no_points(study: Study, whole: Path, half: Path) -> None:
    for name in ("point-000999", "point-abcdef", "point-000005"):
        shutil.copy(part(half, 0), half / "parts" / f"{name}.arrow")
    assert sweep(study, half, resume=True).complete
    assert contents(half) == contents(whole)


def test_points_without_a_manifest_are_nobodys(study: Study, half: Path) -> None:
    """They may be of another study, and would be mixed with this one."""
    (half / "manifest.json").unlink()
    with pytest.raises(Refused, match=r"holds points of a study and no manifest\.json that says of which"):
        sweep(study, half, resume=True)


@pytest.mark.parametrize("key", ["status", "study", "versions", "files", None])
def test_a_damaged_manifest_is_told(study: Study, half: Path, key: str | None) -> None:
    path = half / "manifest.json"
    told = json.loads(path.read_text())
    told.pop(key, None)
    path.write_text(json.dumps(told) if key else "")
    with pytest.raises(Refused, match=r"has a manifest\.json that is damaged, or of something else"):
        sweep(study, half, resume=True)
    with pytest.raises(ValueError, match=r"has no manifest\.json written by sim sweep"):
        sim.open_study(half)


@pytest.mark.parametrize("name", ["summaries.parquet", "points.parquet", "failures.parquet", "runs"])
def test_a_finished_folder_that_lacks_a_table_is_told(
    study: Study, whole: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "out"
    shutil.copytree(whole, folder)
    shutil.rmtree(folder / name) if name == "runs" else (folder / name).write_bytes(b"")
    with pytest.raises(Refused, match=f"is finished, but its {name} is gone or damaged"):
        sweep(study, folder, resume=True)


def test_an_unfinished_manifest_that_says_it_is_finished_loses_no_points(study: Study, half: Path) -> None:
    path = half / "manifest.json"
    path.write_text(path.read_text().replace("unfinished", "complete"))
    with pytest.raises(Refused, match=r"its summaries\.parquet is gone"):
        sweep(study, half, resume=True)
    assert part(half, 0).exists()


def test_variants_in_another_order_are_another_study(half: Path, tmp_path: Path) -> None:
    """The first is the baseline, of which the differences are told."""
    path = written(tmp_path, STEPS, 10)
    before = "as_written: {}, no_errors: {errors: false}"
    path.write_text(path.read_text().replace(before, "no_errors: {errors: false}, as_written: {}"))
    with pytest.raises(Refused, match="order_of_variants was changed"):
        sweep(load_study(path), half, resume=True)


def test_a_folder_that_cannot_be_written_is_told(study: Study, whole: Path, tmp_path: Path) -> None:
    """Nothing can be held on a disk that takes no more files."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        shutil.copytree(whole, disk / "out")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(Refused, match="cannot be written: Read-only file system"):
            sweep(study, disk / "out", resume=True)
        assert sim.open_study(disk / "out").complete
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_a_name_that_is_no_text_is_told(study: Study, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="its name is not UTF-8 text"):
        sweep(study, tmp_path / "\udcff")
