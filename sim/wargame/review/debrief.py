"""Everything that a debrief tells, worked out from a game once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.analysis.what_if.futures import seed_of_futures
from sim.wargame.game import Game
from sim.wargame.refusing import Refused
from sim.wargame.review.chance import LastChance, last_chances
from sim.wargame.review.cloud import Cloud, cloud
from sim.wargame.review.course import walk
from sim.wargame.review.curve import Point, curve
from sim.wargame.review.otherwise import Otherwise, otherwise
from sim.wargame.review.worth import Decision, Ruled, decisions, rulings, standing
from sim.wargame.table import Table

TELLING = 3  # replays with one order changed

Told = Callable[[str], None]


@dataclass(frozen=True)
class Debrief:
    """A game and what was found of it; `decisions` in order of turns, `replays` the most telling first."""

    game: Game
    seed: int
    curve: list[Point]
    decisions: list[Decision]
    rulings: list[Ruled]
    chances: list[LastChance]
    replays: list[Otherwise]
    cloud: Cloud

    @property
    def table(self) -> Table:
        return self.game.table

    @property
    def ranked(self) -> list[Decision]:
        """The decisions that moved a chance, the largest first."""
        moved = [each for each in self.decisions if each.weight > 0.0]
        return sorted(moved, key=lambda each: (not each.again, -each.weight, each.turn, each.seat))


def debrief(game: Game, told: Told = lambda text: None) -> Debrief:
    """Work out a debrief; the game is not changed. `told` hears what is being worked out."""
    table, seed = game.table, seed_of_futures(game.setup.seed)
    walked = walk(game)
    points = curve(walked, seed, told)
    worth = decisions(table, seed, told)
    ruled = rulings(walked.steps, seed, told)
    late = last_chances(table, seed, told)
    told("the same game with one order changed")
    telling = replays(game, worth)
    told("simulated games beside it")
    return Debrief(game, seed, points, worth, ruled, late, telling, cloud(table))


def replays(game: Game, worth: list[Decision]) -> list[Otherwise]:
    """Had a seat held: for the orders of people that moved a chance most, as far as it changes the course."""
    found: list[Otherwise] = []
    by_weight = sorted(worth, key=lambda each: (not each.again, -each.weight, each.turn, each.seat))
    for each in by_weight:
        if not each.by_person or not each.moved or len(found) == TELLING:
            continue
        played = next(turn for turn in game.table.played if turn.turn == each.turn)
        held = {posture: standing(played)[posture] for posture in each.moved}
        try:
            found.append(otherwise(game, each.seat, each.turn, held))
        except Refused:  # whoever had the seat came to it after the orders
            continue
    return found
