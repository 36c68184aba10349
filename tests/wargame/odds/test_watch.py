from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from sim.wargame.odds import watch as module
from sim.wargame.odds.live import Odds, odds, seed_for
from sim.wargame.odds.watch import Answer, Watch
from sim.wargame.played import Moment
from tests.wargame.playing import game, picture, play_on, until

PATIENCE = 60.0  # seconds


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, number in (("FIRST", 20), ("FIRM", 50), ("PIECE", 10)):
        monkeypatch.setattr(module, name, number)
    return


class Ear:
    """Hears answers, and can wait for one."""

    def __init__(self) -> None:
        self.heard: list[Answer] = []
        self.firm = threading.Event()

    def __call__(self, answer: Answer) -> None:
        self.heard.append(answer)
        if answer.runs >= module.FIRM:
            self.firm.set()


def test_a_first_answer_then_a_firm_one() -> None:
    table, ear = game().table, Ear()
    with Watch(ear) as watch:
        watch.follow(table)
        assert ear.firm.wait(PATIENCE)
        answer = watch.answer
    assert [each.runs for each in ear.heard] == [20, 30, 40, 50]
    assert answer is not None
    assert (answer.turns, answer.changes) == (0, None)
    moment = Moment.of(table.crisis)
    whole = odds(moment, 50, seed_for(moment))
    np.testing.assert_array_equal(answer.odds.of("open_war").hits, whole.of("open_war").hits)


@pytest.mark.parametrize("resumed", [False, True])
def test_the_change_since_the_turn_before(resumed: bool) -> None:
    """Also of a game that is taken up again, whose earlier odds nobody asked for."""
    played, ear = game(), Ear()
    with Watch(ear) as watch:
        if not resumed:
            watch.follow(played.table)
            assert ear.firm.wait(PATIENCE)
            ear.firm.clear()
        until(played, "adjudicate")
        watch.follow(played.table)
        assert ear.firm.wait(PATIENCE)
        answer = watch.answer
    assert answer is not None
    assert answer.changes is not None
    found = answer.changes["open_war"]
    assert found.paired
    assert found.runs == (20 if resumed else 50)


def test_watching_changes_no_bit_of_the_game() -> None:
    alone, watched = game(), game()
    play_on(alone)
    with Watch() as watch:
        while not watched.table.over:
            watch.follow(watched.table)
            until(watched, watched.table.next_phase() or "")
    assert picture(watched.table) == picture(alone.table)


def test_what_the_game_has_left_behind_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, asked = threading.Event(), threading.Event(), []

    def slow(moment: Moment, runs: int, seed: int, first: int = 0) -> Odds:
        asked.append(moment.snapshot.day)
        begun.set()
        assert go_on.wait(PATIENCE)
        return odds(moment, runs, seed, first)

    monkeypatch.setattr(module, "odds", slow)
    played, ear = game(), Ear()
    with Watch(ear) as watch:
        watch.follow(played.table)
        assert begun.wait(PATIENCE)
        until(played, "adjudicate")
        watch.follow(played.table)
        assert watch.answer is None
        go_on.set()
        assert ear.firm.wait(PATIENCE)
    assert asked.count(0) == 3  # one piece that was under way, and two for the moment before
    assert {each.odds.day for each in ear.heard} == {played.table.crisis.day}


def test_asking_again_of_the_same_state_does_nothing() -> None:
    played, ear = game(), Ear()
    with Watch(ear) as watch:
        watch.follow(played.table)
        assert ear.firm.wait(PATIENCE)
        until(played, "plan")
        watch.follow(played.table)
        answer = watch.answer
    assert answer is not None
    assert len(ear.heard) == 4


def test_a_failure_is_told_and_the_next_question_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*asked: object, **how: object) -> Odds:
        raise MemoryError("no room")

    played, ear = game(), Ear()
    with Watch(ear) as watch:
        with monkeypatch.context() as patch:
            patch.setattr(module, "odds", broken)
            watch.follow(played.table)
            for _ in range(int(PATIENCE * 100)):
                if watch.error:
                    break
                threading.Event().wait(0.01)
        assert watch.error == "MemoryError: no room"
        until(played, "adjudicate")
        watch.follow(played.table)
        assert ear.firm.wait(PATIENCE)
        assert watch.error is None


def test_closing_ends_the_thread() -> None:
    watch = Watch()
    watch.follow(game().table)
    watch.close()
    assert not watch.thread.is_alive()
    watch.close()
    watch.follow(game().table)
