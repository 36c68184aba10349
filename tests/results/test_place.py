"""The results folder appears whole or not at all, and never takes what it did not write."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sim.results.manifest import NAME
from sim.results.place import Refused, new_folder, probe


def put(place: Path, text: str) -> None:
    with new_folder(place) as folder:
        (folder / "summary.txt").write_text(text)
        (folder / NAME).write_text(json.dumps({"made_by": "sim run"}))


def put_half(place: Path) -> None:
    with new_folder(place) as folder:
        (folder / "summary.txt").write_text("half")
        raise KeyboardInterrupt


def test_a_former_folder_is_replaced(tmp_path: Path) -> None:
    put(tmp_path / "a" / "b", "one")
    put(tmp_path / "a" / "b", "two")
    assert (tmp_path / "a" / "b" / "summary.txt").read_text() == "two"
    assert os.listdir(tmp_path / "a") == ["b"]


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    put(tmp_path / "b", "one")
    with pytest.raises(KeyboardInterrupt):
        put_half(tmp_path / "b")
    assert (tmp_path / "b" / "summary.txt").read_text() == "one"
    assert os.listdir(tmp_path) == ["b"]


@pytest.mark.parametrize("name", ["notes.txt", "summary.json"])
def test_what_no_run_wrote_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(Refused, match="holds something else"):
        probe(tmp_path)
    assert os.listdir(tmp_path) == [name]


def test_a_file_of_mine_among_results_is_kept(tmp_path: Path) -> None:
    put(tmp_path / "b", "one")
    (tmp_path / "b" / "notes.txt").write_text("mine")
    with pytest.raises(Refused, match=r"something else \(notes.txt\)"):
        put(tmp_path / "b", "two")
    assert (tmp_path / "b" / "notes.txt").read_text() == "mine"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    put(tmp_path / "b", "one")
    assert (tmp_path / "b" / "summary.txt").exists()


def test_a_probe_leaves_nothing(tmp_path: Path) -> None:
    probe(tmp_path / "b")
    assert os.listdir(tmp_path) == []
