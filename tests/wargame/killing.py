"""A game that plays itself in a process of its own, so that it can be killed."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection
from pathlib import Path

from sim.wargame.actions import Advance, Unpause, parse_action
from sim.wargame.journal import Journal, begin, resume
from sim.wargame.table import Setup
from sim.wargame.who import WHITE
from tests.wargame.playing import game, play_on, strait

RUNGS = ("threats", "strikes", "war", "calm")

play_on(game())  # what is forked from here has the rules ready


def play(path: Path, stop: str, slowly: float, said: Connection) -> None:
    """Begin or go on, telling each phase; wait for ever where it is to stop."""
    one = resume(path) if path.exists() else begin(path, Setup(strait(), 3))
    if one.game.table.clock.left is not None:
        one.take(Unpause(), WHITE, 0.0)
    while True:
        table = one.game.table
        now = f"{table.turn}-{table.phase}"
        said.send(now)
        if now == stop:
            time.sleep(600)
        if table.over:
            break
        if table.phase == "plan":
            order_all(one, slowly)
        to = table.next_phase()
        assert to is not None
        one.take(Advance(turn=table.turn, to=to), WHITE, 0.0)
        time.sleep(slowly)
    one.close()


def order_all(one: Journal, slowly: float) -> None:
    """Orders of those seats that have given none."""
    table = one.game.table
    for seat, target in (("aster", "birch"), ("birch", "aster"), ("cedar", "birch")):
        if table.given.get(seat):
            continue
        said: dict[str, object] = {"rungs": {target: RUNGS[table.turn - 1]}}
        if seat == "aster" and table.turn < 3:
            about = {"what": "rung", "actor": "birch", "rung": "strikes"}
            said["threat"] = {"if": about, "target": "birch", "rung": RUNGS[table.turn]}
        order = {"kind": "order", "seat": seat, "turn": table.turn, "after": 0, **said}
        one.take(parse_action(order), seat, 0.0)
        time.sleep(slowly)
