"""A game at one keyboard, with what is typed piped in."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from sim.wargame.actions import Order
from sim.wargame.journal import begin, read_game, resume
from sim.wargame.table import Setup
from sim.wargame.terminal.keyboard import CLEAR, Keyboard
from sim.wargame.terminal.playing import play_at_terminal
from sim.wargame.who import CLOCK
from tests.cli.calling import environment
from tests.wargame.playing import TEXT, quiet, same_states, strait

PLAIN = ["", "", "", "n", "y", ""]  # stays, says nothing, threatens nobody, seals it, writes to nobody


def typed(path: Path, *lines: str, people: tuple[str, ...] | None = ("aster", "birch"), **how: object) -> str:
    """Begin a game in this file, type these lines, and give back what was shown."""
    journal = begin(path, Setup(strait(), 3, people=people, **how)) if not path.exists() else resume(path)  # type: ignore[arg-type]
    screen = io.StringIO()
    try:
        play_at_terminal(journal, Keyboard(io.StringIO("\n".join(lines) + "\n"), screen))
    finally:
        journal.close()
    return screen.getvalue()


def test_an_order_as_it_is_typed(tmp_path: Path) -> None:
    path = tmp_path / "a.game"
    threat = ["y", "1", "3", "1", "1", "4"]  # if Birch strikes Aster, war toward Birch
    chair = ["y", "2", "1", "2", "3"]  # to Cedar toward Birch: from threats to strikes
    shown = typed(path, "n", "", "3", "Hands off.", *threat, *chair, "", "1", "Psst", "", "")
    order = read_game(path).table.given["aster"][-1]
    said = {
        "kind": "order",
        "seat": "aster",
        "turn": 1,
        "after": 0,
        "rungs": {"birch": "strikes"},
        "statement": "Hands off.",
        "threat": {
            "if": {"what": "rung", "actor": "birch", "toward": "aster", "rung": "strikes"},
            "target": "birch",
            "rung": "war",
        },
        "directives": [
            {"room": "council", "to": ["cedar"], "target": "birch", "floor": "threats", "cap": "strikes"}
        ],
    }
    assert order == Order.model_validate(said)
    assert "Threat: If Birch goes to 'Strikes' or beyond toward Aster, Aster goes to 'War'" in shown
    assert [each.text for each in read_game(path).table.notices if each.kind == "message"] == ["Psst"]
    assert shown.rstrip().endswith(f"sim play --resume {path} --terminal")


def test_nobody_sees_another_s_screen(tmp_path: Path) -> None:
    """What stands between two hand-overs is one seat's own."""
    lines = ["n", "", "1", "Open words", "n", "n", "y", "2", "For you alone", "", "", *PLAIN, ""]
    shown = typed(tmp_path / "a.game", *lines, people=None)
    parts = shown.split("Pass the keyboard to ")
    assert [part.split(",")[0] for part in parts[1:]] == ["Aster", "Birch", "Cedar"]
    assert "You are bluffing." in parts[1]
    assert "You have no fuel." in parts[2]
    assert not any("bluffing" in part or "Open words" in part for part in (parts[0], *parts[2:]))
    assert "fuel" not in parts[3]
    assert "For you alone" not in parts[2]
    assert "Aster writes to Cedar: For you alone" in parts[3]
    assert "Ships were seen." in parts[1]
    assert "Ships were seen." not in parts[2]


def test_what_cannot_be_is_told_and_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "a.game"
    odd = ["", "0", "5", "-1", "two", "²", "9" * 50, "4", "x" * 2001, "Now then.", "maybe"]
    lines = ["perhaps", "n", *odd, "n", "n", "n", "1", "Then now.", "n", "n", "", "", ""]
    shown = typed(path, *lines, people=("aster",))
    assert shown.count("Type one of the numbers, 1 to 4, or press Enter to stay on Threats.") == 6
    assert shown.count("Type y or n.") == 2
    assert "That is 2,001 signs: say it in 2,000." in shown
    table = read_game(path).table
    assert "Then now." in [each.text for each in table.notices]
    assert table.played[0].ordered["aster>birch"] == "calm"


def test_the_whole_game_and_the_way_to_its_debrief(tmp_path: Path) -> None:
    path = tmp_path / "a.game"
    journal = begin(path, Setup(quiet(), 1))
    lines = ["n", *["", "4", "", "n", "y", "", "", "", "", "n", "y", "", ""] * 4]
    screen = io.StringIO()
    assert play_at_terminal(journal, Keyboard(io.StringIO("\n".join(lines) + "\n"), screen))
    journal.close()
    game = read_game(path)
    assert game.table.over
    assert [turn.ordered["aster>birch"] for turn in game.table.played] == ["war"] * 4
    assert f"sim report {path}" in screen.getvalue()
    assert f"sim replay {path}" in screen.getvalue()


