"""A page is there whole or not at all, and never in the place of something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.report.writing import MARK, Refused, probe, write

FORMER, NEW = f"{MARK} the former", f"{MARK} the new"


def test_a_former_report_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write(FORMER, path)
    probe(path)
    write(NEW, path)
    assert path.read_text() == NEW
    assert os.listdir(tmp_path) == ["report.html"]


@pytest.mark.parametrize("broken", ["write_text", "replace"])
def test_what_fails_leaves_the_former_report(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.html"
    write(FORMER, path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path if broken == "write_text" else os, broken, fail)
    with pytest.raises(Refused, match="No space left on device"):
        write(NEW, path)
    assert path.read_text() == FORMER
    assert os.listdir(tmp_path) == ["report.html"]


def test_a_page_stopped_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(NEW, tmp_path / "report.html")
    assert os.listdir(tmp_path) == []


def test_places_that_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.html").write_text("my own page")
    for path, why in (
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "report.html", "is no folder: make it first"),
        (tmp_path / "mine.html", "holds something else"),
    ):
        with pytest.raises(Refused, match=why):
            probe(path)
    monkeypatch.setattr(os, "access", lambda *_: False)  # a folder that root, too, may not write
    with pytest.raises(Refused, match="cannot be written"):
        probe(tmp_path / "report.html")
