"""A game's file: written after every action, read to the same bits, refused where it is not sound."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.wargame import journal as journals
from sim.wargame.actions import Malformed, News, parse_action
from sim.wargame.journal import Journal, Unusable, begin, is_game, read_game, resume
from sim.wargame.refusing import Refused
from sim.wargame.table import Setup
from sim.wargame.who import WHITE
from tests.cli.calling import BORDER
from tests.tools import fewer
from tests.wargame.doing import Hands
from tests.wargame.playing import TEXT, a, order, picture, same_states, strait


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    found = begin(tmp_path / "one.game", Setup(strait(), 3))
    yield found
    if not found.file.closed:
        found.close()


def played(found: Journal) -> None:
    """Two turns of it, with a bit of everything."""
    advance_(found, "plan")
    said = {"turn": 1, "after": 0, "rungs": {"birch": "strikes"}, "statement": "ä\n€ \u2028 x"}
    found.take(parse_action({"kind": "order", "seat": "aster", **said}), "aster", 1.5)
    found.take(a.Message(seat="birch", to=["cedar"], text="Psst", number=0), "birch", 1.5)
    for to in ("reveal", "adjudicate", "brief"):
        advance_(found, to)
    found.take(a.Publish(inject="talks_offered"), WHITE, 2.0)
    override = {"kind": "override", "what": "meter", "name": "unease", "value": 0.25, "reason": "It was so."}
    found.take(parse_action(override), WHITE, 2.5)
    advance_(found, "plan")


def advance_(found: Journal, to: Any, at: float = 0.0) -> None:
    found.take(a.Advance(turn=found.game.table.turn, to=to), WHITE, at)


def test_what_is_written_is_what_is_read(journal: Journal) -> None:
    played(journal)
    read = read_game(journal.path)
    assert picture(read.table) == picture(journal.game.table)
    same_states(read.table.crisis.state, journal.game.table.crisis.state)
    assert read.entries == journal.game.entries
    journal.close()
    again = resume(journal.path)
    assert again.game.entries[:-1] == read.entries  # and then the clock was stopped
    assert isinstance(again.game.entries[-1].action, a.Pause)
    again.close()


def test_the_scenario_comes_along(tmp_path: Path) -> None:
    """What it extends and its claims too: the file is enough."""
    folder = tmp_path / "scenarios"
    (folder / "sub").mkdir(parents=True)
    (folder / "base.yaml").write_text(TEXT.replace("id: strait", "id: strait\nclaims: sub/claims.yaml"))
    (folder / "sub" / "claims.yaml").write_text("documents: {}\nclaims: []\n")
    (folder / "own.yaml").write_text("schema: 1\nid: own\ntitle: Own\nextends: base.yaml\n")
    try:
        scenario = sim.load(folder / "own.yaml")
    except sim.ScenarioError:
        (folder / "base.yaml").write_text(TEXT)
        scenario = sim.load(folder / "own.yaml")
    one = begin(tmp_path / "a.game", Setup(scenario, 1), fictional_names=True)
    state = one.game.table.crisis.state.copy()
    one.close()
    for path in folder.rglob("*.yaml"):
        path.unlink()
    again = read_game(tmp_path / "a.game")
    assert again.table.scenario.sha256 == scenario.sha256
    assert again.table.seats["aster"].title == "Norland"
    same_states(again.table.crisis.state, state)


def test_a_scenario_that_was_changed_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("schema: 1\nid: own\nextends: base.yaml\n")
    (tmp_path / "base.yaml").write_text(TEXT)
    scenario = sim.load(path)
    (tmp_path / "base.yaml").write_text(TEXT.replace("climb: 0.15", "climb: 0.2"))
    with pytest.raises(Unusable, match="was changed after it was read"):
        begin(tmp_path / "a.game", Setup(scenario))
    assert not (tmp_path / "a.game").exists()


def test_nothing_is_written_over(journal: Journal) -> None:
    with pytest.raises(Unusable, match="being played already"):
        begin(journal.path, Setup(strait()))
    with pytest.raises(Unusable, match="being played already"):
        resume(journal.path)
    before = journal.path.read_bytes()
    journal.close()
    with pytest.raises(Unusable, match="is there already: go on with it by --resume"):
        begin(journal.path, Setup(strait()))
    assert journal.path.read_bytes() == before
    resume(journal.path).close()  # and it is free


def test_a_torn_last_line_was_never_said(journal: Journal) -> None:
    played(journal)
    journal.close()
    whole = journal.path.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    entries = read_game(journal.path).entries
    for cut in (last, last + 1, (last + len(whole)) // 2, len(whole) - 1):
        journal.path.write_bytes(whole[:cut])
        assert read_game(journal.path).entries == entries[:-1]
    journal.path.write_bytes(whole[:-5] + b"\0" * 300)
    again = resume(journal.path)
    assert again.game.entries == entries[:-1]
    advance_(again, "plan", at=0.0)
    again.close()
    assert journal.path.read_bytes() == whole


def test_a_clock_that_ran_stands_still(journal: Journal) -> None:
    advance_(journal, "plan", at=1000.0)
    journal.take(News(text="x"), WHITE, 1060.0)
    journal.close()
    again = resume(journal.path)
    assert again.game.table.clock.remaining(1e12) == 180.0
    order(again.game, "aster", at=1e12)
    again.close()
    assert resume(journal.path).game.table.clock.remaining(1e12) == 180.0


# ---------------------------------------------------------------- disks


def test_what_cannot_be_written_is_not_done(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    played(journal)
    before, size = picture(journal.game.table), journal.path.stat().st_size
    entries = list(journal.game.entries)

    def half(file: Any, told: Any) -> None:
        file.write(b'{"at": 0.0, "by"')
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(journals, "write_line", half)
        for _ in range(3):
            with pytest.raises(OSError, match="No space left"):
                journal.take(News(text="x"), WHITE, 9.0)
            assert (picture(journal.game.table), journal.path.stat().st_size) == (before, size)
            assert journal.game.entries == entries
    journal.take(News(text="y"), WHITE, 9.0)
    assert [entry.action for entry in read_game(journal.path).entries][-1] == News(text="y")


def test_a_bug_while_a_turn_is_played_loses_nothing(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for to in ("plan", "reveal"):
        advance_(journal, to)
    before = picture(journal.game.table)
    with monkeypatch.context() as patched:
        patched.setattr("sim.wargame.adjudicating.stand_by_words", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            advance_(journal, "adjudicate")
    assert picture(journal.game.table) == before
    advance_(journal, "adjudicate")
    assert picture(read_game(journal.path).table) == picture(journal.game.table)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a small disk can be mounted by root alone"
)
def test_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        one = begin(disk / "a.game", Setup(strait(), 3))
        with pytest.raises(OSError, match="No space left"):
            fill(one)
        taken = len(one.game.entries)
        assert 5 < taken < 100
        assert len(read_game(disk / "a.game").entries) == taken
        with pytest.raises(Unusable, match="cannot be written"):
            begin(disk / "b.game", Setup(strait(), 3))
        assert not (disk / "b.game").exists()
        subprocess.run(["mount", "-o", "remount,size=10m", str(disk)], check=True)
        one.take(News(text="on"), WHITE, 0.0)
        assert len(read_game(disk / "a.game").entries) == taken + 1
        one.close()
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def fill(one: Journal) -> None:
    for number in range(1000):
        one.take(News(text=f"{number} {'x' * 1500}"), WHITE, 0.0)


def test_places_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable, match="cannot be written"):
        begin(tmp_path / "file" / "a.game", Setup(strait()))
    with pytest.raises(Unusable, match="there is no saved game"):
        resume(tmp_path / "none.game")
    with pytest.raises(Unusable, match="cannot be read: No such file"):
        read_game(tmp_path / "none.game")
    assert not list(tmp_path.glob("none*"))
    begin(tmp_path / "new" / "deep" / "a.game", Setup(strait())).close()
    with pytest.raises(ValueError, match="no seat of this scenario"):
        begin(tmp_path / "x.game", Setup(strait(), people=("dune",)))
    assert not (tmp_path / "x.game").exists()


# ---------------------------------------------------------------- files that are none


def head(change: Callable[[dict[str, Any]], Any]) -> Callable[[list[bytes]], list[bytes]]:
    def changed(lines: list[bytes]) -> list[bytes]:
        found = json.loads(lines[0])
        change(found)
        return [json.dumps(found).encode(), *lines[1:]]

    return changed


def entry(**change: Any) -> Callable[[list[bytes]], list[bytes]]:
    return lambda lines: [*lines, json.dumps({"at": 0.0, "by": "white", **change}).encode()]


FILES = {"s.yaml": "schema: 1"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda lines: [], "is no saved game"),
        (lambda lines: [b"hello"], "is no saved game"),
        (lambda lines: [b"[" * 100_000], "is no saved game"),
        (lambda lines: [b"\xff\xfe", *lines], "is no saved game"),
        (lambda lines: lines[1:], "is no saved game"),
        (head(lambda h: h.update(form=2)), "or of another version of this program"),
        (head(lambda h: h.update(made_by="sim run")), "is no saved game"),
        (head(lambda h: h.pop("versions")), "is no saved game"),
        (head(lambda h: h.update(versions={"rules": "0", "sim": "9"})), r"under other rules \(sim 9\): go"),
        (head(lambda h: h.update(versions={})), r"under other rules \(sim another version\)"),
        (head(lambda h: h["scenario"].update(files={})), "holds a scenario that cannot be read"),
        (head(lambda h: h["scenario"].update(files=FILES)), "holds a scenario that cannot be read"),
        (head(lambda h: h["scenario"].update(files={"../../x": "y"})), "would be written outside"),
        (head(lambda h: h["scenario"].update(files={"x" * 999: "y"})), "a scenario that cannot be read"),
        (head(lambda h: h["scenario"].update(files=["a"])), "is no saved game"),
        (head(lambda h: h["scenario"].update(sha256="0" * 64)), "holds another scenario"),
        (head(lambda h: h.update(seed=-1)), "does not hold together: seed and run go from 0"),
        (head(lambda h: h.update(people=["dune"])), "does not hold together: dune is no seat"),
        (head(lambda h: h.update(parameters={"nrve": 1.0})), "does not hold together: .*nrve"),
        (lambda lines: [lines[0], b"{}", *lines[1:]], ":2: this line is no action of a game"),
        (lambda lines: [*lines[:2], b"", *lines[2:]], ":3: this line is no action of a game"),
        (lambda lines: [*lines, lines[-1]], "does not hold together: .*turn 2, plan"),
        (lambda lines: [lines[0], *lines[2:]], "does not hold together: Orders for turn 1 are not open yet"),
        (entry(action={"kind": "undo", "turn": 7}), "does not hold together: The last turn"),
        (entry(action={"kind": "news", "text": "x", "more": 1}), "this line is no action of a game: .*more"),
        (entry(by="aster", action={"kind": "news", "text": "x"}), "Only the facilitator"),
    ],
)  # fmt: skip
def test_files_that_are_no_game(journal: Journal, change: Any, words: str) -> None:
    played(journal)
    journal.close()
    lines = change(journal.path.read_bytes().splitlines())
    journal.path.write_bytes(b"".join(line + b"\n" for line in lines))
    for look in (read_game, resume):
        with pytest.raises(Unusable, match=words):
            look(journal.path)
    assert journal.path.read_bytes().splitlines() == lines


def test_which_files_are_games(journal: Journal, tmp_path: Path) -> None:
    assert is_game(journal.path)
    assert not is_game(BORDER)
    assert not is_game(tmp_path)
    assert not is_game(tmp_path / "nothing")
    for text in (b"[]\n", b"\xff\n", b'{"made_by": "sim run"}\n', b"[" * 100_000):
        (tmp_path / "x").write_bytes(text)
        assert not is_game(tmp_path / "x")


@fewer
@given(data=st.data())
def test_whatever_is_done_is_read_again(data: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("game") / "a.game"
    one, hands = begin(path, Setup(strait(), 5)), Hands(data.draw)
    for _ in range(data.draw(st.integers(1, 25))):
        said, by = hands.action(one.game)
        try:
            one.take(parse_action(said), by, 0.0)
        except (Refused, Malformed):
            continue
        if hands.chance(20):  # left, and taken up again
            one.close()
            one = resume(path)
    one.close()
    read = read_game(path)
    assert picture(read.table) == picture(one.game.table)
    same_states(read.table.crisis.state, one.game.table.crisis.state)
