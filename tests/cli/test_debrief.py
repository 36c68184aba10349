"""`sim report GAME`: the command tells a saved game from a results folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.loading import load
from sim.wargame.journal import begin
from sim.wargame.table import Setup
from tests.cli.calling import BORDER, Sim


@pytest.fixture
def game(tmp_path: Path) -> Path:
    path = tmp_path / "border.game"
    begin(path, Setup(load(BORDER))).close()
    return path


def test_a_saved_game_has_a_debrief(main: Sim, game: Path) -> None:
    done = main("report", game)
    assert done.returncode == 1
    assert "nothing to look back on" in done.stderr


def test_each_option_is_of_one_kind_of_thing(main: Sim, game: Path, tmp_path: Path) -> None:
    done = main("report", game, "--more")
    assert (done.returncode, "is a saved game" in done.stderr) == (1, True)
    done = main("report", tmp_path, "--anonymous")
    assert (done.returncode, "is of a saved game" in done.stderr) == (1, True)
