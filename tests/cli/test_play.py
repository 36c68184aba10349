"""sim play and what becomes of a saved game: how it is begun, gone on with, refused, and told again."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from sim.commands import play as command
from sim.wargame.actions import Undo, plain
from sim.wargame.journal import begin, read_game, write_line
from sim.wargame.table import Setup
from sim.wargame.who import WHITE
from tests.cli.calling import BORDER, Sim
from tests.wargame.playing import TEXT, advance, message, order, override, strait, until

FOR_ONE = "n\n\n"  # nobody facilitates, and the first seat takes the keyboard


@pytest.fixture(autouse=True)
def scenario(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(TEXT)


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(FOR_ONE))


@pytest.mark.usefixtures("typing")
def test_games_are_numbered_and_none_is_written_over(main: Sim, monkeypatch: pytest.MonkeyPatch) -> None:
    today = dt.date.today().isoformat()
    for number in (1, 2, 3):
        monkeypatch.setattr("sys.stdin", io.StringIO(FOR_ONE))
        done = main("play", "s.yaml", "--terminal", "--seat", "aster", "--seat", "cedar", "--seed", 4)
        name = f"games/strait-{today}-{number}.game"
        assert done.returncode == 0
        assert done.stderr == f"The game is kept in {name}\n"
        assert done.stdout.endswith(f"The game is saved. To go on:\n  sim play --resume {name} --terminal\n")
        game = read_game(Path(name))
        assert (game.setup.seed, game.setup.people) == (4, ("aster", "cedar"))
    done = main("play", "s.yaml", "--terminal", "--out", name)
    assert done.returncode == 1
    assert done.stderr == f"{name} is there already: go on with it by --resume, or name another\n"


@pytest.mark.usefixtures("typing")
def test_as_it_was_asked_for(main: Sim) -> None:
    words = ("--out", "new/my.game", "--set", "nerve=0.7", "--fictional")
    done = main("play", "s.yaml", "--terminal", *words)
    assert done.returncode == 0
    game = read_game(Path("new/my.game"))
    assert game.table.crisis.parameters == {"nerve": 0.7}
    assert game.table.seats["aster"].title == "Norland"
    assert "Pass the keyboard to Norland" in done.stdout
    assert "Aster" not in done.stdout
    again = main("play", "--resume", "new/my.game", "--terminal")
    assert again.returncode == 0
    assert again.stdout.endswith("sim play --resume new/my.game --terminal\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "sim play takes a scenario file, or --resume with a saved game"),
        (("none.yaml",), "there is no file none.yaml"),
        (("s.yaml", "--seat", "dune"), "dune is no seat of this scenario: they are aster, birch, cedar"),
        (("s.yaml", "--seed", -1), "--seed must be from 0 to 18446744073709551615, not -1"),
        (("s.yaml", "--port", 70000), "--port must be from 0 to 65535, not 70000"),
        (("s.yaml", "--set", "nrve=1"), "nrve"),
        (("s.yaml", "--set", "nerve"), "--set takes PARAMETER=VALUE"),
        (("s.yaml", "--out", ""), "--out takes the name of a file"),
        (("s.yaml", "--out", "s.yaml/x.game"), "s.yaml/x.game cannot be written"),
        (("--resume", "none.game"), "there is no saved game none.game"),
        (("--resume", "s.yaml"), "s.yaml is no saved game"),
        (("s.yaml", "--resume", "x", "--seed", 2), "leave out a scenario, --seed"),
        (("--resume", "x", "--print", "d", "--fictional"), "leave out --fictional, --print"),
        ((BORDER, "--fictional"), "has no invented names"),
        (("empty.yaml",), "there is no seat to take"),
    ],
)
def test_what_cannot_be_played(main: Sim, words: tuple[object, ...], told: str) -> None:
    ladders = "ladders: {common: [{id: calm}, {id: war}]}\nactors: {aster: {}}\n"
    clock = "clock: {start: 2031-03-01, days: 5}\n"
    Path("empty.yaml").write_text(f"schema: 1\nid: empty\ntitle: Empty\n{clock}{ladders}")
    done = main("play", *words, "--terminal")
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert not list(Path().rglob("*.game"))


def test_without_what_serves_pages(main: Sim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "starlette" else name)
    done = main("play", "s.yaml")
    assert done.returncode == 1
    assert "pip install 'escalation-ladder[web]'" in done.stderr
    assert "--terminal" in done.stderr
    assert not Path("games").exists()


def test_served_in_browsers(main: Sim, monkeypatch: pytest.MonkeyPatch) -> None:
    """What serves is asked once, with the game and where; the file is free afterwards."""
    served = []

    class Serving:
        @staticmethod
        def serve(journal: object, host: str, port: int) -> None:
            served.append((journal, host, port))

    monkeypatch.setattr(command, "find_spec", lambda name: name)
    monkeypatch.setattr(command, "import_module", lambda name: Serving)
    assert main("play", "s.yaml", "--host", "0.0.0.0", "--port", 0, "--out", "a.game").returncode == 0
    assert served[0][1:] == ("0.0.0.0", 0)
    assert main("play", "--resume", "a.game").returncode == 0
    assert served[1][1:] == ("127.0.0.1", 8000)


# ---------------------------------------------------------------- told again


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "a.game"
    journal = begin(path, Setup(strait(), 3))
    game = journal.game
    override(game, "meter", "unease", 0.2, "They were nervous from the start.")
    until(game, "plan")
    about = {"if": {"what": "rung", "actor": "birch", "rung": "strikes"}, "target": "birch", "rung": "war"}
    order(game, "aster", rungs={"birch": "strikes"}, statement="Hands off.", threat=about)
    message(game, "aster", ["cedar"], "Between us")
    until(game, "adjudicate")
    override(game, "event", "parley", True, "They did talk.")
    until(game, "brief")
    until(game, "brief")
    game.take(Undo(turn=2), WHITE, 0.0)
    advance(game)
    for entry in game.entries:
        write_line(journal.file, plain(entry))
    journal.close()
    return path


def test_a_saved_game_is_told(main: Sim, saved: Path) -> None:
    done = main("replay", saved)
    assert (done.returncode, done.stderr) == (0, "")
    for told in (
        "A crisis at a strait: run 0 of seed 3, 17 days.",
        "A game of 1 of 4 turns. Seats: Aster (people), Birch (people), Cedar (people). 1 time a turn was",
        "Ruled by the facilitator: unease is 0.2. They were nervous from the start.",
        "Turn 1",
        "Aster orders strikes toward birch",
        "Birch orders calm toward aster, calm toward cedar (no order came: it holds)",
        "Aster, statement: Hands off.",
        "Aster, threat: If Birch goes to 'Strikes' or beyond, Aster goes to 'War' toward Birch.",
        "Day 1, 2 Mar 2031",
        "  Aster toward Birch: threats -> strikes (ordered)",
        "Ruled by the facilitator: parley has happened. They did talk.",
        "* Event: Parley (parley)",
        "At the end of day 5, 6 Mar 2031",
    ):
        assert told in done.stdout, told
    assert "Turn 2" not in done.stdout  # it was taken back
    assert "Between us" not in done.stdout
    assert done.stdout == main("replay", saved).stdout
    assert "days: Talks (5)." in main("replay", saved, "--brief").stdout


def test_a_saved_game_as_json(main: Sim, saved: Path) -> None:
    told = json.loads(main("replay", saved, "--json").stdout)
    crisis = read_game(saved).table.crisis
    assert told["final"] == {posture: crisis.intended(posture) for posture in crisis.postures}
    assert len(told["log"]) == len(crisis.log)
    game = told["game"]
    assert [turn["turn"] for turn in game["turns"]] == [1]
    assert game["turns"][0]["orders"]["aster"]["rungs"] == {"birch": "strikes"}
    assert game["turns"][0]["orders"]["birch"] is None
    assert game["turns"][0]["rulings"][0]["reason"] == "They did talk."
    assert game["early_rulings"][0]["value"] == 0.2
    assert (game["over"], game["taken_back"]) == (False, 1)


OTHERS = [("--run", 3), ("--seed", 1), ("--draws", 3), ("--set", "a=1"), ("--no-errors",)]


@pytest.mark.parametrize("words", OTHERS)
def test_a_saved_game_has_its_own_luck(main: Sim, saved: Path, words: tuple[object, ...]) -> None:
    done = main("replay", saved, *words)
    assert done.returncode == 1
    assert f"leave out {words[0]}" in done.stderr


def test_a_damaged_game_is_told(main: Sim, saved: Path) -> None:
    saved.write_bytes(saved.read_bytes() + b"{}\n")
    for words in (("replay", saved), ("play", "--resume", saved, "--terminal")):
        done = main(*words)
        assert done.returncode == 1
        assert "this line is no action of a game" in done.stderr
