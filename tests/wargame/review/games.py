"""A game at the strait that was played out, with everything in it that a debrief tells of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from sim.rules.compiled import IS_COMPILED
from sim.wargame import actions as a
from sim.wargame.game import Game
from sim.wargame.naming import fictional
from sim.wargame.review import chance, cloud, curve, worth
from sim.wargame.review.debrief import Debrief, debrief
from sim.wargame.table import Setup
from tests.wargame.playing import advance, message, order, override, strait, threat, until

HOSTILE = "=HYPERLINK(\"http://x\") <script>alert('x')</script> | **bold** & `code`"
PLAYER = "Ada <Byron>"
FEW = {
    (curve, "RUNS"): 40,
    (worth, "RUNS"): 30,
    (worth, "AGAIN"): 40,
    (chance, "SCREEN"): 30,
    (chance, "CONFIRM"): 60,
    (cloud, "RUNS"): 60,
}


def played(*, fictional_names: bool = False) -> Game:
    """Four turns: words and orders, a ruling, an inject that brings an event, a turn taken back."""
    scenario = fictional(strait()) if fictional_names else strait()
    found = Game(Setup(scenario, 3))
    found.take(a.Join(seat="birch", name=PLAYER), "birch", 0.0)
    until(found, "plan")
    message(found, "aster", ["birch"], HOSTILE)
    order(found, "birch", rungs={"aster": "war"})
    until(found, "adjudicate")
    found.take(a.Undo(turn=1), "white", 0.0)
    found.take(a.Publish(inject="rumour", text=HOSTILE), "white", 0.0)
    until(found, "plan")
    message(found, "aster", ["birch"], HOSTILE)
    order(found, "aster", statement=HOSTILE, threat=threat("birch", "strikes"))
    order(found, "birch", rungs={"aster": "strikes"})
    until(found, "adjudicate")
    override(found, "rung", "cedar>birch", "calm", HOSTILE)
    until(found, "plan")
    order(found, "aster", rungs={"birch": "threats"})
    order(found, "birch", rungs={"aster": "war"})
    until(found, "adjudicate")
    advance(found)
    found.take(a.Publish(inject="talks_offered"), "white", 0.0)
    while not found.table.over:
        advance(found)
    return found


@contextmanager
def few() -> Iterator[None]:
    """As few futures as show that it works."""
    with pytest.MonkeyPatch.context() as patch:
        for (module, name), number in FEW.items():
            patch.setattr(module, name, number if IS_COMPILED else number // 3)
        yield


@cache
def reviewed(*, fictional_names: bool = False) -> Debrief:
    """Its debrief, from a few futures; worked out once."""
    with few():
        return debrief(played(fictional_names=fictional_names))
