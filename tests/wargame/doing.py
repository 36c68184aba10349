"""Anything that anybody may send to a table: right, nearly right, and quite wrong."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sim.wargame.actions import PHASES
from sim.wargame.game import Game
from sim.wargame.who import CLOCK, WHITE
from tests.wargame.playing import RUNGS, SEATS, TARGETS

WRONG = 5  # in a hundred
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


class Hands:
    """Draws one action after another that suits a game as it stands, or does not."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def of(self, *items: Any) -> Any:
        return self.draw(st.sampled_from(items))

    def chance(self, percent: int) -> bool:
        return bool(self.draw(st.integers(0, 99)) >= 100 - percent)

    def wrong(self, right: Any, *others: Any) -> Any:
        """Nearly always what is right."""
        return self.of(*others) if self.chance(WRONG) else right

    def action(self, game: Game) -> tuple[dict[str, Any], str]:
        """An action as plain values, and who sends it."""
        kinds = ["advance"] * 5 + ["order"] * 6 + ["message", "publish", "delay", "skip", "news", "override"]
        kind = self.of(*kinds, "override", "hand_over", "undo", "join", "pause", "unpause", "extend")
        said = getattr(self, kind)(game)
        seat = said.get("seat")
        by = (
            self.wrong(seat, WHITE, *SEATS)
            if kind in ("order", "message", "join")
            else self.wrong(WHITE, CLOCK, "aster")
        )
        return {"kind": kind, **said}, by

    def advance(self, game: Game) -> dict[str, Any]:
        to = self.wrong(game.table.next_phase() or "brief", *PHASES)
        return {"turn": self.wrong(game.table.turn, 0, 1, 9), "to": to}

    def order(self, game: Game) -> dict[str, Any]:
        seat = self.of(*SEATS)
        rungs = {target: self.wrong(self.of(*RUNGS), "pax") for target in TARGETS[seat] if self.chance(70)}
        given = len(game.table.given.get(seat, []))
        said: dict[str, Any] = {
            "seat": self.wrong(seat, "dune", "nobody"),
            "turn": self.wrong(game.table.turn, 1, 5),
            "after": self.wrong(given, 0, 1),
            "rungs": rungs,
        }
        if self.chance(30):
            said["statement"] = self.draw(TEXTS)
        if self.chance(30):
            said["threat"] = {
                "if": self.of(
                    {"what": "struck"},
                    {"what": "rung", "actor": self.of(*SEATS), "rung": self.of(*RUNGS)},
                    {"what": "rung", "actor": "birch", "toward": "aster", "rung": "strikes"},
                ),
                "target": self.of(*TARGETS[seat]),
                "rung": self.of(*RUNGS),
            }
        if seat == "aster" and self.chance(25):
            one = {"room": "council", "to": ["cedar"], "target": "birch", "floor": self.of(*RUNGS)}
            said["directives"] = [{**one, "cap": self.of(*RUNGS, None)}]
        return said

    def message(self, game: Game) -> dict[str, Any]:
        seat = self.of(*SEATS)
        number = self.wrong(game.table.messages[seat], 0, 7)
        return {
            "seat": seat,
            "to": [self.wrong(self.of(*SEATS), "dune")],
            "text": f"m{number}",
            "number": number,
        }

    def publish(self, game: Game) -> dict[str, Any]:
        more = {"text": self.draw(TEXTS)} if self.chance(20) else {}
        return {"inject": self.wrong(self.of(*game.table.injects.by_id), "none"), **more}

    def delay(self, game: Game) -> dict[str, Any]:
        return {"inject": self.of(*game.table.injects.by_id), "day": self.of(0, 5, 99)}

    def skip(self, game: Game) -> dict[str, Any]:
        return {"inject": self.of(*game.table.injects.by_id)}

    def news(self, game: Game) -> dict[str, Any]:
        return {"text": "news", "to": [self.of("all", "far_side", *SEATS, "nobody")]}

    def override(self, game: Game) -> dict[str, Any]:
        what, name, values = self.of(
            ("rung", self.of("aster>birch", "birch>aster", "cedar>birch"), RUNGS),
            ("event", self.of("storm", "parley"), (True, False)),
            ("meter", "unease", (0.0, 0.5, 1.0)),
        )
        return {"what": what, "name": name, "value": self.wrong(self.of(*values), "x", 3.0), "reason": "so"}

    def hand_over(self, game: Game) -> dict[str, Any]:
        return {"seat": self.of(*SEATS), "by": self.of("person", "rulebook", "script")}

    def undo(self, game: Game) -> dict[str, Any]:
        return {"turn": game.table.played[-1].turn if game.table.played else 1}

    def join(self, game: Game) -> dict[str, Any]:
        return {"seat": self.of(*SEATS), "name": self.of("Ada", "Ben")}

    def pause(self, game: Game) -> dict[str, Any]:
        return {}

    unpause = pause

    def extend(self, game: Game) -> dict[str, Any]:
        return {"minutes": self.of(1.0, 0.5)}