def test_the_clock_s_hand_tells_what_is_due(tmp_path: Path) -> None:
    path = tmp_path / "a.game"
    shown = typed(path, "n", "", "", "", "n", "n", "", "", people=("aster",))
    game = read_game(path)
    published = [(entry.by, entry.action.inject) for entry in game.entries if entry.action.kind == "publish"]
    assert published[0] == (CLOCK, "rumour")
    assert game.table.clock.remaining(1e12) is None or game.table.clock.left is not None
    assert "For everyone: turn 2 of 4" in shown


def test_with_a_facilitator(tmp_path: Path) -> None:
    path = tmp_path / "a.game"
    acts = [
        "help", "skip rumour", "publish rumour now", "publish talk", "publish rumour", "news A storm.",
        "delay alarm 9", "hand cedar script", "rung birch>aster war because they crossed at night",
        "event storm perhaps because x", "event storm yes because it blew", "meter unease lots because x",
        "meter unease 0.5 because of the news", "rung birch>aster peace because x", "undo", "go",
    ]  # fmt: skip
    lines = ["y", "", *acts, "", "", "", "n", "n", "y", "", "", "go", "", "undo", "", "end"]
    shown = typed(path, *lines, people=("aster",))
    table = read_game(path).table
    assert table.over
    assert table.played == []
    assert "'publish rumour now' is none of these" in shown
    assert "No inject is called 'talk'" in shown
    assert "An event has happened or not: yes or no." in shown
    assert "lots is no number." in shown
    assert "No rung of birch>aster is called 'peace'" in shown
    assert "No turn has been played that could be taken back." in shown
    assert "birch>aster: the rulebook, war, war; Aster sees war" in shown  # and then it was taken back
    for told in ("Cedar (cedar), played by a script", "Ships were seen.", ": A storm.", ": Storm."):
        assert told in shown


def test_taken_up_again_it_asks_only_who_has_not_ordered(tmp_path: Path) -> None:
    path, whole = tmp_path / "a.game", tmp_path / "b.game"
    one = ["", "3", "", "n", "n", "y", ""]
    two = ["", "3", "1", "", "n", "y", "", ""]
    first = typed(path, "n", *one)
    assert first.count("Pass the keyboard") == 2
    again = typed(path, "n", *two)
    assert again.split("Pass the keyboard to ")[1].startswith("Birch")
    typed(whole, "n", *one, *two)
    same_states(read_game(path).table.crisis.state, read_game(whole).table.crisis.state)
    assert read_game(path).table.turn == 2


# ---------------------------------------------------------------- a process of its own


def run(folder: Path, typed: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "s.yaml").write_text(TEXT)
    command = [sys.executable, "-m", "sim.cli", "play", *words]
    return subprocess.run(
        command, cwd=folder, env=environment(), input=typed, capture_output=True, timeout=120, check=False
    )


def test_a_process_with_its_input_piped_in(tmp_path: Path) -> None:
    lines = b"n\n\n\xff\xfe\n3\n\x1b[2JHi\x07 \xe2\x80\xaethere\nn\nn\n\n\n\n"
    ended = run(tmp_path, lines, "s.yaml", "--terminal", "--seat", "aster", "--out", "it's.game")
    assert ended.returncode == 0, ended.stderr
    assert b"Traceback" not in ended.stderr
    assert b"\x1b" not in ended.stdout
    assert ended.stdout.rstrip().endswith(b"""sim play --resume 'it'"'"'s.game' --terminal""")
    game = read_game(tmp_path / "it's.game")
    assert [each.text for each in game.table.notices if each.kind == "statement"] == ["[2JHi there"]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of its own")
def test_a_terminal_is_wiped_before_it_is_handed_over(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(TEXT)
    main, side = pty.openpty()
    words = [sys.executable, "-m", "sim.cli", "play", "s.yaml", "--terminal", "--seat", "aster"]
    process = subprocess.Popen(words, cwd=tmp_path, env=environment(), stdin=side, stdout=side, stderr=side)
    os.close(side)
    os.write(main, b"n\n\n\x04")
    shown = b""
    while b"The game is saved" not in shown:
        shown += os.read(main, 4096)
    assert process.wait(timeout=60) == 0
    os.close(main)
    assert shown.count(CLEAR.encode()) == 2
